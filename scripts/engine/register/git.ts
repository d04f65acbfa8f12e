import { spawn } from 'node:child_process';
import { TextError } from '#domain/problem.ts';
import { OWN_GROUP } from '#engine/own-group.ts';

/** An object as `git cat-file --batch` gives it. */
export interface GitObject {
  readonly type: string;
  readonly content: Buffer;
}

/** What verification reads: objects as they are (no replacements), and only those that are here (no lazy fetch). */
const environment = (): NodeJS.ProcessEnv => ({
  ...process.env,
  GIT_NO_REPLACE_OBJECTS: '1',
  GIT_NO_LAZY_FETCH: '1',
  GIT_TERMINAL_PROMPT: '0',
  LC_ALL: 'C',
});

/**
 * Runs git in a clone, bare or not.
 * @throws Error with what git said, where it fails
 */
export async function git(folder: string, args: readonly string[], input = ''): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of pipe(folder, args, [input])) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/** A folder that is no clone of an office, or has nothing to read. */
export class NoClone extends TextError {
  override readonly name = 'NoClone';
}

/** What is listed in a clone and cannot be read there: storage is damaged, or the clone is not whole (R31). */
export class LostObject extends TextError {
  override readonly name = 'LostObject';
  readonly oid: string;
  readonly why: string;

  /**
   * @param path a file, a ref, or another name under which it is listed
   * @param oid of what it should hold
   * @param why what git said, where it said anything
   */
  constructor(path: string, oid: string, why = '') {
    const [id, en] = why === '' ? ['', ''] : [` Kata git: ${why}.`, ` Git says: ${why}.`];
    super({
      id: `${path} terdaftar, tetapi isinya (${oid}) tidak ada atau rusak di klon ini.${id} Tidak ada yang disimpulkan atau diterbitkan darinya. Periksa dengan git fsck, lalu pulihkan dari cadangan atau klon lain.`,
      en: `${path} is listed, but its content (${oid}) is missing or damaged in this clone.${en} Nothing was concluded or published of it. Check with git fsck, then restore it from a backup or another clone.`,
    });
    this.oid = oid;
    this.why = why;
  }

  /** The same, under the name by which a person knows it. */
  as(path: string): LostObject {
    return new LostObject(path, this.oid, this.why);
  }
}

/**
 * The commit of the first of these refs that is in a clone.
 * @param refs whole names of refs (`refs/heads/main`), or commits by their ids
 * @returns undefined where none is, or the folder is no clone
 * @throws LostObject where a ref is there and cannot be read: lost is not absent (R31); the system's error where git cannot
 *   be started
 */
export async function commitOf(folder: string, refs: readonly string[]): Promise<string | undefined> {
  for (const ref of refs) {
    const isWhole = ref.startsWith('refs/');
    // With its tree, so that a commit without one is lost here and not where it is listed.
    const [found, why] = await revision(folder, `${ref}^{commit}`, `${ref}^{tree}`);
    // A whole name that is not there may still be the name of a tag, which git then takes.
    if (found !== undefined && (!isWhole || (await isThere(folder, ref)))) return found;
    if (!isWhole || found !== undefined) continue;
    const [named] = await revision(folder, ref);
    if (named !== undefined || why.includes('broken ref')) throw new LostObject(ref, named ?? '?', complaintsIn(why));
  }
  return undefined;
}

const isThere = (folder: string, ref: string): Promise<boolean> =>
  git(folder, ['show-ref', '--verify', '--quiet', ref]).then(
    () => true,
    () => false,
  );

/**
 * The id that the first of these names leads to, if all lead somewhere, and what git says if not.
 * @throws the system's error where git cannot be started
 */
async function revision(folder: string, ...names: string[]): Promise<readonly [oid: string | undefined, why: string]> {
  try {
    const [first = ''] = (await git(folder, ['rev-parse', ...names])).toString('utf8').split('\n');
    return [/^[0-9a-f]{40,64}$/.test(first) ? first : undefined, ''];
  } catch (error) {
    if (!(error instanceof Error) || 'syscall' in error) throw error;
    return [undefined, error.message];
  }
}

/** What git complained of, without its advice on how names are written. */
const complaintsIn = (why: string): string =>
  [...new Set(Array.from(why.matchAll(/(?:error|warning): .*/g), ([line]) => line.replace(/\.$/, '')))].join('; ');

const oneLine = (text: string): string =>
  text
    .trim()
    .replace(/\s*\n\s*/g, '; ')
    .replace(/\.$/, '');

