/** Rows of the official table, as it prints them: 3, or 3a. A number stays a number wherever it is kept (R46). */
import type { Row } from '#domain/generated/procedure.ts';

/** The number that a row begins with: 3 of 3a. */
export const numberOf = (row: Row): number => Number.parseInt(String(row), 10);

/** The letter after it; empty where there is none. */
export const rowLetter = (row: Row): string => String(row).replace(/^\d+/, '');

/** The order of rows: 3, 3a, 3b, 4. */
export function compareRows(a: Row, b: Row): number {
  const [left, right] = [rowLetter(a), rowLetter(b)];
  return numberOf(a) - numberOf(b) || (left < right ? -1 : left > right ? 1 : 0);
}
