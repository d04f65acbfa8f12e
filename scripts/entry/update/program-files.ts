/**
 * Returns whether a file of an office's copy belongs to the office: its procedures, roles, rooms, templates and
 * letterhead (`sops/`), its cases, its forms, and what `setup` or the office wrote for its own forge and site. An
 * update never changes these files.
 */
export const isOfOffice = (path: string): boolean =>
  /^(sops|requests)\//.test(path) ||
  /^schemas\/(permohonan|hasil)-/.test(path) ||
  ['.github/CODEOWNERS', 'site/forge.json', 'site/public/CNAME'].includes(path);

/** Returns whether a file is generated from other files of the copy. An update generates such a file again. */
const isMade = (path: string): boolean => /^site\/src\/.*\/generated\//.test(path);

/** A file in a tree of git. */
export interface TreeFile {
  readonly path: string;
  readonly oid: string;
}

/** What the files and the history of program and copy show about an update. */
interface Trees {
  /** The files of the office's copy. */
  readonly copy: readonly TreeFile[];
  /** The files of the version that the update brings. */
  readonly version: readonly TreeFile[];
  /** Every path and the id of every content that any version of the program ever had. */
  readonly known: ReadonlySet<string>;
}

/** The paths of files, grouped by what an update does with the files. */
export interface FilePlan {
  /** Files that the copy does not have yet. */
  readonly added: readonly string[];
  readonly changed: readonly string[];
  /** Files that the program no longer has. */
  readonly removed: readonly string[];
  /** Of the changed and removed files, those that the office had changed. Git keeps the office's text. */
  readonly overwritten: readonly string[];
  /** Files that stay unchanged: the office's own files, and files that the program never had. */
  readonly kept: readonly string[];
}

/** Plans which files an update adds, changes, removes and keeps. */
export function planFiles({ copy, version, known }: Trees): FilePlan {
  const next = new Map(version.filter(({ path }) => !isOfOffice(path)).map(({ path, oid }) => [path, oid]));
  const present = new Map(copy.map(({ path, oid }) => [path, oid]));
  const isProgram = ({ path }: TreeFile): boolean => !isOfOffice(path) && (next.has(path) || known.has(path));
  const program = copy.filter(isProgram);
  const changed = program.filter(({ path, oid }) => next.has(path) && next.get(path) !== oid);
  const removed = program.filter(({ path }) => !next.has(path));
  const paths = (files: readonly TreeFile[]): string[] => files.map(({ path }) => path);
  return {
    added: [...next.keys()].filter((path) => !present.has(path)),
    changed: paths(changed),
    removed: paths(removed),
    overwritten: paths([...changed, ...removed].filter(({ path, oid }) => !known.has(oid) && !isMade(path))),
    kept: paths(copy.filter((file) => !isProgram(file))),
  };
}
