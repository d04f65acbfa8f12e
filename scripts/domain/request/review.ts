/**
 * The body of a review in parts (R4, R10, R16): note, one fenced block `hasil`, one marker line with the visit and
 * digest that the desk showed, and a line for each signed document.
 * <!-- disposisi: visit=pengecekan#2 digest=0f3a… -->
 */
import type { Problem, Text } from '#domain/problem.ts';
import { type NamedDocument, printSignedLine, signedLine, signedLineFaults } from './signed-line.ts';
import { writtenFaults } from './text.ts';

export interface Review {
  /** Without the other parts, and without blank ends. */
  readonly note: string;
  /** The text inside the block. */
  readonly result?: string;
  /** `<step>#<n>`. */
  readonly visit?: string;
  /** As shown (R18). */
  readonly digest?: string;
  /** In order. */
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
// CommonMark 0.31, section 4.5: no backtick follows a fence of backticks.
const OPENING = /^( {0,3})(`{3,}(?=[^`]*$)|~{3,})[ \t]*([^ \t]*)/;

interface Fence {
  indent: number;
  character: string;
  length: number;
  ours: boolean;
  line: number;
}

const TWO_BLOCKS: Text = { id: 'Ada lebih dari satu blok hasil', en: 'There is more than one result block' };
const OPEN_BLOCK: Text = { id: 'Blok hasil tidak ditutup', en: 'The result block is not closed' };
const TWO_MARKERS: Text = { id: 'Ada lebih dari satu baris penanda', en: 'There is more than one marker line' };
const BAD_MARKER: Text = { id: 'Baris penanda rusak', en: 'The marker line is damaged' };
const BAD_DOCUMENT: Text = {
  id: 'Baris dokumen bertanda tangan rusak',
  en: 'The line of a signed document is damaged',
};

const fix = (id: string, en: string): Text => ({ id, en });

/**
 * A block inside another block or a quotation is part of the note.
 * @param body of the forge; null and CRLF are allowed
 * @param tag of the block
 */
export function splitReview(body: string | null | undefined, tag = TAG): Review {
  const note: string[] = [];
  const blocks: string[][] = [];
  const markers: { visit?: string; digest?: string }[] = [];
  const documents: NamedDocument[] = [];
  const problems: Problem[] = [];
  const report = (code: string, line: number, message: Text, todo: Text) => {
    problems.push({ file: 'review', path: '', line, code: `review-${code}`, message, fix: todo });
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
      if (blocks.length === 2) report('two-blocks', line, TWO_BLOCKS, fix('Sisakan satu', 'Leave one'));
      continue;
    }
    const marker = open ? null : MARKER.exec(text);
    if (marker) {
      const [, visit, digest] = marker;
      markers.push({ ...(visit ? { visit } : {}), ...(digest ? { digest } : {}) });
      if (markers.length === 2)
        report('two-markers', line, TWO_MARKERS, fix('Kirim ulang dari meja kerja', 'Send it again from the desk'));
    } else if (!open && LIKE_MARKER.test(text)) {
      report('damaged-marker', line, BAD_MARKER, fix('Kirim ulang dari meja kerja', 'Send it again from the desk'));
    } else {
      const document = open ? undefined : signedLine(text);
      if (document === undefined) note.push(text);
      else if (document !== 'damaged') documents.push(document);
      else
        report(
          'damaged-document',
          line,
          BAD_DOCUMENT,
          fix('Lampirkan lagi dari meja kerja', 'Attach it again at the desk'),
        );
    }
  }
  if (open?.ours) {
    const todo = fix('Tambahkan baris ``` sesudah blok itu', 'Add a line ``` after the block');
    report('open-block', open.line, OPEN_BLOCK, todo);
  }
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

/** A faulty note makes an act `incomplete` (R9). @param near as in `textFaults` */
export const noteFaults = (note: string, near = false): Problem[] =>
  writtenFaults(note, near).map((fault) => ({ file: 'note', path: '', label: NOTE, ...fault }));

/**
 * Marker, block, documents, note: nothing in the note can change the others.
 * @throws RangeError when `splitReview` would give other parts
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
  if (!same) throw new RangeError('The parts of this review cannot be told apart again');
  return body;
}

/** Tag of an answer (R52). */
const ANSWER = 'tanggapan';
const ONE_VISIT = new RegExp(`^${VISIT}$`);

/** Which visit, `<step>#<n>`, and why its record is wrong. */
export interface GivenAnswer {
  readonly visit: string;
  readonly note: string;
}

/** Undefined: none, or a faulty one. */
export function answerIn(body: string): GivenAnswer | undefined {
  const { result = '', note, problems } = splitReview(body, ANSWER);
  const visit = result.trim();
  return ONE_VISIT.test(visit) && note !== '' && problems.length === 0 ? { visit, note } : undefined;
}

/** Also a faulty one. */
export const isMeantAsAnswer = (body: string): boolean => splitReview(body, ANSWER).result !== undefined;

/** @param visit `<step>#<n>` */
export const answerBlock = (visit: string): string => fenced(visit, ANSWER);

/** @throws RangeError where the note would be read as something else */
export function composeAnswer({ visit, note }: GivenAnswer): string {
  const words = composed(note);
  const body = `${answerBlock(visit)}\n\n${words}`;
  const back = answerIn(body);
  if (back?.visit !== visit || back.note !== words)
    throw new RangeError('The note of this answer cannot be told apart');
  return body;
}

/** In NFC, without blank ends. */
export const composed = (note: string): string => withoutBlankEnds(lines(note)).normalize('NFC');

/** Its fence is longer than any inside. */
export function fenced(result: string, tag = TAG): string {
  const longest = Math.max(2, ...(result.match(/`+/g) ?? []).map(({ length }) => length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}${tag}\n${lines(result)}\n${fence}`;
}

const lines = (text: string): string => text.replace(/\r\n|\r/g, '\n');

// The first line keeps its indentation, or indented code could become a block.
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
