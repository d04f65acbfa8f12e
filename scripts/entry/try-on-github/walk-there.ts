import { stringify } from 'yaml';
import type { Instant } from '#domain/clock/instant.ts';
import { composeReview } from '#domain/request/review.ts';
import { UserError } from '#domain/user-error.ts';
import type { Person } from '#embedded/office/person.ts';
import { type Sample, shifted, wallTime } from '#embedded/office/samples.ts';
import { type CaseReading, readCurrentCase } from '#embedded/office/current-case.ts';
import { actingAt, type Move, STRAIGHT_WAY } from '#embedded/office/walk.ts';
import type { Forge } from '#engine/forge/forge.ts';

/** A forge where a real process runs, and two people on it. */
export interface There {
  readonly forge: Forge;
  readonly applicant: Person;
  /** Holds every role. */
  readonly official: Person;
  readonly now: () => Instant;
  readonly pause: (seconds: number) => Promise<void>;
  /** Seconds after which the process is taken not to answer. */
  readonly patience: number;
  readonly out: (line: string) => void;
}

const LOOK_SECONDS = 5;

/** A sample whose event takes ten minutes, so that a trial need not last longer. */
export function shortened(sample: Sample, start: Instant): Sample {
  const end = wallTime(shifted(start, 'PT10M'), sample.start);
  const pelaksanaan = { ...(sample.request['pelaksanaan'] as object), selesai: end };
  const request = { ...sample.request, pelaksanaan };
  const files = sample.files.map((file) =>
    file.path.endsWith('/request.yaml') ? { ...file, bytes: Buffer.from(stringify(request)) } : file,
  );
  return { ...sample, end, request, files };
}

/**
 * Walks one case through all rows to the merge, each act as soon as the process has answered the one before.
 * @returns the pull request's number
 * @throws UserError where the process does not answer, or refuses
 */
export async function walkThere(there: There, sample: Sample): Promise<number> {
  const { applicant, official, out } = there;
  const branch = `permohonan/${sample.name}`;
  const begun = there.now();
  const number = await applicant.open({
    branch,
    title: `Percobaan: ${sample.name}`,
    files: sample.files,
    draft: false,
  });
  await until(there, number, 'diajukan / submitted', ({ journal }) => journal.state !== undefined);
  out(`#${number} diajukan / submitted`);
  for (const move of STRAIGHT_WAY) {
    const before = await readCurrentCase(there.forge, number);
    await untilClock(there, before);
    const review = await official.review(number, 'APPROVE', bodyOf(move, sample, before, there.now()));
    const isAnswer = ({ source }: { source?: { kind: string; id: string } }) =>
      source?.kind === 'review' && source.id === review;
    const sent = there.now();
    const after = await until(there, number, `baris ${move.row}`, ({ journal }) => journal.entries.some(isAnswer));
    const answer = after.journal.entries.find(isAnswer);
    if (answer?.kind !== 'accepted')
      throw new UserError({
        id: `Baris ${move.row} ditolak: ${answer?.reason ?? '–'}`,
        en: `Row ${move.row} was refused: ${answer?.reason ?? '–'}`,
      });
    out(`baris/row ${move.row}: diterima/accepted, ${seconds(sent, there.now())} s`);
  }
  await until(there, number, 'digabungkan / merged', ({ view }) => view.pull.state === 'merged');
  out(`digabungkan/merged, ${seconds(begun, there.now())} s`);
  return number;
}

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

/** Row 10 begins at the start that row 9 agreed; before it an Approve is too early (R16). */
async function untilClock(there: There, { journal }: CaseReading): Promise<void> {
  const begins = journal.state?.visit.begins ?? there.now();
  while (there.now() <= begins) await there.pause(LOOK_SECONDS);
}

async function until(
  there: There,
  number: number,
  what: string,
  has: (reading: CaseReading) => boolean,
): Promise<CaseReading> {
  for (let waited = 0; waited <= there.patience; waited += LOOK_SECONDS) {
    const reading = await readCurrentCase(there.forge, number);
    if (has(reading)) return reading;
    await there.pause(LOOK_SECONDS);
  }
  throw new UserError({
    id: `Sistem belum menjawab (${what}) setelah ${there.patience} detik; lihat Actions di repositori itu.`,
    en: `The process has not answered (${what}) after ${there.patience} seconds; look at the repository's Actions.`,
  });
}

const seconds = (from: Instant, to: Instant): number => (Date.parse(to) - Date.parse(from)) / 1000;
