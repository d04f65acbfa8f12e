import { setTimeout as sleep } from 'node:timers/promises';
import type { Instant } from '#domain/clock/instant.ts';
import type { Entry } from '#domain/generated/journal-entry.ts';
import { type Journal, openJournal } from '#domain/journal/journal.ts';
import { journalPath } from '#domain/journal/paths.ts';
import type { Language, Problem, Text } from '#domain/problem.ts';
import { toExplain } from '#domain/words/refusal.ts';
import { HALTED } from '#domain/words/system-fault.ts';
import { problemIn } from '#domain/words/local-times.ts';
import { longTime } from '#domain/words/time.ts';
import { type Io, remark, printText } from '#entry/command.ts';
import { haltedSince } from '#embedded/office/health.ts';
import type { Person } from '#embedded/office/person.ts';
import {
  type CaseReading,
  readCurrentCase,
  refusalOf,
  currentCaseOf,
  currentSentence,
} from '#embedded/office/current-case.ts';
import type { Forge } from '#engine/forge/forge.ts';

/** The default of `--wait`. */
export const WAIT_SECONDS = '20';

const STEP_MILLISECONDS = 100;

/** After this many looks, a draft's status counts as the reply. Before that, the status may be older than the act. */
const SETTLED = 10;

export interface AwaitedReply {
  readonly forge: Forge;
  readonly person: Person;
  /** The number of the case. */
  readonly number: number;
  /** The pull request on which the case is decided now. */
  readonly pull: number;
  /** Seconds to wait. With 0, the command does not wait. */
  readonly wait: number;
  readonly io: Io;
  readonly now: () => Instant;
  /** Root of the site of the office on this machine. */
  readonly siteUrl?: string | undefined;
  readonly isReply: (entry: Entry) => boolean;
  /** Whether the act submits a returned case. Then the process may also reply by removing the submit sign (R13). */
  readonly isResubmission?: boolean;
}

/** Reads a case's journal from the register. */
export async function readJournal(forge: Forge, number: number): Promise<Journal> {
  const path = journalPath(number);
  return openJournal(number, (await forge.readRegister([path])).get(path));
}

/**
 * Waits until the process replies, and prints the reply.
 * @returns the exit code: 1 if the act was refused or does not count, and 0 otherwise; it is also 0 if the same act was
 *   done before, or if no reply came
 */
export async function awaitReply(awaited: AwaitedReply): Promise<number> {
  const { forge, person, number, pull, wait, io, now, siteUrl, isReply, isResubmission = false } = awaited;
  const end = Date.now() + wait * 1000;
  for (let look = 0; Date.now() < end; look += 1) {
    const journal = await readJournal(forge, number);
    const entry = journal.entries.find(isReply);
    if (entry) return tellReply(await readCurrentCase(forge, number), entry, io, now());
    if (isResubmission && look >= SETTLED && !(await person.hasSign(pull))) {
      remark(io, takenBack(number));
      return 1;
    }
    // A draft has no journal. A moment after the act, the draft's status shows what is wrong with the request (R13).
    const status = journal.state || look < SETTLED ? undefined : await person.status(pull);
    if (status && status.state !== 'pending') {
      io.err(status.description);
      return status.state === 'success' ? 0 : 1;
    }
    await sleep(STEP_MILLISECONDS);
  }
  printText(io, { id: 'Terkirim; sedang diproses.', en: 'Sent, waiting for the process.' });
  const halted = siteUrl === undefined ? undefined : await haltedSince(siteUrl);
  if (halted !== undefined) {
    const { zone } = (await readCurrentCase(forge, number)).config;
    io.out(HALTED[io.lang].replace('{t}', longTime(halted, zone)[io.lang]));
  }
  return 0;
}

/** Reports a submit sign in the same second as the return. Such a sign counts as earlier than the return (R14). */
const takenBack = (number: number): Text => ({
  id: `Tanda pengajuan dipasang pada detik yang sama dengan pengembaliannya, jadi tidak berlaku dan dilepas lagi. Bila berkas masih menunggu pemohon (npx disposisi explain ${number}), ulangi perintah ini.`,
  en: `The submit sign was set in the same second as the return, so it does not count and was removed. If the case still waits for the applicant (npx disposisi explain ${number}), repeat this command.`,
});

const ACCEPTED: Readonly<Record<Language, string>> = { id: 'Diterima.', en: 'Accepted.' };

function tellReply(reading: CaseReading, entry: Entry, io: Io, now: Instant): number {
  const { lang } = io;
  const current = currentCaseOf(reading);
  if (!current) return 1;
  const refused = entry.kind === 'refused' || entry.kind === 'submission-refused';
  const isDouble = entry.reason === 'already-acted';
  const said = (problem: Problem): string => problemIn(current.procedure.zone, problem, lang);
  // The sentence about a refused act names each field that is only missing.
  const problems = entry.problems ?? [];
  for (const problem of entry.kind === 'refused' ? toExplain(problems) : problems) io.err(said(problem));
  if (entry.kind === 'refused') (isDouble ? io.out : io.err)(refusalOf(current, entry)[lang]);
  if (!refused) io.out(`${ACCEPTED[lang]} ${current.state.opens.case}`);
  for (const warning of entry.warnings ?? []) io.err(said(warning));
  (refused && !isDouble ? io.err : io.out)(currentSentence(current, now)[lang]);
  return refused && !isDouble ? 1 : 0;
}
