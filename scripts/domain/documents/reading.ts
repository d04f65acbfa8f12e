import { type Passage, type PassageEntry, passagesOf } from '#domain/case/course/passage.ts';
import { withCorrections } from '#domain/case/state/corrections.ts';
import type { Instant } from '#domain/clock/instant.ts';
import type { DocumentTemplate, Variant, When } from '#domain/generated/document.ts';
import type { Entry } from '#domain/generated/journal-entry.ts';
import type { Letterhead } from '#domain/generated/letterhead.ts';
import type { Procedure } from '#domain/generated/procedure.ts';
import type { Text } from '#domain/problem.ts';
import type { NamedDocument } from '#domain/request/signed-line.ts';
import type { Schema } from '#domain/request/annotations.ts';
import type { SigningHolder } from './signer.ts';

/** The fields of an entry that documents use. The public part of an entry has only the public fields (R11). */
export interface DocumentEntry
  extends
    PassageEntry,
    Pick<
      Partial<Entry>,
      'step' | 'visit' | 'result' | 'request' | 'because' | 'agenda' | 'booking' | 'releases' | 'corrected' | 'filed'
    > {
  readonly seq: number;
  readonly who?: PassageEntry['who'] & Pick<NonNullable<Entry['who']>, 'acting'>;
  /** The offered slots, each with the instant until which its room is reserved. */
  readonly offered?: readonly { readonly until: Instant }[];
  readonly opens?: { readonly case: string };
  readonly attachments?: number | readonly unknown[];
  /** The kept files; of their public part only the number. */
  readonly signed?: number | readonly NamedDocument[];
  readonly erased?: { readonly what: readonly string[] };
}

/** The names by which documents call things. They come from the configuration, not from the journal. */
export interface DocumentNames {
  readonly role: (id: string) => Text;
  /** Returns the name of a room or a piece of equipment by its id. */
  readonly thing: (id: string) => Text | undefined;
  readonly letterhead: Letterhead | undefined;
  /** Returns the holders of a role at any time (R17). */
  readonly holders: (role: string) => readonly SigningHolder[];
}

export interface DocumentCase {
  /** The entries of a journal, or their public parts, from the first submission on. */
  readonly entries: readonly DocumentEntry[];
  readonly procedure: Procedure;
  readonly requestSchema: Schema;
  readonly resultSchema: (step: string) => Schema | undefined;
  readonly names: DocumentNames;
  /** The day on which the document is made (`2026-11-29`), in the procedure's zone. The holder on this day signs. */
  readonly day: string;
  /** Are only the public parts known? A missing fact may then be internal (R11). */
  readonly isPublic: boolean;
}

/** A case up to one entry: everything that a document based on this entry may use. */
export interface DocumentReading extends DocumentCase {
  /** The entry on which the document is based. */
  readonly rests: DocumentEntry;
  readonly passages: readonly Passage<DocumentEntry>[];
  /** Is the document for the screen? Then the place of a missing field shows the title of the field. */
  readonly showsGaps?: boolean;
}

/**
 * Returns the case up to an entry, so that a letter does not change later. A letter that is based on a correction says
 * what the letter before it said, with the corrected values (R49).
 * @throws RangeError if the case has no such entry
 */
export function readingUpTo(one: DocumentCase, seq: number): DocumentReading {
  const known = one.entries.filter((entry) => entry.seq <= seq);
  const entries = withCorrections(known).filter(({ kind }) => kind !== 'corrected');
  const rests = entries.at(-1);
  if (!rests || known.at(-1)?.seq !== seq) throw new RangeError(`The case has no entry ${seq}.`);
  return { ...one, entries, rests, passages: passagesOf(entries, one.procedure) };
}

/** The kinds of entries for an official's Approve, Request changes, and rejection with a reason (R1). */
const ACTS: readonly DocumentEntry['kind'][] = ['accepted', 'rejected'];

/**
 * Returns the officials' acts at these steps that count, in order. An act does not count if a later change of the
 * request superseded all acts (R18), or if a later postponement lists its step (R53).
 */
export function actsAt(
  { entries }: Pick<DocumentCase, 'entries'>,
  steps: readonly string[],
  kinds = ACTS,
): DocumentEntry[] {
  const from = entries.findLastIndex(({ supersedes }) => supersedes) + 1;
  const counting = entries.slice(from);
  return counting.filter(
    ({ kind, step, seq }) =>
      kinds.includes(kind) &&
      steps.includes(step ?? '') &&
      !counting.some((later) => later.seq > seq && later.postpones?.includes(step ?? '')),
  );
}

