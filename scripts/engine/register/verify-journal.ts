import { apply, type CaseState } from '#domain/case/state/state.ts';
import type { Instant } from '#domain/clock/instant.ts';
import type { Entry } from '#domain/generated/journal-entry.ts';
import { RegisterError } from '#domain/journal/chain.ts';
import { type IndexPart, indexPart } from '#domain/journal/index-file.ts';
import type { Outline } from '#domain/journal/erasure.ts';
import { type Journal, openJournal } from '#domain/journal/journal.ts';
import { shorten } from '#domain/problem.ts';
import { canonicalJson, requestDigest, sha256 } from '#domain/request/digest.ts';
import type { Booking, Offer } from '#domain/room/bookings.ts';
import { entryPlace, type RegisterFinding, registerFinding } from './finding.ts';

/** The files of a submission as a journal records them, with the submitted commit, which may still be reachable. */
export interface FileClaim {
  readonly file: string;
  readonly line: number;
  readonly seq: number;
  readonly head: string;
  readonly path: string;
  /** The SHA-256 of the request's canonical JSON. */
  readonly request: string;
  readonly attachments: readonly { readonly path: string; readonly oid: string; readonly sha256: string }[];
  /** Set for the last files of a completed case, which main receives (R34). */
  readonly completed?: {
    readonly id: string;
    readonly number: number;
    /** The blob id of the request. */
    readonly oid: string;
    /** Whether the files may be absent, since they may be erased (R50). */
    readonly mayBeGone: boolean;
  };
}

/** A signed document or photograph as its entry records it (R47). */
export interface DocumentClaim {
  readonly number: number;
  readonly case: string;
  readonly seq: number;
  readonly name: string;
  readonly oid: string;
  readonly sha256: string;
  /** The size in bytes. */
  readonly size: number;
  /** Whether it may be absent, since it was erased (R50). */
  readonly mayBeGone: boolean;
}

/** The changes that an entry makes and that concern other cases. */
export interface SharedEvent {
  readonly seq: number;
  readonly agenda?: { readonly year: number; readonly number: number };
  /** The booking of the case from this entry on; `held` is `undefined` if the case has no booking any more. */
  readonly booking?: { readonly held: Booking | undefined };
  /** The booking that the case keeps although this entry ends the case (R24). */
  readonly keeps?: Booking;
  /** The offers that reserve rooms from this entry on (R24), if this entry changes them. */
  readonly offered?: readonly Offer[];
  /** The instant of the entry, if it changes bookings or reserved rooms. */
  readonly at?: string;
  /** The applicant and the path of the procedure, if the case begins here and was not entered for somebody else. */
  readonly opens?: { readonly applicant: number; readonly procedure: string };
  /** Whether the case ends with this entry. */
  readonly ends?: true;
}

/** The procedure and the schema to which a case is pinned, with their blob ids (R7). */
export type Pins = Pick<NonNullable<Entry['opens']>, 'procedure' | 'schema'>;

/** The results of reading a journal. They are small, so that the results of ten thousand journals fit into memory. */
export interface JournalReport {
  /** The journal, or its lines before the first fault. */
  readonly journal: Journal;
  /** The number of the case. */
  readonly number: number;
  /** How many entries could be read. */
  readonly entries: number;
  readonly findings: readonly RegisterFinding[];
  readonly events: readonly SharedEvent[];
  /** The configuration that each entry names, in the order of the entries. */
  readonly uses: readonly { readonly seq: number; readonly revision: string }[];
  /** The newest instant of the case after each entry, in the order of the entries. */
  readonly reached: readonly Instant[];
  /** The files to which the case is pinned (R7). */
  readonly pins: Pins | undefined;
  readonly claims: readonly FileClaim[];
  readonly documents: readonly DocumentClaim[];
  /** The case's part of the index; `undefined` if no entry could be read. */
  readonly index: IndexPart | undefined;
}

/**
 * Verifies one journal without the rest of the register (R29). It recomputes the chain, applies the entries one by one,
 * and compares digests with the recorded requests and attachments. Lines before a broken line are still verified.
 */
