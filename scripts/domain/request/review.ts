/**
 * Reads and writes the body of a review (R4, R10, R16). The body contains the note that a person wrote, at most one
 * fenced block tagged `hasil`, at most one marker line, and a line for each signed document that comes with the act.
 * The marker line names the visit and the digest that the desk showed:
 *
 *     <!-- disposisi: visit=pengecekan#2 digest=0f3a… -->
 */
import type { Problem, Text } from '#domain/problem.ts';
import { type NamedDocument, printSignedLine, signedLine, signedLineFaults } from './signed-line.ts';
import { writtenFaults } from './text.ts';

export interface Review {
  /** The body without block, marker, lines of documents, and blank lines at its ends. Its line ends are `\n`. */
  readonly note: string;
  readonly result?: string;
  /** The visit `<step>#<n>` for which the act is meant. */
  readonly visit?: string;
  readonly digest?: string;
  /** The signed documents that come with the act, in the order of their lines. */
  readonly documents: readonly NamedDocument[];
  readonly problems: readonly Problem[];
}

export interface ReviewParts {
  readonly note?: string;
  readonly result?: string;
  readonly visit?: string;
  readonly digest?: string;
  readonly documents?: readonly NamedDocument[];
}

const TAG = 'hasil';
const VISIT = '[a-z][a-z0-9-]*#[1-9][0-9]*';
const DIGEST = '[0-9a-f]{64}';
const MARKER = new RegExp(`^ {0,3}<!-- disposisi:(?: visit=(${VISIT}))?(?: digest=(${DIGEST}))? -->[ \\t]*$`);
const LIKE_MARKER = /^ {0,3}<!--\s*disposisi:/;
// A fenced code block by CommonMark 0.31, section 4.5. No backtick may follow a fence of backticks.
const OPENING = /^( {0,3})(`{3,}(?=[^`]*$)|~{3,})[ \t]*([^ \t]*)/;

interface Fence {
  indent: number;
  character: string;
  length: number;
  /** Does the block have the tag that is searched for? */
  ours: boolean;
  line: number;
}

/** The problems with the parts of a body, and how to fix them. */
const FAULTS = {
  'two-blocks': {
    message: { id: 'Ada lebih dari satu blok hasil', en: 'There is more than one result block' },
    fix: { id: 'Sisakan satu', en: 'Leave one' },
  },
  'open-block': {
    message: { id: 'Blok hasil tidak ditutup', en: 'The result block is not closed' },
    fix: { id: 'Tambahkan baris ``` sesudah blok itu', en: 'Add a line ``` after the block' },
  },
  'two-markers': {
    message: { id: 'Ada lebih dari satu baris penanda', en: 'There is more than one marker line' },
    fix: { id: 'Kirim ulang dari meja kerja', en: 'Send it again from the desk' },
  },
  'damaged-marker': {
    message: { id: 'Baris penanda rusak', en: 'The marker line is damaged' },
    fix: { id: 'Kirim ulang dari meja kerja', en: 'Send it again from the desk' },
  },
  'damaged-document': {
    message: { id: 'Baris sebuah file rusak', en: 'The line of a file is damaged' },
    fix: { id: 'Lampirkan lagi dari meja kerja', en: 'Attach it again at the desk' },
  },
} as const satisfies Record<string, { message: Text; fix: Text }>;

/** The parts of a body, and the places where the body is not well-formed. */
interface ReadParts extends Omit<Review, 'problems'> {
  readonly faults: readonly { readonly code: keyof typeof FAULTS; readonly line: number }[];
}

/**
 * Reads a review's body into its parts. A block inside another block or a quotation belongs to the note.
 * @param tag tag of the block whose content is the result
 * @param mayBePhotos whether the files may be photographs
 */
export function splitReview(body: string | null | undefined, tag = TAG, mayBePhotos = false): Review {
  const { faults, ...parts } = readParts(body, tag);
  const problems = faults.map(({ code, line }) => ({
    ...{ file: 'review', path: '', line, code: `review-${code}` },
    ...FAULTS[code],
  }));
  const ofFiles = signedLineFaults(parts.documents, mayBePhotos);
  return { ...parts, problems: [...problems, ...ofFiles, ...noteFaults(parts.note)] };
}

/** Checks whether parts have no problem. The desk needs this check, and not the words of the problems. */
const isSound = ({ faults, documents, note }: ReadParts): boolean =>
  faults.length + signedLineFaults(documents).length + noteFaults(note).length === 0;

function readParts(body: string | null | undefined, tag = TAG): ReadParts {
  const note: string[] = [];
  const blocks: string[][] = [];
  const markers: { visit?: string; digest?: string }[] = [];
  const documents: NamedDocument[] = [];
  const faults: { code: keyof typeof FAULTS; line: number }[] = [];
  const report = (code: keyof typeof FAULTS, line: number): void => void faults.push({ code, line });

  let open: Fence | undefined;
  for (const [index, text] of (body ?? '').split(/\r\n|\n|\r/).entries()) {
    const line = index + 1;
    if (open) {
      const closed = closes(text, open);
      if (!open.ours) note.push(text);
      else if (!closed) blocks.at(-1)?.push(withoutIndent(text, open.indent));
      if (closed) open = undefined;
      continue;
    }
    open = opening(text, line, tag);
    if (open?.ours) {
      blocks.push([]);
      if (blocks.length === 2) report('two-blocks', line);
      continue;
    }
    const marker = open ? null : MARKER.exec(text);
    if (marker) {
      const [, visit, digest] = marker;
      markers.push({ ...(visit ? { visit } : {}), ...(digest ? { digest } : {}) });
      if (markers.length === 2) report('two-markers', line);
    } else if (!open && LIKE_MARKER.test(text)) {
      report('damaged-marker', line);
    } else {
      const document = open ? undefined : signedLine(text);
      if (document === undefined) note.push(text);
      else if (document !== 'damaged') documents.push(document);
      else report('damaged-document', line);
    }
  }
  if (open?.ours) report('open-block', open.line);
  const [result] = blocks;
  return {
    note: withoutBlankEnds(note.join('\n')),
    ...(result ? { result: result.join('\n') } : {}),
    ...markers[0],
    documents,
    faults,
  };
}

