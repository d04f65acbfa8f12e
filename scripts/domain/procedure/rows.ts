/** Rows of the official table: 3, or 3a (R46). */
import type { Row } from '#domain/generated/procedure.ts';

/** 3 of 3a. */
export const numberOf = (row: Row): number => Number.parseInt(String(row), 10);

/** Empty where there is none. */
export const rowLetter = (row: Row): string => String(row).replace(/^\d+/, '');

/** 3, 3a, 3b, 4. */
export function compareRows(a: Row, b: Row): number {
  const [left, right] = [rowLetter(a), rowLetter(b)];
  return numberOf(a) - numberOf(b) || (left < right ? -1 : left > right ? 1 : 0);
}