/** Returns the acts at these steps that count, with the answers of those who were consulted or informed (R52). */
export const recordsAt = (reading: Pick<DocumentCase, 'entries'>, steps: readonly string[]): DocumentEntry[] =>
  actsAt(reading, steps, [...ACTS, 'answered']);

/** Returns the latest act that counts at a step. */
export const actAt = (reading: DocumentReading, step: string): DocumentEntry | undefined =>
  actsAt(reading, [step]).at(-1);

/** Returns the latest result of a step whose act counts (R6). */
export const resultAt = (reading: DocumentReading, step: string): DocumentEntry['result'] =>
  actsAt(reading, [step]).findLast(({ result }) => result !== undefined)?.result;

/** Returns the latest request in the journal. */
export const requestOf = ({ entries }: DocumentReading): DocumentEntry['request'] =>
  entries.findLast(({ request }) => request !== undefined)?.request;

/** Returns when a case was first submitted. */
export const submittedAt = ({ entries }: DocumentReading): Instant => entries[0]?.at ?? '';

/** Returns the times at which a case was submitted again. */
export const resubmittedAt = ({ entries }: DocumentReading): Instant[] =>
  entries.flatMap(({ kind, at }) => (kind === 'submitted' ? [at] : [])).slice(1);

/** Returns the agenda number of a case, if it has one (R13). */
export const agendaOf = ({ entries }: Pick<DocumentCase, 'entries'>): Entry['agenda'] =>
  entries.findLast(({ agenda }) => agenda !== undefined)?.agenda;

/** Returns the booking of the case at the last entry of the reading (R24). */
export function bookingAt({ entries }: DocumentReading): Entry['booking'] {
  const last = entries.findLast(({ booking, releases, end }) => booking ?? releases ?? (end && end !== 'completed'));
  return last?.booking;
}

/** What decides which documents of a case there are. */
type Walked = Pick<DocumentCase, 'entries' | 'procedure'>;

/** A variant of a document, and the entry on which it is based. */
export interface CurrentVariant {
  readonly variant: Variant;
  readonly seq: number;
}

/**
 * Returns the documents that a template makes of a case. A letter stays in the files of its recipients. A template of
 * letters (`earlier: true`) therefore also returns the earlier versions, one for each entry on which a version was
 * based.
 * @returns the variants in the order of these entries; none if there is no such document yet
 */
export function variantsOf(template: DocumentTemplate, one: Walked): CurrentVariant[] {
  if (one.procedure.id !== template.procedure) return [];
  const moments = template.earlier ? one.entries.map((_, at) => one.entries.slice(0, at + 1)) : [one.entries];
  const found = moments.flatMap((entries) => currentVariant(template.variants, { ...one, entries }) ?? []);
  const each = new Map(found.map((current) => [`${current.seq} ${current.variant.id}`, current]));
  return [...each.values()].sort((a, b) => a.seq - b.seq);
}

/** Returns the first variant of a template whose condition is met. */
function currentVariant(variants: readonly Variant[], one: Walked): CurrentVariant | undefined {
  for (const variant of variants) {
    const entry = restsOn(variant.when, one);
    const correction = one.entries.findLast(({ corrected }) => corrected !== undefined);
    if (entry) return { variant, seq: Math.max(entry.seq, correction?.seq ?? 0) };
  }
  return undefined;
}
function restsOn(when: When, one: Walked): DocumentEntry | undefined {
  const { entries } = one;
  if (when.submitted) return entries.findLast(({ kind }) => kind === 'submitted');
  if (when.ended) return entries.find(({ end }) => end !== undefined && when.ended?.includes(end));
  if (when.acted) return recordsAt(one, when.acted).at(-1);
  const passages = passagesOf(entries, one.procedure);
  const current = passages.at(-1);
  const isOver = current?.closing?.end !== undefined;
  if (when.waiting) return !isOver && when.waiting.includes(current?.step ?? '') ? passages.at(-2)?.closing : undefined;
  // An approval does not count if the case has gone back to the same step or to an earlier step, since the step must be
  // done again.
  const placeOf = (step: string): number => one.procedure.steps.findIndex(({ id }) => id === step);
  const approvals = passages.filter(({ step, closing }, at) => {
    const approved = closing?.kind === 'accepted' && closing.gesture === 'approve' && when.accepted?.includes(step);
    // An Approve that ended the case does not count, unless it completed the case (R6).
    return (
      approved &&
      (closing.end ?? 'completed') === 'completed' &&
      passages.slice(at + 1).every((later) => placeOf(later.step) > placeOf(step))
    );
  });
  return approvals.at(-1)?.closing;
}
