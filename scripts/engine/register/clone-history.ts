/** What git knows of a branch in a clone: its commits along first parents, what each changed, and the files' sizes. */
import { commitOf, git, listFiles, NoClone, readFiles } from './git.ts';
import type { FileHistory, RegisterCommit } from './history.ts';

/**
 * The commits along first parents, oldest first, each with what it changed against the one before it in the list.
 * @param after leave out this commit and what stands before it
 * @param folders only commits that change something in these folders, and only what they change there
 */
export async function readCommits(
  folder: string,
  head: string,
  { after, folders = [] }: { readonly after?: string | undefined; readonly folders?: readonly string[] } = {},
): Promise<RegisterCommit[]> {
  const range = after === undefined ? [head] : [head, `^${after}`];
  const only = folders.length > 0 ? ['--', ...folders] : [];
  const list = await git(folder, ['rev-list', '--first-parent', '--reverse', '--parents', ...range, ...only]);
  const lines = list.toString('utf8').split('\n').filter(Boolean);
  const commits = lines.map((line) => line.split(' '));
  const pairs = commits.map(([oid = '', parent = '']) => `${oid} ${parent}`.trim());
  const options = ['--stdin', '--root', '--always', '-r', '--raw', '--no-renames', '--no-abbrev', '-z'];
  const raw = await git(folder, ['diff-tree', ...options, ...only], `${pairs.join('\n')}\n`);
  const changes = parseChanges(raw.toString('utf8').split('\0'));
  return commits.map(([oid = '', ...parents]) => ({ oid, parents, changes: changes.get(oid) ?? [] }));
}

/** Fields are a commit's id, then for each change `:mode mode blob blob status` and a path. */
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

/** The size of each version of some files, by blob id. */
export async function readSizes(folder: string, files: readonly FileHistory[]): Promise<Map<string, number>> {
  const blobs = [...new Set(files.flatMap(({ versions }) => versions.map(({ blob }) => blob)))];
  const format = '--batch-check=%(objectname) %(objectsize)';
  const answer = await git(folder, ['cat-file', format], blobs.map((blob) => `${blob}\n`).join(''));
  const lines = answer.toString('utf8').trim().split('\n');
  return new Map(lines.map((line) => [line.split(' ')[0] ?? '', Number(line.split(' ')[1])]));
}

/** The first of these branches that is in a clone. @throws NoClone saying what is missing */
export async function commitOfBranch(folder: string, names: readonly string[], branch: string): Promise<string> {
  const found = await commitOf(folder, names);
  if (found !== undefined) return found;
  throw new NoClone({
    id: `Di ${folder} tidak ada cabang ${names.join(' atau ')}: bukan klon, buku agendanya belum diambil (git fetch origin ${branch}), atau kantornya belum memproses satu permohonan pun.`,
    en: `There is no branch ${names.join(' or ')} in ${folder}: it is no clone, its register was not fetched (git fetch origin ${branch}), or its office has not processed any request yet.`,
  });
}

/** Is a commit another one, or among its ancestors along first parents or not? Never, where it is not in the clone. */
export async function hasAncestor(folder: string, commit: string, of: string): Promise<boolean> {
  if (!/^[0-9a-f]{40,64}$/.test(commit) || (await commitOf(folder, [commit])) === undefined) return false;
  const base = await git(folder, ['merge-base', commit, of]).catch(() => undefined);
  return base?.toString('utf8').trim() === commit;
}

/** The blob ids of some paths at a commit; a path that is not there is left out. */
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

/** Each file's last version, one at a time in memory. @throws LostObject where one cannot be read */
export async function* readLastVersions(
  folder: string,
  files: readonly FileHistory[],
): AsyncGenerator<[FileHistory, Buffer]> {
  const last = files.map((history) => ({ path: history.path, oid: history.versions.at(-1)?.blob ?? '', history }));
  for await (const [{ history }, content] of readFiles(folder, last)) yield [history, content];
}

/** The texts of some files at a commit; undefined for one that is not there. @throws LostObject where one cannot be read */
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
