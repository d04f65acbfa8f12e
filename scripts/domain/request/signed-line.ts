/**
 * The line by which the body of a review names a document that was signed elsewhere and comes with the act, or a
 * photograph that is filed for a report. Each file has one line that a person can read. The line ends with a comment
 * that readers do not see. The comment names the blob with the file:
 *
 *     Dokumen bertanda tangan: nota-dinas.pdf (SHA-256 0f3a…) <!-- disposisi-dokumen: 9ab1… -->
 *     Foto: rapat.jpg (SHA-256 1c7e…) Peserta rapat <!-- disposisi-dokumen: 77d0… -->
 */
import { type Problem, shorten, type Text } from '#domain/problem.ts';
import { isFileName, TREE_LIMITS } from './file-rules.ts';
import { writtenFaults } from './text.ts';

/** A document as the body of a review names it. */
export interface NamedDocument {
  readonly name: string;
  /** Git's id of the blob to which the person uploaded the file. */
  readonly oid: string;
  readonly sha256: string;
  /** What a photograph shows. */
  readonly caption?: string;
}

/** The most documents of an act, and the largest size of each. All of them are in one commit of the register. */
export const SIGNED_LIMITS = { count: 3, size: TREE_LIMITS.attachment } as const;
/** The most photographs of a filing, the largest size of each in bytes, and the most characters of a caption. */
export const PHOTO_LIMITS = { count: 6, size: 2 * 1024 * 1024, caption: 200 } as const;

/** Checks whether a file is a photograph, by its name. The process compares the name with the content (R47). */
export const isPhotoName = (name: string): boolean => /\.jpe?g$/.test(name);

const LINE =
  /^ {0,3}(?:Dokumen bertanda tangan|Foto): (\S+) \(SHA-256 ([0-9a-f]{64})\)(?: (.+))? <!-- disposisi-dokumen: ([0-9a-f]{40}) -->[ \t]*$/;
/** Matches a line that looks like the line of a document, unless it is quoted from somebody else. */
const LIKE_LINE = /^(?! {0,3}>).*<!--\s*disposisi-dokumen/;

/** Writes the line that names a document; `signedLine` reads it. */
export const printSignedLine = ({ name, oid, sha256, caption = '' }: NamedDocument): string => {
  const [what, shows] = isPhotoName(name) ? ['Foto', ` ${caption}`] : ['Dokumen bertanda tangan', ''];
  const words = shows.normalize('NFC').replace(/\s+/g, ' ').trimEnd();
  return `${what}: ${name} (SHA-256 ${sha256})${words} <!-- disposisi-dokumen: ${oid} -->`;
};

/**
 * @returns the document that a line names, `damaged` if the line is not well-formed, or undefined for any other line
 */
export function signedLine(line: string): NamedDocument | 'damaged' | undefined {
  const [, name = '', sha256 = '', caption = '', oid = ''] = LINE.exec(line) ?? [];
  const named = { name, oid, sha256, ...(caption && { caption }) };
  // The word at the beginning belongs to the kind of the file, and only a photograph has a caption.
  if (oid !== '' && printSignedLine(named) === line.trim()) return named;
  return LIKE_LINE.test(line) ? 'damaged' : undefined;
}

/** The label of a signed document in problems. */
export const SIGNED_DOCUMENT: Text = { id: 'dokumen bertanda tangan', en: 'the signed document' };
export const PHOTOGRAPHS: Text = { id: 'foto', en: 'the photographs' };

/**
 * Returns the problems of the lines themselves. The files are not read.
 * @param mayBePhotos whether the files may all be photographs, as in a filing
 */
export function signedLineFaults(named: readonly NamedDocument[], mayBePhotos = false): Problem[] {
  const arePhotos = mayBePhotos && named.every(({ name }) => isPhotoName(name));
  const [ending, { count }] = arePhotos ? ['.jpg', PHOTO_LIMITS] : ['.pdf', SIGNED_LIMITS];
  const isFit = (name: string): boolean =>
    isFileName(name) && name.length <= TREE_LIMITS.name && (arePhotos || name.endsWith(ending));
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
      .filter(({ name }) => !isFit(name))
      .map(({ name }) =>
        fault(shorten(name), 'signed-name', BAD_NAME, RENAME, { expected: `a-z 0-9 - _ ., ${ending}` }),
      ),
    ...named.filter(isRepeated).map(({ name }) => fault(name, 'signed-twice', TWICE, RENAME)),
    ...named.flatMap(({ name, caption = '' }) =>
      writtenFaults(caption, false, PHOTO_LIMITS.caption).map((each) => ({ file: name, path: '', ...each })),
    ),
    ...(named.length > count
      ? [
          fault('', 'signed-many', MANY, FEWER, {
            label: arePhotos ? PHOTOGRAPHS : SIGNED_DOCUMENT,
            expected: `≤ ${count}`,
            received: String(named.length),
          }),
        ]
      : []),
  ];
}

const BAD_NAME: Text = { id: 'Nama file ini tidak dapat dipakai', en: 'The name of this file cannot be used' };
const TWICE: Text = { id: 'Dua file bernama sama', en: 'Two files have one name' };
const MANY: Text = { id: 'Terlalu banyak file', en: 'There are too many files' };
const RENAME: Text = { id: 'Ganti namanya, lalu lampirkan lagi', en: 'Rename it and attach it again' };
const FEWER: Text = { id: 'Lampirkan lebih sedikit', en: 'Attach fewer' };
