import { originCaseOf } from '#domain/case/state/origin.ts';
import { type OriginCase, takenKey } from '#domain/case/state/world.ts';
import { isRestrictedNow, openJournal } from './journal.ts';

/**
 * The case of a journal as an origin (R45).
 * @param text the journal's, or as much of it as stood then; undefined: there was none
 * @returns undefined where it is not the case named
 * @throws RegisterError where the journal does not hold
 */
export function originIn(number: number, text: string | undefined, id: string): OriginCase | undefined {
  const journal = openJournal(number, text);
  return journal.state?.opens.case === id ? originCaseOf(journal.state, isRestrictedNow(journal)) : undefined;
}

export interface OriginTaken {
  readonly key: string;
  readonly id: string;
}

/**
 * What an open case has taken as its origin (R45); undefined: it has ended, or has none.
 * @param text as of {@link originIn}
 * @throws RegisterError where the journal does not hold
 */
export function takenIn(number: number, text: string | undefined): OriginTaken | undefined {
  const { state } = openJournal(number, text);
  if (!state?.origin || state.end) return undefined;
  return { key: takenKey(state.opens.procedure.path, state.origin.case), id: state.opens.case };
}
