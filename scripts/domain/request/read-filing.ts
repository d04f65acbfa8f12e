import type { Problem } from '#domain/problem.ts';
import { FILING_TAG, filingParts, filingProblem, type GivenFiling } from './filing-block.ts';
import { isPhotoName } from './signed-line.ts';
import { readYaml } from './yaml.ts';

/**
 * Reads a filing.
 * @returns the filing, or the problems of the review; undefined if the review is not meant as a filing
 */
export function filingIn(body: string): GivenFiling | { readonly problems: readonly Problem[] } | undefined {
  const { result, note, documents, problems } = filingParts(body);
  if (result === undefined) return undefined;
  if (problems.length > 0) return { problems };
  const reading = readYaml(result, FILING_TAG);
  if (!reading.ok) return { problems: reading.problems };
  const { surat: paper, entri: entry, ...others } = { ...(reading.value as Partial<Record<string, unknown>>) };
  const isWhole = typeof paper === 'string' && typeof entry === 'number' && Object.keys(others).length === 0;
  if (!isWhole) return { problems: [filingProblem('filing-form', FORM)] };
  if (documents.length !== 1 && !(documents[0] && isPhotoName(documents[0].name)))
    return { problems: [filingProblem('filing-one', ONE)] };
  return { paper, entry, documents, note };
}

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
    id: 'Pengarsipan memuat tepat satu dokumen bertanda tangan, atau foto saja',
    en: 'A filing has exactly one signed document, or photographs only',
  },
  fix: FORM.fix,
};
