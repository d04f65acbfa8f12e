import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import type { Text } from '#domain/problem.ts';
import { UsageError, UserError } from '#domain/user-error.ts';
import { factsOfBackup } from '#embedded/office/backup-file.ts';
import { officeClock } from '#embedded/office/clock.ts';
import { eraseInOffice, type ErasureStep, type OfficeErasure, readErasure } from '#embedded/office/erase.ts';
import { readMain } from '#embedded/office/on-main.ts';
import { caseNumber, type Command, type Io, officeFolder, printText } from '#entry/command.ts';
import type { ErasePlan } from '#engine/erase/plan.ts';
import type { ChosenCase } from '#engine/erase/refusals.ts';
import { createClient } from '#engine/forge/octokit.ts';
import { registerHead } from '#engine/register/clone.ts';
import { NoClone } from '#engine/register/git.ts';
import { cloneFault, throwCloneFault } from '../clone-fault.ts';
import { connect } from '../connect.ts';
import { eraseOnGithub, readErasureOnGithub, remainsOnGithub } from '../erase-on-github.ts';
import { gitSourceOf } from '../git-with-token.ts';
import { type FoundCopies, NOTHING, planLines, REMAINS, remainsOnMachine, returnedLines } from '../erase-lines.ts';
import { shownPath } from '../read-file.ts';
import { readArgs } from '../read-args.ts';
import { startFault } from '../start-fault.ts';

const OPTIONS = { folder: { type: 'string' }, repo: { type: 'string' }, apply: { type: 'boolean' } } as const;

/**
 * Erases from an office what its register allows (R50), of the named cases or of all. Without `--apply` it only shows
 * what goes and what stays.
 */
export const run: Command = async (args, io) => {
  const { values, positionals } = readArgs(args, OPTIONS, Number.POSITIVE_INFINITY);
  const chosen = positionals.map((written) => ({ number: caseNumber(written), written }));
  if (values.repo !== undefined && values.folder !== undefined)
    throw new UsageError({ id: 'Pilih salah satu: --repo atau --folder.', en: 'Choose one: --repo or --folder.' });
  const isApplied = values.apply ?? false;
  if (values.repo !== undefined) return onGithub(values.repo, chosen, isApplied, io);
  const named = officeFolder(values.folder);
  const folder = resolve(io.cwd, named);
  process.umask(0o077);
  const done = await (isApplied ? applied(folder, chosen, io) : readErasure(folder, chosen)).catch((error: unknown) => {
    const fault = startFault(error, 0);
    throw fault === error && !(error instanceof UserError) ? cloneFault(error) : fault;
  });
  const { zone } = await readMain(join(folder, 'repo.git'));
  report(done, isApplied, remainsOnMachine(await copiesNear(folder, io), zone), io);
  if (done.plan.cases.length > 0) printText(io, nextLine(named, positionals, isApplied));
  return 0;
};

/** Prints what an erasure takes away and what outlives it. */
function report(
  { plan, rows }: { readonly plan: ErasePlan; readonly rows?: number },
  isApplied: boolean,
  remains: readonly Text[],
  { lang, out }: Io,
): void {
  for (const line of returnedLines(plan)) out(line[lang]);
  if (plan.cases.length === 0) return out(NOTHING[lang]);
  out((isApplied ? ERASED : GOES)[lang]);
  for (const line of planLines(plan, rows)) out(`  ${line[lang]}`);
  out(REMAINS[lang]);
  for (const line of remains) out(`  - ${line[lang]}`);
}

