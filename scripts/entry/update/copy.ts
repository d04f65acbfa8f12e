import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { UserError } from '#domain/user-error.ts';
import { WORKFLOWS } from '#entry/setup/names.ts';
import { type ChoiceKey, CHOICES, valuesOf, withValue } from '#entry/setup/workflow-choices.ts';
import { gitAsUser as git } from '#engine/register/git.ts';
import { type FilePlan, planFiles, type TreeFile } from './program-files.ts';
import { byVersion, newestVersion } from './versions.ts';

/** The refs under which an update keeps the fetched versions of the program. */
const FETCHED = 'refs/disposisi';
/** The trailers in the commits of an update and of its undoing. A trailer names the version that the commit brought. */
const TRAILERS = { update: 'Disposisi-update', undo: 'Disposisi-undo' } as const;

/** A state of the program that a copy can be brought to. */
export interface ProgramState {
  readonly commit: string;
  /** The version in package.json. */
  readonly number: string;
  /** The name for people and branches: the number of the release or, without a release, the number with the commit. */
  readonly name: string;
}

const said = async (copy: string, args: readonly string[], input = ''): Promise<string> =>
  (await git(copy, args, input)).toString('utf8').trim();

const lines = (text: string): string[] => text.split('\n').filter(Boolean);

/** Returns the content of a file in a commit. */
export const fileAt = async (copy: string, commit: string, path: string): Promise<string> =>
  (await git(copy, ['show', `${commit}:${path}`])).toString('utf8');

async function versionAt(copy: string, commit: string, release?: string): Promise<ProgramState> {
  const { version } = JSON.parse(await fileAt(copy, commit, 'package.json')) as { version: string };
  return { commit, number: version, name: release ?? `${version}-${commit.slice(0, 8)}` };
}

/** Returns the version that a copy has now, with the commit of the copy. */
export const presentVersion = async (copy: string): Promise<ProgramState> =>
  versionAt(copy, await said(copy, ['rev-parse', 'HEAD']));

/** @throws UserError if the folder is not a git clone, or has changed files that are not committed */
export async function refuseUnlessClean(copy: string): Promise<void> {
  const changed = await said(copy, ['status', '--porcelain', '--untracked-files=no', '--ignore-submodules=all']).catch(
    () => undefined,
  );
  if (changed === undefined)
    throw new UserError({
      id: `${copy} — Folder ini bukan klon git. Pembaruan memerlukan salinan yang dibuat dengan git clone. Tidak ada yang diubah.`,
      en: `${copy} — This folder is not a git clone. An update needs a copy that was made with git clone. Nothing was changed.`,
    });
  if (changed !== '')
    throw new UserError({
      id: `Ada perubahan yang belum dikomit:\n${changed}\nKomit atau batalkan dahulu (git status). Tidak ada yang diubah.`,
      en: `Some changes are not committed:\n${changed}\nCommit or discard them first (git status). Nothing was changed.`,
    });
}

/**
 * Fetches all versions of the program.
 * @param from the address or folder of the program's repository
 * @throws UserError if git cannot read that repository
 */
export async function fetchProgram(copy: string, from: string): Promise<void> {
  const refs = [`+HEAD:${FETCHED}/newest`, `+refs/heads/*:${FETCHED}/heads/*`, `+refs/tags/v*:${FETCHED}/tags/v*`];
  await git(copy, ['fetch', '--quiet', '--no-tags', '--prune', from, ...refs]).catch((error: Error) => {
    throw new UserError({
      id: `${from} — Versi program tidak dapat diambil dari sini. Kata git: ${error.message.trim()}. Sebut alamatnya dengan --from. Tidak ada yang diubah.`,
      en: `${from} — The versions of the program cannot be fetched from here. Git says: ${error.message.trim()}. Name the address with --from. Nothing was changed.`,
    });
  });
}

/**
 * Finds the version to which to update.
 * @param to a version, a branch or a commit of the program; by default the newest release, or the newest commit if
 *   there is no release yet
 * @throws UserError if there is no such version
 */
