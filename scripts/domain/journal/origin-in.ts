import { originCaseOf } from '#domain/case/origin.ts';
import type { OriginCase } from '#domain/case/world.ts';
import { isNarrowedNow, openJournal } from './journal.ts';

/**
 * The case of a journal as an origin (R45).
 * @param text the journal's, or as much of it as stood then; undefined: there was none
 * @returns undefined where it is not the case named
 * @throws RegisterError where the journal does not hold
 */
export function originIn(number: number, text: string | undefined, id: string): OriginCase | undefined {
  const journal = openJournal(number, text);
  return journal.state?.opens.case === id ? originCaseOf(journal.state, isNarrowedNow(journal)) : undefined;
}
