/** The rows of the official table, as printed: 3, or 3a. A row without a letter is a number, never a text (R46). */
import type { Row } from '#domain/generated/procedure.ts';

/** Returns the number at the beginning of a row: 3 for 3a. */
export const numberOf = (row: Row): number => Number.parseInt(String(row), 10);

/** Returns the letter after the number; empty if the row has no letter. */
export const rowLetter = (row: Row): string => String(row).replace(/^\d+/, '');

/** Compares two rows; the order is 3, 3a, 3b, 4. */
export function compareRows(a: Row, b: Row): number {
  const [left, right] = [rowLetter(a), rowLetter(b)];
  return numberOf(a) - numberOf(b) || (left < right ? -1 : left > right ? 1 : 0);
}
