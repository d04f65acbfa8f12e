import { epochSeconds, type Instant, later } from '#domain/clock/instant.ts';
import type { Waiting } from '#domain/generated/public-figures-now.ts';
import { given } from '#domain/request/given.ts';
import { compareRows } from '#domain/procedure/rows.ts';
import type { Summary } from '#public/export/summary.ts';
import { type CaseFacts, rolesIn } from './facts.ts';

interface OpenCase {
  readonly summary: Pick<Summary, 'row'>;
  readonly facts: Pick<CaseFacts, 'visits'>;
}

/** The open cases that wait at one place. */
export interface WaitingGroup {
  readonly procedure: string;
  /** The place, as {@link waitingPlaceOf} returns it. */
  readonly place: string;
  readonly n: number;
  /** How many are late: their turn is marked overdue, or their deadline is before the time of reading (R35). */
  readonly late: number;
  /**
   * Since when the case waits that waits longest, and the one in the middle. Both are absent if no case waits yet,
   * since every visit begins later.
   */
  readonly since?: Instant;
  readonly median?: Instant;
}

/** Returns the place where an open case waits: row, step and roles. */
export function waitingPlaceOf({ summary: { row }, facts }: OpenCase): string {
  const [, step = '', roles = ''] = facts.visits.at(-1) ?? [];
  return JSON.stringify([row, step, roles]);
}

/** Returns since when an open case waits. If a visit begins later than its opening, the case waits from then on. */
export const sinceOf = ({ turn, submitted }: Pick<Summary, 'turn' | 'submitted'>): Instant =>
  turn ? later(turn.opened, turn.begins) : submitted;

/**
 * Makes the figures of open cases and of how long they wait (R32), by procedure, row, step and roles, in this order.
 */
export function waitingFigures(groups: readonly WaitingGroup[], now: Instant): Waiting[] {
  return groups
    .map(({ procedure, place, n, late, since, median }): Waiting => {
      const [row, step, roles] = JSON.parse(place) as [Waiting['row'], string, string];
      const waited = (from: Instant | undefined): number =>
        from === undefined ? 0 : epochSeconds(now) - epochSeconds(from);
      return {
        ...{ procedure, row, ...(step === '' ? {} : { step }), roles: rolesIn(roles), n, late },
        ...given({ since }),
        ...{ median: waited(median), longest: waited(since) },
      };
    })
    .sort((a, b) => byText(a.procedure, b.procedure) || compareRows(a.row, b.row) || byText(stepOf(a), stepOf(b)));
}

const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
/** Returns a text by which restricted cases, whose step is not public, come after the others of their row. */
const stepOf = ({ step, roles }: Waiting): string => (step === undefined ? '~' : `${step} ${roles.join()}`);
