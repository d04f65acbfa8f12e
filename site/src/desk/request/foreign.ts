/** Changes of another account on the branch of a request. The opener sees them before they continue to write (R48). */
import type { AttachmentChange } from '#domain/case/course/rounds.ts';
import { titlesIn, type Schema } from '#domain/request/annotations.ts';
import { fieldChanges, type NamedChange, nameChanges } from '#domain/request/compare.ts';
import type { DeskCase } from '../desk-case.ts';
import type { DeskForge } from '../forge.ts';
import { type CommitFile, type Version, versionAt } from './version.ts';

/** The change that another account has made since the opener's latest push. */
export interface ForeignChange {
  readonly by: string;
  readonly at: string;
  readonly head: string;
  /** The request after the change; undefined if the form cannot show it next to the opener's version. */
  readonly theirs: Version | undefined;
  readonly fields: readonly NamedChange[];
  readonly files: readonly AttachmentChange[];
}

/** A move of a branch in the activity log of the forge. */
interface Move {
  readonly id: number;
  readonly before: string;
  readonly after: string;
  readonly timestamp: string;
  readonly activity_type: string;
  readonly actor: { readonly id: number; readonly login: string; readonly type?: string } | null;
}

/** The latest push of the opener, and the latest push of another account after it. */
interface ForeignPush {
  readonly own: Move;
  readonly last: Move;
}

/**
 * Checks in the forge's log whether another account than the opener pushed the head of a request's branch. The desk
 * only shows the push; the process decides by `pushes.ts`.
 * @returns the two pushes; undefined if the opener pushed the head, if the viewer is not the opener, or if the head
 * is the commit that was submitted last
 * @throws Error if the log does not show the head yet, and the errors of every call to the forge
 */
export async function foreignPush(
  forge: DeskForge,
  { pull, current, index, viewer, newId }: DeskCase,
): Promise<ForeignPush | undefined> {
  const opener = current?.state.opens.applicant.id ?? pull.author?.databaseId;
  if (opener !== viewer.databaseId || pull.headRefOid === current?.state.head.oid) return undefined;
  const url = `/activity?per_page=100&ref=${encodeURIComponent(`refs/heads/${pull.headRefName}`)}`;
  // The newest push is first. If others pushed often, the opener's pushes are read separately.
  const log = await forge.rest<Move[]>('GET', url);
  if (log.length >= 100) log.push(...(await forge.rest<Move[]>('GET', `${url}&actor=${viewer.login}`)));
  // Shortly after a push the log may not contain that push yet. The log never contains pushes to another repository.
  if (log.length > 0 && !log.some(({ after }) => after === pull.headRefOid))
    throw new Error(`The activity log does not show the head ${pull.headRefOid} yet.`);
  const isDeletion = ({ activity_type: type }: Move): boolean => type === 'branch_deletion';
  const isProcess = ({ actor }: Move): boolean => (index.process ? actor?.id === index.process : actor?.type === 'Bot');
  const wasThere = ({ timestamp }: Move): boolean => timestamp <= pull.createdAt;
  const begun = log.find((each) => isDeletion(each) && wasThere(each))?.id ?? -1;
  const pushes = log
    .filter((each) => each.id > begun && !isDeletion(each) && !isProcess(each))
    .map((each) => ({ ...each, before: newId(each.before), after: newId(each.after) }))
    // An erasure only replaces each commit by the one with its new id (R50).
    .filter(({ before, after }) => before !== after);
  const isOwn = ({ actor, after }: Move): boolean => actor?.id === opener || after === current?.state.head.oid;
  const own = pushes.find(isOwn) ?? pushes.find(wasThere);
  const [last] = pushes;
  return own && last && last !== own && last.after === pull.headRefOid ? { own, last } : undefined;
}

/** Reads the files that a commit changes against main. Throws like every call to the forge. */
export async function filesOfCommit(forge: DeskForge, head: string): Promise<readonly CommitFile[]> {
  return (await forge.rest<{ readonly files: readonly CommitFile[] }>('GET', `/compare/main...${head}`)).files;
}

/**
 * Reads the files that the branch of a request changes against main. Another account may have pushed some of these
 * files, and the opener may not have seen them. Throws like every call to the forge.
 */
export const changedOn = (forge: DeskForge, { pull }: DeskCase): Promise<readonly CommitFile[]> =>
  forge.rest('GET', `/pulls/${pull.number}/files?per_page=100`);

/**
 * Compares the push of another account with the opener's version, for the form.
 * @returns undefined if the files are equal to the opener's, for example after *Update branch*
 */
export async function foreignChange(
  forge: DeskForge,
  { last }: ForeignPush,
  mine: Version,
  { files, schema }: { readonly files: readonly CommitFile[]; readonly schema: Schema },
): Promise<ForeignChange | undefined> {
  const changed = differingFiles(mine.files, files);
  if (changed.length === 0) return undefined;
  const read = await versionAt(forge, last.after, files);
  // A request under another procedure needs another form, so it cannot be compared.
  const theirs = read?.folder === mine.folder && read.value['sop'] === mine.value['sop'] ? read : undefined;
  const fields = theirs ? nameChanges(fieldChanges(mine.value, theirs.value), titlesIn(schema)) : [];
  const nameOf = (path: string): string =>
    path.startsWith(`${mine.folder}/`) ? path.slice(mine.folder.length + 1) : path;
  return {
    ...{ by: last.actor?.login ?? 'ghost', at: last.timestamp, head: last.after, theirs, fields },
    files: changed
      .map(({ path, is }) => ({ name: nameOf(path), is }))
      .filter(({ name }) => name !== 'request.yaml' || fields.length === 0),
  };
}

/** Finds the files that two commits change differently against main. */
export function differingFiles(before: readonly CommitFile[], after: readonly CommitFile[]) {
  const [old, now] = [before, after].map(
    (files) => new Map(files.map(({ filename, status, sha }) => [filename, `${status === 'removed'} ${sha}`])),
  );
  return [...new Set([...(old?.keys() ?? []), ...(now?.keys() ?? [])])].sort().flatMap((path) => {
    const [was, is] = [old?.get(path), now?.get(path)];
    if (was === is) return [];
    return [{ path, is: was === undefined ? 'added' : is === undefined ? 'removed' : 'replaced' } as const];
  });
}
