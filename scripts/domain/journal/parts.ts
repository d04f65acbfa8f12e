import type { DetailName } from '#domain/case/state/reason.ts';
import type { Entry, Next, Pinned, Problem, Who } from '#domain/generated/journal-entry.ts';
import type { Schema } from '#domain/request/annotations.ts';
import { canonicalJson } from '#domain/request/digest.ts';
import { isRestrictedNature, project } from '#domain/request/public.ts';
import { FORMAT } from './format.ts';

/** The public part of an entry (R11, R27). It has some fields of the entry, and some of these are shortened. */
export interface FullPart extends Omit<
  Partial<Entry>,
  'seq' | 'kind' | 'at' | 'who' | 'opens' | 'problems' | 'warnings' | 'attachments' | 'signed' | 'origin'
> {
  format: typeof FORMAT;
  seq: number;
  kind: Entry['kind'];
  at: string;
  who?: Who | { role: 'applicant' };
  opens?: PublicOpening;
  problems?: Omit<Problem, 'file'>[];
  warnings?: Omit<Problem, 'file'>[];
  /** The number of attachments. Their names and digests are internal. */
  attachments?: number;
  /** The number of signed documents that came with the act. Their names and digests are internal. */
  signed?: number;
  /** The case of origin (R45). Its own page says how it ended and who decided it. */
  origin?: { case: string };
  narrowed?: never;
}

/** The public part of an entry of a restricted case (R11): only id, row and times. */
export interface RestrictedPart {
  format: typeof FORMAT;
  narrowed: true;
  seq: number;
  at: string;
  opens?: PublicOpening;
  next?: Pick<Next, 'row' | 'visit' | 'begins' | 'deadline'>;
  /** The new deadline, if the visit was extended. */
  extended?: NonNullable<Entry['extended']>;
  late?: number;
  /** Set once the case has ended. The way in which it ended is not public. */
  ended?: true;
  /** What may be taken away of the entries before it (R50). */
  erased?: Entry['erased'];
}

export type PublicPart = FullPart | RestrictedPart;

export interface PublicOpening {
  case: string;
  number: number;
  procedure: Pinned;
  schema: Pinned;
}

/** The internal part of an entry: every field that the public part lacks or shortens. */
export type PrivatePart = Partial<Entry>;

/** The schemas that say which fields of request and results are public (R7, R11). Without a schema, no field is. */
export interface Disclosure {
  readonly request: Schema | undefined;
  readonly result: (step: string) => Schema | undefined;
  /** Does the procedure say where the request names the letter's nature? Then only `biasa` makes fields public. */
  readonly hasNature: boolean;
}

/** The state on which the public part of an entry depends, in addition to the entry. */
export interface SealingState {
  /** Is the case restricted (R11) since its latest submission or changed request? */
  readonly narrowed: boolean;
  readonly applicant: number | undefined;
}

const isContent = ({ kind }: Entry): boolean => kind === 'submitted' || kind === 'superseded';

/** Returns the sealing state after an entry that was sealed with this public part. */
export function sealingAfter(sealing: SealingState, entry: Entry, open: PublicPart): SealingState {
  return {
    narrowed: isContent(entry) ? open.narrowed === true : sealing.narrowed,
    applicant: entry.opens?.applicant.id ?? sealing.applicant,
  };
}

/**
 * Returns the public part of an entry, by an allow-list: a new field of the journal is internal until it is listed here
 * (security row 26). Digests without a salt are internal too: those of the request, of attachments and of a review, and
 * ids of commits. With such a digest, a person who knows the rest of a request could guess an internal field and check
 * the guess.
 * @param before the sealing state before the entry
 */
export function publicPart(entry: Entry, before: SealingState, disclosure: Disclosure): PublicPart {
  const says = entry.kind === 'submitted' ? disclosure.hasNature : entry.nature !== undefined;
  // Only a submission may lift a restriction. A push may restrict the case. Other entries restrict themselves only.
  const stays = before.narrowed && entry.kind !== 'submitted';
  if (stays || (says && isRestrictedNature(entry.nature))) return restrictedPart(entry);
  return fullPart(entry, entry.opens?.applicant.id ?? before.applicant, disclosure);
}

