import type { Text } from '#domain/problem.ts';

/** Words that no page of the desk needs before it shows fields. */
export const FIELDS = {
  addItem: { id: 'Tambah {l}', en: 'Add {l}' },
  removeItem: { id: 'Hapus {l} {n}', en: 'Remove {l} {n}' },
  yes: { id: 'Ya', en: 'Yes' },
  no: { id: 'Tidak', en: 'No' },
} as const satisfies Record<string, Text>;
