import { originCaseOf } from '#domain/case/origin.ts';
import { type OriginCase, takenKey } from '#domain/case/world.ts';
import { isRestrictedNow, openJournal } from './journal.ts';

/**
 * The case as an origin (R45).
 * @param text of that time
 * @returns undefined: another case
 * @throws RegisterError for a faulty journal
 */
export function originIn(number: number, text: string | undefined, id: string): OriginCase | undefined {
  const journal = openJournal(number, text);
  return journal.state?.opens.case === id ? originCaseOf(journal.state, isRestrictedNow(journal)) : undefined;
}

export interface OriginTaken {
  /** See `takenKey`. */
  readonly key: string;
  readonly id: string;
}

/**
 * The origin of an open case (R45).
 * @throws RegisterError for a faulty journal
 */
export function takenIn(number: number, text: string | undefined): OriginTaken | undefined {
  const { state } = openJournal(number, text);
  if (!state?.origin || state.end) return undefined;
  return { key: takenKey(state.opens.procedure.path, state.origin.case), id: state.opens.case };
}