/** The fields that the public sees whole. */
const SHOWN = [
  // Place in the journal, place in the procedure, time (R32) and source on the forge.
  ...(['seq', 'kind', 'at', 'step', 'visit', 'gesture', 'source', 'reason'] as const),
  ...(['partial', 'replaces', 'supersedes', 'postpones', 'publicNote'] as const),
  // Turn, start of the clock, deadline with its explanation, and lateness (R23, R32).
  ...(['next', 'late', 'end', 'continues', 'extended', 'as', 'because', 'rung'] as const),
  // The officials who are assigned (R42), and the recorded act (R41). Officials are public in their role.
  ...(['assigns', 'deed'] as const),
  // A correction of a public field (R49).
  'corrected' as const,
  // Spans, and times that passed without a decision (R44).
  ...(['spans', 'span', 'silence'] as const),
  // The register of incoming letters and the rooms' calendar (R13, R24).
  ...(['agenda', 'booking', 'offered', 'releases', 'holds'] as const),
  // Notes of the process about its own work.
  ...(['seenLate', 'config'] as const),
];

function fullPart(entry: Entry, applicant: number | undefined, disclosure: Disclosure): FullPart {
  const valid = isContent(entry);
  return compact<FullPart>({
    format: FORMAT,
    ...(Object.fromEntries(SHOWN.map((name) => [name, entry[name]])) as Pick<Entry, (typeof SHOWN)[number]>),
    who: publicWho(entry, applicant),
    onBehalf: entry.onBehalf && publicOnBehalf(entry.onBehalf),
    // The public sees why an act was refused and what was missing (R11), but not the values that the person wrote.
    detail: publicDetail(entry),
    erased: entry.erased && publicErasure(entry.erased),
    problems: entry.problems?.map(publicProblem),
    warnings: entry.warnings?.map(publicProblem),
    note: publicNote(entry),
    opens: entry.opens && publicOpening(entry.opens),
    // Fields that the schema marks public, and only if the request is valid by that schema.
    request: valid && disclosure.request ? projected(disclosure.request, entry.request) : undefined,
    result: publicResult(entry, disclosure),
    slot: valid ? entry.slot : undefined,
    nature: valid ? entry.nature : undefined,
    attachments: valid ? entry.attachments?.length : undefined,
    // Photographs are no signed documents. The public reads their number only with their paper.
    signed: entry.filed?.photos ? undefined : entry.signed?.length,
    filed: entry.filed?.public ? entry.filed : undefined,
    // Only the id of the origin, since ids of all cases are public (R45).
    origin: entry.origin && { case: entry.origin.case },
  });
}

function restrictedPart({ seq, at, opens, next, extended, late, end, erased }: Entry): RestrictedPart {
  return compact<RestrictedPart>({
    format: FORMAT,
    narrowed: true,
    seq,
    at,
    opens: opens && publicOpening(opens),
    next: next && compact({ row: next.row, visit: next.visit, begins: next.begins, deadline: next.deadline }),
    extended,
    late,
    ended: end && true,
    erased: erased && publicErasure(erased),
  });
}

/**
 * Names an official with their role (R32). An applicant is only named "the applicant", even if they hold a role. Other
 * people without a role are not named.
 */
function publicWho({ who, reason, kind }: Entry, applicant: number | undefined): FullPart['who'] {
  if (!who) return undefined;
  const own = kind === 'submitted' || kind === 'submission-refused' || kind === 'withdrawn';
  if (own || reason === 'applicant' || who.id === applicant) return { role: 'applicant' };
  return who.role ? who : undefined;
}

/**
 * Returns the note if it is public: the reason of a return, rejection, correction or extension (R11). The note of a refused act
 * is never public.
 */
function publicNote({ kind, gesture, publicNote, note }: Entry): string | undefined {
  const reason = kind === 'rejected' || kind === 'corrected' || (kind === 'accepted' && gesture === 'changes');
  return reason || (kind === 'accepted' && publicNote) ? note : undefined;
}

/**
 * The details of a refusal that are public. For a clash, room and time are public, but never the other case, which may
 * be restricted. The name of an official is public. An account without a role is not.
 */
const IS_PUBLIC: Readonly<Record<DetailName, boolean>> = {
  ...{ at: true, row: true, role: true, room: true, start: true, end: true, name: true },
  account: false,
  // The public must not learn who decided a restricted case of origin (R45).
  case: false,
};

