import { spawn } from 'node:child_process';
import { TextError } from '#domain/problem.ts';
import { ownEnvironment, readingEnvironment } from './git-environment.ts';
import { OWN_GROUP } from '#engine/own-group.ts';

/** An object that `git cat-file --batch` printed. */
export interface GitObject {
  readonly type: string;
  readonly content: Buffer;
}

/**
 * Runs git in a clone, bare or not, or throws an Error with git's message.
 * @param environment that of a git which only reads, or of one which fetches or commits
 */
export async function git(
  folder: string,
  args: readonly string[],
  input = '',
  environment: typeof readingEnvironment = readingEnvironment,
): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of pipe(folder, args, [input], environment)) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/** Runs git in a clone, and returns the lines of its output. */
export const gitLines = async (folder: string, args: readonly string[], input = ''): Promise<string[]> =>
  (await git(folder, args, input)).toString('utf8').split('\n').filter(Boolean);

/** Lists the refs of a clone below a prefix with their ids. Symbolic refs are left out. */
export const refsIn = async (folder: string, prefix = 'refs/'): Promise<{ name: string; oid: string }[]> =>
  (await gitLines(folder, ['for-each-ref', '--format=%(objectname) %(refname) %(symref)', prefix])).flatMap((line) => {
    const [oid = '', name = '', symbolic] = line.split(' ');
    return symbolic === '' ? [{ name, oid }] : [];
  });

/** Runs git in a clone as its user does, with their settings and without those of the clone. */
export const gitAsUser = (folder: string, args: readonly string[], input = ''): Promise<Buffer> =>
  git(folder, args, input, ownEnvironment);

/** The folder is no clone of an office, or has nothing to read. */
export class NoClone extends TextError {
  override readonly name = 'NoClone';
}

/** An object is listed in a clone but cannot be read: the disk is damaged, or the clone is incomplete (R31). */
export class LostObject extends TextError {
  override readonly name = 'LostObject';
  readonly oid: string;
  readonly why: string;

  /**
   * @param path the file, the ref, or another name under which the object is listed
   * @param oid the id of the object
   * @param why the message of git, if there is one
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

  /** Returns the same error with the name that a person knows. */
  as(path: string): LostObject {
    return new LostObject(path, this.oid, this.why);
  }
}

/**
 * Returns the commit of the first of these refs that is in a clone.
 * @param refs full names of refs (`refs/heads/main`), or ids of commits
 * @returns `undefined` if there is none, or if the folder is no clone
 * @throws LostObject if a ref exists and cannot be read; a lost ref is not an absent one (R31)
 * @throws the system's error if git cannot be started
 */
export async function commitOf(folder: string, refs: readonly string[]): Promise<string | undefined> {
  for (const ref of refs) {
    const isWhole = ref.startsWith('refs/');
    // The tree is looked up as well, so that a commit whose tree is lost is found here.
    const [found, why] = await revision(folder, `${ref}^{commit}`, `${ref}^{tree}`);
    // If no ref has this full name, git uses a tag of that name. The caller did not ask for a tag.
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
 * Returns the id of the first of these names if all of them exist; otherwise the message of git.
 * @throws the system's error if git cannot be started
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

/** Returns the errors and warnings in git's message, without its advice on how to write names. */
const complaintsIn = (why: string): string =>
  [...new Set(Array.from(why.matchAll(/(?:error|warning): .*/g), ([line]) => line.replace(/\.$/, '')))].join('; ');

const oneLine = (text: string): string =>
  text
    .trim()
    .replace(/\s*\n\s*/g, '; ')
    .replace(/\.$/, '');

/** Checks whether a clone was made without the contents of some files, which git would fetch when they are needed. */
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

/** The largest number of paths in one call of git. */
const MOST_PATHS = 500;

/**
 * Lists the regular files (mode 100644) of a commit at or below paths, in git's order. A path that does not exist has
 * no files.
 * @throws Error with the message of git if a folder cannot be read
 */
export async function listFiles(folder: string, commit: string, paths: readonly string[]): Promise<ListedFile[]> {
  const files: ListedFile[] = [];
  for (let at = 0; at < paths.length; at += MOST_PATHS) {
    const listed = await git(folder, ['ls-tree', '-r', '-z', commit, '--', ...paths.slice(at, at + MOST_PATHS)]);
    for (const line of listed.toString('utf8').split('\0')) {
      const [, oid, path] = /^100644 blob ([0-9a-f]+)\t(.+)$/s.exec(line) ?? [];
      if (oid !== undefined && path !== undefined) files.push({ oid, path });
    }
  }
  return files;
}

/**
 * Reads single objects of a clone, through a git that keeps running. Each start of git costs a large program more than a
 * small one, because the system first copies the tables of its memory.
 */
export interface ObjectSource {
  /** @returns `undefined` for a name that does not exist in the clone */
  read(name: string): Promise<GitObject | undefined>;
}

/**
 * Reads listed files, in order, one at a time in memory, or throws LostObject if one cannot be read.
 * @param source reads them without starting git
 */
export async function* readFiles<File extends ListedFile>(
  folder: string,
  files: readonly File[],
  source?: ObjectSource,
): AsyncGenerator<readonly [file: File, content: Buffer], void, void> {
  const names = files.map(({ oid }) => oid);
  const objects = source ? readFrom(source, names) : readObjects(folder, names);
  for (const file of files) {
    const next = await objects.next().catch((error: unknown) => {
      throw error instanceof LostObject ? error.as(file.path) : error;
    });
    if (!next.value) throw new LostObject(file.path, file.oid);
    yield [file, next.value.content];
  }
}

/**
 * Reads objects by one call of git, in order, one at a time in memory.
 * @param names ids, or other names of objects (`commit:path`), without line feeds
 * @returns the objects; `undefined` for a name that does not exist in the clone
 * @throws LostObject if an object exists and git cannot read it
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
   * Waits for at least this many bytes, and returns all bytes that have been received. Chunks are joined once at the
   * end, because an attachment has hundreds of chunks.
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
      // Git prints objects in order and ends at the first object that it cannot read, so this object cannot be read.
      const isGits = error instanceof Error && !('syscall' in error);
      throw isGits ? new LostObject(name, name, oneLine(error.message)) : error;
    });
}

/** Reads objects in order from a source. It says of objects what `readObjects` says of them. */
export async function* readFrom(
  source: ObjectSource,
  names: readonly string[],
): AsyncGenerator<GitObject | undefined, void, void> {
  for (const name of names)
    yield await source.read(name).catch((error: unknown) => {
      throw error instanceof Error && !('syscall' in error)
        ? new LostObject(name, name, oneLine(error.message))
        : error;
    });
}

async function* pipe(
  folder: string,
  args: readonly string[],
  input: Iterable<string>,
  environment = readingEnvironment,
): AsyncGenerator<Buffer, void, void> {
  const child = spawn('git', ['-C', folder, ...args], { ...OWN_GROUP, env: environment(folder) });
  const said: Buffer[] = [];
  child.stderr.on('data', (chunk: Buffer) => said.push(chunk));
  child.stdin.on('error', () => undefined); // If git ends early, its exit code decides.
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
