export const REGISTER_BRANCH = 'register';

/** Its full name, which no tag can have. */
export const REGISTER_REF = `refs/heads/${REGISTER_BRANCH}`;

/** What a run must know of other cases; derived from the journals and rewritten with them. */
export const INDEX_PATH = 'index.json';

/** One line for each configuration that the process adopted, after a look at every open case (R28). */
export const CONFIGURATIONS_PATH = 'configurations.jsonl';

/** The signed checkpoint of the log as it stands (R36); git's history keeps all that there were. */
export const CHECKPOINT_PATH = 'checkpoint';

/** The keys by which checkpoints are verified, one a line; the last one signs now (R36). */
export const VKEY_PATH = 'vkey';

export const README_PATH = 'README.md';

/** Signed documents lie in it (R47). */
export const DOCUMENTS_FOLDER = 'documents';

const DOCUMENT = /^documents\/(0|[1-9]\d*)\/[1-9]\d*\/[0-9a-f]{64}\.pdf$/;

/** Where a signed document is kept (R47): by what it is, so that no chosen name reaches a path, and never rewritten. */
export const documentPath = (number: number, sha256: string): string =>
  `${DOCUMENTS_FOLDER}/${Math.floor(number / 100)}/${number}/${sha256}.pdf`;

/** Has this the form of a signed document's path? Whether it is where its case's documents lie, the entry that names it says. */
export const isDocumentPath = (path: string): boolean => DOCUMENT.test(path);

const JOURNAL = /^journals\/(0|[1-9]\d*)\/([1-9]\d*)\.jsonl$/;

/** Where a case's journal lies: a hundred to a folder, so that a tree stays small however many cases there are. */
export function journalPath(number: number): string {
  return `journals/${Math.floor(number / 100)}/${number}.jsonl`;
}

/** The case's number, or undefined where the path is no journal's (or not in its own folder). */
export function journalNumber(path: string): number | undefined {
  const number = Number(JOURNAL.exec(path)?.[2] ?? Number.NaN);
  return Number.isSafeInteger(number) && journalPath(number) === path ? number : undefined;
}