function publicDetail({ reason, detail }: Entry): Entry['detail'] {
  if (!detail || reason === 'applicant') return undefined;
  const kept = Object.entries(detail).filter(([key]) => IS_PUBLIC[key as DetailName]);
  return kept.length > 0 ? Object.fromEntries(kept) : undefined;
}

/** Returns field and message of a problem, but neither the value nor the file name, which the applicant wrote. */
function publicProblem({ path, code, label, message }: Problem): Omit<Problem, 'file'> {
  return compact<Omit<Problem, 'file'>>({
    path,
    code,
    label: label && { id: label.id, en: label.en },
    message: { id: message.id, en: message.en },
  });
}

/** Returns the public fields of the opening: branch and path are internal, since the applicant's words are in them. */
function publicOpening(opens: NonNullable<Entry['opens']>): PublicOpening {
  return { case: opens.case, number: opens.number, procedure: opens.procedure, schema: opens.schema };
}

/** Returns an erasure without what the office itself keeps of the entries (R50). */
const publicErasure = ({ kept: _kept, ...shown }: NonNullable<Entry['erased']>): FullPart['erased'] => shown;

function publicResult({ kind, step, result }: Entry, disclosure: Disclosure): Entry['result'] {
  const schema = kind === 'accepted' && step ? disclosure.result(step) : undefined;
  return schema && projected(schema, result);
}

function projected(schema: Schema, value: Entry['request']): Entry['request'] {
  return value && (project(schema, value) as NonNullable<Entry['request']>);
}

/** Returns the public fields about a request for another person, without the person's identity (R41). */
const publicOnBehalf = ({ role, date, way }: NonNullable<Entry['onBehalf']>): FullPart['onBehalf'] => ({
  role,
  date,
  way,
});

/** Returns the private part, with all fields that are missing or shortened in the public part. */
export function privatePart(entry: Entry, open: PublicPart): PrivatePart {
  const shown: Readonly<Record<string, unknown>> = { ...open };
  const kept = Object.entries(entry).filter(
    ([key, value]) => shown[key] === undefined || canonicalJson(shown[key]) !== canonicalJson(value),
  );
  return Object.fromEntries(kept) as PrivatePart;
}

function compact<T extends object>(fields: { [K in keyof T]: T[K] | undefined }): T {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as T;
}

/** Joins two parts into their entry (R27). A field of the private part replaces the same field of the public part. */
export function joined(open: PublicPart, closed: PrivatePart): Entry {
  const { format: _format, narrowed: _restricted, ended: _ended, ...shown } = open as FullPart & { ended?: true };
  return { ...shown, ...closed } as Entry;
}

/**
 * Checks that a public part says only what its entry says, so that it cannot mislead a person who reads this part alone
 * (R27). The check ignores fields that the public part lacks, since versions may publish different fields.
 * @returns JSON pointer to the first field that differs from the entry; undefined if no field differs
 */
export function disclosureFault(open: PublicPart, entry: Entry): string | undefined {
  const whole = {
    ...entry,
    ...('format' in open ? { format: FORMAT } : {}),
    ...(open.narrowed ? { narrowed: true } : {}),
    ...('ended' in open ? { ended: entry.end !== undefined } : {}),
    ...('attachments' in open ? { attachments: entry.attachments?.length } : {}),
    ...('signed' in open ? { signed: entry.signed?.length } : {}),
    ...('who' in open && open.who && !('id' in open.who) ? { who: { role: 'applicant' } } : {}),
  };
  return difference(open, whole, '');
}

function difference(part: unknown, whole: unknown, path: string): string | undefined {
  if (typeof part !== 'object' || part === null) return part === whole ? undefined : path;
  if (typeof whole !== 'object' || whole === null || Array.isArray(part) !== Array.isArray(whole)) return path;
  const [some, all] = [part, whole] as [Record<string, unknown>, Record<string, unknown>];
  if (Array.isArray(part) && part.length !== (whole as unknown[]).length) return path;
  for (const key of Object.keys(some)) {
    // A list keeps its length: an item without public fields is null.
    if (Array.isArray(part) && some[key] === null) continue;
    const found = difference(some[key], all[key], `${path}/${key}`);
    if (found !== undefined) return found;
  }
  return undefined;
}
