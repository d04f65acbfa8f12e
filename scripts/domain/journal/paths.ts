import { isPhotoName } from '#domain/request/signed-line.ts';

export const REGISTER_BRANCH = 'register';

/** The full name of the branch, which no tag can have. */
export const REGISTER_REF = `refs/heads/${REGISTER_BRANCH}`;

/** The index: the data of other cases that a run needs. It is made from the journals, and written anew with them. */
export const INDEX_PATH = 'index.json';

/** The list of configurations, one per line, that the process adopted after judging every open case (R28). */
export const CONFIGURATIONS_PATH = 'configurations.jsonl';

/** The signed checkpoint of the present log (R36). Earlier checkpoints are in the history of git. */
export const CHECKPOINT_PATH = 'checkpoint';

/** The keys by which checkpoints are verified, one per line (R36). The last key signs at present. */
export const VKEY_PATH = 'vkey';

/** The list of the commits at which the history of register and main was made anew without erased content (R50). */
export const REWRITES_PATH = 'rewrites.jsonl';

export const README_PATH = 'README.md';

/** Returns the hundred of a case number, which is the folder of its journal. */
export const hundredOf = (number: number): number => Math.floor(number / 100);

/** The folder of signed documents and photographs (R47). */
export const DOCUMENTS_FOLDER = 'documents';

const DOCUMENT = /^documents\/(0|[1-9]\d*)\/[1-9]\d*\/[0-9a-f]{64}\.(?:pdf|jpg)$/;

/**
 * Returns the path of a signed document or photograph (R47), which contains no name chosen by a person. The file never
 * changes.
 * @param name the name, whose ending says what the file is
 */
export const documentPath = (number: number, sha256: string, name = '.pdf'): string =>
  `${DOCUMENTS_FOLDER}/${hundredOf(number)}/${number}/${sha256}.${isPhotoName(name) ? 'jpg' : 'pdf'}`;

/** Checks the form of a signed document's path, but not whether the folder is that of the document's case. */
export const isDocumentPath = (path: string): boolean => DOCUMENT.test(path);

const JOURNAL = /^journals\/(0|[1-9]\d*)\/([1-9]\d*)\.jsonl$/;

/** Returns the path of a journal. A folder has a hundred journals, so that trees of git stay small. */
export function journalPath(number: number): string {
  return `journals/${hundredOf(number)}/${number}.jsonl`;
}

/** Returns the case number of a journal's path; undefined if the path is not a journal's, or names the wrong folder. */
export function journalNumber(path: string): number | undefined {
  const number = Number(JOURNAL.exec(path)?.[2] ?? Number.NaN);
  return Number.isSafeInteger(number) && journalPath(number) === path ? number : undefined;
}

const LIST = /^daftar\/\d{4}\/(?:0|[1-9]\d*|README)\.md$/;

/** Checks whether a path is that of a list for people, which versions before 0.8 wrote (R27). Nothing reads it. */
export const isListPath = (path: string): boolean => LIST.test(path);