export async function wantedVersion(copy: string, to: string | undefined): Promise<ProgramState> {
  const tags = lines(await said(copy, ['for-each-ref', '--format=%(refname:lstrip=3)', `${FETCHED}/tags`]));
  const releases = tags.map((tag) => tag.replace(/^v/, ''));
  const wanted = to?.replace(/^v/, '') ?? newestVersion(releases);
  const find = (ref: string): Promise<string | undefined> =>
    said(copy, ['rev-parse', '--verify', '--quiet', `${ref}^{commit}`]).catch(() => undefined);
  if (wanted !== undefined && releases.includes(wanted)) {
    const commit = await find(`${FETCHED}/tags/v${wanted}`);
    if (commit !== undefined) return versionAt(copy, commit, wanted);
  }
  const named = to === undefined ? `${FETCHED}/newest` : `${FETCHED}/heads/${to}`;
  const isCommit = to !== undefined && /^[0-9a-f]{7,40}$/.test(to);
  const commit = (await find(named)) ?? (isCommit ? await find(to) : undefined);
  if (commit !== undefined) return versionAt(copy, commit);
  const known = releases.toSorted(byVersion).join(', ');
  const instead =
    known === ''
      ? { id: 'Belum ada rilis', en: 'There are no releases yet' }
      : { id: `Rilis yang ada: ${known}`, en: `Releases: ${known}` };
  throw new UserError({
    id: `Tidak ada versi ${to ?? ''}. ${instead.id}. Tidak ada yang diubah.`,
    en: `There is no version ${to ?? ''}. ${instead.en}. Nothing was changed.`,
  });
}

const isWorkflow = (path: string): boolean => path.startsWith(WORKFLOWS) && /\.ya?ml$/.test(path);

const KEYS = Object.keys(CHOICES) as ChoiceKey[];

/**
 * Lists the files of a commit. A workflow file counts as the program's own if it differs only in lines that an office
 * may choose.
 */
async function treeOf(copy: string, commit: string): Promise<TreeFile[]> {
  const listed = await said(copy, ['ls-tree', '-r', '-z', '--format=%(objectname) %(path)', commit]);
  const files = listed
    .split('\0')
    .filter(Boolean)
    .map((line) => ({ oid: line.slice(0, line.indexOf(' ')), path: line.slice(line.indexOf(' ') + 1) }));
  return Promise.all(files.map((file) => (isWorkflow(file.path) ? withoutChoices(copy, file) : file)));
}

async function withoutChoices(copy: string, { oid, path }: TreeFile): Promise<TreeFile> {
  const text = (await git(copy, ['cat-file', 'blob', oid])).toString('utf8');
  const plain = KEYS.reduce((given, key) => withValue(given, key, CHOICES[key]), text);
  return { path, oid: plain === text ? oid : await said(copy, ['hash-object', '--no-filters', '--stdin'], plain) };
}

/** Returns what the office has chosen in its workflow files. If they differ, the program's own value does not count. */
async function choicesOf(copy: string): Promise<[ChoiceKey, string][]> {
  const listed = await said(copy, ['ls-tree', '-r', '--name-only', '-z', 'HEAD', WORKFLOWS]);
  const texts = await Promise.all(
    listed
      .split('\0')
      .filter(isWorkflow)
      .map((path) => fileAt(copy, 'HEAD', path)),
  );
  return KEYS.map((key) => {
    const values = texts.flatMap((text) => valuesOf(text, key));
    return [key, values.find((value) => value !== CHOICES[key]) ?? CHOICES[key]];
  });
}

/** Returns every path and the id of every content that any fetched version of the program ever had. */
async function knownToProgram(copy: string): Promise<Set<string>> {
  const args = ['--format=', '--raw', '--no-abbrev', '--no-renames', '--diff-merges=first-parent', '-z'];
  const raw = await git(copy, ['log', ...args, `--glob=${FETCHED}`]);
  const parts = raw.toString('utf8').split(/\0\n*/);
  // A line of git that begins with ":" has ids between spaces. The path after it may contain spaces itself.
  return new Set(parts.flatMap((part) => (part.startsWith(':') ? part.split(' ') : [part])));
}

/** Plans how the copy's files change when the copy gets a fetched version. */
export async function planUpdate(copy: string, { commit }: ProgramState): Promise<FilePlan> {
  const [present, version, known] = await Promise.all([
    treeOf(copy, 'HEAD'),
    treeOf(copy, commit),
    knownToProgram(copy),
  ]);
  return planFiles({ copy: present, version, known });
}

/**
 * Plans how the copy's files change when the copy goes back to the program as it was before the latest update. Files
 * that the update did not touch stay.
 * @throws UserError if the copy was never updated by this command
 */
export async function planUndo(copy: string): Promise<{ readonly version: ProgramState; readonly plan: FilePlan }> {
  const update = await said(copy, ['log', '-1', '--format=%H', `--grep=^${TRAILERS.update}: `]);
  if (update === '')
    throw new UserError({
      id: 'Salinan ini belum pernah diperbarui dengan npx disposisi update. Tidak ada yang diubah.',
      en: 'This copy was never updated by npx disposisi update. Nothing was changed.',
    });
  const version = await versionAt(copy, await said(copy, ['rev-parse', `${update}^1`]));
  const differing = await said(copy, ['diff', '--name-only', '--no-renames', '-z', version.commit, update]);
  const touched = new Set(differing.split('\0'));
  const trees = [treeOf(copy, 'HEAD'), treeOf(copy, version.commit), treeOf(copy, update)];
  const [present = [], before = [], brought = []] = (await Promise.all(trees)).map((files) =>
    files.filter(({ path }) => touched.has(path)),
  );
  const known = new Set([...touched, ...brought.map(({ oid }) => oid)]);
  return { version, plan: planFiles({ copy: present, version: before, known }) };
}

