import { existsSync } from 'node:fs';
import { rmdir } from 'node:fs/promises';
import { resolve } from 'node:path';
import { MAIN_BRANCH } from '#domain/case/state/pull.ts';
import { CHECKPOINT_PATH, REGISTER_BRANCH } from '#domain/journal/paths.ts';
import { UsageError, UserError } from '#domain/user-error.ts';
import { type Command, type Io, remark, printText } from '#entry/command.ts';
import { commitOf, git, gitAsUser } from '#engine/register/git.ts';
import { hasAncestor, readTexts } from '#engine/register/clone-history.ts';
import { branchesOf } from '#engine/register/read-restorable.ts';
import { verifyClone } from '#engine/register/clone.ts';
import { FORGE_OPTIONS } from '../connect.ts';
import { makeFolder, refuseUnlessEmpty, refuseUnlessFolder } from '../folders.ts';
import { gitWithToken, type GitSource, gitSourceOf } from '../git-with-token.ts';
import { readArgs } from '../read-args.ts';
import { run as verify } from './verify.ts';

/**
 * Clones the running office's repository, or brings a clone up to date and verifies what is new. Git gets the token in
 * environment variables, so the clone does not contain the token.
 */
export const run: Command = async (args, io) => {
  const { values, positionals } = readArgs(args, { update: { type: 'boolean' }, ...FORGE_OPTIONS }, 1);
  // Earlier versions cloned into `klona`.
  const [old = 'klon'] = ['klona'].filter((name) => existsSync(resolve(io.cwd, name)));
  const target = positionals[0] ?? (values.update ? old : 'klon');
  if (values.update) return update(target, await gitSourceOf(values, io), io);
  if (values.repo !== undefined)
    throw new UsageError({
      id: 'Tanpa --update, klon dari GitHub dibuat dengan git clone.',
      en: 'Without --update, a clone from GitHub is made by git clone.',
    });
  const source = await gitSourceOf(values, io);
  await refuseUnlessEmpty(target, io);
  const isThere = existsSync(resolve(io.cwd, target));
  // If nothing can be written there, this is reported before git is called.
  await makeFolder(target, io);
  const code = await gitWithToken(undefined, ['clone', '--quiet', source.url, resolve(io.cwd, target)], source);
  if (code !== 0 && !isThere) await rmdir(resolve(io.cwd, target)).catch(() => undefined);
  if (code !== 0)
    throw new UserError({
      id: 'git clone tidak berhasil; sebabnya di atas. Periksa kantornya masih berjalan, dan tempat tujuannya dapat ditulisi.',
      en: 'git clone failed; the reason is above. Check that the office still runs, and that the folder can be written to.',
    });
  printText(io, { id: `Klon: ${target}`, en: `Clone: ${target}` });
  return 0;
};

const BRANCHES = [REGISTER_BRANCH, MAIN_BRANCH];
const known = (branch: string): string => `refs/remotes/origin/${branch}`;
const FETCHED = 'refs/disposisi/fetched/';
const fetched = (branch: string): string => `${FETCHED}${branch}`;
/** All branches, because a restored office needs those of open requests. The site's are large, and made again. */
const SPECS = [`+refs/heads/*:${FETCHED}*`, '^refs/heads/site', '^refs/heads/site-memory'];

/**
 * Fetches what is new into a clone, and verifies the part of the register after the clone's commit. If the register
 * does not continue that commit, or the verification finds something, the clone stays as it was.
 */
async function update(target: string, source: GitSource, io: Io): Promise<number> {
  await refuseUnlessFolder(target, io);
  const folder = resolve(io.cwd, target);
  const before = new Map<string, string | undefined>();
  for (const branch of BRANCHES) before.set(branch, await commitOf(folder, [known(branch)]));
  const register = before.get(REGISTER_BRANCH);
  if (register === undefined) throw noClone(target);
  if ((await gitWithToken(folder, ['fetch', '--quiet', '--no-tags', source.url, ...SPECS], source)) !== 0)
    throw notFetched(target);
  try {
    const now = (await commitOf(folder, [fetched(REGISTER_BRANCH)])) ?? '';
    if (!(await hasAncestor(folder, register, now)))
      throw (await isErased(folder, register)) ? erasedSince(target) : doesNotContinue(target, register, now);
    let code = 1;
    try {
      for (const branch of BRANCHES) await git(folder, ['update-ref', known(branch), fetched(branch)]);
      code = await verify([target, '--since', register], io);
    } finally {
      if (code !== 0)
        for (const [branch, commit] of before)
          await git(folder, ['update-ref', ...(commit ? [known(branch), commit] : ['-d', known(branch)])]);
    }
    if (code === 0) {
      for (const branch of (await branchesOf(folder, FETCHED)).keys())
        await git(folder, ['update-ref', known(branch), fetched(branch)]);
      return await showMain(folder, now === register, io);
    }
    remark(io, UNCHANGED);
    return code;
  } finally {
    for (const branch of (await branchesOf(folder, FETCHED)).keys())
      await git(folder, ['update-ref', '-d', fetched(branch)]);
  }
}