const NOTE: Text = { id: 'catatan', en: 'the note' };

/**
 * Returns the problems of a note (R9). An act with such a problem is `incomplete`: the whole note is refused, and it is
 * never shortened.
 * @param near see `textFaults`
 */
export const noteFaults = (note: string, near = false): Problem[] =>
  writtenFaults(note, near).map((fault) => ({ file: 'note', path: '', label: NOTE, ...fault }));

/**
 * Writes a review's body: marker, block, documents and then the note, so that nothing in the note can change the other
 * parts.
 * @throws RangeError if the note could change the other parts (it contains a `hasil` block, a marker or a document's
 *   line, or has faults), or if visit, digest or a document is not well-formed
 */
export function composeReview({ note = '', result, visit, digest, documents = [] }: ReviewParts): string {
  const words = composed(note);
  const marker = [visit && ` visit=${visit}`, digest && ` digest=${digest}`].filter(Boolean).join('');
  const body = [
    ...(marker ? [`<!-- disposisi:${marker} -->`] : []),
    ...(result === undefined ? [] : [fenced(result)]),
    ...documents.map(printSignedLine),
    ...(words === '' ? [] : [words]),
  ].join('\n\n');
  const back = readParts(body);
  const same =
    isSound(back) &&
    back.visit === (visit || undefined) &&
    back.digest === (digest || undefined) &&
    back.result === (result === undefined ? undefined : lines(result)) &&
    back.documents.length === documents.length &&
    back.documents.every((each, at) => printSignedLine(each) === printSignedLine(documents[at] ?? each)) &&
    back.note === words;
  if (!same) throw new RangeError('The parts of this review cannot be separated again');
  return body;
}

/** The tag of the block in a comment-only review that states that a record is wrong (R52). */
const ANSWER = 'tanggapan';
const ONE_VISIT = new RegExp(`^${VISIT}$`);

/** An answer to what the act of a visit recorded: the visit `<step>#<n>`, and the reason why the record is wrong. */
export interface GivenAnswer {
  readonly visit: string;
  readonly note: string;
}

/** Returns the answer that a review's body contains; undefined if it contains none, or one that is not well-formed. */
export function answerIn(body: string): GivenAnswer | undefined {
  const parts = readParts(body, ANSWER);
  const { result = '', note } = parts;
  const visit = result.trim();
  return ONE_VISIT.test(visit) && note !== '' && isSound(parts) ? { visit, note } : undefined;
}

/** Checks whether a review is meant as an answer, well-formed or not. */
export const isMeantAsAnswer = (body: string): boolean => readParts(body, ANSWER).result !== undefined;

/**
 * Writes the block of an answer, which a person can also copy.
 * @param visit visit, written as `<step>#<n>`
 */
export const answerBlock = (visit: string): string => fenced(visit, ANSWER);

/**
 * Writes the body of a review that contains an answer.
 * @throws RangeError if the note would be read as something else
 */
export function composeAnswer({ visit, note }: GivenAnswer): string {
  const words = composed(note);
  const body = `${answerBlock(visit)}\n\n${words}`;
  const back = answerIn(body);
  if (back?.visit !== visit || back.note !== words) throw new RangeError('The note of this answer cannot be separated');
  return body;
}

/** Returns a note as it is sent: composed characters (NFC), and no blank lines around it. */
export const composed = (note: string): string => withoutBlankEnds(lines(note)).normalize('NFC');

/** Writes text in a block whose fence is longer than any fence in the text. */
export function fenced(result: string, tag = TAG): string {
  const longest = Math.max(2, ...(result.match(/`+/g) ?? []).map(({ length }) => length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}${tag}\n${lines(result)}\n${fence}`;
}

const lines = (text: string): string => text.replace(/\r\n|\r/g, '\n');

// The first line keeps its indentation. Without the indentation, indented code could become a block.
const withoutBlankEnds = (text: string): string => text.replace(/^(?:[ \t]*\n)+/, '').trimEnd();

function opening(text: string, line: number, ours: string): Fence | undefined {
  const [, indent = '', fence, tag] = OPENING.exec(text) ?? [];
  if (fence === undefined) return undefined;
  return { indent: indent.length, character: fence.charAt(0), length: fence.length, ours: tag === ours, line };
}

function closes(text: string, { character, length }: Fence): boolean {
  const [, fence = ''] = /^ {0,3}(`{3,}|~{3,})[ \t]*$/.exec(text) ?? [];
  return fence.startsWith(character) && fence.length >= length;
}

const withoutIndent = (text: string, indent: number): string => text.replace(new RegExp(`^ {0,${indent}}`), '');
