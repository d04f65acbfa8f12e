import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { rmdir } from 'node:fs/promises';
import { resolve } from 'node:path';
import { MAIN_BRANCH } from '#domain/case/state/pull.ts';
import { REGISTER_BRANCH } from '#domain/journal/paths.ts';
import { UsageError, UserError } from '#domain/user-error.ts';
import type { Command, Io } from '#entry/command.ts';
import { commitOf, git } from '#engine/register/git.ts';
import { hasAncestor } from '#engine/register/clone-history.ts';
import { connect, FORGE_OPTIONS, runningOffice, tokenOf } from '../connect.ts';
import { makeFolder, refuseUnlessEmpty, refuseUnlessFolder } from '../folders.ts';
import { readArgs } from '../read-args.ts';
import { run as verify } from './verify.ts';

/**
 * Clones the running office's repository, or brings a clone up to date and verifies what is new. Git gets the token in
 * environment variables, so the clone does not contain the token.
 */
export const run: Command = async (args, io) => {
  const { values, positionals } = readArgs(args, { update: { type: 'boolean' }, ...FORGE_OPTIONS }, 1);
  const target = positionals[0] ?? 'klona';
  if (values.update) return update(target, await sourceOf(values, io), io);
  if (values.repo !== undefined)
    throw new UsageError({
      id: 'Tanpa --update, klon dari GitHub dibuat dengan git clone.',
      en: 'Without --update, a clone from GitHub is made by git clone.',
    });
  const { url, credentials } = await sourceOf(values, io);
  await refuseUnlessEmpty(target, io);
  const isThere = existsSync(resolve(io.cwd, target));
  // If nothing can be written there, this is reported before git is called.
  await makeFolder(target, io);
  const code = await runGit(['clone', '--quiet', url, resolve(io.cwd, target)], url, credentials);
  if (code !== 0 && !isThere) await rmdir(resolve(io.cwd, target)).catch(() => undefined);
  if (code !== 0)
    throw new UserError({
      id: 'git clone tidak berhasil; sebabnya di atas. Periksa kantornya masih berjalan, dan tempat tujuannya dapat ditulisi.',
      en: 'git clone failed; the reason is above. Check that the office still runs, and that the folder can be written to.',
    });
  io.out({ id: `Klon: ${target}`, en: `Clone: ${target}` }[io.lang]);
  return 0;
};

interface Source {
  readonly url: string;
  /** The name and the token of an account, as `name:token`. */
  readonly credentials: string;
}

/** Returns the repository of a running office on this machine or, with `--repo`, of an office on GitHub. */
async function sourceOf(values: Parameters<typeof connect>[0], io: Io): Promise<Source> {
  if (values.repo !== undefined) {
    const { owner, repo, token, baseUrl = 'https://api.github.com' } = await connect(values, io);
    const { origin, hostname } = new URL(baseUrl);
    const forge = hostname === 'api.github.com' ? 'https://github.com' : origin;
    return { url: `${forge}/${owner}/${repo}.git`, credentials: `x-access-token:${String(token)}` };
  }
  const office = await runningOffice(values.folder, io);
  const login = values.as ?? Object.keys(office.tokens).find((each) => each !== office.process) ?? '';
  return { url: office.cloneUrl, credentials: `${login}:${tokenOf(office, login)}` };
}

const BRANCHES = [REGISTER_BRANCH, MAIN_BRANCH];
const known = (branch: string): string => `refs/remotes/origin/${branch}`;
const fetched = (branch: string): string => `refs/disposisi/fetched/${branch}`;

/**
 * Fetches what is new into a clone, and verifies the part of the register after the clone's commit. If the register
 * does not continue that commit, or the verification finds something, the clone stays as it was.
 */
