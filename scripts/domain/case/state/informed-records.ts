import type { Entry } from '#domain/generated/journal-entry.ts';
import type { Step } from '#domain/generated/procedure.ts';
import { valueAt } from '#domain/request/pointer.ts';
import type { Position } from './facts.ts';
import { recordedConsults } from './parties.ts';
import { voids } from './voided.ts';

/** A record that people were consulted or informed, with those who may answer it and those who answered it (R52). */
export interface InformedRecord {
  /** The number of the entry that completed the visit. */
  readonly seq: number;
  readonly step: string;
  readonly visit: number;
  /** The position of the entry. A comment written before it is no answer, even if it is read later (R28). */
  readonly at: Position;
  readonly roles: readonly string[];
  readonly accounts: readonly number[];
  readonly answered: readonly number[];
}

/**
 * Returns the records after one more entry.
 * @param at position of the entry among the facts
 */
export function informedAfter(
  records: readonly InformedRecord[],
  entry: Entry,
  at: Position,
): readonly InformedRecord[] {
  const { seq, kind, step = '', visit = 1, who, informed, partial } = entry;
  if (kind === 'answered' && who)
    return records.map((each) =>
      each.step === step && each.visit === visit ? { ...each, answered: [...each.answered, who.id] } : each,
    );
  const kept = records.filter((each) => !voids(entry, each.step));
  if (!informed || partial) return kept;
  const { roles = [], accounts = [] } = informed;
  return [...kept, { seq, step, visit, at, roles, accounts: accounts.map(({ id }) => id), answered: [] }];
}

/**
 * Checks whether a record concerns an account that has not answered it yet.
 * @param held roles of the account, and `applicant` for an applicant
 */
export const mayAnswer = (
  { roles, accounts, answered }: InformedRecord,
  account: number,
  held: readonly string[],
): boolean => !answered.includes(account) && (accounts.includes(account) || roles.some((role) => held.includes(role)));

export const listAt = (result: unknown, pointer: string): readonly unknown[] => {
  const list = valueAt(result, pointer);
  return Array.isArray(list) ? (list as unknown[]) : [];
};

/**
 * Checks whether an entry informs anybody of a completed step (R30). An applicant to whom the act gives the case, or
 * whose case it ends, gets the notice about that instead.
 */
export function informs(step: Step | undefined, journal: readonly Entry[], entry: Entry): boolean {
  const { kind, gesture, partial, assigns, extended } = entry;
  if (!step || kind !== 'accepted' || gesture !== 'approve' || partial || assigns || extended) return false;
  const isNamed = (list: string): boolean => listAt(resultPassed(journal, entry), list).length > 0;
  return (
    recordedConsults(step).length > 0 ||
    (step.informs ?? []).some((party) =>
      'role' in party
        ? party.role !== 'applicant' || !isToApplicant(entry)
        : 'result' in party && isNamed(party.result),
    )
  );
}

/** Checks whether an entry gives the case to the applicant or ends it, of which the applicant gets a notice (R30). */
export const isToApplicant = ({ end, next }: Entry): boolean => end !== undefined || next?.withApplicant === true;

/** Returns a visit's latest result up to an entry. Of several approvals, only the first may bring a result (R5). */
export const resultPassed = (journal: readonly Entry[], { seq, step, visit }: Entry): unknown =>
  journal.findLast((each) => each.seq <= seq && each.step === step && each.visit === visit && each.result)?.result;
