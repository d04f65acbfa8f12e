import type { Instant } from '#domain/clock/instant.ts';
import type { Passage, PassageEntry } from '#domain/case/passage.ts';
import { passagesOf } from '#domain/case/passage.ts';
import type { Letterhead } from '#domain/generated/letterhead.ts';
import type { Entry } from '#domain/generated/journal-entry.ts';
import type { Procedure } from '#domain/generated/procedure.ts';
import type { Text } from '#domain/problem.ts';
import type { Schema } from '#domain/request/annotations.ts';
import type { SigningHolder } from './signer.ts';

/** The fields of an entry that documents use. Public parts have them as far as they are public (R11). */
export interface DocumentEntry
  extends
    PassageEntry,
    Pick<Partial<Entry>, 'step' | 'visit' | 'result' | 'request' | 'because' | 'agenda' | 'booking' | 'releases'> {
  readonly seq: number;
  readonly who?: PassageEntry['who'] & Pick<NonNullable<Entry['who']>, 'acting'>;
  /** Held until then for the answer. */
  readonly offered?: readonly { readonly until: Instant }[];
  readonly opens?: { readonly case: string };
  readonly attachments?: number | readonly unknown[];
}

/** From the configuration. */
export interface DocumentNames {
  readonly role: (id: string) => Text;
  /** Rooms and equipment. */
  readonly thing: (id: string) => Text | undefined;
  readonly letterhead: Letterhead | undefined;
  /** At any time (R17). */
  readonly holders: (role: string) => readonly SigningHolder[];
}

export interface DocumentCase {
  /** A journal, or its public parts. */
  readonly entries: readonly DocumentEntry[];
  /** As pinned (R7). */
  readonly procedure: Procedure;
  /** As pinned. */
  readonly requestSchema: Schema;
  readonly resultSchema: (step: string) => Schema | undefined;
  readonly names: DocumentNames;
  /** On which the document is made, in the procedure's zone: the holders of that day sign. */
  readonly day: string;
  /** What is absent may be internal (R11). */
  readonly isPublic: boolean;
}

export interface DocumentReading extends DocumentCase {
  readonly rests: DocumentEntry;
  readonly passages: readonly Passage<DocumentEntry>[];
}

/**
 * The case up to an entry: a letter does not change when the case goes on.
 * @throws RangeError where there is no such entry
 */
export function readingUpTo(one: DocumentCase, seq: number): DocumentReading {
  const entries = one.entries.filter((entry) => entry.seq <= seq);
  const rests = entries.at(-1);
  if (rests?.seq !== seq) throw new RangeError(`The case has no entry ${seq}.`);
  return { ...one, entries, rests, passages: passagesOf(entries, one.procedure) };
}

/** See R1. */
const ACTS: readonly DocumentEntry['kind'][] = ['accepted', 'rejected'];

/** Officials' acts at these steps that count (R18, R53). */
export function actsAt({ entries }: Pick<DocumentCase, 'entries'>, steps: readonly string[]): DocumentEntry[] {
  const from = entries.findLastIndex(({ supersedes }) => supersedes) + 1;
  const counting = entries.slice(from);
  return counting.filter(
    ({ kind, step, seq }) =>
      ACTS.includes(kind) &&
      steps.includes(step ?? '') &&
      !counting.some((later) => later.seq > seq && later.postpones?.includes(step ?? '')),
  );
}

export const actAt = (reading: DocumentReading, step: string): DocumentEntry | undefined =>
  actsAt(reading, [step]).at(-1);

/** See R6. */
export const resultAt = (reading: DocumentReading, step: string): DocumentEntry['result'] =>
  actsAt(reading, [step]).findLast(({ result }) => result !== undefined)?.result;

export const requestOf = ({ entries }: DocumentReading): DocumentEntry['request'] =>
  entries.findLast(({ request }) => request !== undefined)?.request;

export const submittedAt = ({ entries }: DocumentReading): Instant => entries[0]?.at ?? '';

export const resubmittedAt = ({ entries }: DocumentReading): Instant[] =>
  entries.flatMap(({ kind, at }) => (kind === 'submitted' ? [at] : [])).slice(1);

/** See R13. */
export const agendaOf = ({ entries }: Pick<DocumentCase, 'entries'>): Entry['agenda'] =>
  entries.findLast(({ agenda }) => agenda !== undefined)?.agenda;

/** See R24. */
export function bookingAt({ entries }: DocumentReading): Entry['booking'] {
  const last = entries.findLast(({ booking, releases, end }) => booking ?? releases ?? (end && end !== 'completed'));
  return last?.booking;
}
