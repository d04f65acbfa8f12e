import type { Particular } from '#domain/case/state/reason.ts';
import type { Entry, Next, Pinned, Problem, Who } from '#domain/generated/journal-entry.ts';
import type { Schema } from '#domain/request/annotations.ts';
import { canonicalJson } from '#domain/request/digest.ts';
import { isRestrictedNature, project } from '#domain/request/public.ts';

/** The public part of an entry (R11, R27): some of its fields, some of them shortened. */
export interface FullPart extends Omit<
  Partial<Entry>,
  'seq' | 'kind' | 'at' | 'who' | 'opens' | 'problems' | 'warnings' | 'attachments' | 'signed' | 'origin'
> {
  seq: number;
  kind: Entry['kind'];
  at: string;
  who?: Who | { role: 'applicant' };
  opens?: PublicOpening;
  problems?: Omit<Problem, 'file'>[];
  warnings?: Omit<Problem, 'file'>[];
  /** How many there are; names and digests are the office's. */
  attachments?: number;
  /** How many signed documents came with the act; names and digests are the office's. */
  signed?: number;
  /** Which case is the origin (R45); how it ended and who decided it, its own page says. */
  origin?: { case: string };
  narrowed?: never;
}

/** The public part where the letter's nature restricts it (R11): id, row and times, and nothing else. */
export interface RestrictedPart {
  narrowed: true;
  seq: number;
  at: string;
  opens?: PublicOpening;
  next?: Pick<Next, 'row' | 'visit' | 'begins' | 'deadline'>;
  /** Until when, where the visit has more time. */
  extended?: NonNullable<Entry['extended']>;
  late?: number;
  /** Present once the case is over; how it ended stays inside. */
  ended?: true;
}

export type PublicPart = FullPart | RestrictedPart;

export interface PublicOpening {
  case: string;
  number: number;
  procedure: Pinned;
  schema: Pinned;
}

/** The part that only staff can open: every field that the public part does not hold whole. */
export type PrivatePart = Partial<Entry>;

/** The schemas by which request and results are made public (R7, R11); undefined: nothing of it is public. */
export interface Disclosure {
  readonly request: Schema | undefined;
  readonly result: (step: string) => Schema | undefined;
  /** The procedure says where the request names the letter's nature: then only the nature `biasa` opens anything. */
  readonly hasNature: boolean;
}

/** What an entry's public part depends on besides the entry itself. */
export interface SealingState {
  /** The nature of the letter as last submitted restricts what the public sees. */
  readonly narrowed: boolean;
  readonly applicant: number | undefined;
}

const isContent = ({ kind }: Entry): boolean => kind === 'submitted' || kind === 'superseded';

/** The sealing state after an entry that was sealed with this public part. */
export function sealingAfter(sealing: SealingState, entry: Entry, open: PublicPart): SealingState {
  return {
    narrowed: isContent(entry) ? open.narrowed === true : sealing.narrowed,
    applicant: entry.opens?.applicant.id ?? sealing.applicant,
  };
}

/**
 * The public part of an entry, by an allow-list: a field that is added to the journal stays inside until it is named
 * here (security row 26). Digests without a salt (of the request, of attachments, of a review, ids of commits) stay
 * inside as well: a person who knows the rest of a request could guess an internal field and see the guess confirmed.
 * @param before the sealing state before the entry
 */
export function publicPart(entry: Entry, before: SealingState, disclosure: Disclosure): PublicPart {
  const says = entry.kind === 'submitted' ? disclosure.hasNature : entry.nature !== undefined;
  // Only a submission may open what was restricted. A push may restrict the case; any other entry restricts only itself.
  const stands = before.narrowed && entry.kind !== 'submitted';
  if (stands || (says && isRestrictedNature(entry.nature))) return restrictedPart(entry);
  return fullPart(entry, entry.opens?.applicant.id ?? before.applicant, disclosure);
}

/** The fields that the public sees whole. */
const SHOWN = [
  // Place in the journal and in the procedure, the time (R32), and where on the forge it happened.
  ...(['seq', 'kind', 'at', 'step', 'visit', 'gesture', 'source', 'reason'] as const),
  ...(['partial', 'replaces', 'supersedes', 'postpones', 'publicNote'] as const),
  // Whose turn it is, since when, until when, late or not, and the deadline's explanation (R23, R32).
  ...(['next', 'late', 'end', 'continues', 'extended', 'as', 'because', 'rung'] as const),
  // Who of the officials is to act (R42), and what a party outside did (R41): officials are public in their office.
  ...(['assigns', 'deed'] as const),
  // Times over several steps, and that one has passed without a decision (R44).
  ...(['spans', 'span', 'silence'] as const),
  // The register of incoming letters and the rooms' calendar (R13, R24).
  ...(['agenda', 'booking', 'offered', 'releases', 'holds'] as const),
  // What the process noted about its own work.
  ...(['flags', 'config', 'rules'] as const),
];

