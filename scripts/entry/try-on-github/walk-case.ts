import { fileURLToPath } from 'node:url';
import { stringify } from 'yaml';
import type { Instant } from '#domain/clock/instant.ts';
import type { Entry } from '#domain/generated/journal-entry.ts';
import type { Text } from '#domain/problem.ts';
import { composeReview } from '#domain/request/review.ts';
import { UserError } from '#domain/user-error.ts';
import type { Person } from '#embedded/office/person.ts';
import { readSample, type Sample, shifted, wallTime } from '#embedded/office/samples.ts';
import { type CaseReading, readCurrentCase } from '#embedded/office/current-case.ts';
import { actingAt, type Move, STRAIGHT_WAY } from '#embedded/office/walk.ts';
import type { Forge } from '#engine/forge/forge.ts';

/** A forge on which a real process runs, and the two people who act there. */
export interface Trial {
  readonly forge: Forge;
  readonly applicant: Person;
  /** The person who holds all roles. */
  readonly official: Person;
  readonly now: () => Instant;
  readonly pause: (seconds: number) => Promise<void>;
  /** How many seconds the trial waits for a reply of the process. */
  readonly patience: number;
  readonly out: (line: string) => void;
}

const POLL_SECONDS = 5;
export const SUBMITTED: Text = { id: 'diajukan', en: 'submitted' };

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));

/**
 * Returns the request of the case that is walked, whose event begins in twenty minutes, and one for the other cases,
 * whose event comes a week later.
 */
export async function samplesAt(
  now: Instant,
  applicant: string,
): Promise<{ readonly sample: Sample; readonly later: Sample }> {
  const at = (start: Instant) => readSample(ROOT, 'rapat-koordinasi-banjir', applicant, start);
  const start = shifted(now, 'PT20M');
  return { sample: shortened(await at(start), start), later: await at(shifted(start, 'PT168H')) };
}

/** Shortens the event of a sample to ten minutes, so that the trial is short. */
function shortened(sample: Sample, start: Instant): Sample {
  const end = wallTime(shifted(start, 'PT10M'), sample.start);
  const pelaksanaan = { ...(sample.request['pelaksanaan'] as object), selesai: end };
  const request = { ...sample.request, pelaksanaan };
  const files = sample.files.map((file) =>
    file.path.endsWith('/request.yaml') ? { ...file, bytes: Buffer.from(stringify(request)) } : file,
  );
  return { ...sample, end, request, files };
}

/**
 * Walks one case through all rows to the merge. Each act is done as soon as the process has replied to the act before.
 * @returns the number of the pull request
 * @throws UserError if the process does not reply, or does not accept an act
 */
export async function walkCase(trial: Trial, sample: Sample): Promise<number> {
  const { applicant, out } = trial;
  const branch = `permohonan/${sample.name}`;
  const begun = trial.now();
  const number = await applicant.open({
    branch,
    title: `Percobaan: ${sample.name}`,
    files: sample.files,
    draft: false,
  });
  await waitForCase(trial, number, SUBMITTED, ({ journal }) => journal.state !== undefined);
  out(`#${number} ${SUBMITTED.id} / ${SUBMITTED.en}`);
  for (const move of STRAIGHT_WAY) {
    const review = await sendAct(trial, sample, number, move);
    const sent = trial.now();
    const row = { id: `langkah ${move.row}`, en: `step ${move.row}` };
    const after = await waitForCase(trial, number, row, (reading) => entryOf(reading, review) !== undefined);
    const answer = entryOf(after, review);
    if (answer?.kind !== 'accepted')
      throw new UserError({
        id: `Tindakan pada ${row.id} tidak diterima: ${answer?.reason ?? '–'}`,
        en: `The act at ${row.en} was not accepted: ${answer?.reason ?? '–'}`,
      });
    out(`langkah/row ${move.row}: diterima/accepted, ${seconds(sent, trial.now())} s`);
  }
  await waitForCase(trial, number, { id: 'digabungkan', en: 'merged' }, ({ view }) => view.pull.state === 'merged');
  out(`digabungkan/merged, ${seconds(begun, trial.now())} s`);
  return number;
}

/**
 * Sends the official's Approve for a row, once the row has begun.
 * @returns the id of the review
 */
export async function sendAct(trial: Trial, sample: Sample, number: number, move: Move): Promise<string> {
  const before = await readCurrentCase(trial.forge, number);
  await waitForStart(trial, before);
  return trial.official.review(number, 'APPROVE', bodyOf(move, sample, before, trial.now()));
}

/** Returns the entry of a review; undefined if the process has not judged the review. */
export const entryOf = ({ journal }: CaseReading, review: string): Entry | undefined =>
  journal.entries.find(({ source }) => source?.kind === 'review' && source.id === review);

function bodyOf(move: Move, sample: Sample, reading: CaseReading, now: string): string {
  const { state } = reading.journal;
  if (!state) throw new Error('The case has no journal.');
  const result = move.result?.(sample, actingAt(reading, now));
  return composeReview({
    note: move.note ?? `Percobaan, baris ${move.row}.`,
    ...(result ? { result: stringify(result).trimEnd() } : {}),
    visit: `${state.visit.step}#${state.visit.visit}`,
    digest: state.digest,
  });
}

/** Waits until the current visit has begun. An Approve before row 10 begins, at the event, is refused (R16). */
async function waitForStart(trial: Trial, { journal }: CaseReading): Promise<void> {
  const now = trial.now();
  const begins = journal.state?.visit.begins ?? now;
  // The clock here may be a little ahead of GitHub’s.
  if (now <= begins) await trial.pause(seconds(now, begins) + POLL_SECONDS);
}

/**
 * Waits until a case has a state.
 * @param what the awaited state, for the message
 * @throws UserError if the case does not have that state in time
 */
export async function waitForCase(
  trial: Trial,
  number: number,
  what: Text,
  isReached: (reading: CaseReading) => boolean,
): Promise<CaseReading> {
  for (let waited = 0; waited <= trial.patience; waited += POLL_SECONDS) {
    const reading = await readCurrentCase(trial.forge, number);
    if (isReached(reading)) return reading;
    await trial.pause(POLL_SECONDS);
  }
  throw new UserError({
    id: `Sistem belum menjawab dalam ${trial.patience} detik (ditunggu: ${what.id}). Lihat Actions di repositori itu.`,
    en: `The process has not answered within ${trial.patience} seconds (waited for: ${what.en}). Look at the repository's Actions.`,
  });
}

const seconds = (from: Instant, to: Instant): number => (Date.parse(to) - Date.parse(from)) / 1000;
