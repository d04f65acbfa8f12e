/**
 * Documents that come with an act and were signed outside the system, and photographs that are filed for a report. The
 * process checks that a file is the file that the act names, and that the file may be kept (R8). The process does not
 * check the signature.
 */
import { given } from '#domain/request/given.ts';
import type { Entry } from '#domain/generated/journal-entry.ts';
import type { Problem, Text } from '#domain/problem.ts';
import { detectType, hasPosition, POSITION } from '#domain/request/attachment-type.ts';
import {
  isPhotoName,
  type NamedDocument,
  PHOTO_LIMITS,
  PHOTOGRAPHS,
  SIGNED_DOCUMENT,
  SIGNED_LIMITS,
} from '#domain/request/signed-line.ts';

/** The document at the blob that an act names, or the reason why it may not be kept. */
export type FoundDocument =
  { readonly sha256: string; readonly size: number; readonly isPhoto?: boolean } | UnfitDocument;

export interface UnfitDocument {
  readonly fault: SignedFault;
  readonly received?: string;
}

type SignedFault = 'absent' | 'empty' | 'large' | 'mixed' | 'not-pdf' | 'position';

/** Returns what a file is by its content, or why it may be kept neither as a signed document nor as a photograph (R8). */
export function kindOf(bytes: Uint8Array): { readonly isPhoto?: true } | UnfitDocument {
  if (bytes.length > SIGNED_LIMITS.size) return tooLarge(bytes.length);
  if (bytes.length === 0) return { fault: 'empty' };
  const detected = detectType(bytes);
  if (!detected.ok) return { fault: detected.reason === 'mixed' ? 'mixed' : 'not-pdf' };
  if (detected.type === 'application/pdf') return {};
  if (detected.type === 'image/png') return { fault: 'not-pdf' };
  if (bytes.length > PHOTO_LIMITS.size) return tooLarge(bytes.length);
  return hasPosition(bytes) ? { fault: 'position' } : { isPhoto: true };
}

const OTHER_KIND: UnfitDocument = { fault: 'not-pdf' };

/**
 * Returns why a file may not be kept under a name (R8).
 * @returns undefined if the file may be kept
 */
export function unfitFor(bytes: Uint8Array, name = '.pdf'): UnfitDocument | undefined {
  const kind = kindOf(bytes);
  return 'fault' in kind ? kind : (kind.isPhoto ?? false) === isPhotoName(name) ? undefined : OTHER_KIND;
}

/** @param size bytes */
export const tooLarge = (size: number): UnfitDocument => ({
  fault: 'large',
  received: `${(size / 1024 / 1024).toFixed(2)} MB`,
});

/** Thrown if the documents of an act must be read before the act can be judged. */
export class UnreadDocuments extends Error {
  override readonly name = 'UnreadDocuments';
  readonly documents: readonly NamedDocument[];

  constructor(documents: readonly NamedDocument[]) {
    super(`Documents were not read: ${documents.map(({ oid }) => oid).join(', ')}.`);
    this.documents = documents;
  }
}

/**
 * Returns the documents of an act as its entry keeps them, or their problems. The judge calls this function only after
 * the checks of person and role. So nobody without a role can make the process read files.
 * @throws UnreadDocuments if a document was not read yet
 */
export function checkSigned(
  documents: ReadonlyMap<string, FoundDocument>,
  named: readonly NamedDocument[],
): { readonly signed?: NonNullable<Entry['signed']> } | { readonly problems: Problem[] } {
  const unread = named.filter(({ oid }) => !documents.has(oid));
  if (unread.length > 0) throw new UnreadDocuments(unread);
  const problems: Problem[] = [];
  const signed = named.flatMap(({ name, oid, sha256, caption }) => {
    const found = documents.get(oid) ?? { fault: 'absent' };
    if ('fault' in found) problems.push(unfitProblem(name, found));
    else if ((found.isPhoto ?? false) !== isPhotoName(name)) problems.push(unfitProblem(name, OTHER_KIND));
    else if (found.sha256 !== sha256)
      problems.push(signedProblem(name, 'differs', { expected: sha256, received: found.sha256 }));
    else return [{ name, oid, sha256, size: found.size, ...given({ caption }) }];
    return [];
  });
  if (problems.length > 0) return { problems };
  return signed.length > 0 ? { signed } : {};
}

export const unfitProblem = (name: string, { fault, received }: UnfitDocument): Problem =>
  signedProblem(name, fault === 'not-pdf' && isPhotoName(name) ? 'not-photo' : fault, {
    expected:
      fault === 'large' ? `≤ ${(isPhotoName(name) ? PHOTO_LIMITS : SIGNED_LIMITS).size / 1024 / 1024} MB` : undefined,
    received,
  });

type FileProblem = SignedFault | 'differs' | 'not-photo';

const signedProblem = (
  name: string,
  fault: FileProblem,
  facts: { expected?: string | undefined; received?: string | undefined },
): Problem => ({
  file: name,
  path: '',
  code: `signed-${fault}`,
  ...given(facts),
  label: isPhotoName(name) ? PHOTOGRAPHS : SIGNED_DOCUMENT,
  message: MESSAGES[fault],
  fix: FIXES[fault],
});

const MESSAGES: Readonly<Record<FileProblem, Text>> = {
  absent: { id: 'Filenya tidak ada di repositori', en: 'The file is not in the repository' },
  empty: { id: 'Filenya kosong', en: 'The file is empty' },
  large: { id: 'Filenya terlalu besar', en: 'The file is too large' },
  'not-pdf': { id: 'Isinya bukan PDF', en: 'Its content is no PDF' },
  'not-photo': { id: 'Isinya bukan foto JPEG', en: 'Its content is no JPEG photograph' },
  mixed: { id: 'File ini juga halaman web', en: 'This file is also a web page' },
  position: POSITION,
  differs: {
    id: 'Isi file ini berbeda dari yang disebut tindakan: sidik SHA-256 tidak sama',
    en: 'The file in the repository is not the one that was named: its SHA-256 differs',
  },
};

/** The fix asks for another signature, since printing the PDF again would remove the present one. */
const SIGN_AGAIN: Text = {
  id: 'Tandatangani PDF yang hanya memuat halaman, lalu lampirkan lagi',
  en: 'Sign a PDF that holds pages only, and attach it again',
};
const AS_PHOTO: Text = {
  id: 'Tambahkan dari Meja kerja, yang membuatnya JPEG tanpa lokasi',
  en: 'Add it at the desk, which makes it a JPEG without its place',
};
const ATTACH_AGAIN: Text = {
  id: 'Lampirkan lagi dari meja kerja atau dengan --signed',
  en: 'Attach it again at the desk or by --signed',
};

const FIXES: Readonly<Record<FileProblem, Text>> = {
  absent: ATTACH_AGAIN,
  empty: { id: 'Lampirkan PDF yang ditandatangani', en: 'Attach the PDF that was signed' },
  large: {
    id: 'Perkecil dokumen sebelum ditandatangani; foto dari Meja kerja diperkecil sendiri',
    en: 'Make a document smaller before it is signed; the desk makes photographs smaller',
  },
  'not-pdf': { id: 'Lampirkan PDF yang ditandatangani', en: 'Attach the PDF that was signed' },
  'not-photo': AS_PHOTO,
  position: AS_PHOTO,
  mixed: SIGN_AGAIN,
  differs: ATTACH_AGAIN,
};
