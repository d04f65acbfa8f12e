import { lateness } from '#domain/clock/deadline.ts';
import type { Instant } from '#domain/clock/instant.ts';
import { given } from '#domain/request/given.ts';
import type { Entry } from '#domain/generated/journal-entry.ts';
import type { Fact, PushFact } from './facts.ts';
import { type CaseState, sourceKey } from './state.ts';

type Written = Omit<Entry, 'seq' | 'config'>;

/** An entry before it gets its number and revision. Fields without a value are then removed. */
export type Unnumbered = Pick<Written, 'kind' | 'at'> & { [Field in keyof Written]?: Written[Field] | undefined };

export function sourceOf(fact: Fact): NonNullable<Entry['source']> {
  const { kind, id, order, link } = fact;
  return { kind, id, order, ...given({ link }) };
}

export const doneBy = (
  { visit }: CaseState,
  { at, actor }: Fact,
): Pick<Unnumbered, 'at' | 'step' | 'visit' | 'who'> => ({
  ...{ at, step: visit.step, visit: visit.visit },
  who: { id: actor.id, login: actor.login },
});

/** Returns a push in the form in which an entry names it. */
export const headOf = ({ head, order }: PushFact): NonNullable<Entry['head']> => ({ oid: head, push: order });

export const isSeen = (state: CaseState, fact: Fact): boolean => state.seen.has(sourceKey(fact));

/**
 * Returns by how many seconds an act at an instant is late in the current visit (R21).
 * @returns undefined if the visit has no deadline
 */
export const latenessAt = ({ visit: { deadline } }: Pick<CaseState, 'visit'>, at: Instant): number | undefined =>
  deadline && lateness(deadline.due, at).seconds;

/** Returns the latest result of each step, from acts that still count. */
export function latestResults(state: Pick<CaseState, 'acts'>): Record<string, unknown> {
  return Object.fromEntries(state.acts.flatMap(({ step, result }) => (result ? [[step, result]] : [])));
}
