import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { setOutput, setSecret } from '@actions/core';
import { caseNumber } from '#entry/command.ts';
import type { CaseNews } from '#domain/journal/news.ts';
import { UsageError } from '#domain/user-error.ts';
import { redact } from '#engine/forge/errors.ts';
import { createForge } from '#engine/forge/github.ts';
import type { Deps } from '#engine/process/deps.ts';
import type { Outcome } from '#engine/process/reconcile.ts';
import { scheduledRun } from '#engine/process/scheduled-run.ts';
import { readSigningKey, type SigningKey } from '#engine/register/signing-key.ts';
import { appToken } from './app-token.ts';
import { forgeClock } from './forge-clock.ts';
import type { ActionInputs } from './inputs.ts';
import { reportOutcomes } from './report-outcomes.ts';
import { leaveMessages } from './tell.ts';

/** Seconds after which a fact is certainly visible. Only then is computed time journaled (R22). */
const SETTLE = 60;

/**
 * Runs the process once (R28): over every case for which something may be new, and over the pull request that the event
 * or the input `case` names. The command `sweep` also looks at cases whose end may not be on the forge yet.
 * @returns false if a case could not be decided, or main could not receive it
 * @throws ForgeError if nothing could be read at all
 */
export async function run(inputs: ActionInputs): Promise<boolean> {
  const { app, logKey, owner, repo, baseUrl, site } = inputs;
  if (!app) throw new Error('No App.');
  for (const line of app.privateKey.split(/\s*\n\s*/)) if (line.length > 10 && !/^-+/.test(line)) setSecret(line);
  setSecret(logKey);
  const signer = signerOf(logKey);
  const clock = forgeClock();
  const also = await named(inputs);
  const token = await appToken({ ...app, owner, repo, baseUrl, fetch: clock.fetch });
  setSecret(token);
  // The message of an error may contain anything, even the token.
  const log = (text: string): void => {
    for (const line of text.split('\n')) process.stdout.write(`${redact(line, [token])}\n`);
  };
  const forge = createForge({
    owner,
    repo,
    token,
    fetch: clock.fetch,
    ...(baseUrl === undefined ? {} : { baseUrl }),
    warn: log,
  });
  const news: CaseNews[] = [];
  const deps: Deps = {
    forge,
    signer,
    now: clock.now,
    settle: SETTLE,
    salt: () => randomBytes(16).toString('hex'),
    log: (text) => log(text.en),
    siteUrl: site,
    added: (each) => void news.push(each),
  };
  const outcomes = await scheduledRun(deps, { also, ended: inputs.command === 'sweep' }).finally(async () =>
    // Messages are left also after a fault, since no later run reports the entries that were written before the fault.
    setOutput('messages', String(await leaveMessages(news, inputs))),
  );
  setOutput('cases', outcomes.map(({ number }) => number).join(','));
  setOutput('moved', String(outcomes.some(isMove)));
  await reportOutcomes(outcomes);
  return outcomes.every(({ runError }) => runError === undefined);
}

/** @throws UsageError if the text is not a signing key */
function signerOf(text: string): SigningKey {
  try {
    return readSigningKey(text);
  } catch {
    throw new UsageError({
      id: 'log-key: bukan kunci penanda tangan; jalankan "npx disposisi setup --apply --new-log-key".',
      en: 'log-key: not a signing key; run "npx disposisi setup --apply --new-log-key".',
    });
  }
}

/** Checks whether a case has something new for the site: entries, or effects that an earlier run did not complete. */
const isMove = ({ entries, effects, caseId }: Outcome): boolean =>
  entries.length > 0 || (caseId !== undefined && effects.length > 0);

/** Returns the pull requests that are read even if the listing shows no news: a named case, or that of the event. */
const named = async ({ case: given, event }: ActionInputs): Promise<number[]> =>
  given === '' ? pullsOfEvent(event) : [caseNumber(given)];

/**
 * Returns the pull request of an event that the forge itself describes. If the event is the end of another run, nothing
 * of that run is read (security row 4).
 */
export async function pullsOfEvent(event: ActionInputs['event']): Promise<number[]> {
  if (event.name !== 'pull_request_target' && event.name !== 'issue_comment') return [];
  const payload = JSON.parse(await readFile(event.path, 'utf8')) as {
    pull_request?: { number?: unknown };
    issue?: { number?: unknown; pull_request?: unknown };
  };
  // A comment on an issue does not belong to a pull request.
  const { pull_request: pull = payload.issue?.pull_request ? payload.issue : undefined } = payload;
  const number = pull?.number;
  return typeof number === 'number' && Number.isSafeInteger(number) ? [number] : [];
}
