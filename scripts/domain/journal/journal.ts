import { originCaseOf } from '#domain/case/state/origin.ts';
import { type CaseState, fold } from '#domain/case/state/state.ts';
import { type OriginCase, takenKey } from '#domain/case/state/world.ts';
import type { Entry } from '#domain/generated/journal-entry.ts';
import { shorten } from '#domain/problem.ts';
import { type ChainLine, checkChain, commitment, entryId, genesis, RegisterError, type SealedPart } from './chain.ts';
import {
  type Disclosure,
  disclosureFault,
  joined,
  type PrivatePart,
  privatePart,
  type PublicPart,
  publicPart,
  sealingAfter,
  type SealingState,
} from './parts.ts';
import { type Erasure, erasureIn, isErasure, NOTHING_ERASED, type Outline } from './erasure.ts';
import { FORMAT } from './format.ts';
import { parseLines, printLines, type SealedLine } from './sealed-line.ts';

/** A published line. It has only the commitment of the private part, and of a public part that was restricted later. */
interface PublicLine extends ChainLine<PublicPart, never> {
  readonly private: { readonly commitment: string };
}

export interface Journal {
  readonly number: number;
  /** The text of the file; empty before the first submission. */
  readonly text: string;
  readonly lines: readonly SealedLine[];
  /** The public parts as they are shown, in the order of the lines: of those that may be erased, what stays (R50). */
  readonly parts: readonly PublicPart[];
  /** The entries; none if their private parts were erased (R50). */
  readonly entries: readonly Entry[];
  /** What is known of each entry: the entry itself or, once its private part was erased, what stays of it (R50). */
  readonly outlines: readonly Outline[];
  /** The state of the case; undefined if there is no case, or if the private parts of its entries were erased (R50). */
  readonly state: CaseState | undefined;
  /** What `erased` entries allow to take away (R50). */
  readonly erasure: Erasure;
}

/**
 * Opens a journal: recomputes its chain and returns the entries as the judge wrote them (R27).
 * @param text text of the file; undefined if there is no file yet
 * @throws RegisterError for the first line that is not sound
 */
export function openJournal(number: number, text: string | undefined): Journal {
  if (!text) return NO_JOURNAL(number);
  const lines = parseLines(number, text);
  checkChain(lines, number);
  const erasure = erasureIn(lines);
  const parts = lines.map((line, i) => partOf(number, line, i, erasure));
  const entries = lines.map((line, i) => entryOf(number, line, i, parts[i] as PublicPart));
  const whole = entries.flatMap((entry) => entry ?? []);
  const outlines = entries.map((entry, i) => entry ?? outlineOf(number, i, erasure));
  const isWhole = whole.length === lines.length;
  const known = isWhole ? { entries: whole, state: foldOf(number, whole) } : { entries: [], state: undefined };
  return { number, text, lines, parts, erasure, outlines, ...known };
}

const NO_JOURNAL = (number: number): Journal => ({
  ...{ number, text: '', lines: [], parts: [], entries: [], state: undefined },
  ...{ outlines: [], erasure: NOTHING_ERASED },
});

function outlineOf(number: number, i: number, { kept }: Erasure): Outline {
  const outline = kept[i];
  if (outline) return outline;
  throw new RegisterError(number, i + 1, 'missing', { path: '/private' });
}

/** Returns the public part of a line or, if it may be erased, what stays of it. */
function partOf(number: number, line: SealedLine, i: number, { public: covered, remains }: Erasure): PublicPart {
  const part = i < covered ? remains[i] : line.public.part;
  if (part) return part;
  throw new RegisterError(number, i + 1, 'missing', { path: '/public' });
}

/** Returns the entry of a line, after some checks; undefined if its private part was erased. */
function entryOf(
  number: number,
  { public: { part: open }, private: { part: closed } }: SealedLine,
  i: number,
  shown: PublicPart,
): Entry | undefined {
  const entry = open && closed ? joined(open, closed) : undefined;
  if (entry) checkEntry(number, i + 1, entry, open ?? shown);
  else checkPlace(number, i + 1, shown, shown);
  return entry;
}

/**
 * Adds entries to a journal (R26). Earlier lines keep every byte.
 * @param salt function that returns 128 new random bits at each call, as 32 hexadecimal digits
 * @param leaf place of the first added entry in the log (R36); undefined if the register has no log yet
 * @returns whole journal; its `text` is the file to write
 * @throws RegisterError if the entries do not continue the journal
 */
