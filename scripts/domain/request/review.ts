/**
 * The body of a review, taken apart and put together (R4, R10, R16): the note that a person wrote, at most one fenced
 * block tagged `hasil`, at most one marker line that names the visit and the digest which the desk showed, and a line for each
 * signed document that comes with the act.
 *
 *     <!-- disposisi: visit=pengecekan#2 digest=0f3a… -->
 */
import type { Problem, Text } from '#domain/problem.ts';
import { type NamedDocument, printSignedLine, signedLine, signedLineFaults } from './signed-line.ts';
import { writtenFaults } from './text.ts';

export interface Review {
  /** What is left without block, marker and lines of documents; no blank lines around it, line ends `\n`. */
  readonly note: string;
  readonly result?: string;
  /** `<step>#<n>`: the visit that the act is meant for. */
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
// A fenced code block by CommonMark 0.31, section 4.5; no backtick may follow a fence of backticks.
const OPENING = /^( {0,3})(`{3,}(?=[^`]*$)|~{3,})[ \t]*([^ \t]*)/;

interface Fence {
  indent: number;
  character: string;
  length: number;
  /** Is it the block that is looked for? */
  ours: boolean;
  line: number;
}

/** What is wrong with the parts of a body, and what to do. */
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
    message: { id: 'Baris dokumen bertanda tangan rusak', en: 'The line of a signed document is damaged' },
    fix: { id: 'Lampirkan lagi dari meja kerja', en: 'Attach it again at the desk' },
  },
} as const satisfies Record<string, { message: Text; fix: Text }>;

/**
 * Takes a review's body apart. A block inside another code block or a quotation is part of the note, as a reader sees it.
 * @param body as the forge gives it; null and CRLF are fine
 * @param tag of the block that is removed
 * @returns its parts; with problems, the act is `incomplete` (R4)
 */
export function splitReview(body: string | null | undefined, tag = TAG): Review {
  const note: string[] = [];
  const blocks: string[][] = [];
  const markers: { visit?: string; digest?: string }[] = [];
  const documents: NamedDocument[] = [];
  const problems: Problem[] = [];
  const report = (code: keyof typeof FAULTS, line: number): void => {
    problems.push({ file: 'review', path: '', line, code: `review-${code}`, ...FAULTS[code] });
  };

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
  const words = withoutBlankEnds(note.join('\n'));
  problems.push(...signedLineFaults(documents), ...noteFaults(words));
  return {
    note: words,
    ...(result ? { result: result.join('\n') } : {}),
    ...markers[0],
    documents,
    problems,
  };
}

const NOTE: Text = { id: 'catatan', en: 'the note' };

/** What R9 has against a note; with it, an act is `incomplete`. It is refused whole, never cut. @param near as of `textFaults` */
export const noteFaults = (note: string, near = false): Problem[] =>
  writtenFaults(note, near).map((fault) => ({ file: 'note', path: '', label: NOTE, ...fault }));

/**
 * Puts a review's body together: marker, then block, then documents, then the note, so that nothing in the note can change the others.
 * @returns the body, which `splitReview` takes apart into the same parts
 * @throws RangeError when it would not: the note has a `hasil` block, a marker or a document's line of its own, or faults
 *   (`noteFaults`), or visit, digest or a document has another form
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
  const back = splitReview(body);
  const same =
    back.problems.length === 0 &&
    back.visit === (visit || undefined) &&
    back.digest === (digest || undefined) &&
    back.result === (result === undefined ? undefined : lines(result)) &&
    back.documents.length === documents.length &&
    back.documents.every((each, at) => printSignedLine(each) === printSignedLine(documents[at] ?? each)) &&
    back.note === words;
  if (!same) throw new RangeError('The parts of this review cannot be separated again');
  return body;
}

/** Tags the block by which a comment-only review answers what an act recorded (R52). */
const ANSWER = 'tanggapan';
const ONE_VISIT = new RegExp(`^${VISIT}$`);

/** An answer to what the act of a visit recorded: which visit, `<step>#<n>`, and why it is not so. */
export interface GivenAnswer {
  readonly visit: string;
  readonly note: string;
}

/** The answer that a review's body gives; undefined where it gives none, or not soundly. */
export function answerIn(body: string): GivenAnswer | undefined {
  const { result = '', note, problems } = splitReview(body, ANSWER);
  const visit = result.trim();
  return ONE_VISIT.test(visit) && note !== '' && problems.length === 0 ? { visit, note } : undefined;
}

/** Is a review meant as an answer, soundly or not? */
export const isMeantAsAnswer = (body: string): boolean => splitReview(body, ANSWER).result !== undefined;

/** The block of an answer, which a person can copy too. @param visit `<step>#<n>` */
export const answerBlock = (visit: string): string => fenced(visit, ANSWER);

/** The body of a review that answers. @throws RangeError where the note would be taken for something else */
export function composeAnswer({ visit, note }: GivenAnswer): string {
  const words = composed(note);
  const body = `${answerBlock(visit)}\n\n${words}`;
  const back = answerIn(body);
  if (back?.visit !== visit || back.note !== words) throw new RangeError('The note of this answer cannot be separated');
  return body;
}

/** A note as it is sent: letters in one piece (NFC), no blank lines around it. */
export const composed = (note: string): string => withoutBlankEnds(lines(note)).normalize('NFC');

/** Text in a block, the fence longer than any inside. */
export function fenced(result: string, tag = TAG): string {
  const longest = Math.max(2, ...(result.match(/`+/g) ?? []).map(({ length }) => length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}${tag}\n${lines(result)}\n${fence}`;
}

const lines = (text: string): string => text.replace(/\r\n|\r/g, '\n');

// The first line keeps its indentation: without it, code that is indented could become a block.
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
