import type { Problem, Text } from '#domain/problem.ts';

/** @param file part of the act: `note`, `hasil` @param label what is missing */
export const notWritten = (file: string, code: string, label: Text): Problem => ({
  file,
  path: '',
  code,
  label,
  message: { id: 'Belum ditulis', en: 'Not written' },
});
