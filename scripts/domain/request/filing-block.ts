/**
 * Reads and writes the comment-only review by which a person files a signed document (R47). Its block names the paper, by
 * the id of its template, and the entry on which the paper is based. One line names the document. The rest is a note:
 *
 *     ```arsip
 *     surat: surat-balasan
 *     entri: 17
 *     ```
 */
import type { Problem, Text } from '#domain/problem.ts';
import { fenced, type Review, splitReview } from './review.ts';
import { type NamedDocument, printSignedLine } from './signed-line.ts';
import { readYaml } from './yaml.ts';

const TAG = 'arsip';

/** A signed document, with the paper that it is. */
export interface GivenFiling {
  /** Id of the template. */
  readonly paper: string;
  /** Number of the entry on which the paper is based. */
  readonly entry: number;
  readonly document: NamedDocument;
  readonly note: string;
}

/** Checks whether a review is meant as a filing, well-formed or not. */
export const isMeantAsFiling = (body: string): boolean => partsOf(body).result !== undefined;

const partsOf = (body: string): Review => splitReview(body, TAG);

/**
 * Reads a filing.
 * @returns the filing, or the problems of the review; undefined if the review is not meant as a filing
 */
export function filingIn(body: string): GivenFiling | { readonly problems: readonly Problem[] } | undefined {
  const { result, note, documents, problems } = partsOf(body);
  if (result === undefined) return undefined;
  if (problems.length > 0) return { problems };
  const reading = readYaml(result, TAG);
  if (!reading.ok) return { problems: reading.problems };
  const { surat: paper, entri: entry, ...others } = { ...(reading.value as Partial<Record<string, unknown>>) };
  const isWhole = typeof paper === 'string' && typeof entry === 'number' && Object.keys(others).length === 0;
  const [document, ...more] = documents;
  if (!isWhole) return { problems: [filingProblem('filing-form', FORM)] };
  if (!document || more.length > 0) return { problems: [filingProblem('filing-one', ONE)] };
  return { paper, entry, document, note };
}

/**
 * Writes the body of a review that contains a filing.
 * @throws RangeError if the parts would be read as something else
 */
export function composeFiling({ paper, entry, document, note }: GivenFiling): string {
  const block = fenced(`surat: ${JSON.stringify(paper)}\nentri: ${entry}`, TAG);
  const body = [block, printSignedLine(document), ...(note === '' ? [] : [note])].join('\n\n');
  const back = filingIn(body);
  if (!back || 'problems' in back || back.note !== note) throw new RangeError('This filing cannot be read again');
  return body;
}

export const filingProblem = (code: string, { message, fix }: { message: Text; fix: Text }): Problem => ({
  ...{ file: TAG, path: '', code, message, fix },
});

const FORM = {
  message: {
    id: 'Blok arsip tidak berbentuk sebagaimana mestinya',
    en: 'The block of the filing has another form',
  },
  fix: {
    id: 'Unggah dari meja kerja, atau dengan npx disposisi act file',
    en: 'Upload it at the desk, or by npx disposisi act file',
  },
};
const ONE = {
  message: {
    id: 'Pengarsipan memuat tepat satu dokumen bertanda tangan',
    en: 'A filing has exactly one signed document',
  },
  fix: FORM.fix,
};
