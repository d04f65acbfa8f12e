import type { Instant } from '#domain/clock/instant.ts';
import type { Entry, Next } from '#domain/generated/journal-entry.ts';
import type { Procedure } from '#domain/generated/procedure.ts';
import type { Holder } from '#domain/generated/roles.ts';
import { firstStep, rowOf } from '#domain/procedure/steps.ts';
import { given } from '#domain/request/given.ts';
import { rolesAmong } from '../state/parties.ts';

type FieldOfActs =
  'gesture' | 'note' | 'partial' | 'replaces' | 'supersedes' | 'postpones' | 'assigns' | 'because' | 'as';
type FieldOfTurns = 'next' | 'end' | 'extended';
type FieldOfTimes = 'spans' | 'span' | 'silence';

/** The role in which somebody acted, and whether as an acting official (R17). */
export interface InRole {
  readonly role?: string;
  readonly acting?: Pick<NonNullable<Holder['acting']>, 'kind'>;
}

/** The fields of an entry that decide the course of a case. A public part has those that are public (R11). */
export interface PassageEntry extends Pick<Partial<Entry>, FieldOfActs | FieldOfTurns | FieldOfTimes> {
  readonly kind: Entry['kind'];
  readonly at: Instant;
  readonly who?: { readonly id?: number; readonly login?: string; readonly name?: string } & InRole;
  readonly rung?: { readonly share: number };
  readonly problems?: readonly unknown[];
}

/** A visit with its entries. `closing` is the entry that ended the visit; a current visit has none. */
export interface Passage<E extends PassageEntry = PassageEntry> extends Pick<
  Next,
  'step' | 'row' | 'visit' | 'begins' | 'wait' | 'withApplicant' | 'roles' | 'assigned' | 'deadline'
> {
  readonly opened: Instant;
  readonly entries: readonly E[];
  readonly closing?: E;
}

/**
 * Returns the visits of a case in order. The first visit is the submission.
 * @param entries entries of a journal, or their public parts
 */
export function passagesOf<E extends PassageEntry>(entries: readonly E[], procedure: Procedure): Passage<E>[] {
  const first = firstStep(procedure);
  const begun = entries[0]?.at ?? '';
  const passages: Passage<E>[] = [];
  let opening: Omit<Passage, 'entries' | 'closing'> = {
    step: first.id,
    row: rowOf(first),
    visit: 1,
    opened: begun,
    begins: begun,
    withApplicant: true,
  };
  let within: E[] = [];
  for (const entry of entries) {
    within.push(entry);
    if (entry.extended) opening = { ...opening, deadline: entry.extended.deadline };
    if (entry.assigns) opening = { ...opening, assigned: entry.assigns, roles: rolesAmong(entry.assigns) };
    if (!entry.next && !entry.end) continue;
    passages.push({ ...opening, entries: within, closing: entry });
    within = [];
    if (!entry.next) return passages;
    const { step, row, visit, begins, wait, withApplicant, roles, assigned, deadline } = entry.next;
    opening = {
      ...{ step, row, visit, opened: entry.at, begins, withApplicant },
      ...given({ roles, assigned, wait, deadline }),
    };
  }
  return [...passages, { ...opening, entries: within }];
}

/** Returns the valid approvals of a visit. If the first role of an `all` approves again, all others are void (R5). */
export function approvalsOf({ entries }: Passage): PassageEntry[] {
  let counted: PassageEntry[] = [];
  for (const entry of entries) {
    // An extension approves nothing (R44).
    if (entry.extended) counted = [];
    else if (entry.kind === 'accepted' && !entry.assigns && entry.gesture === 'approve')
      counted = entry.replaces ? [entry] : [...counted, entry];
  }
  return counted;
}

/** Returns the share of the highest level that a visit reached (R22); 0 if there was none. */
export const levelOf = ({ entries }: Passage): number =>
  Math.max(0, ...entries.map(({ rung, span }) => (span === undefined ? (rung?.share ?? 0) : 0)));

/** The kinds of entries by which people on turn end a visit. A visit that another entry ends in time has no timing. */
const ACTS = ['accepted', 'submitted', 'rejected'];

/**
 * Returns whether a visit was on time or late (R21, R35). Overdue visits and visits that time ended are late.
 * @param now present instant; if given, an open visit is late after its deadline even if no entry says so yet
 * @returns undefined if the visit has no time limit, is not due yet, or ended in time by an entry outside `ACTS`
 */
export function timingOf(passage: Passage, now?: Instant): 'on-time' | 'late' | undefined {
  const { deadline, closing } = passage;
  if (!deadline) return undefined;
  if (!closing) return isOverdue(passage, now) ? 'late' : undefined;
  if (closing.kind === 'timed-out' || closing.at > deadline.due) return 'late';
  return ACTS.includes(closing.kind) ? 'on-time' : undefined;
}

export const isOverdue = (passage: Passage, now?: Instant): boolean =>
  passage.closing === undefined &&
  passage.deadline !== undefined &&
  (levelOf(passage) >= 1 || (now !== undefined && now > passage.deadline.due));

export interface Punctuality {
  /** The number of rows in which every counted visit was on time. */
  readonly kept: number;
  /** The number of rows with a counted visit. A visit is counted if {@link timingOf} has a result for it. */
  readonly of: number;
}

export function punctualityOf(passages: readonly Passage[], now?: Instant): Punctuality {
  const rows = new Map<Passage['row'], boolean>();
  for (const passage of passages) {
    const timing = timingOf(passage, now);
    if (timing) rows.set(passage.row, (rows.get(passage.row) ?? true) && timing === 'on-time');
  }
  return { kept: [...rows.values()].filter(Boolean).length, of: rows.size };
}
