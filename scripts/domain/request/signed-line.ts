/**
 * How a review names a signed document: a line for people, with a hidden comment that names the blob.
 * Dokumen bertanda tangan: nota-dinas.pdf (SHA-256 0f3a…) <!-- disposisi-dokumen: 9ab1… -->
 */
import { type Problem, shorten, type Text } from '#domain/problem.ts';
import { isFileName, TREE_LIMITS } from './file-rules.ts';

export interface NamedDocument {
  readonly name: string;
  /** Git's blob id. */
  readonly oid: string;
  readonly sha256: string;
}

/** They go into one commit of the register. */
export const SIGNED_LIMITS = { count: 3, size: TREE_LIMITS.attachment } as const;

const LINE =
  /^ {0,3}Dokumen bertanda tangan: (\S+) \(SHA-256 ([0-9a-f]{64})\) <!-- disposisi-dokumen: ([0-9a-f]{40}) -->[ \t]*$/;
/** In a quotation it is older text. */
const LIKE_LINE = /^(?! {0,3}>).*<!--\s*disposisi-dokumen/;

/** Read by `signedLine`. */
export const printSignedLine = ({ name, oid, sha256 }: NamedDocument): string =>
  `Dokumen bertanda tangan: ${name} (SHA-256 ${sha256}) <!-- disposisi-dokumen: ${oid} -->`;

/** @returns the document; `damaged`: similar to such a line; undefined: another line */
export function signedLine(line: string): NamedDocument | 'damaged' | undefined {
  const [, name = '', sha256 = '', oid = ''] = LINE.exec(line) ?? [];
  if (oid !== '') return { name, oid, sha256 };
  return LIKE_LINE.test(line) ? 'damaged' : undefined;
}

export const SIGNED_DOCUMENT: Text = { id: 'dokumen bertanda tangan', en: 'the signed document' };

/** See R8. */
export const isSignedName = (name: string): boolean =>
  isFileName(name) && name.length <= TREE_LIMITS.name && name.endsWith('.pdf');

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