/** Erases from an office on GitHub, or shows what would go. */
async function onGithub(repo: string, chosen: readonly ChosenCase[], isApplied: boolean, io: Io): Promise<number> {
  const { now: _now, siteUrl: _siteUrl, ...options } = await connect({ repo }, io);
  const repository = { client: createClient(options), source: await gitSourceOf({ repo }, io) };
  const done = await (
    isApplied
      ? eraseOnGithub(repository, io, undefined, chosen)
      : readErasureOnGithub(repository, chosen).then((plan) => ({ plan, refused: [], held: [] }))
  ).catch(throwCloneFault);
  report(done, isApplied, remainsOnGithub(done), io);
  if (!isApplied && done.plan.cases.length > 0)
    printText(
      io,
      notYet(
        commandFor(
          chosen.map(({ written }) => written),
          `--repo ${repo}`,
        ),
      ),
    );
  return 0;
}

const notYet = (command: string): Text => ({
  id: `Belum ada yang dihapus. Lalu: ${command}. Penghapusan itu tidak dapat dibatalkan.`,
  en: `Nothing was erased yet. Then: ${command}. That cannot be undone.`,
});

/** Returns the command that erases the same cases. A shell takes `#` for the begin of a comment. */
const commandFor = (written: readonly string[], of: string): string =>
  ['npx disposisi erase', ...written.map((each) => each.replace('#', '')), of, '--apply'].filter(Boolean).join(' ');

const GOES: Text = { id: 'Yang akan dihapus:', en: 'What will be erased:' };
const ERASED: Text = { id: 'Sudah dihapus:', en: 'Erased:' };

function nextLine(named: string, written: readonly string[], isApplied: boolean): Text {
  const command = commandFor(written, named === '.disposisi' ? '' : `--folder ${named}`);
  const start = named === '.disposisi' ? 'npm start' : `npm start -- --folder ${named}`;
  if (isApplied) return { id: `Jalankan lagi: ${start}`, en: `Start it again: ${start}` };
  return {
    id: `Belum ada yang dihapus. Hentikan kantornya (Ctrl+C), lalu: ${command}. Penghapusan itu tidak dapat dibatalkan.`,
    en: `Nothing was erased yet. Stop the office (Ctrl+C), then: ${command}. That cannot be undone.`,
  };
}

const STEPS: Readonly<Record<ErasureStep, Text>> = {
  verify: { id: 'Memeriksa register …', en: 'Verifying the register …' },
  rewrite: {
    id: 'Membuat repositori baru tanpa yang dihapus …',
    en: 'Making a new repository without what is erased …',
  },
  'verify-new': { id: 'Memeriksa repositori baru …', en: 'Verifying the new repository …' },
  exchange: { id: 'Menukar repositori dan basis data …', en: 'Exchanging repository and database …' },
};

function applied(folder: string, chosen: readonly ChosenCase[], { lang, err }: Io): Promise<OfficeErasure> {
  const { now } = officeClock(folder);
  return eraseInOffice(folder, {
    at: now(),
    chosen,
    progress: (step, commits) =>
      err(commits > 0 ? `  ${commits} ${{ id: 'komit', en: 'commits' }[lang]}` : STEPS[step][lang]),
  });
}

/** Finds backups and clones of an office, bare or not, in its folder and next to it. */
async function copiesNear(folder: string, { cwd }: Io): Promise<FoundCopies> {
  const [backups, clones]: [FoundCopies['backups'][number][], string[]] = [[], []];
  for (const place of [folder, dirname(folder)])
    for (const name of await readdir(place).catch(() => [])) {
      const path = join(place, name);
      const facts = await factsOfBackup(path);
      if (facts) backups.push({ path: shownPath(path, cwd), made: facts.made });
      const isRepository = ['.git', 'HEAD'].some((inside) => existsSync(join(path, inside)));
      if (isRepository && path !== join(folder, 'repo.git') && (await hasRegister(path)))
        clones.push(shownPath(path, cwd));
    }
  return { backups, clones };
}

/** Checks whether a repository is a clone of an office. One that cannot be read may be. */
const hasRegister = (path: string): Promise<boolean> =>
  registerHead(path).then(
    () => true,
    (error: unknown) => !(error instanceof NoClone),
  );
