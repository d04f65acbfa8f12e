/** Reading a branch in a clone: its commits along first parents, the changes of each commit, and the sizes of files. */
import { commitOf, git, listFiles, NoClone, readFiles } from './git.ts';
import type { FileHistory, RegisterCommit } from './history.ts';

/**
 * Reads the commits along first parents, oldest first. The dates of the commits do not change this order. The changes
 * of a commit are its differences from the commit before it.
 * @param after a commit that is left out together with all commits before it
 * @param folders folders to which the changes are limited; commits without a change there are left out
 */
export async function readCommits(
  folder: string,
  head: string,
  { after, folders = [] }: { readonly after?: string | undefined; readonly folders?: readonly string[] } = {},
): Promise<RegisterCommit[]> {
  const range = after === undefined ? [head] : [head, `^${after}`];
  const only = folders.length > 0 ? ['--', ...folders] : [];
  const list = await git(folder, [
    'rev-list',
    '--topo-order',
    '--first-parent',
    '--reverse',
    // With --parents, a commit of limited folders would have no parent if no earlier commit has a file in them. Then
    // git shows no changes of a merge.
    '--format=%H %P',
    ...range,
    ...only,
  ]);
  const lines = list
    .toString('utf8')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('commit '));
  const commits = lines.map((line) => line.trim().split(' '));
  const pairs = commits.map(([oid = '', parent = '']) => `${oid} ${parent}`.trim());
  const options = ['--stdin', '--root', '--always', '-r', '--raw', '--no-renames', '--no-abbrev', '-z'];
  const raw = await git(folder, ['diff-tree', ...options, ...only], `${pairs.join('\n')}\n`);
  const changes = parseChanges(raw.toString('utf8').split('\0'));
  return commits.map(([oid = '', ...parents]) => ({ oid, parents, changes: changes.get(oid) ?? [] }));
}

/** Parses fields: the id of a commit, then `:mode mode blob blob status` and a path for each of its changes. */
function parseChanges(fields: readonly string[]): Map<string, RegisterCommit['changes'][number][]> {
  const changes = new Map<string, RegisterCommit['changes'][number][]>();
  let current: RegisterCommit['changes'][number][] = [];
  for (let i = 0; i < fields.length; i += 1) {
    const field = fields[i] ?? '';
    if (!field.startsWith(':')) {
      current = [];
      changes.set(field, current);
      continue;
    }
    i += 1;
    const [, mode = '', , blob, status] = field.split(' ');
    current.push({ path: fields[i] ?? '', mode, blob: status === 'D' ? undefined : blob });
  }
  return changes;
}

/** Reads the size of each version of files, by blob id. */
export async function readSizes(folder: string, files: readonly FileHistory[]): Promise<Map<string, number>> {
  const blobs = [...new Set(files.flatMap(({ versions }) => versions.map(({ blob }) => blob)))];
  const format = '--batch-check=%(objectname) %(objectsize)';
  const answer = await git(folder, ['cat-file', format], blobs.map((blob) => `${blob}\n`).join(''));
  const lines = answer.toString('utf8').trim().split('\n');
  return new Map(lines.map((line) => [line.split(' ')[0] ?? '', Number(line.split(' ')[1])]));
}

/**
 * Returns the commit of the first of these refs that is in a clone.
 * @param branch the branch that the message of the error asks the person to fetch
 * @throws NoClone if none of the refs is in the clone
 * @throws LostObject if a ref exists and cannot be read
 */
export async function commitOfBranch(folder: string, names: readonly string[], branch: string): Promise<string> {
  const found = await commitOf(folder, names);
  if (found !== undefined) return found;
  throw new NoClone({
    id: `Di ${folder} tidak ada cabang ${names.join(' atau ')}: bukan klon, registernya belum diambil (git fetch origin ${branch}), atau kantornya belum memproses satu permohonan pun.`,
    en: `There is no branch ${names.join(' or ')} in ${folder}: it is no clone, its register was not fetched (git fetch origin ${branch}), or its office has not processed any request yet.`,
  });
}

/** Checks whether a commit is `of` or an ancestor of `of`; false if the commit is not in the clone. */
export async function hasAncestor(folder: string, commit: string, of: string): Promise<boolean> {
  if (!/^[0-9a-f]{40,64}$/.test(commit) || (await commitOf(folder, [commit])) === undefined) return false;
  const base = await git(folder, ['merge-base', commit, of]).catch(() => undefined);
  return base?.toString('utf8').trim() === commit;
}

/** Reads the blob ids of paths at a commit. Paths without a file are left out. */
export async function readBlobIds(
  folder: string,
  commit: string,
  paths: readonly string[],
): Promise<Map<string, string>> {
  const names = paths.map((path) => `${commit}:${path}\n`).join('');
  const answer = await git(folder, ['cat-file', '--batch-check=%(objectname)'], names);
  const lines = answer.toString('utf8').split('\n');
  return new Map(
    paths.flatMap((path, i) => {
      const id = lines[i] ?? '';
      return /^[0-9a-f]+$/.test(id) ? [[path, id] as const] : [];
    }),
  );
}

/** Reads the last version of each file, one at a time in memory, or throws LostObject if one cannot be read. */
export async function* readLastVersions(
  folder: string,
  files: readonly FileHistory[],
): AsyncGenerator<[FileHistory, Buffer]> {
  const last = files.map((history) => ({ path: history.path, oid: history.versions.at(-1)?.blob ?? '', history }));
  for await (const [{ history }, content] of readFiles(folder, last)) yield [history, content];
}

/** Reads the texts of files at a commit; `undefined` for an absent file. Throws LostObject if one cannot be read. */
export async function readTexts(
  folder: string,
  commit: string,
  paths: readonly string[],
): Promise<(string | undefined)[]> {
  const texts = new Map<string, string>();
  const listed = await listFiles(folder, commit, paths);
  for await (const [{ path }, content] of readFiles(folder, listed)) texts.set(path, content.toString('utf8'));
  return paths.map((path) => texts.get(path));
}