export function seal(
  journal: Journal,
  added: readonly Entry[],
  disclosure: Disclosure,
  salt: () => string,
  leaf?: number,
): Journal {
  const { number } = journal;
  const lines = [...journal.lines];
  const parts = [...journal.parts];
  const outlines = [...journal.outlines];
  const entries = [...journal.entries];
  const isWhole = entries.length === lines.length;
  let sealing = sealingOf(journal);
  let prev = lines.at(-1)?.id ?? genesis(number);
  for (const [i, entry] of added.entries()) {
    const open = publicPart(entry, sealing, disclosure);
    const place = leaf === undefined ? {} : { leaf: leaf + i };
    const line = { ...place, ...sealLine(prev, sealPart(open, salt()), sealPart(privatePart(entry, open), salt())) };
    checkEntry(number, lines.length + 1, entry, open);
    lines.push(line);
    parts.push(open);
    outlines.push(entry);
    if (isWhole) entries.push(entry);
    sealing = sealingAfter(sealing, entry, open);
    prev = line.id;
  }
  const text = journal.text + printLines(lines.slice(journal.lines.length));
  const state = foldOf(number, entries);
  const erasure = erasureIn(lines);
  const shown = parts.map((part, i) => (i < erasure.public ? (erasure.remains[i] ?? part) : part));
  return { number, text, lines, parts: shown, outlines, entries, state, erasure };
}

/**
 * Returns the lines of a journal that are published (R27). If the case is restricted now, only ids and commitments of
 * entries that were sealed before the restriction are published (R11); likewise of public parts that may be erased (R50).
 */
export function publicLines(journal: Journal): PublicLine[] {
  const hidden = sealingOf(journal).narrowed;
  const isHidden = (line: SealedLine, i: number): boolean =>
    (hidden && !line.public.part?.narrowed) || (i < journal.erasure.public && !isErasure(line));
  return journal.lines.map((line, i) => ({
    id: line.id,
    ...(line.leaf === undefined ? {} : { leaf: line.leaf }),
    prev: line.prev,
    public: isHidden(line, i) ? { commitment: line.public.commitment } : line.public,
    private: { commitment: line.private.commitment },
  }));
}

/** Checks whether the nature of the letter restricts the case now (R11). */
export const isRestrictedNow = (journal: Pick<Journal, 'entries' | 'parts'>): boolean => sealingOf(journal).narrowed;

/** Returns the sealing state after a journal. The last line of one whose entries were erased is an `erased` line. */
function sealingOf({ entries, parts }: Pick<Journal, 'entries' | 'parts'>): SealingState {
  const none = { narrowed: false, applicant: undefined };
  if (entries.length === 0) return { ...none, narrowed: parts.at(-1)?.narrowed === true };
  return entries.reduce<SealingState>(
    (sealing, entry, i) => sealingAfter(sealing, entry, parts[i] as PublicPart),
    none,
  );
}

const sealPart = <Part>(part: Part, salt: string): SealedPart<Part> => ({
  salt,
  commitment: commitment(salt, part),
  part,
});

function sealLine(prev: string, open: SealedPart<PublicPart>, closed: SealedPart<PrivatePart>): SealedLine {
  return { id: entryId(prev, open.commitment, closed.commitment), prev, public: open, private: closed };
}

/** Checks that an entry has the right number, is in the journal of its case, and agrees with its public part. */
function checkEntry(number: number, seq: number, entry: Entry, open: PublicPart): void {
  checkPlace(number, seq, open, entry);
  const path = disclosureFault(open, entry);
  if (path !== undefined) throw new RegisterError(number, seq, 'disclosure', { path });
}

/** Checks that an entry, or what stays of it, has the format of this program, has the right number and is in the journal of its case. */
function checkPlace(
  number: number,
  seq: number,
  { format }: PublicPart,
  entry: Pick<PublicPart, 'seq' | 'opens'>,
): void {
  const check = (code: 'format' | 'sequence', path: string, expected: unknown, received: unknown): void => {
    if (expected === received) return;
    const facts = { path, expected: shorten(expected), received: shorten(received) };
    throw new RegisterError(number, seq, code, facts);
  };
  const { opens } = entry;
  check('format', '/format', FORMAT, format);
  check('sequence', '/seq', seq, entry.seq);
  check('sequence', '/opens/number', opens ? number : undefined, opens?.number);
}

function foldOf(number: number, entries: readonly Entry[]): CaseState | undefined {
  try {
    return fold(entries);
  } catch (error) {
    const received = error instanceof Error ? error.message : String(error);
    throw new RegisterError(number, 1, 'sequence', { path: '', received });
  }
}

/**
 * Returns the case of a journal as a case of origin (R45).
 * @returns undefined if the journal is of another case than `id`
 * @throws RegisterError if the journal is not sound
 */
export function originIn(number: number, text: string | undefined, id: string): OriginCase | undefined {
  const journal = openJournal(number, text);
  return journal.state?.opens.case === id ? originCaseOf(journal.state, isRestrictedNow(journal)) : undefined;
}

/** An open case with an origin: its id, and the key by {@link takenKey}. */
export interface OriginTaken {
  readonly key: string;
  readonly id: string;
}

/**
 * Returns the origin that an open case has taken (R45).
 * @returns undefined if the case has no origin, or has ended
 * @throws RegisterError if the journal is not sound
 */
export function takenIn(number: number, text: string | undefined): OriginTaken | undefined {
  const { state } = openJournal(number, text);
  if (!state?.origin || state.end) return undefined;
  return { key: takenKey(state.opens.procedure.path, state.origin.case), id: state.opens.case };
}
