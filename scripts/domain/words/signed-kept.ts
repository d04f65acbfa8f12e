import type { Text } from '#domain/problem.ts';

/**
 * What is said of documents that came with an act (R47): that they are kept, and nothing of what their signatures are worth.
 * @param count how many
 */
export const signedKept = (count: number): Text =>
  count === 1
    ? { id: 'Dokumen bertanda tangan disimpan', en: 'Signed document kept' }
    : { id: `${count} dokumen bertanda tangan disimpan`, en: `${count} signed documents kept` };

/** Stands beside it wherever it is said at length. */
export const SIGNED_NOT_CHECKED: Text = {
  id: 'Keabsahan tanda tangannya diperiksa pada layanan penerbitnya (untuk TTE: BSrE), bukan di sini.',
  en: 'Whether the signature is valid is checked with the service that issued it (for TTE: BSrE), not here.',
};