async function update(target: string, { url, credentials }: Source, io: Io): Promise<number> {
  await refuseUnlessFolder(target, io);
  const folder = resolve(io.cwd, target);
  const before = new Map<string, string | undefined>();
  for (const branch of BRANCHES) before.set(branch, await commitOf(folder, [known(branch)]));
  const register = before.get(REGISTER_BRANCH);
  if (register === undefined) throw noClone(target);
  const specs = BRANCHES.map((branch) => `+refs/heads/${branch}:${fetched(branch)}`);
  if ((await runGit(['-C', folder, 'fetch', '--quiet', '--no-tags', url, ...specs], url, credentials)) !== 0)
    throw notFetched(target);
  try {
    const now = (await commitOf(folder, [fetched(REGISTER_BRANCH)])) ?? '';
    if (!(await hasAncestor(folder, register, now))) throw doesNotContinue(target, register, now);
    let code = 1;
    try {
      for (const branch of BRANCHES) await git(folder, ['update-ref', known(branch), fetched(branch)]);
      code = await verify([target, '--since', register], io);
    } finally {
      if (code !== 0)
        for (const [branch, commit] of before)
          await git(folder, ['update-ref', ...(commit ? [known(branch), commit] : ['-d', known(branch)])]);
    }
    if (code === 0) return await showMain(folder, now === register, io);
    io.err(UNCHANGED[io.lang]);
    return code;
  } finally {
    for (const branch of BRANCHES) await git(folder, ['update-ref', '-d', fetched(branch)]);
  }
}

/** Updates the files of main if main is checked out and has no changes of its own, and prints the result. */
async function showMain(folder: string, isSame: boolean, io: Io): Promise<number> {
  const head = (await git(folder, ['rev-parse', '--abbrev-ref', 'HEAD']).catch(() => Buffer.of())).toString().trim();
  if (head === MAIN_BRANCH)
    await git(folder, ['merge', '--quiet', '--ff-only', known(MAIN_BRANCH)]).catch(() => undefined);
  io.out(
    isSame
      ? { id: 'Tidak ada yang baru.', en: 'There is nothing new.' }[io.lang]
      : { id: 'Klon sudah mutakhir.', en: 'The clone is up to date.' }[io.lang],
  );
  return 0;
}

const UNCHANGED = {
  id: 'Klon ini tidak diubah: simpan seperti adanya, dan tunjukkan temuan di atas kepada kantor.',
  en: 'This clone was not changed: keep it as it is, and show the findings above to the office.',
};

const noClone = (target: string): UserError =>
  new UserError({
    id: `${target} — Di sini tidak ada klon dengan buku agenda. Buat dahulu: npx disposisi clone ${target}`,
    en: `${target} — There is no clone with a register here. First make one: npx disposisi clone ${target}`,
  });

const notFetched = (target: string): UserError =>
  new UserError({
    id: `Yang baru tidak dapat diambil; sebabnya di atas. ${target} tidak diubah.`,
    en: `What is new cannot be fetched; the reason is above. ${target} was not changed.`,
  });

const doesNotContinue = (target: string, before: string, now: string): UserError =>
  new UserError({
    id: `Buku agenda di forge (${now.slice(0, 12)}) tidak meneruskan buku agenda di klon ini (${before.slice(0, 12)}): riwayatnya ditulis ulang atau dipotong. ${target} tidak diubah. Simpan klon ini sebagai bukti, dan tanyakan kepada kantor; klon baru dibuat di folder lain.`,
    en: `The register on the forge (${now.slice(0, 12)}) does not continue the one in this clone (${before.slice(0, 12)}): its history was rewritten or cut off. ${target} was not changed. Keep this clone as evidence, and ask the office; make a new clone in another folder.`,
  });

/** Runs git with a token for one origin. Its messages go to the terminal. */
function runGit(args: readonly string[], url: string, credentials: string): Promise<number> {
  const env = {
    ...process.env,
    GIT_TERMINAL_PROMPT: '0',
    GIT_CONFIG_COUNT: '1',
    GIT_CONFIG_KEY_0: `http.${new URL(url).origin}/.extraHeader`,
    GIT_CONFIG_VALUE_0: `Authorization: Basic ${Buffer.from(credentials).toString('base64')}`,
  };
  return new Promise((done, failed) => {
    const child = spawn('git', args, { env, stdio: ['ignore', 'inherit', 'inherit'] });
    child.on('error', failed);
    child.on('close', (code) => done(code ?? 1));
  });
}
