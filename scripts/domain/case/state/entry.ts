import type { Entry } from '#domain/generated/journal-entry.ts';
import type { Fact } from './facts.ts';
import { type CaseState, sourceKey } from './state.ts';

/** An entry before it has a number and the configuration's revision. */
export type Unnumbered = Omit<Entry, 'seq' | 'config' | 'rules'>;

export function sourceOf(fact: Fact): NonNullable<Entry['source']> {
  return { kind: fact.kind, id: fact.id, order: fact.order, ...(fact.link === undefined ? {} : { link: fact.link }) };
}

export const doneBy = (
  { visit }: CaseState,
  { at, actor }: Fact,
): Pick<Unnumbered, 'at' | 'step' | 'visit' | 'who'> => ({
  ...{ at, step: visit.step, visit: visit.visit },
  who: { id: actor.id, login: actor.login },
});

export const isSeen = (state: CaseState, fact: Fact): boolean => state.seen.has(sourceKey(fact));

/** The latest result of each step whose act still counts. */
export function latestResults(state: Pick<CaseState, 'acts'>): Record<string, unknown> {
  return Object.fromEntries(state.acts.flatMap(({ step, result }) => (result ? [[step, result]] : [])));
}
