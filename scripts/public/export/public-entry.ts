import type { Round } from '#domain/case/course/rounds.ts';
import type { Party as AskedParty } from '#domain/case/state/parties.ts';
import type { Entry, Party, Person, Problem } from '#domain/generated/public-case.ts';
import type { FullPart } from '#domain/journal/parts.ts';
import { holdsValue } from '#domain/request/compare.ts';
import { defined } from './defined.ts';
import { publicNoDecision } from './public-spans.ts';

/** What follows from an entry's place among the others. */
interface Among {
  /** Sequence of the entry after which this act no longer counts (R18). */
  readonly superseded: number | undefined;
  /** What a later round changed. */
  readonly changes: Entry['changes'];
}

/**
 * An entry as it is published: field by field, a second allow-list behind the register's own, so that a field that is
 * added there stays unpublished until somebody writes it here too (security row 26).
 */
export function publicEntry(
  { id, leaf }: { readonly id: string; readonly leaf?: number },
  part: FullPart,
  { superseded, changes }: Among,
): Entry {
  return {
    seq: part.seq,
    id,
    ...defined('leaf', leaf),
    kind: part.kind,
    at: part.at,
    ...defined('gesture', part.gesture),
    ...defined('who', person(part.who)),
    ...defined('note', part.note),
    ...defined('result', part.result),
    ...defined('signed', part.signed),
    ...defined('partial', part.partial || undefined),
    ...defined('late', part.late || undefined),
    ...defined('because', part.because),
    ...defined('end', part.end),
    ...defined('extended', part.extended && { adds: part.extended.adds, due: part.extended.deadline.due }),
    ...defined('span', part.span),
    ...defined('silence', part.silence && publicNoDecision(part.silence)),
    ...defined('as', part.as),
    ...defined('holds', part.holds),
    ...defined('postpones', part.postpones),
    ...defined('assigned', (part.assigns ?? part.next?.assigned)?.map(party)),
    ...defined('deed', recordedActOf(part.deed)),
    ...defined('onBehalf', recordedActOf(part.onBehalf)),
    ...defined('reason', part.reason),
    ...defined('detail', detailOf(part)),
    ...defined('problems', part.problems?.map(problem)),
    ...defined('warnings', part.warnings?.map(problem)),
    ...defined('share', part.rung?.share),
    ...defined('action', part.rung?.action),
    ...defined('told', part.rung?.roles),
    ...defined('flags', part.flags),
    ...defined('superseded', superseded),
    ...defined('changes', changes),
    ...defined('link', part.source?.link),
  };
}

/**
 * What a later round changed of what the public sees (R11): computed from the public parts of both rounds, so that an
 * internal field that changed leaves the same as one that did not. Of attachments the public knows how many there are; their
 * names and digests are the office's, and whether one was exchanged is therefore not public.
 */
export function publicChanges({ since, before, after, fields }: Round<FullPart>): NonNullable<Entry['changes']> {
  const counts = { before: before.attachments ?? 0, after: after.attachments ?? 0 };
  return {
    since,
    // Where a part's inside is not public, only its husk is left: that it came or went would reveal what was inside.
    fields: fields.filter((each) => holdsValue(each.before) || holdsValue(each.after)),
    ...defined('attachments', counts.before === counts.after ? undefined : counts),
  };
}

/**
 * The particulars that a refusal's sentence names in public, by its reason; never the account of somebody without a
 * role.
 */
const DETAILS: Readonly<Record<NonNullable<FullPart['reason']>, readonly string[]>> = {
  closed: ['at'],
  edited: [],
  'not-a-person': [],
  'already-acted': [],
  applicant: [],
  'no-role': [],
  'out-of-turn': ['role', 'name'],
  'too-early': ['row', 'at'],
  'no-such-outcome': [],
  stale: [],
  'four-eyes': ['name', 'row'],
  incomplete: [],
  'room-taken': ['room', 'start', 'end'],
};

function detailOf({ reason, detail = {} }: FullPart): Entry['detail'] {
  const named = Object.entries(detail).filter(([key]) => reason && DETAILS[reason].includes(key));
  return named.length > 0 ? Object.fromEntries(named) : undefined;
}

/** A person as the public sees them: officials in their role, the applicant as "the applicant" only (R32). */
export function person(who: FullPart['who']): Person | undefined {
  if (who?.role === undefined) return undefined;
  if (who.role === 'applicant' || !('login' in who)) return { role: 'applicant' };
  return {
    ...defined('name', who.name),
    login: who.login,
    role: who.role,
    ...defined('acting', who.acting && { kind: who.acting.kind, decree: who.acting.decree }),
  };
}

/** Somebody of whom an act is asked: an office, and its holder where the case named one (R42). */
export const party = ({ role, account }: AskedParty): Party => ({
  role,
  ...(account ? { name: account.name, login: account.login } : {}),
});

/** What was recorded for somebody without an account (R41). */
const recordedActOf = (recordedAct: FullPart['deed']): Entry['deed'] =>
  recordedAct && {
    role: recordedAct.role,
    date: recordedAct.date,
    way: { id: recordedAct.way.id, en: recordedAct.way.en },
    ...defined('party', recordedAct.party && { id: recordedAct.party.id, en: recordedAct.party.en }),
  };

/** Which field, and what is wrong with it; never what stood there. */
function problem({ path, code, label, message }: NonNullable<FullPart['problems']>[number]): Problem {
  return {
    path,
    code,
    ...defined('label', label && { id: label.id, en: label.en }),
    message: { id: message.id, en: message.en },
  };
}