/**
 * Checks whether the office made its history anew without erased content (R50), and nothing else changed: the log still
 * extends the checkpoint in the clone.
 */
async function isErased(folder: string, register: string): Promise<boolean> {
  const [note] = await readTexts(folder, register, [CHECKPOINT_PATH]);
  if (note === undefined) return false;
  const kept = [{ file: CHECKPOINT_PATH, note }];
  const [ref, main] = [fetched(REGISTER_BRANCH), fetched(MAIN_BRANCH)];
  const { findings, isReplaced } = await verifyClone(folder, { ref, main, kept });
  return isReplaced && findings.length === 0;
}

/** Updates the files of main if main is checked out and has no changes of its own, and prints the result. */
async function showMain(folder: string, isSame: boolean, io: Io): Promise<number> {
  const head = (await git(folder, ['rev-parse', '--abbrev-ref', 'HEAD']).catch(() => Buffer.of())).toString().trim();
  if (head === MAIN_BRANCH)
    await gitAsUser(folder, ['merge', '--quiet', '--ff-only', known(MAIN_BRANCH)]).catch(() => undefined);
  printText(
    io,
    isSame
      ? { id: 'Tidak ada yang baru.', en: 'There is nothing new.' }
      : { id: 'Klon sudah mutakhir.', en: 'The clone is up to date.' },
  );
  return 0;
}

const UNCHANGED = {
  id: 'Klon ini tidak diubah: simpan seperti adanya, dan tunjukkan temuan di atas kepada kantor.',
  en: 'This clone was not changed: keep it as it is, and show the findings above to the office.',
};

const noClone = (target: string): UserError =>
  new UserError({
    id: `${target} — Di sini tidak ada klon dengan register. Buat dahulu: npx disposisi clone ${target}`,
    en: `${target} — There is no clone with a register here. First make one: npx disposisi clone ${target}`,
  });

const notFetched = (target: string): UserError =>
  new UserError({
    id: `Yang baru tidak dapat diambil; sebabnya di atas. ${target} tidak diubah.`,
    en: `What is new cannot be fetched; the reason is above. ${target} was not changed.`,
  });

const erasedSince = (target: string): UserError =>
  new UserError({
    id: `Kantor menghapus isi beberapa berkas dan menulis ulang riwayatnya (R50). Entri-entrinya masih yang ada di klon ini: titik periksanya cocok. ${target} tidak diubah dan masih memuat yang dihapus. Buat klon baru di folder lain: npx disposisi clone FOLDER, lalu hapus ${target}.`,
    en: `The office erased the content of cases, and made its history anew (R50). Its entries are still those of this clone: the checkpoint matches. ${target} was not changed, and still contains what was erased. Make a new clone in another folder: npx disposisi clone DIR, and then delete ${target}.`,
  });

const doesNotContinue = (target: string, before: string, now: string): UserError =>
  new UserError({
    id: `Register di GitHub atau sistem kantor (${now.slice(0, 12)}) tidak melanjutkan register di klon ini (${before.slice(0, 12)}): riwayatnya ditulis ulang atau dipotong. ${target} tidak diubah. Simpan klon ini: klon ini bukti. Tanyakan kepada kantor, dan buat klon baru di folder lain.`,
    en: `The register of the office (${now.slice(0, 12)}) does not continue the one in this clone (${before.slice(0, 12)}): its history was rewritten or cut off. ${target} was not changed. Keep this copy: it is evidence. Ask the office, and make a new clone in another folder.`,
  });