/**
 * Refuses an update that would write over files that git does not keep.
 * @throws UserError that names these files
 */
export function refuseUnkept(copy: string, { added }: FilePlan): void {
  const unkept = added.filter((path) => existsSync(join(copy, path)));
  if (unkept.length === 0) return;
  throw new UserError({
    id: `File berikut ada di salinan, tetapi tidak dikomit, dan pembaruan membawa file dengan nama yang sama: ${unkept.join(', ')}. Pindahkan atau komit dahulu. Tidak ada yang diubah.`,
    en: `These files are in the copy but not committed, and the update brings files of the same names: ${unkept.join(', ')}. Move or commit them first. Nothing was changed.`,
  });
}

/**
 * Puts the files of a plan into the copy, on a new branch. Nothing is committed yet.
 * @returns a function that puts the former files back, and deletes the branch
 */
export async function bringFiles(
  copy: string,
  { commit }: ProgramState,
  plan: FilePlan,
  branch: string,
): Promise<() => Promise<void>> {
  const before = await said(copy, ['symbolic-ref', '--short', 'HEAD']).catch(() => said(copy, ['rev-parse', 'HEAD']));
  const choices = await choicesOf(copy);
  await git(copy, ['switch', '--quiet', '--create', branch]);
  const takeBack = async (): Promise<void> => {
    await git(copy, ['reset', '--quiet', '--hard']);
    await git(copy, ['switch', '--quiet', ...(/^[0-9a-f]{40}$/.test(before) ? ['--detach'] : []), before]);
    await git(copy, ['branch', '--quiet', '--delete', '--force', branch]);
  };
  const from = ['--pathspec-from-file=-', '--pathspec-file-nul'];
  const literal = (paths: readonly string[]): string => paths.map((path) => `:(literal)${path}`).join('\0');
  try {
    if (plan.removed.length > 0) await git(copy, ['rm', '--quiet', ...from], literal(plan.removed));
    const brought = [...plan.added, ...plan.changed];
    if (brought.length > 0) await git(copy, ['checkout', '--quiet', commit, ...from], literal(brought));
    // The runner and the hours of the office stay, also in new workflow files.
    for (const path of brought.filter(isWorkflow)) {
      const text = await readFile(join(copy, path), 'utf8');
      const own = choices.reduce((given, [key, value]) => withValue(given, key, value), text);
      if (own !== text) await writeFile(join(copy, path), own);
    }
  } catch (error) {
    await takeBack();
    throw error;
  }
  return takeBack;
}

/** Commits the files that an update, or its undoing, brought or generated. */
export async function commitUpdate(
  copy: string,
  kind: keyof typeof TRAILERS,
  from: ProgramState,
  to: ProgramState,
): Promise<void> {
  await git(copy, ['add', '--update']);
  const what = kind === 'update' ? 'Update the program' : 'Bring back the program';
  const message = `${what} from ${from.name} to ${to.name}\n\n${TRAILERS[kind]}: ${to.name}\n`;
  await git(copy, ['commit', '--quiet', '--no-verify', '--file=-'], message);
}

/** Returns the first branch name that is free: `update-0.3.0`, or else `update-0.3.0-2`. */
export async function freeBranch(copy: string, name: string): Promise<string> {
  const taken = new Set(lines(await said(copy, ['for-each-ref', '--format=%(refname:lstrip=2)', 'refs/heads'])));
  for (let count = 1; ; count += 1) {
    const branch = count === 1 ? name : `${name}-${count}`;
    if (!taken.has(branch)) return branch;
  }
}

/** Returns the address of the remote from which the program comes, if the copy names one. */
export const upstreamOf = (copy: string): Promise<string | undefined> =>
  said(copy, ['remote', 'get-url', 'upstream'])
    .catch(() => said(copy, ['remote', 'get-url', 'hulu']))
    .catch(() => undefined);

/** Returns whether the copy has fetched the register of an office on GitHub. */
export const hasRegister = (copy: string, ref: string): Promise<boolean> =>
  said(copy, ['rev-parse', '--verify', '--quiet', ref]).then(
    () => true,
    () => false,
  );
