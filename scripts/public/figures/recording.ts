import { epochSeconds, type Instant } from '#domain/clock/instant.ts';
import type { PublicCase } from '#domain/generated/public-case.ts';
import { monthIn } from '#public/export/summary.ts';

/** One entry: the month of its time, whether people or the clock brought it, and by how much it was recorded later; -1: unknown. */
export type RecordingFact = readonly [month: string, what: 'acts' | 'clock', seconds: number];

const BY_THE_CLOCK: ReadonlySet<string> = new Set(['rung', 'silence', 'timed-out']);

/**
 * How long after its time each entry of a case was recorded: nothing of a restricted one (R11). Notes of the process are about what it
 * found, at no time of their own, and are left out.
 * @param recordedAt when the register's commit was made that brought the entry in this place of the log; undefined: unknown
 */
export function recordingFacts(one: PublicCase, recordedAt: (leaf: number) => Instant | undefined): RecordingFact[] {
  return one.visits
    .flatMap(({ entries }) => entries)
    .filter(({ kind }) => kind !== 'flagged')
    .map(({ kind, at, leaf }) => {
      const recorded = leaf === undefined ? undefined : recordedAt(leaf);
      const seconds = recorded === undefined ? -1 : Math.max(0, epochSeconds(recorded) - epochSeconds(at));
      return [monthIn(at, one.procedure.zone), BY_THE_CLOCK.has(kind) ? 'clock' : 'acts', seconds];
    });
}
