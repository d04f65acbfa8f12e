import { epochSeconds, type Instant, later } from '#domain/clock/instant.ts';
import type { Waiting } from '#domain/generated/public-figures-now.ts';
import { compareRows } from '#domain/procedure/rows.ts';
import type { Summary } from '#public/export/summary.ts';
import { type CaseFacts, rolesIn } from './facts.ts';

export interface OpenCase {
  readonly summary: Pick<Summary, 'procedure' | 'row' | 'submitted' | 'turn'>;
  readonly facts: Pick<CaseFacts, 'visits'>;
}

/**
 * Counts open cases and how long they wait (R32), by procedure, row, step and roles, in the order of procedures and
 * rows. If a visit begins at a later instant than its opening, the case waits only from that instant on. A case is late
 * if its turn is marked overdue, or if its deadline is before `now` (R35).
 */
export function waitingFigures(open: readonly OpenCase[], now: Instant): Waiting[] {
  const groups = Map.groupBy(open, ({ summary: { procedure, row }, facts }) => {
    const [, step = '', roles = ''] = facts.visits.at(-1) ?? [];
    return JSON.stringify([procedure, row, step, roles]);
  });
  return [...groups]
    .map(([key, cases]): Waiting => {
      const [procedure, row, step, roles] = JSON.parse(key) as [string, Waiting['row'], string, string];
      // A case whose visit begins later waits for nobody yet.
      const since = cases
        .map(sinceOf)
        .filter((at) => at <= now)
        .sort();
      const waited = since.map((at) => epochSeconds(now) - epochSeconds(at)).reverse();
      return {
        ...{ procedure, row, ...(step === '' ? {} : { step }), roles: rolesIn(roles), n: cases.length },
        late: cases.filter(({ summary: { turn } }) => turn?.overdue || (turn?.due ?? now) < now).length,
        ...(since[0] === undefined ? {} : { since: since[0] }),
        median: waited[Math.ceil(waited.length / 2) - 1] ?? 0,
        longest: waited.at(-1) ?? 0,
      };
    })
    .sort((a, b) => (a.procedure < b.procedure ? -1 : a.procedure > b.procedure ? 1 : compareRows(a.row, b.row)));
}

const sinceOf = ({ summary: { turn, submitted } }: OpenCase): Instant =>
  turn ? later(turn.opened, turn.begins) : submitted;
