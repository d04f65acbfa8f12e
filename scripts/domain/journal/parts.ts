import type { Particular } from '#domain/case/reason.ts';
import type { Schema } from '#domain/request/annotations.ts';
import type { Entry, Next, Pinned, Problem, Who } from '#domain/generated/journal-entry.ts';
import { canonicalJson } from '#domain/request/digest.ts';
import { isRestrictedNature, project } from '#domain/request/public.ts';

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
  /** Their number only. */
  attachments?: number;
  /** Their number only. */
  signed?: number;
  /** Its page says more (R45). */
  origin?: { case: string };
  narrowed?: never;
}

/** Of a restricted case (R11). */
export interface NarrowPart {
  narrowed: true;
  seq: number;
  at: string;
  opens?: PublicOpening;
  next?: Pick<Next, 'row' | 'visit' | 'begins' | 'deadline'>;
  /** With more time. */
  extended?: NonNullable<Entry['extended']>;
  late?: number;
  /** Not how. */
  ended?: true;
}

export type PublicPart = FullPart | NarrowPart;

export interface PublicOpening {
  case: string;
  number: number;
  procedure: Pinned;
  schema: Pinned;
}

/** All that the public part lacks. */
export type PrivatePart = Partial<Entry>;

/** Schemas for what is public (R7, R11); undefined: nothing. */
export interface Disclosure {
  readonly request: Schema | undefined;
  readonly result: (step: string) => Schema | undefined;
  /** Then only the nature `biasa` is public. */
  readonly hasNature: boolean;
}

export interface SealingState {
  /** As last submitted. */
  readonly narrowed: boolean;
  readonly applicant: number | undefined;
}

const isContent = ({ kind }: Entry): boolean => kind === 'submitted' || kind === 'superseded';

/** After an entry with this public part. */
export function sealingAfter(sealing: SealingState, entry: Entry, open: PublicPart): SealingState {
  return {
    narrowed: isContent(entry) ? open.narrowed === true : sealing.narrowed,
    applicant: entry.opens?.applicant.id ?? sealing.applicant,
  };
}

/**
 * By an allow-list: a new field stays inside until it is named here (security row 26). Unsalted digests stay inside too:
 * internal fields could be guessed by them.
 * @param before the entry
 */
export function publicPart(entry: Entry, before: SealingState, disclosure: Disclosure): PublicPart {
  const says = entry.kind === 'submitted' ? disclosure.hasNature : entry.nature !== undefined;
  // Only a submission lifts a restriction. A push restricts the case; another entry only itself.
  const stands = before.narrowed && entry.kind !== 'submitted';
  if (stands || (says && isRestrictedNature(entry.nature))) return narrowPart(entry);
  return fullPart(entry, entry.opens?.applicant.id ?? before.applicant, disclosure);
}

function fullPart(entry: Entry, applicant: number | undefined, disclosure: Disclosure): FullPart {
  const valid = isContent(entry);
  return compact<FullPart>({
    // Place and time (R32).
    seq: entry.seq,
    kind: entry.kind,
    at: entry.at,
    step: entry.step,
    visit: entry.visit,
    gesture: entry.gesture,
    who: publicWho(entry, applicant),
    // On the forge.
    source: entry.source,
    partial: entry.partial,
    replaces: entry.replaces,
    supersedes: entry.supersedes,
    postpones: entry.postpones,
    // Turn and deadline (R23, R32).
    next: entry.next,
    late: entry.late,
    end: entry.end,
    continues: entry.continues,
    extended: entry.extended,
    // Officials are public (R42); of a person without an account, that they asked (R41).
    assigns: entry.assigns,
    deed: entry.deed,
    onBehalf: entry.onBehalf && publicOnBehalf(entry.onBehalf),
    as: entry.as,
    because: entry.because,
    rung: entry.rung,
    // See R44.
    spans: entry.spans,
    span: entry.span,
    silence: entry.silence,
    // Why it was refused, without the values (R11).
    reason: entry.reason,
    detail: publicDetail(entry),
    problems: entry.problems?.map(publicProblem),
    warnings: entry.warnings?.map(publicProblem),
    note: publicNote(entry),
    publicNote: entry.publicNote,
    // Agenda and rooms (R13, R24).
    agenda: entry.agenda,
    booking: entry.booking,
    offered: entry.offered,
    releases: entry.releases,
    holds: entry.holds,
    slot: valid ? entry.slot : undefined,
    nature: valid ? entry.nature : undefined,
    opens: entry.opens && publicOpening(entry.opens),
    // Marked public, of what met its schema.
    request: valid && disclosure.request ? projected(disclosure.request, entry.request) : undefined,
    result: publicResult(entry, disclosure),
    attachments: valid ? entry.attachments?.length : undefined,
    signed: entry.signed?.length,
    // Only the id (R45).
    origin: entry.origin && { case: entry.origin.case },
    // About the process itself.
    flags: entry.flags,
    config: entry.config,
    rules: entry.rules,
  });
}

function narrowPart({ seq, at, opens, next, extended, late, end }: Entry): NarrowPart {
  return compact<NarrowPart>({
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

/** Officials by role (R32); applicants never, even with a role. */
function publicWho({ who, reason, kind }: Entry, applicant: number | undefined): FullPart['who'] {
  if (!who) return undefined;
  const own = kind === 'submitted' || kind === 'submission-refused' || kind === 'withdrawn';
  if (own || reason === 'applicant' || who.id === applicant) return { role: 'applicant' };
  return who.role ? who : undefined;
}

/** Of a return or rejection it is the reason; else where the procedure says so (R11). */
function publicNote({ kind, gesture, publicNote, note }: Entry): string | undefined {
  const reason = kind === 'rejected' || (kind === 'accepted' && gesture === 'changes');
  return reason || (kind === 'accepted' && publicNote) ? note : undefined;
}

/** Of a clash not the other case, which may be restricted; of a person an official's name, not an account. */
const IS_PUBLIC: Readonly<Record<Particular, boolean>> = {
  ...{ at: true, row: true, role: true, room: true, start: true, end: true, name: true },
  account: false,
  // The origin may be restricted (R45).
  case: false,
};

function publicDetail({ reason, detail }: Entry): Entry['detail'] {
  if (!detail || reason === 'applicant') return undefined;
  const kept = Object.entries(detail).filter(([key]) => IS_PUBLIC[key as Particular]);
  return kept.length > 0 ? Object.fromEntries(kept) : undefined;
}

/** Not the value, nor the file's name. */
function publicProblem({ path, code, label, message }: Problem): Omit<Problem, 'file'> {
  return compact<Omit<Problem, 'file'>>({
    path,
    code,
    label: label && { id: label.id, en: label.en },
    message: { id: message.id, en: message.en },
  });
}

/** They contain the applicant's words. */
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

/** Not who it is (R41). */
const publicOnBehalf = ({ role, date, way }: NonNullable<Entry['onBehalf']>): FullPart['onBehalf'] => ({
  role,
  date,
  way,
});

/** Completes the public part. */
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
