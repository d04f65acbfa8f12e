import { given } from '#domain/request/given.ts';
import type { Instant } from '#domain/clock/instant.ts';
import type { Next } from '#domain/generated/journal-entry.ts';
import type { CaseState } from '../state/state.ts';

type Ladder = NonNullable<Next['rungs']>;

/** An instant at which time changes the current visit or a span, and the change. */
export type DueInstant = {
  readonly at: Instant;
  /** The id of the span (R44); absent for the visit. */
  readonly span?: string;
} & (
  | { readonly what: 'rung'; readonly share: number; readonly action: Ladder[number]['action'] }
  | { readonly what: 'silence' }
  | { readonly what: 'timeout' }
);

/** Returns the earliest instant without an entry (R6, R22, R44). If instants are equal, the visit's level is first. */
export function nextDue(state: CaseState): DueInstant | undefined {
  if (state.end) return undefined;
  const { rungs = [], timeout, deadline, lapse } = state.visit;
  const running = state.spans.filter(({ is }) => is === 'running');
  const due = deadline?.due;
  const all: readonly (DueInstant | undefined)[] = [
    nextLevel(rungs, state.notifiedLevels),
    ...running.map((each) => nextLevel(each.rungs ?? [], each.notified, each.id)),
    lapse && due && !state.silent ? { at: due, what: 'silence' } : undefined,
    ...running.map((each): DueInstant | undefined =>
      each.lapse && !each.silence ? { at: each.deadline.due, what: 'silence', span: each.id } : undefined,
    ),
    timeout && due ? { at: due, what: 'timeout' } : undefined,
  ];
  return all.reduce((first, each) => (each && (!first || each.at < first.at) ? each : first), undefined);
}

function nextLevel(levels: Ladder, notified: readonly number[], span?: string): DueInstant | undefined {
  const level = levels.find(({ share }) => !notified.includes(share));
  return level && { what: 'rung', ...level, ...given({ span }) };
}
