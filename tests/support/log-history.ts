/** Makes registers for tests of the log as the process makes them, without git. */
import { emptyIndex, indexAfter, parseIndex, printIndex, type RegisterIndex } from '#domain/journal/index-file.ts';
import { openJournal, seal } from '#domain/journal/journal.ts';
import { INDEX_PATH, journalPath, README_PATH } from '#domain/journal/paths.ts';
import { edgeAfter, emptyEdge, readEdge } from '#domain/log/edge.ts';
import { requestDigest, sha256 } from '#domain/request/digest.ts';
import { extendLog, type CurrentLog } from '#engine/process/extend-log.ts';
import { fileHistories, type RegisterCommit } from '#engine/register/history.ts';
import { makeSigningKey, readSigningKey, type SigningKey } from '#engine/register/signing-key.ts';
import { type KeptCheckpoint, logEntries, verifyLog } from '#engine/register/verify-log.ts';
import type { TestCommit } from './git-commits.ts';
import { fullDisclosure, opening, request, salts } from './sealed-journal.ts';

/** Files by path, as a commit leaves them. */
export type Tree = Readonly<Record<string, string>>;

export const newKey = (name = 'kantor/berkas'): SigningKey => readSigningKey(makeSigningKey(name));

/** The number of entries that a commit adds, by case number. */
export type Added = Readonly<Record<number, number>>;

/**
 * Returns the trees after each commit of a register.
 * @param steps the entries that each commit adds; the first `before` commits are from before the log
 * @param keyOf the key that signs the commit
 */
export async function registerTrees(
  steps: readonly Added[],
  keyOf: (commit: number) => SigningKey,
  { before = 0, salt = '' }: { readonly before?: number; readonly salt?: string } = {},
): Promise<Tree[]> {
  let log: CurrentLog = { edge: emptyEdge, vkey: undefined };
  let tree: Record<string, string> = {};
  const trees: Tree[] = [];
  for (const [commit, added] of steps.entries()) {
    const next = { ...tree };
    const ids: string[] = [];
    for (const [number, count] of Object.entries(added)) {
      const path = journalPath(Number(number));
      for (let i = 0; i < count; i += 1) {
        const seq = (next[path] ?? '').split('\n').length;
        const id = sha256(`${salt} ${number} ${seq}`);
        const leaf = commit < before ? '' : `"leaf":${log.edge.size + ids.length},`;
        ids.push(id);
        next[path] = `${next[path] ?? ''}{"id":"${id}",${leaf}"prev":"${'0'.repeat(64)}"}\n`;
      }
    }
    const texts = new Map(Object.entries(tree));
    const forge = { readRegister: async () => texts };
    if (commit >= before) {
      const extended = await extendLog({ forge, signer: keyOf(commit) }, log, ids);
      for (const { path, text } of extended.additions) next[path] = text;
      next[INDEX_PATH] = JSON.stringify({ log: extended.log });
      log = { edge: readEdge(extended.log), vkey: extended.log.vkey };
    } else {
      const all = Object.entries(next).filter(([path]) => path.startsWith('journals/'));
      const known = all.flatMap(([, text]) => [...text.matchAll(/"id":"(\w+)"/g)].map(([, id = '']) => id));
      log = { edge: edgeAfter(emptyEdge, known), vkey: undefined };
    }
    tree = next;
    trees.push(tree);
  }
  return trees;
}

