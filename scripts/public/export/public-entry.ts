import type { Round } from '#domain/case/course/rounds.ts';
import type { Party as AskedParty } from '#domain/case/state/parties.ts';
import type { Entry, Party, Person, Problem } from '#domain/generated/public-case.ts';
import type { ErasedEntry } from '#domain/journal/erasure.ts';
import type { FullPart } from '#domain/journal/parts.ts';
import { given } from '#domain/request/given.ts';
import { holdsValue } from '#domain/request/compare.ts';
import { publicNoDecision } from './public-spans.ts';

interface Among {
  /** Number of the entry after which this act no longer counts (R18). */
  readonly superseded: number | undefined;
  readonly changes: Entry['changes'];
}

/**
 * Makes the published form of an entry, field by field. This is a second list of allowed fields, besides that of the
 * register. A field that is added to the register stays unpublished until somebody adds it here too (security row 26).
 */
export function publicEntry(
  { id, leaf }: { readonly id: string; readonly leaf?: number },
  part: FullPart,
  { superseded, changes }: Among,
): Entry {
  const { seq, kind, at, gesture, note, result, signed, because, end, extended, span, silence } = part;
  const { holds, postpones, reason, rung, seenLate, corrected, filed, erased } = part;
  return {
    ...{ seq, id, ...given({ leaf }), kind, at },
    ...given({ gesture, who: person(part.who), note, result, signed }),
    ...given({ partial: part.partial || undefined, late: part.late || undefined, because, end }),
    ...given({ extended: extended && { adds: extended.adds, due: extended.deadline.due }, span }),
    ...given({ silence: silence && publicNoDecision(silence), as: part.as, holds, postpones, corrected }),
    ...given({ filed: filed && filedOf(filed), erased: erased && erasedOf(erased) }),
    ...given({ assigned: (part.assigns ?? part.next?.assigned)?.map(party) }),
    ...given({
      deed: recordedActOf(part.deed),
      onBehalf: recordedActOf(part.onBehalf),
      reason,
      detail: detailOf(part),
    }),
    ...given({ problems: part.problems?.map(problem), warnings: part.warnings?.map(problem) }),
    ...given({ share: rung?.share, action: rung?.action, told: rung?.roles, seenLate }),
    ...given({ superseded, changes, link: part.source?.link }),
  };
}

const filedOf = ({
  paper,
  entry,
  title,
  photos,
  replaces,
}: NonNullable<FullPart['filed']>): NonNullable<Entry['filed']> => ({
  ...{ paper, entry, title: { id: title.id, en: title.en } },
  ...given({ photos, replaces }),
});

const erasedOf = ({ what, ground, remains }: ErasedEntry): NonNullable<Entry['erased']> => ({
  what,
  ground,
  ...(remains ? { public: true } : {}),
});

/**
 * Returns the public changes between two rounds (R11), computed from the public parts of both. So a changed internal
 * field looks the same as an unchanged one. The public knows only the number of attachments. Their names and digests
 * are internal, so it is not public whether an attachment was exchanged.
 */
export function publicChanges({ since, before, after, fields }: Round<FullPart>): NonNullable<Entry['changes']> {
  const counts = { before: before.attachments ?? 0, after: after.attachments ?? 0 };
  return {
    since,
    // An internal value leaves an empty object. If this were listed, everybody could see the value come or go.
    fields: fields.filter((each) => holdsValue(each.before) || holdsValue(each.after)),
    ...given({ attachments: counts.before === counts.after ? undefined : counts }),
  };
}

/** The public details of a refused act, by reason. They never contain the account of somebody without a role. */
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

/** Returns a person as the public sees them: an official with a role, or only "the applicant" (R32). */
export function person(who: FullPart['who']): Person | undefined {
  if (who?.role === undefined) return undefined;
  // Of an official whose name was erased, the role stays (R50).
  if (who.role === 'applicant' || !('login' in who)) return { role: who.role };
  return {
    ...given({ name: who.name }),
    login: who.login,
    role: who.role,
    ...given({ acting: who.acting && { kind: who.acting.kind, decree: who.acting.decree } }),
  };
}

/** Returns somebody who is asked to act: a role, and its holder if the case named one (R42). */
export const party = ({ role, account }: AskedParty): Party => ({
  role,
  ...(account ? { name: account.name, login: account.login } : {}),
});

/** Returns what was recorded for somebody without an account (R41). */
const recordedActOf = (recordedAct: FullPart['deed']): Entry['deed'] =>
  recordedAct && {
    role: recordedAct.role,
    date: recordedAct.date,
    way: { id: recordedAct.way.id, en: recordedAct.way.en },
    ...given({ party: recordedAct.party && { id: recordedAct.party.id, en: recordedAct.party.en } }),
  };

/** Returns which field has a problem and what the problem is, but never the value of the field. */
function problem({ path, code, label, message }: NonNullable<FullPart['problems']>[number]): Problem {
  return {
    path,
    code,
    ...given({ label: label && { id: label.id, en: label.en } }),
    message: { id: message.id, en: message.en },
  };
}
