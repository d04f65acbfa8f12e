/**
 * Reads and writes the comment-only review by which a person files a signed document, or the photographs of a report
 * (R47). Its block names the paper, by the id of its template, and the entry on which the paper is based. Lines name the
 * document or the photographs. The rest is a note:
 *
 *     ```arsip
 *     surat: surat-balasan
 *     entri: 17
 *     ```
 */
import type { Problem, Text } from '#domain/problem.ts';
import { fenced, type Review, splitReview } from './review.ts';
import { type NamedDocument, printSignedLine } from './signed-line.ts';

export const FILING_TAG = 'arsip';

/** A signed document or photographs, with the paper that it is, or to which they belong. */
export interface GivenFiling {
  /** Id of the template. */
  readonly paper: string;
  /** Number of the entry on which the paper is based. */
  readonly entry: number;
  readonly documents: readonly NamedDocument[];
  readonly note: string;
}

/** Checks whether a review is meant as a filing, well-formed or not. */
export const isMeantAsFiling = (body: string): boolean => filingParts(body).result !== undefined;

/** Splits a review whose block is a filing. */
export const filingParts = (body: string): Review => splitReview(body, FILING_TAG, true);

/**
 * Writes the body of a review that contains a filing.
 * @throws RangeError if the parts would be read as something else
 */
export function composeFiling({ paper, entry, documents, note }: GivenFiling): string {
  const written = `surat: ${JSON.stringify(paper)}\nentri: ${entry}`;
  const lines = documents.map(printSignedLine);
  const body = [fenced(written, FILING_TAG), ...lines, ...(note === '' ? [] : [note])].join('\n\n');
  // The desk sends filings without a reader of YAML.
  const back = filingParts(body);
  const isWhole = back.result?.trim() === written && back.documents.map(printSignedLine).join() === lines.join();
  if (!isWhole || back.problems.length > 0 || back.note !== note)
    throw new RangeError('This filing cannot be read again');
  return body;
}

export const filingProblem = (code: string, { message, fix }: { message: Text; fix: Text }): Problem => ({
  ...{ file: FILING_TAG, path: '', code, message, fix },
});