function fullPart(entry: Entry, applicant: number | undefined, disclosure: Disclosure): FullPart {
  const valid = isContent(entry);
  return compact<FullPart>({
    ...(Object.fromEntries(SHOWN.map((name) => [name, entry[name]])) as Pick<Entry, (typeof SHOWN)[number]>),
    who: publicWho(entry, applicant),
    onBehalf: entry.onBehalf && publicOnBehalf(entry.onBehalf),
    // Why an act was refused, and what was missing (R11); what stood there instead is not said.
    detail: publicDetail(entry),
    problems: entry.problems?.map(publicProblem),
    warnings: entry.warnings?.map(publicProblem),
    note: publicNote(entry),
    opens: entry.opens && publicOpening(entry.opens),
    // What a schema marks public, and only of what was found to meet that schema.
    request: valid && disclosure.request ? projected(disclosure.request, entry.request) : undefined,
    result: publicResult(entry, disclosure),
    slot: valid ? entry.slot : undefined,
    nature: valid ? entry.nature : undefined,
    attachments: valid ? entry.attachments?.length : undefined,
    signed: entry.signed?.length,
    // The origin's id, which the public knows of any case, and nothing else of it (R45).
    origin: entry.origin && { case: entry.origin.case },
  });
}

function restrictedPart({ seq, at, opens, next, extended, late, end }: Entry): RestrictedPart {
  return compact<RestrictedPart>({
    narrowed: true,
    seq,
    at,
    opens: opens && publicOpening(opens),
    next: next && compact({ row: next.row, visit: next.visit, begins: next.begins, deadline: next.deadline }),
    extended,
    late,
    ended: end && true,
  });
}

/** Officials are public in their role (R32); the applicant is "the applicant", also where they hold a role. */
function publicWho({ who, reason, kind }: Entry, applicant: number | undefined): FullPart['who'] {
  if (!who) return undefined;
  const own = kind === 'submitted' || kind === 'submission-refused' || kind === 'withdrawn';
  if (own || reason === 'applicant' || who.id === applicant) return { role: 'applicant' };
  return who.role ? who : undefined;
}

/** A return's and a rejection's note is its reason, others only where the procedure says so (R11); never a refused act's. */
function publicNote({ kind, gesture, publicNote, note }: Entry): string | undefined {
  const reason = kind === 'rejected' || (kind === 'accepted' && gesture === 'changes');
  return reason || (kind === 'accepted' && publicNote) ? note : undefined;
}

/**
 * Which particulars of a refusal are public. Of a clash the room and the time are, never the other case, which may be
 * one that the public must not see; of a person the name of an official, and no mere account.
 */
const IS_PUBLIC: Readonly<Record<Particular, boolean>> = {
  ...{ at: true, row: true, role: true, room: true, start: true, end: true, name: true },
  account: false,
  // Of an origin that is restricted the public must not learn who decided it (R45).
  case: false,
};

function publicDetail({ reason, detail }: Entry): Entry['detail'] {
  if (!detail || reason === 'applicant') return undefined;
  const kept = Object.entries(detail).filter(([key]) => IS_PUBLIC[key as Particular]);
  return kept.length > 0 ? Object.fromEntries(kept) : undefined;
}

/** Which field and what is wrong; never what stood there, nor the file's name, which is the applicant's. */
function publicProblem({ path, code, label, message }: Problem): Omit<Problem, 'file'> {
  return compact<Omit<Problem, 'file'>>({
    path,
    code,
    label: label && { id: label.id, en: label.en },
    message: { id: message.id, en: message.en },
  });
}

/** Branch and path carry the applicant's own words. */
function publicOpening(opens: NonNullable<Entry['opens']>): PublicOpening {
  return { case: opens.case, number: opens.number, procedure: opens.procedure, schema: opens.schema };
}

function publicResult({ kind, step, result }: Entry, disclosure: Disclosure): Entry['result'] {
  const schema = kind === 'accepted' && step ? disclosure.result(step) : undefined;
  return schema && projected(schema, result);
}

function projected(schema: Schema, value: Entry['request']): Entry['request'] {
  return value && (project(schema, value) as NonNullable<Entry['request']>);
}

/** Who the person is, the public does not learn (R41). */
const publicOnBehalf = ({ role, date, way }: NonNullable<Entry['onBehalf']>): FullPart['onBehalf'] => ({
  role,
  date,
  way,
});

/** The private part that, laid over the public one, gives the entry back whole. */
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

/** The entry that two parts came from (R27): the private one laid over the public one. */
export function joined(open: PublicPart, closed: PrivatePart): Entry {
  const { narrowed: _restricted, ended: _ended, ...shown } = open as FullPart & { ended?: true };
  return { ...shown, ...closed } as Entry;
}

/**
 * Does a public part say only what its entry says? A reader of the public part alone must not read another story
 * than a reader of both parts (R27). How much of an entry is public is not checked: versions may differ in that.
 * @returns JSON pointer to the first field that differs from the entry; undefined where none does
 */
export function disclosureFault(open: PublicPart, entry: Entry): string | undefined {
  const whole = {
    ...entry,
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
    // A list keeps its length: an item without public fields stands in it as null.
    if (Array.isArray(part) && some[key] === null) continue;
    const found = difference(some[key], all[key], `${path}/${key}`);
    if (found !== undefined) return found;
  }
  return undefined;
}
