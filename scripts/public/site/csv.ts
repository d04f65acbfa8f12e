/** A spreadsheet takes a cell that begins so for a formula (security row 25). */
const FORMULA = /^[=+\-@\t\r\n＝＋－＠]|^\s+[=+\-@]/;

/** A cell that no spreadsheet calculates: numbers stay numbers, text that looks like a formula becomes text. */
export function csvCell(value: string | number | boolean | undefined): string {
  if (value === undefined) return '';
  if (typeof value !== 'string') return String(value);
  const text = FORMULA.test(value) ? `'${value}` : value;
  return /[",\r\n;\t']/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** A row by RFC 4180, with its line end. */
export const csvRow = (cells: readonly Parameters<typeof csvCell>[0][]): string =>
  `${cells.map(csvCell).join(',')}\r\n`;
