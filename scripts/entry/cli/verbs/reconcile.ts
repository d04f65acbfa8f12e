import { randomBytes } from 'node:crypto';
import { join, resolve } from 'node:path';
import type { Text } from '#domain/problem.ts';
import { UsageError, UserError } from '#domain/user-error.ts';
import { shortZonedTime } from '#domain/words/time.ts';
import { type Command, caseNumber, type Io, officeFolder, remark, printText } from '#entry/command.ts';
import { LOG_KEY } from '#entry/setup/names.ts';
import { readCurrentCase } from '#embedded/office/current-case.ts';
import { officeLogKey } from '#embedded/office/log-key.ts';
import { createForge } from '#engine/forge/github.ts';
import { type Outcome, reconcile } from '#engine/process/reconcile.ts';
import { makeSigningKey, readSigningKey, type SigningKey } from '#engine/register/signing-key.ts';
import { scheduledRun } from '#engine/process/scheduled-run.ts';
import { connect, FORGE_OPTIONS } from '../connect.ts';
import { readArgs } from '../read-args.ts';
import { throwRefusedAct } from '../refused-act.ts';

/** Runs the process once: over one pull request, or over every case for which something may be new (R28). */
export const run: Command = async (args, io) => {
  const { values } = readArgs(args, {
    ...FORGE_OPTIONS,
    pr: { type: 'string' },
    all: { type: 'boolean' },
    'dry-run': { type: 'boolean' },
    site: { type: 'string' },
  });
  if ((values.pr === undefined) === (values.all !== true))
    throw new UsageError({ id: 'Perlu salah satu: --pr N atau --all.', en: 'Either --pr N or --all is needed.' });
  const number = values.pr === undefined ? undefined : caseNumber(values.pr);
  const { now, siteUrl = values.site?.replace(/\/+$/, ''), ...client } = await connect(values, io, true);
  const isGitHub = values.repo !== undefined;
  const forge = createForge({ ...client, warn: io.err });
  // A wrong number is the person's mistake. It ends the command, and is not reported as a case with an error.
  const named = (each: number) => forge.readCase(each).catch(throwRefusedAct(each));
  const folder = resolve(io.cwd, officeFolder(values.folder));
  const deps = {
    signer: isGitHub
      ? keyOf(io, values['dry-run'] ?? false)
      : await officeLogKey(folder, {
          name: `${client.owner}/${client.repo}`,
          repository: join(folder, 'repo.git'),
          mayReplace: false,
        }),
    forge: number === undefined ? forge : { ...forge, readCase: named },
    now,
    // On GitHub a fact may become visible after its instant. Computed time is journaled only after this delay (R22).
    settle: isGitHub ? 60 : 0,
    salt: () => randomBytes(16).toString('hex'),
    log: (text: Text) => remark(io, text),
    ...(siteUrl === undefined ? {} : { siteUrl }),
  };
  const options = { dryRun: values['dry-run'] ?? false };
  const outcomes = number === undefined ? await scheduledRun(deps, options) : [await reconcile(deps, number, options)];
  for (const outcome of outcomes) {
    const zone = outcome.entries.length > 0 ? (await readCurrentCase(forge, outcome.number)).config.zone : '';
    print(outcome, zone, io);
  }
  if (outcomes.length === 0) printText(io, { id: 'Tidak ada yang baru.', en: 'Nothing new.' });
  return outcomes.some(({ runError }) => runError !== undefined) ? 1 : 0;
};

/** Returns the key in the environment, or throws a UserError. A dry run signs nothing and needs no key. */
function keyOf({ env }: Io, dryRun: boolean): SigningKey {
  try {
    const text = env[LOG_KEY] ?? '';
    return readSigningKey(dryRun && text === '' ? makeSigningKey('dry-run') : text);
  } catch {
    throw new UserError({
      id: `Isi ${LOG_KEY} dengan kunci penanda tangan titik periksa, atau pakai --dry-run.`,
      en: `Set ${LOG_KEY} to the key that signs checkpoints, or use --dry-run.`,
    });
  }
}

function print({ number, caseId, entries, effects, refusals, runError }: Outcome, zone: string, io: Io): void {
  const { lang, out } = io;
  out(`#${number} ${caseId ?? '–'}`);
  if (runError !== undefined) io.err(`  ${runError}`);
  for (const { seq, kind, at, step, reason } of entries)
    out(
      `  + ${seq} ${kind}${reason === undefined ? '' : ` (${reason})`} ${step ?? ''} ${shortZonedTime(at, zone)[lang]}`,
    );
  for (const effect of effects) {
    const { do: verb, ...details } = effect;
    out(`  → ${verb} ${JSON.stringify(details).slice(0, 160)}`);
  }
  for (const { effect, status, message } of refusals) io.err(`  ! ${effect.do}: ${status} ${message}`);
  if (entries.length === 0 && effects.length === 0 && runError === undefined)
    out({ id: '  tidak ada yang berubah', en: '  nothing to change' }[lang]);
}