/** Returns the commits of a register without a log as they would be with a log from the first commit on. */
export async function loggedCommits(commits: readonly TestCommit[], signer: SigningKey): Promise<TestCommit[]> {
  const journals = new Map<string, string[]>();
  const files = new Map<string, string>();
  const forge = { readRegister: async () => files };
  let log: CurrentLog = { edge: emptyEdge, vkey: undefined };
  const logged: TestCommit[] = [];
  for (const commit of commits) {
    const next = { ...commit.files };
    const ids: string[] = [];
    for (const [path, text] of Object.entries(commit.files)) {
      if (!path.startsWith('journals/')) continue;
      const lines = journals.get(path) ?? [];
      for (const line of (text ?? '').split('\n').slice(lines.length, -1)) {
        const leaf = log.edge.size + ids.push(/^\{"id":"(\w+)"/.exec(line)?.[1] ?? '') - 1;
        lines.push(line.replace(',"prev":', `,"leaf":${leaf},"prev":`));
      }
      journals.set(path, lines);
      next[path] = lines.map((line) => `${line}\n`).join('');
    }
    if (ids.length > 0) {
      const extended = await extendLog({ forge, signer }, log, ids);
      for (const { path, text } of extended.additions) files.set(path, (next[path] = text));
      next[INDEX_PATH] = printIndex({ ...parseIndex(next[INDEX_PATH] ?? undefined), log: extended.log });
      log = { edge: readEdge(extended.log), vkey: extended.log.vkey };
    }
    logged.push({ ...commit, files: next });
  }
  return logged;
}

/** Returns `verify`’s findings about the log in a register with these trees: code, file and commit of each. */
export async function findingsOf(trees: readonly Tree[], kept: readonly KeptCheckpoint[] = []): Promise<unknown[]> {
  const commits = trees.map((tree, commit): RegisterCommit => {
    const before = trees[commit - 1] ?? {};
    const changed = Object.keys(tree).filter((path) => tree[path] !== before[path]);
    return {
      oid: `commit ${commit}`,
      parents: [],
      changes: changed.map((path) => ({ path, mode: '100644', blob: `${commit} ${path}` })),
    };
  });
  const files = fileHistories(commits);
  const textOf = (blob: string): string => trees[Number.parseInt(blob, 10)]?.[blob.slice(blob.indexOf(' ') + 1)] ?? '';
  const last = trees.at(-1) ?? {};
  const entries = [...files.values()].flatMap((file) => {
    const number = Number(/^journals\/\d+\/(\d+)/.exec(file.path)?.[1] ?? 0);
    const lines = file.versions.map(({ blob }) => textOf(blob).split('\n').length - 1);
    return number === 0 ? [] : logEntries(number, last[file.path] ?? '', { file, lines });
  });
  const { findings } = await verifyLog({
    entries,
    commits,
    base: undefined,
    checkpoints: files.get('checkpoint'),
    keys: files.get('vkey'),
    read: async function* read(blobs) {
      for (const blob of blobs) yield textOf(blob);
    },
    index: last[INDEX_PATH],
    kept,
    witnesses: [],
  });
  return findings.map(({ code, file, commit, path }) =>
    [code, file, commit ?? '', path === '/leaf' ? '' : path].filter(Boolean).join(' '),
  );
}

/**
 * Returns the commits of a register as the process makes them, with journals. Each step opens the cases of these
 * numbers.
 * @param note a text in the requests, by which two registers differ
 */
export async function logCommits(
  steps: readonly (readonly number[])[],
  signer: SigningKey,
  note = '',
): Promise<TestCommit[]> {
  let log: CurrentLog = { edge: emptyEdge, vkey: undefined };
  let index: RegisterIndex = emptyIndex;
  const salt = salts();
  const forge = { readRegister: async () => new Map() };
  const commits: TestCommit[] = [{ files: { [README_PATH]: '# Register\n' } }];
  for (const numbers of steps) {
    const files: Record<string, string> = {};
    const ids: string[] = [];
    for (const number of numbers) {
      const entry = { ...opening(number), request: { ...request, closed: note }, digest: '' };
      const digest = requestDigest(entry.request, []);
      const journal = seal(
        openJournal(number, undefined),
        [{ ...entry, digest }],
        fullDisclosure,
        salt,
        log.edge.size + ids.length,
      );
      files[journalPath(number)] = journal.text;
      ids.push(...journal.lines.map(({ id }) => id));
      if (journal.state) index = indexAfter(index, journal.state, { mark: `m${number}`, config: '' });
    }
    const extended = await extendLog({ forge, signer }, log, ids);
    index = { ...index, log: extended.log };
    log = { edge: readEdge(extended.log), vkey: extended.log.vkey };
    const texts = extended.additions.map(({ path, text }) => [path, text] as const);
    commits.push({ files: { ...files, ...Object.fromEntries(texts), [INDEX_PATH]: printIndex(index) } });
  }
  return commits;
}
