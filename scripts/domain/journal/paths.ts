export const REGISTER_BRANCH = 'register';

/** No tag can have it. */
export const REGISTER_REF = `refs/heads/${REGISTER_BRANCH}`;

/** Derived from the journals. */
export const INDEX_PATH = 'index.json';

/** Adopted configurations (R28). */
export const CONFIGURATIONS_PATH = 'configurations.jsonl';

/** Signed (R36). */
export const CHECKPOINT_PATH = 'checkpoint';

/** One a line; the last one signs (R36). */
export const VKEY_PATH = 'vkey';

/** For visitors of the branch. */
export const README_PATH = 'README.md';

/** Signed documents (R47). */
export const DOCUMENTS_FOLDER = 'documents';

const DOCUMENT = /^documents\/(0|[1-9]\d*)\/[1-9]\d*\/[0-9a-f]{64}\.pdf$/;

/** By content, so that no chosen name reaches a path, and nothing is overwritten (R47). */
export const documentPath = (number: number, sha256: string): string =>
  `${DOCUMENTS_FOLDER}/${Math.floor(number / 100)}/${number}/${sha256}.pdf`;

/** Of the right form; its entry says the rest. */
export const isDocumentPath = (path: string): boolean => DOCUMENT.test(path);

const JOURNAL = /^journals\/(0|[1-9]\d*)\/([1-9]\d*)\.jsonl$/;

/** A hundred to a folder, to keep trees small. */
export function journalPath(number: number): string {
  return `journals/${Math.floor(number / 100)}/${number}.jsonl`;
}

/** Undefined: no journal's path. */
export function journalNumber(path: string): number | undefined {
  const number = Number(JOURNAL.exec(path)?.[2] ?? Number.NaN);
  return Number.isSafeInteger(number) && journalPath(number) === path ? number : undefined;
}
