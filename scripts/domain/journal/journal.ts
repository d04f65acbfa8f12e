import { originCaseOf } from '#domain/case/state/origin.ts';
import { type CaseState, fold } from '#domain/case/state/state.ts';
import { type OriginCase, takenKey } from '#domain/case/state/world.ts';
import type { Entry } from '#domain/generated/journal-entry.ts';
import { shorten } from '#domain/problem.ts';
import {
  type ChainFault,
  type ChainLine,
  checkChain,
  commitment,
  entryId,
  genesis,
  RegisterError,
  type SealedPart,
} from './chain.ts';
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
  readonly entries: readonly Entry[];
  readonly state: CaseState | undefined;
}

/**
 * Opens a journal: recomputes its chain and returns the entries as the judge wrote them (R27).
 * @param text text of the file; undefined if there is no file yet
 * @throws RegisterError for the first line that is not sound
 */
export function openJournal(number: number, text: string | undefined): Journal {
  if (!text) return { number, text: '', lines: [], entries: [], state: undefined };
  const lines = parseLines(number, text);
  checkChain(lines, number);
  const entries = lines.map((line) => joined(line.public.part, line.private.part));
  for (const [i, entry] of entries.entries()) checkEntry(number, i + 1, entry, (lines[i] as SealedLine).public.part);
  return { number, text, lines, entries, state: foldOf(number, entries) };
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
  const entries = [...journal.entries];
  let sealing = sealingOf(journal);
  let prev = lines.at(-1)?.id ?? genesis(number);
  for (const [i, entry] of added.entries()) {
    const open = publicPart(entry, sealing, disclosure);
    const place = leaf === undefined ? {} : { leaf: leaf + i };
    const line = { ...place, ...sealLine(prev, sealPart(open, salt()), sealPart(privatePart(entry, open), salt())) };
    checkEntry(number, lines.length + 1, entry, open);
    lines.push(line);
    entries.push(entry);
    sealing = sealingAfter(sealing, entry, open);
    prev = line.id;
  }
  const text = journal.text + printLines(lines.slice(journal.lines.length));
  return { number, text, lines, entries, state: foldOf(number, entries) };
}

/**
 * Returns the lines of a journal that are published (R27). If the case is restricted now, only ids and commitments of
 * entries that were sealed before the restriction are published (R11).
 */
export function publicLines(journal: Journal): PublicLine[] {
  const hidden = sealingOf(journal).narrowed;
  return journal.lines.map((line) => ({
    id: line.id,
    ...(line.leaf === undefined ? {} : { leaf: line.leaf }),
    prev: line.prev,
    public: hidden && !line.public.part.narrowed ? { commitment: line.public.commitment } : line.public,
    private: { commitment: line.private.commitment },
  }));
}

/** Checks whether the nature of the letter restricts the case now (R11). */
export const isRestrictedNow = (journal: Pick<Journal, 'entries' | 'lines'>): boolean => sealingOf(journal).narrowed;

const sealingOf = ({ entries, lines }: Pick<Journal, 'entries' | 'lines'>): SealingState =>
  entries.reduce<SealingState>(
    (sealing, entry, i) => sealingAfter(sealing, entry, (lines[i] as SealedLine).public.part),
    { narrowed: false, applicant: undefined },
  );

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
  const check = (code: ChainFault, path: string, expected: unknown, received: unknown): void => {
    if (expected === received) return;
    throw new RegisterError(number, seq, code, { path, expected: shorten(expected), received: shorten(received) });
  };
  check('sequence', '/seq', seq, entry.seq);
  check('sequence', '/opens/number', entry.opens ? number : undefined, entry.opens?.number);
  const path = disclosureFault(open, entry);
  if (path !== undefined) throw new RegisterError(number, seq, 'disclosure', { path });
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