export function verifyJournalText(number: number, text: string): JournalReport {
  const findings: RegisterFinding[] = [];
  const journal = readable(number, text, findings);
  const events: SharedEvent[] = [];
  const claims: FileClaim[] = [];
  const documents: DocumentClaim[] = [];
  const reached: Instant[] = [];
  let before: CaseState | undefined;
  const isErased = journal.entries.length < journal.lines.length;
  const mayBeGone = journal.erasure.documents;
  for (const entry of isErased ? journal.outlines.map(standIn) : journal.entries) {
    const state = apply(before, entry);
    events.push(...eventOf(entry, before, state).map((event) => (isErased ? withoutOpener(event) : event)));
    if (!isErased) {
      findings.push(...checkEntry(number, entry, before, state));
      claims.push(...claimOf(number, entry, state));
    }
    for (const { name, oid, sha256, size } of entry.signed ?? [])
      documents.push({ number, case: state.opens.case, seq: entry.seq, name, oid, sha256, size, mayBeGone });
    reached.push(state.last.at);
    before = state;
  }
  const last = claims.at(-1);
  if (last && before?.end?.kind === 'completed') {
    const { opens, document } = before;
    const completed = { id: opens.case, number, oid: document.oid };
    claims.splice(-1, 1, { ...last, completed: { ...completed, mayBeGone: journal.erasure.letters > 0 } });
  }
  const index = before && indexPart(before);
  const pins = before?.opens;
  const uses = journal.outlines.map(({ seq, config = '' }) => ({ seq, revision: config }));
  const { length } = journal.outlines;
  return { journal, number, entries: length, findings, events, uses, reached, pins, claims, documents, index };
}

/** Completes what stays of an erased entry, so that the entries of its case can be folded (R50). */
const standIn = ({ opens, ...rest }: Outline): Entry => ({
  ...{ config: '', ...rest },
  ...(opens ? { opens: { ...opens, applicant: NOBODY, branch: '', path: '' }, ...NOT_KEPT } : {}),
});

const NOBODY = { id: 0, login: '' };
const NOT_KEPT = { head: { oid: '', push: 0 }, digest: '-', document: { path: '', oid: '' } };

/** Removes from an event whose case it is, which nobody knows once the entries were erased. */
const withoutOpener = ({ opens: _opens, ...event }: SharedEvent): SharedEvent => event;

/** Opens a journal, or only the lines before its first fault. */
function readable(number: number, text: string, findings: RegisterFinding[]): Journal {
  try {
    return openJournal(number, text);
  } catch (error) {
    if (!(error instanceof RegisterError)) throw error;
    findings.push({ ...error.problem, seq: error.line });
    const before = text.split('\n').slice(0, error.line - 1);
    return readable(number, before.map((line) => `${line}\n`).join(''), []);
  }
}

function checkEntry(number: number, entry: Entry, before: CaseState | undefined, state: CaseState): RegisterFinding[] {
  const place = entryPlace(number, entry.seq);
  const found: RegisterFinding[] = [];
  if (entry.opens && (before || !entry.opens.case.endsWith(`-${number}`))) {
    found.push(registerFinding('case-number', { ...place, path: '/opens/case', received: entry.opens.case }));
  }
  const digest = entry.request && requestDigest(entry.request, state.attachments);
  if (digest !== undefined && digest !== entry.digest) {
    found.push(
      registerFinding('digest', { ...place, path: '/digest', expected: digest, received: shorten(entry.digest) }),
    );
  }
  if (entry.kind === 'accepted' && entry.digest && entry.digest !== before?.digest) {
    const expected = before?.digest ?? '';
    found.push(registerFinding('attested', { ...place, path: '/digest', expected, received: entry.digest }));
  }
  return found;
}

function eventOf(entry: Entry, before: CaseState | undefined, state: CaseState): SharedEvent[] {
  // Most entries keep the same booking object, so that no comparison is needed.
  const isSame = state.booking === before?.booking && state.end === before?.end;
  const held = isSame ? undefined : indexPart(state).booking;
  const keeps = before?.end === undefined && state.end ? indexPart(state).booking : undefined;
  const moved = !isSame && canonicalJson(held ?? null) !== canonicalJson((before && indexPart(before).booking) ?? null);
  const { case: id, number } = state.opens;
  const isOther = state.offered !== before?.offered && (state.offered.length > 0 || (before?.offered.length ?? 0) > 0);
  const offered = isOther ? { offered: state.offered.map((each) => ({ ...each, case: id, number })) } : {};
  const ends = before?.end === undefined && state.end !== undefined;
  if (!entry.agenda && !moved && !isOther && !entry.opens && !ends) return [];
  return [
    {
      seq: entry.seq,
      ...(entry.agenda ? { agenda: entry.agenda } : {}),
      ...(moved ? { booking: { held } } : {}),
      ...(keeps ? { keeps } : {}),
      ...offered,
      ...(moved || isOther ? { at: entry.at } : {}),
      ...(entry.opens && !entry.onBehalf
        ? { opens: { applicant: entry.opens.applicant.id, procedure: entry.opens.procedure.path } }
        : {}),
      ...(ends ? { ends } : {}),
    },
  ];
}

function claimOf(number: number, entry: Entry, state: CaseState): FileClaim[] {
  if (!entry.head || !entry.request) return [];
  const { path } = state.document;
  const request = sha256(canonicalJson(entry.request));
  const place = entryPlace(number, entry.seq);
  return [{ ...place, head: entry.head.oid, path, request, attachments: state.attachments }];
}
