import { readdir, stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { toInstant } from '#domain/clock/instant.ts';
import type { Text } from '#domain/problem.ts';
import { UsageError, UserError } from '#domain/user-error.ts';
import { factsOfBackup } from '#embedded/office/backup-file.ts';
import { officeClock } from '#embedded/office/clock.ts';
import { eraseInOffice, type ErasureStep, type OfficeErasure, readErasure } from '#embedded/office/erase.ts';
import { type Command, type Io, officeFolder } from '#entry/command.ts';
import { createClient } from '#engine/forge/octokit.ts';
import { cloneFault, throwCloneFault } from '../clone-fault.ts';
import { connect } from '../connect.ts';
import { eraseOnGithub, readErasureOnGithub, remainsOnGithub } from '../erase-on-github.ts';
import { gitSourceOf } from '../git-with-token.ts';
import { type FoundBackup, NOTHING, planLines, REMAINS, remainsOnMachine } from '../erase-lines.ts';
import { shownPath } from '../read-file.ts';
import { readArgs } from '../read-args.ts';
import { startFault } from '../start-fault.ts';

const OPTIONS = { folder: { type: 'string' }, repo: { type: 'string' }, apply: { type: 'boolean' } } as const;

/** Erases from an office what its register allows (R50). Without `--apply` it only shows what goes and what stays. */
export const run: Command = async (args, io) => {
  const { values } = readArgs(args, OPTIONS);
  if (values.repo !== undefined && values.folder !== undefined)
    throw new UsageError({ id: 'Pilih salah satu: --repo atau --folder.', en: 'Choose one: --repo or --folder.' });
  if (values.repo !== undefined) return onGithub(values.repo, values.apply ?? false, io);
  const named = officeFolder(values.folder);
  const folder = resolve(io.cwd, named);
  process.umask(0o077);
  const done = await (values.apply ? applied(folder, io) : readErasure(folder)).catch((error: unknown) => {
    const fault = startFault(error, 0);
    throw fault === error && !(error instanceof UserError) ? cloneFault(error) : fault;
  });
  if (done.plan.cases.length === 0) {
    io.out(NOTHING[io.lang]);
    return 0;
  }
  io.out((values.apply ? ERASED : GOES)[io.lang]);
  for (const line of planLines(done.plan, done.rows)) io.out(`  ${line[io.lang]}`);
  io.out(REMAINS[io.lang]);
  for (const line of remainsOnMachine(await backupsNear(folder, io))) io.out(`  - ${line[io.lang]}`);
  io.out(nextLine(named, values.apply ?? false)[io.lang]);
  return 0;
};

/** Erases from an office on GitHub, or shows what would go. */
async function onGithub(repo: string, isApplied: boolean, io: Io): Promise<number> {
  const { now: _now, siteUrl: _siteUrl, ...options } = await connect({ repo }, io);
  const repository = { client: createClient(options), source: await gitSourceOf({ repo }, io) };
  const done = await (
    isApplied ? eraseOnGithub(repository, io) : readErasureOnGithub(repository).then((plan) => ({ plan, refused: [] }))
  ).catch(throwCloneFault);
  if (done.plan.cases.length === 0) {
    io.out(NOTHING[io.lang]);
    return 0;
  }
  io.out((isApplied ? ERASED : GOES)[io.lang]);
  for (const line of planLines(done.plan, undefined)) io.out(`  ${line[io.lang]}`);
  io.out(REMAINS[io.lang]);
  for (const line of remainsOnGithub(done.plan, done.refused)) io.out(`  - ${line[io.lang]}`);
  if (!isApplied) io.out(notYet(repo)[io.lang]);
  return 0;
}

const notYet = (repo: string): Text => ({
  id: `Belum ada yang dihapus. Lalu: npx disposisi erase --repo ${repo} --apply. Penghapusan itu tidak dapat dibatalkan.`,
  en: `Nothing was erased yet. Then: npx disposisi erase --repo ${repo} --apply. That cannot be undone.`,
});

const GOES: Text = { id: 'Yang akan dihapus:', en: 'What will be erased:' };
const ERASED: Text = { id: 'Sudah dihapus:', en: 'Erased:' };

function nextLine(named: string, isApplied: boolean): Text {
  const of = named === '.disposisi' ? '' : ` --folder ${named}`;
  const start = named === '.disposisi' ? 'npm start' : `npm start -- --folder ${named}`;
  if (isApplied) return { id: `Jalankan lagi: ${start}`, en: `Start it again: ${start}` };
  return {
    id: `Belum ada yang dihapus. Hentikan kantornya (Ctrl+C), lalu: npx disposisi erase${of} --apply. Penghapusan itu tidak dapat dibatalkan.`,
    en: `Nothing was erased yet. Stop the office (Ctrl+C), then: npx disposisi erase${of} --apply. That cannot be undone.`,
  };
}

const STEPS: Readonly<Record<ErasureStep, Text>> = {
  verify: { id: 'Memeriksa buku agenda …', en: 'Verifying the register …' },
  rewrite: {
    id: 'Membuat repositori baru tanpa yang dihapus …',
    en: 'Making a new repository without what is erased …',
  },
  'verify-new': { id: 'Memeriksa repositori baru …', en: 'Verifying the new repository …' },
  exchange: { id: 'Menukar repositori dan basis data …', en: 'Exchanging repository and database …' },
};

function applied(folder: string, { lang, err }: Io): Promise<OfficeErasure> {
  const { now } = officeClock(folder);
  return eraseInOffice(folder, {
    at: now(),
    progress: (step, commits) =>
      err(commits > 0 ? `  ${commits} ${{ id: 'komit', en: 'commits' }[lang]}` : STEPS[step][lang]),
  });
}

/** Finds backups in a folder and next to it, by the first bytes of the files there. */
async function backupsNear(folder: string, { cwd }: Io): Promise<FoundBackup[]> {
  const found: FoundBackup[] = [];
  for (const place of [folder, dirname(folder)])
    for (const name of await readdir(place).catch(() => [])) {
      const path = join(place, name);
      const stats = await stat(path).catch(() => undefined);
      if (stats?.isFile() && (await factsOfBackup(path)))
        found.push({ path: shownPath(path, cwd), made: (await factsOfBackup(path))?.made ?? toInstant(stats.mtimeMs) });
    }
  return found;
}