/** Was the clone made without the contents of some files, which it would fetch when they are asked for? */
export const isPartial = (folder: string): Promise<boolean> =>
  git(folder, ['config', '--get-regexp', String.raw`^remote\..*\.promisor$`]).then(
    () => true,
    () => false,
  );

/** A file that a commit lists. */
export interface ListedFile {
  readonly path: string;
  readonly oid: string;
}

/**
 * The plain files of a commit at or below some paths, in git's order; a path that is not there gives none.
 * @throws Error with what git said, where a folder cannot be read
 */
export async function listFiles(folder: string, commit: string, paths: readonly string[]): Promise<ListedFile[]> {
  const listed = await git(folder, ['ls-tree', '-r', '-z', commit, '--', ...paths]);
  return listed
    .toString('utf8')
    .split('\0')
    .flatMap((line) => {
      const [, oid, path] = /^100644 blob ([0-9a-f]+)\t(.+)$/s.exec(line) ?? [];
      return oid === undefined || path === undefined ? [] : [{ oid, path }];
    });
}

/** Reads listed files, in order, one at a time in memory. @throws LostObject where one cannot be read */
export async function* readFiles<File extends ListedFile>(
  folder: string,
  files: readonly File[],
): AsyncGenerator<readonly [file: File, content: Buffer], void, void> {
  const objects = readObjects(
    folder,
    files.map(({ oid }) => oid),
  );
  for (const file of files) {
    const next = await objects.next().catch((error: unknown) => {
      throw error instanceof LostObject ? error.as(file.path) : error;
    });
    if (!next.value) throw new LostObject(file.path, file.oid);
    yield [file, next.value.content];
  }
}

/**
 * Reads objects through one process, in order, one at a time in memory.
 * @param names ids, or anything that names an object (`commit:path`), without line feeds
 * @returns undefined for a name that leads to nothing here
 * @throws LostObject where something is there and git cannot read it
 */
export async function* readObjects(
  folder: string,
  names: readonly string[],
): AsyncGenerator<GitObject | undefined, void, void> {
  const source = pipe(
    folder,
    ['cat-file', '--batch'],
    names.map((name) => `${name}\n`),
  );
  let chunks: Buffer[] = [];
  let length = 0;
  /**
   * All bytes that have come, once there are at least so many. They are joined only then: an attachment has hundreds of
   * chunks.
   */
  const atLeast = async (wanted: number): Promise<Buffer> => {
    while (length < wanted) {
      const next = await source.next();
      if (next.done) throw new Error('git cat-file ended before it answered.');
      chunks.push(next.value);
      length += next.value.length;
    }
    const all = Buffer.concat(chunks);
    chunks = [all];
    return all;
  };
  const take = (all: Buffer, end: number): Buffer => {
    chunks = [all.subarray(end)];
    length = all.length - end;
    return all.subarray(0, end);
  };
  const readNext = async (): Promise<GitObject | undefined> => {
    let all = await atLeast(1);
    while (!all.includes(0x0a)) all = await atLeast(length + 1);
    const header = take(all, all.indexOf(0x0a) + 1).toString('utf8');
    const [, type, size] = /^[0-9a-f]+ (\w+) (\d+)\n$/.exec(header) ?? [];
    if (type === undefined) return undefined;
    return { type, content: take(await atLeast(Number(size) + 1), Number(size) + 1).subarray(0, -1) };
  };
  for (const name of names)
    yield await readNext().catch((error: unknown) => {
      // Git answers in order and ends at what it cannot read, so it is this one.
      const isGits = error instanceof Error && !('syscall' in error);
      throw isGits ? new LostObject(name, name, oneLine(error.message)) : error;
    });
}

async function* pipe(
  folder: string,
  args: readonly string[],
  input: Iterable<string>,
): AsyncGenerator<Buffer, void, void> {
  const child = spawn('git', ['-C', folder, ...args], { ...OWN_GROUP, env: environment() });
  const said: Buffer[] = [];
  child.stderr.on('data', (chunk: Buffer) => said.push(chunk));
  child.stdin.on('error', () => undefined); // A process that ended early is judged by its exit code.
  const ended = new Promise<number>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve(code ?? -1));
  });
  ended.catch(() => undefined);
  child.stdin.end([...input].join(''));
  yield* child.stdout as AsyncIterable<Buffer>;
  const code = await ended;
  if (code !== 0)
    throw new Error(`git ${args[0]}: ${Buffer.concat(said).toString('utf8').trim() || `exit code ${code}`}`);
}
