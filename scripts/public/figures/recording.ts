import { epochSeconds, type Instant } from '#domain/clock/instant.ts';
import type { PublicCase } from '#domain/generated/public-case.ts';
import { isNote } from '#domain/words/entry-remarks.ts';
import { monthIn } from '#public/export/summary.ts';

/** An entry: the month of its time, its cause, and the seconds until it was recorded, or -1 if unknown. */
export type RecordingFact = readonly [month: string, what: 'acts' | 'clock', seconds: number];

const BY_THE_CLOCK: ReadonlySet<string> = new Set(['rung', 'silence', 'timed-out']);

/**
 * Returns how long after its time each entry of a case was recorded. Restricted cases (R11) and notes have no such time.
 * @param recordedAt returns when the register's commit with this leaf of the log was made, or undefined if unknown
 */
export function recordingFacts(one: PublicCase, recordedAt: (leaf: number) => Instant | undefined): RecordingFact[] {
  return one.visits
    .flatMap(({ entries }) => entries)
    .filter(({ kind }) => !isNote(kind))
    .map(({ kind, at, leaf }) => {
      const recorded = leaf === undefined ? undefined : recordedAt(leaf);
      const seconds = recorded === undefined ? -1 : Math.max(0, epochSeconds(recorded) - epochSeconds(at));
      return [monthIn(at, one.procedure.zone), BY_THE_CLOCK.has(kind) ? 'clock' : 'acts', seconds];
    });
}
