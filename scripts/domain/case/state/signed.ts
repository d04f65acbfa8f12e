/**
 * Documents that come with an act and were signed outside the system. The process checks that a file is the file that
 * the act names, and that the file may be kept (R8). The process does not check the signature.
 */
import { given } from '#domain/request/given.ts';
import type { Entry } from '#domain/generated/journal-entry.ts';
import type { Problem, Text } from '#domain/problem.ts';
import { detectType } from '#domain/request/attachment-type.ts';
import { type NamedDocument, SIGNED_DOCUMENT, SIGNED_LIMITS } from '#domain/request/signed-line.ts';

/** The document at the blob that an act names, or the reason why it may not be kept. */
export type FoundDocument = { readonly sha256: string; readonly size: number } | UnfitDocument;

export interface UnfitDocument {
  readonly fault: SignedFault;
  readonly received?: string;
}

type SignedFault = 'absent' | 'empty' | 'large' | 'mixed' | 'not-pdf';

/**
 * Returns why a file may not be kept as a signed document (R8).
 * @returns undefined if the file may be kept
 */
export function unfitFor(bytes: Uint8Array): UnfitDocument | undefined {
  if (bytes.length > SIGNED_LIMITS.size) return tooLarge(bytes.length);
  if (bytes.length === 0) return { fault: 'empty' };
  const detected = detectType(bytes);
  if (detected.ok) return detected.type === 'application/pdf' ? undefined : { fault: 'not-pdf' };
  return { fault: detected.reason === 'mixed' ? 'mixed' : 'not-pdf' };
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
  const signed = named.flatMap(({ name, oid, sha256 }) => {
    const found = documents.get(oid) ?? { fault: 'absent' };
    if ('fault' in found) problems.push(unfitProblem(name, found));
    else if (found.sha256 !== sha256)
      problems.push(signedProblem(name, 'differs', { expected: sha256, received: found.sha256 }));
    else return [{ name, oid, sha256, size: found.size }];
    return [];
  });
  if (problems.length > 0) return { problems };
  return signed.length > 0 ? { signed } : {};
}

export const unfitProblem = (name: string, { fault, received }: UnfitDocument): Problem =>
  signedProblem(name, fault, {
    expected: fault === 'large' ? `≤ ${SIGNED_LIMITS.size / 1024 / 1024} MB` : undefined,
    received,
  });

const signedProblem = (
  name: string,
  fault: SignedFault | 'differs',
  facts: { expected?: string | undefined; received?: string | undefined },
): Problem => ({
  file: name,
  path: '',
  code: `signed-${fault}`,
  ...given(facts),
  label: SIGNED_DOCUMENT,
  message: MESSAGES[fault],
  fix: FIXES[fault],
});

const MESSAGES: Readonly<Record<SignedFault | 'differs', Text>> = {
  absent: { id: 'Filenya tidak ada di repositori', en: 'The file is not in the repository' },
  empty: { id: 'Filenya kosong', en: 'The file is empty' },
  large: { id: 'Filenya terlalu besar', en: 'The file is too large' },
  'not-pdf': { id: 'Isinya bukan PDF', en: 'Its content is no PDF' },
  mixed: { id: 'PDF ini juga halaman web', en: 'This PDF is also a web page' },
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
const ATTACH_AGAIN: Text = {
  id: 'Lampirkan lagi dari meja kerja atau dengan --signed',
  en: 'Attach it again at the desk or by --signed',
};

const FIXES: Readonly<Record<SignedFault | 'differs', Text>> = {
  absent: ATTACH_AGAIN,
  empty: { id: 'Lampirkan PDF yang ditandatangani', en: 'Attach the PDF that was signed' },
  large: { id: 'Perkecil sebelum ditandatangani', en: 'Make it smaller before it is signed' },
  'not-pdf': { id: 'Lampirkan PDF yang ditandatangani', en: 'Attach the PDF that was signed' },
  mixed: SIGN_AGAIN,
  differs: ATTACH_AGAIN,
};
