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

/** A file that a commit lists, and whose object is not in the clone: storage is damaged, or the clone is not whole. */
export class LostObject extends TextError {
  override readonly name = 'LostObject';
  constructor(path: string, oid: string) {
    super({
      id: `${path} terdaftar, tetapi isinya (${oid}) tidak ada di klona ini. Tidak ada yang diterbitkan. Periksa dengan git fsck, lalu pulihkan dari cadangan atau klona lain.`,
      en: `${path} is listed, but its content (${oid}) is not in this clone. Nothing was published. Check with git fsck, then restore it from a backup or another clone.`,
    });
  }
}

/**
 * The commit of the first of these refs that is in a clone.
 * @returns undefined where none is, or the folder is no clone
 * @throws the system's error where git cannot be started
 */
export async function commitOf(folder: string, refs: readonly string[]): Promise<string | undefined> {
  for (const ref of refs) {
    const found = await git(folder, ['rev-parse', '--verify', '--quiet', `${ref}^{commit}`]).catch((error: unknown) => {
      if (error instanceof Error && 'syscall' in error) throw error;
    });
    if (found) return found.toString('utf8').trim();
  }
  return undefined;
}

/**
 * Reads objects through one process, in order, one at a time in memory.
 * @param names ids, or anything that names an object (`commit:path`), without line feeds
 * @returns undefined for a name that leads to nothing here
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
  for (const _name of names) {
    let all = await atLeast(1);
    while (!all.includes(0x0a)) all = await atLeast(length + 1);
    const header = take(all, all.indexOf(0x0a) + 1).toString('utf8');
    const [, type, size] = /^[0-9a-f]+ (\w+) (\d+)\n$/.exec(header) ?? [];
    if (type === undefined) yield undefined;
    else yield { type, content: take(await atLeast(Number(size) + 1), Number(size) + 1).subarray(0, -1) };
  }
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
