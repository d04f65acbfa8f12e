import { type CaseState, fold } from '../case/state.ts';
import type { Entry } from '../generated/journal-entry.ts';
import { canonicalJson } from '../request/digest.ts';
import { type ChainLine, checkChain, commitment, entryId, genesis, RegisterError, type SealedPart } from './chain.ts';
import { disclosureFault } from './disclosure.ts';
import {
  type Disclosure,
  joined,
  type PrivatePart,
  type PublicPart,
  privatePart,
  publicPart,
  type Standing,
  standingAfter,
} from './parts.ts';

/** A line of a journal as the register keeps it: both parts, each with its salt. */
export interface SealedLine extends ChainLine<PublicPart, PrivatePart> {
  readonly public: SealedPart<PublicPart>;
  readonly private: SealedPart<PrivatePart>;
}

/** A line as it is published: the private part is a commitment, and so is the public one where it was narrowed later. */
export interface PublicLine extends ChainLine<PublicPart, never> {
  readonly private: { readonly commitment: string };
}

/** A case's journal, opened. */
export interface Journal {
  readonly number: number;
  /** The file as it stands; empty before the first submission. */
  readonly text: string;
  readonly lines: readonly SealedLine[];
  readonly entries: readonly Entry[];
  /** State that the entries fold to (R15). */
  readonly state: CaseState | undefined;
}

/**
 * Opens a journal: recomputes its chain and gives the entries back as the judge made them (R27).
 * @param text the file's text; undefined where there is none yet
 * @throws RegisterError naming the first line that does not hold
 */
export function openJournal(number: number, text: string | undefined): Journal {
  if (!text) return { number, text: '', lines: [], entries: [], state: undefined };
  const lines = parseLines(number, text);
  checkChain(lines, number);
  const entries = lines.map((line) => joined(line.public.part, line.private.part));
  for (const [i, entry] of entries.entries()) {
    const fault = entryFault(entry, lines[i] as SealedLine, i + 1, number);
    if (fault) throw new RegisterError(number, i + 1, fault.code, fault.message);
  }
  return { number, text, lines, entries, state: foldOf(number, entries) };
}

/**
 * Adds entries to a journal (R26): the lines it had stay as they are, byte by byte.
 * @param salt gives another 128 random bits at each call, as 32 hexadecimal digits
 * @returns the whole journal, `text` being the file to write
 * @throws RegisterError if the entries do not continue it
 */
export function seal(journal: Journal, added: readonly Entry[], disclosure: Disclosure, salt: () => string): Journal {
  const { number } = journal;
  const lines = [...journal.lines];
  const entries = [...journal.entries];
  let standing = standingOf(journal);
  let prev = lines.at(-1)?.id ?? genesis(number);
  for (const entry of added) {
    const open = publicPart(entry, standing, disclosure);
    const line = sealLine(prev, sealPart(open, salt()), sealPart(privatePart(entry, open), salt()));
    const fault = entryFault(entry, line, lines.length + 1, number);
    if (fault) throw new RegisterError(number, lines.length + 1, fault.code, fault.message);
    lines.push(line);
    entries.push(entry);
    standing = standingAfter(standing, entry, open);
    prev = line.id;
  }
  const text = journal.text + printLines(lines.slice(journal.lines.length));
  return { number, text, lines, entries, state: foldOf(number, entries) };
}

/**
 * A journal as the public gets it (R27). Where the letter's nature narrows it now, an entry that was sealed before
 * that keeps its place in the chain and nothing else (R11).
 */
export function publicLines(journal: Journal): PublicLine[] {
  const hidden = standingOf(journal).narrowed;
  return journal.lines.map((line) => ({
    id: line.id,
    prev: line.prev,
    public: hidden && !line.public.part.narrowed ? { commitment: line.public.commitment } : line.public,
    private: { commitment: line.private.commitment },
  }));
}

/** Lines as a file: canonical JSON, one a line. */
export function printLines(lines: readonly ChainLine[]): string {
  return lines.map((line) => `${canonicalJson(line)}\n`).join('');
}

const standingOf = ({ entries, lines }: Pick<Journal, 'entries' | 'lines'>): Standing =>
  entries.reduce<Standing>(
    (standing, entry, i) => standingAfter(standing, entry, (lines[i] as SealedLine).public.part),
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

function entryFault(entry: Entry, line: SealedLine, seq: number, number: number) {
  if (entry.seq !== seq)
    return { code: 'sequence', message: `its sequence number is ${entry.seq}, expected ${seq}.` } as const;
  if (entry.opens && entry.opens.number !== number) {
    return { code: 'sequence', message: `it opens case ${entry.opens.number}.` } as const;
  }
  const path = disclosureFault(line.public.part, entry);
  return path === undefined
    ? undefined
    : ({ code: 'disclosure', message: `its public part says something else than the entry at "${path}".` } as const);
}

function foldOf(number: number, entries: readonly Entry[]): CaseState | undefined {
  try {
    return fold(entries);
  } catch (error) {
    throw new RegisterError(number, 1, 'sequence', error instanceof Error ? error.message : String(error));
  }
}

const isHash = (value: unknown): boolean => typeof value === 'string' && /^[0-9a-f]{64}$/.test(value);
const SALT = /^[0-9a-f]{32}$/;

/**
 * Reads the file's form: every line is canonical JSON of exactly the fields of a sealed line, and ends with a line feed.
 * @throws RegisterError
 */
function parseLines(number: number, text: string): SealedLine[] {
  const texts = text.split('\n');
  const rest = texts.pop();
  if (rest !== '')
    throw new RegisterError(number, texts.length + 1, 'unreadable', 'it is cut off: it does not end with a line feed.');
  return texts.map((each, i) => {
    const fault = (code: 'unreadable' | 'not-canonical', message: string) =>
      new RegisterError(number, i + 1, code, message);
    let value: unknown;
    let canonical: string;
    try {
      value = JSON.parse(each);
      canonical = canonicalJson(value);
    } catch (error) {
      throw fault('unreadable', `it is no JSON (${error instanceof Error ? error.message : 'unknown'}).`);
    }
    if (!isSealedLine(value))
      throw fault('unreadable', 'it is no sealed entry: id, prev, public and private with salt, commitment and part.');
    if (canonical !== each) throw fault('not-canonical', 'it is not written as canonical JSON.');
    return value;
  });
}

function isSealedLine(value: unknown): value is SealedLine {
  if (!hasExactly(value, ['id', 'prev', 'private', 'public'])) return false;
  const { id, prev, public: open, private: closed } = value;
  return isHash(id) && isHash(prev) && isSealedPart(open) && isSealedPart(closed);
}

function isSealedPart(value: unknown): boolean {
  if (!hasExactly(value, ['commitment', 'part', 'salt'])) return false;
  const { salt, commitment: given, part } = value;
  return (
    typeof salt === 'string' &&
    SALT.test(salt) &&
    isHash(given) &&
    typeof part === 'object' &&
    part !== null &&
    !Array.isArray(part)
  );
}

function hasExactly(value: unknown, keys: readonly string[]): value is Readonly<Record<string, unknown>> {
  return (
    typeof value === 'object' &&
    value !== null &&
    !Array.isArray(value) &&
    Object.keys(value).sort().join() === keys.join()
  );
}
