import type { Text } from '#domain/problem.ts';

/** Documents that came with an act are kept (R47); nothing is said about their signatures. */
export const signedKept = (count: number): Text =>
  count === 1
    ? { id: 'Dokumen bertanda tangan disimpan', en: 'Signed document kept' }
    : { id: `${count} dokumen bertanda tangan disimpan`, en: `${count} signed documents kept` };

export const SIGNED_NOT_CHECKED: Text = {
  id: 'Keabsahan tanda tangannya diperiksa pada layanan penerbitnya (untuk TTE: BSrE), bukan di sini.',
  en: 'Whether the signature is valid is checked with the service that issued it (for TTE: BSrE), not here.',
};
