/**
 * The line by which the body of a review names a document that was signed elsewhere and comes with the act. Each
 * document has one line that a person can read. The line ends with a comment that readers do not see. The comment names
 * the blob with the file:
 *
 *     Dokumen bertanda tangan: nota-dinas.pdf (SHA-256 0f3a…) <!-- disposisi-dokumen: 9ab1… -->
 */
import { type Problem, shorten, type Text } from '#domain/problem.ts';
import { isFileName, TREE_LIMITS } from './file-rules.ts';

/** A document as the body of a review names it. */
export interface NamedDocument {
  readonly name: string;
  /** Git's id of the blob to which the person uploaded the file. */
  readonly oid: string;
  readonly sha256: string;
}

/** The most documents of an act, and the largest size of each. All of them are in one commit of the register. */
export const SIGNED_LIMITS = { count: 3, size: TREE_LIMITS.attachment } as const;

const LINE =
  /^ {0,3}Dokumen bertanda tangan: (\S+) \(SHA-256 ([0-9a-f]{64})\) <!-- disposisi-dokumen: ([0-9a-f]{40}) -->[ \t]*$/;
/** Matches a line that looks like the line of a document, unless it is quoted from somebody else. */
const LIKE_LINE = /^(?! {0,3}>).*<!--\s*disposisi-dokumen/;

/** Writes the line that names a document; `signedLine` reads it. */
export const printSignedLine = ({ name, oid, sha256 }: NamedDocument): string =>
  `Dokumen bertanda tangan: ${name} (SHA-256 ${sha256}) <!-- disposisi-dokumen: ${oid} -->`;

/**
 * @returns the document that a line names, `damaged` if the line is not well-formed, or undefined for any other line
 */
export function signedLine(line: string): NamedDocument | 'damaged' | undefined {
  const [, name = '', sha256 = '', oid = ''] = LINE.exec(line) ?? [];
  if (oid !== '') return { name, oid, sha256 };
  return LIKE_LINE.test(line) ? 'damaged' : undefined;
}

/** The label of a signed document in problems. */
export const SIGNED_DOCUMENT: Text = { id: 'dokumen bertanda tangan', en: 'the signed document' };

/** Checks whether a signed document may have this name (R8). */
export const isSignedName = (name: string): boolean =>
  isFileName(name) && name.length <= TREE_LIMITS.name && name.endsWith('.pdf');

/** Returns the problems of the lines themselves. The files are not read. */
export function signedLineFaults(named: readonly NamedDocument[]): Problem[] {
  const fault = (file: string, code: string, message: Text, fix: Text, facts: Partial<Problem> = {}): Problem => ({
    file,
    path: '',
    code,
    ...facts,
    message,
    fix,
  });
  const isRepeated = ({ name }: NamedDocument, at: number): boolean =>
    named.findIndex((other) => other.name === name) < at;
  return [
    ...named
      .filter(({ name }) => !isSignedName(name))
      .map(({ name }) => fault(shorten(name), 'signed-name', BAD_NAME, RENAME, { expected: 'a-z 0-9 - _ ., .pdf' })),
    ...named.filter(isRepeated).map(({ name }) => fault(name, 'signed-twice', TWICE, RENAME)),
    ...(named.length > SIGNED_LIMITS.count
      ? [
          fault('', 'signed-many', MANY, FEWER, {
            label: SIGNED_DOCUMENT,
            expected: `≤ ${SIGNED_LIMITS.count}`,
            received: String(named.length),
          }),
        ]
      : []),
  ];
}

const BAD_NAME: Text = {
  id: 'Nama dokumen bertanda tangan tidak dapat dipakai',
  en: 'The name of the signed document cannot be used',
};
const TWICE: Text = { id: 'Dua dokumen bertanda tangan bernama sama', en: 'Two signed documents have one name' };
const MANY: Text = { id: 'Terlalu banyak dokumen bertanda tangan', en: 'There are too many signed documents' };
const RENAME: Text = { id: 'Ganti namanya, lalu lampirkan lagi', en: 'Rename it and attach it again' };
const FEWER: Text = { id: 'Lampirkan lebih sedikit', en: 'Attach fewer' };
