import type { Instant } from '#domain/clock/instant.ts';
import type { CaseState } from './state.ts';

/** What the passing of time does to the standing visit. */
export type DueInstant =
  | {
      readonly at: Instant;
      readonly what: 'rung';
      readonly share: number;
      readonly action: 'remind' | 'overdue' | 'superior';
    }
  | { readonly at: Instant; readonly what: 'timeout' };

/**
 * The next computed instant of the standing visit that has no entry yet (R6, R22): a rung of the ladder, or the outcome
 * that the passing of the time takes. At the same instant the rung comes first.
 */
export function nextDue(state: CaseState): DueInstant | undefined {
  if (state.end) return undefined;
  const { rungs = [], timeout, deadline } = state.visit;
  const rung = rungs.find(({ share }) => !state.rungs.includes(share));
  const out: DueInstant | undefined = timeout && deadline ? { at: deadline.due, what: 'timeout' } : undefined;
  if (!rung) return out;
  return out && out.at < rung.at ? out : { what: 'rung', ...rung };
}
