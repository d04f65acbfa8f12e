import type { Problem, Text } from '#domain/problem.ts';

/** What an act needs and does not bring. @param file the part of the act: `note`, `hasil` @param label names what it is */
export const notWritten = (file: string, code: string, label: Text): Problem => ({
  file,
  path: '',
  code,
  label,
  message: { id: 'Belum ditulis', en: 'Not written' },
});
