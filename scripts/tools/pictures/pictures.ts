import type { Text } from '#domain/problem.ts';

/** The pictures of the guides, with the names of their files in each language. */
export const PICTURES = {
  signIn: { id: 'masuk', en: 'sign-in' },
  form: { id: 'formulir', en: 'form' },
  submit: { id: 'ajukan', en: 'submit' },
  casePage: { id: 'halaman-berkas', en: 'case-page' },
  myRequests: { id: 'permohonan-saya', en: 'my-requests' },
  returned: { id: 'dikembalikan', en: 'returned' },
  alternatives: { id: 'pertimbangkan-alternatif', en: 'consider-alternatives' },
  list: { id: 'daftar', en: 'list' },
  case: { id: 'berkas', en: 'case' },
  phone: { id: 'telepon', en: 'phone' },
  refused: { id: 'tidak-diterima', en: 'not-accepted' },
  row7: { id: 'baris-7', en: 'row-7' },
  row8: { id: 'baris-8', en: 'row-8' },
  row10: { id: 'baris-10', en: 'row-10' },
} as const satisfies Readonly<Record<string, Text>>;

export type PictureName = keyof typeof PICTURES;
