/** What acts have recorded that others were consulted or informed about, as the fold keeps it (R52). */
import type { Entry } from '#domain/generated/journal-entry.ts';
import type { Position } from './facts.ts';
import { voids } from './voided.ts';

/** What an act recorded, and who may answer it. */
export interface InformedRecord {
  /** Of the entry that completed the visit. */
  readonly seq: number;
  readonly step: string;
  readonly visit: number;
  /** Of that act among the facts: what was written before it answers nothing, whenever it is read (R28). */
  readonly at: Position;
  readonly roles: readonly string[];
  /** Account ids. */
  readonly accounts: readonly number[];
  /** Account ids of those who have answered. */
  readonly answered: readonly number[];
}

/** The records of a case after one more entry. @param at the entry's own position among the facts */
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

/** Does a record concern somebody who has not answered it? @param roles that they hold, `applicant` among them where they apply */
export const mayAnswer = (
  { roles, accounts, answered }: InformedRecord,
  account: number,
  held: readonly string[],
): boolean => !answered.includes(account) && (accounts.includes(account) || roles.some((role) => held.includes(role)));
