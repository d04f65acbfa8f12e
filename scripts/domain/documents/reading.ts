import { type Passage, type PassageEntry, passagesOf } from '#domain/case/course/passage.ts';
import type { Instant } from '#domain/clock/instant.ts';
import type { DocumentTemplate, Variant, When } from '#domain/generated/document.ts';
import type { Entry } from '#domain/generated/journal-entry.ts';
import type { Letterhead } from '#domain/generated/letterhead.ts';
import type { Procedure } from '#domain/generated/procedure.ts';
import type { Text } from '#domain/problem.ts';
import type { Schema } from '#domain/request/annotations.ts';
import type { SigningHolder } from './signer.ts';

/** As much of an entry as documents tell of it. Entries have it, and their public parts as far as it is public (R11). */
export interface DocumentEntry
  extends
    PassageEntry,
    Pick<Partial<Entry>, 'step' | 'visit' | 'result' | 'request' | 'because' | 'agenda' | 'booking' | 'releases'> {
  readonly seq: number;
  readonly who?: PassageEntry['who'] & Pick<NonNullable<Entry['who']>, 'acting'>;
  /** Until when what an act offered is held for the answer. */
  readonly offered?: readonly { readonly until: Instant }[];
  readonly opens?: { readonly case: string };
  readonly attachments?: number | readonly unknown[];
}

/** What documents name things by; it is the configuration's, not the journal's. */
export interface DocumentNames {
  readonly role: (id: string) => Text;
  /** Of rooms and their equipment, by id. */
  readonly thing: (id: string) => Text | undefined;
  readonly letterhead: Letterhead | undefined;
  /** Who holds a role, at any time (R17). */
  readonly holders: (role: string) => readonly SigningHolder[];
}

export interface DocumentCase {
  /** From the first submission on; a journal, or the public parts of one. */
  readonly entries: readonly DocumentEntry[];
  readonly procedure: Procedure;
  readonly requestSchema: Schema;
  readonly resultSchema: (step: string) => Schema | undefined;
  readonly names: DocumentNames;
  /** On which the document is made, in the procedure's zone: the person who holds an office then signs for it. */
  readonly day: string;
  /** Only the public parts are known: what is not there may be internal (R11). */
  readonly isPublic: boolean;
}

/** A case up to one entry: what a document that rests on that entry may tell. */
export interface DocumentReading extends DocumentCase {
  readonly rests: DocumentEntry;
  readonly passages: readonly Passage<DocumentEntry>[];
}

/** The case up to an entry, so that a letter stays as it was. @throws RangeError where there is no such entry */
export function readingUpTo(one: DocumentCase, seq: number): DocumentReading {
  const entries = one.entries.filter((entry) => entry.seq <= seq);
  const rests = entries.at(-1);
  if (rests?.seq !== seq) throw new RangeError(`The case has no entry ${seq}.`);
  return { ...one, entries, rests, passages: passagesOf(entries, one.procedure) };
}

/** What an official did with a case: agree, ask for changes, or reject it with a reason (R1). */
const ACTS: readonly DocumentEntry['kind'][] = ['accepted', 'rejected'];

/** Officials' acts at these steps that count, in their order: what was superseded does not (R18, R53). */
export function actsAt({ entries }: Pick<DocumentCase, 'entries'>, steps: readonly string[]): DocumentEntry[] {
  const from = entries.findLastIndex(({ supersedes }) => supersedes) + 1;
  const counting = entries.slice(from);
  return counting.filter(
    ({ kind, step, seq }) =>
      ACTS.includes(kind) &&
      steps.includes(step ?? '') &&
      !counting.some((later) => later.seq > seq && later.postpones?.includes(step ?? '')),
  );
}

/** The latest act at a step. */
export const actAt = (reading: DocumentReading, step: string): DocumentEntry | undefined =>
  actsAt(reading, [step]).at(-1);

/** The latest result of a step (R6). */
export const resultAt = (reading: DocumentReading, step: string): DocumentEntry['result'] =>
  actsAt(reading, [step]).findLast(({ result }) => result !== undefined)?.result;

/** The request as last submitted. */
export const requestOf = ({ entries }: DocumentReading): DocumentEntry['request'] =>
  entries.findLast(({ request }) => request !== undefined)?.request;

/** When a case was first submitted. */
export const submittedAt = ({ entries }: DocumentReading): Instant => entries[0]?.at ?? '';

/** The times at which a case was submitted again. */
export const resubmittedAt = ({ entries }: DocumentReading): Instant[] =>
  entries.flatMap(({ kind, at }) => (kind === 'submitted' ? [at] : [])).slice(1);

/** The agenda number of a case, if it was given one (R13). */
export const agendaOf = ({ entries }: Pick<DocumentCase, 'entries'>): Entry['agenda'] =>
  entries.findLast(({ agenda }) => agenda !== undefined)?.agenda;

/** The room that the case holds at that entry (R24). */
export function bookingAt({ entries }: DocumentReading): Entry['booking'] {
  const last = entries.findLast(({ booking, releases, end }) => booking ?? releases ?? (end && end !== 'completed'));
  return last?.booking;
}

/** What a document says of a case, and the entry that it rests on. */
export interface CurrentVariant {
  readonly variant: Variant;
  readonly seq: number;
}

/**
 * What a template makes of a case: what it says now; and of letters, which stay in the files of who received them, also what it
 * said before (`earlier: true`), once for each entry that it rested on.
 * @returns in the order of those entries; none: there is no such document yet
 */
export function variantsOf(template: DocumentTemplate, one: DocumentCase): CurrentVariant[] {
  if (one.procedure.id !== template.procedure) return [];
  const moments = template.earlier ? one.entries.map((_, at) => one.entries.slice(0, at + 1)) : [one.entries];
  const found = moments.flatMap((entries) => currentVariant(template.variants, { ...one, entries }) ?? []);
  const each = new Map(found.map((current) => [`${current.seq} ${current.variant.id}`, current]));
  return [...each.values()].sort((a, b) => a.seq - b.seq);
}

/** The first of a template's variants whose condition holds. */
function currentVariant(variants: readonly Variant[], one: DocumentCase): CurrentVariant | undefined {
  for (const variant of variants) {
    const entry = restsOn(variant.when, one);
    if (entry) return { variant, seq: entry.seq };
  }
  return undefined;
}
function restsOn(when: When, one: DocumentCase): DocumentEntry | undefined {
  const { entries } = one;
  if (when.submitted) return entries.findLast(({ kind }) => kind === 'submitted');
  if (when.ended) return entries.find(({ end }) => end !== undefined && when.ended?.includes(end));
  if (when.acted) return actsAt(one, when.acted).at(-1);
  const passages = passagesOf(entries, one.procedure);
  const current = passages.at(-1);
  const isOver = current?.closing?.end !== undefined;
  if (when.waiting) return !isOver && when.waiting.includes(current?.step ?? '') ? passages.at(-2)?.closing : undefined;
  // A step that the case has gone back to, or behind, is to be done again: what was approved there does not stand.
  const placeOf = (step: string): number => one.procedure.steps.findIndex(({ id }) => id === step);
  const stands = passages.filter(({ step, closing }, at) => {
    const approved = closing?.kind === 'accepted' && closing.gesture === 'approve' && when.accepted?.includes(step);
    // By its result an Approve may end the case, too: then what it was for does not stand (R6).
    return (
      approved &&
      (closing.end ?? 'completed') === 'completed' &&
      passages.slice(at + 1).every((later) => placeOf(later.step) > placeOf(step))
    );
  });
  return stands.at(-1)?.closing;
}
