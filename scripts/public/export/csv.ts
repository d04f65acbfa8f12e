/** A spreadsheet takes a cell that begins so for a formula (security row 25). */
const FORMULA = /^[=+\-@\t\r\n＝＋－＠]|^\s+[=+\-@]/;

/** A cell that no spreadsheet calculates: numbers stay numbers, text that looks like a formula becomes text. */
export function csvCell(value: string | number | boolean | undefined): string {
  if (value === undefined) return '';
  if (typeof value !== 'string') return String(value);
  const text = FORMULA.test(value) ? `'${value}` : value;
  return /[",\r\n;\t']/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** Rows by RFC 4180, with the byte order mark by which spreadsheets recognise UTF-8. */
export function csv(columns: readonly string[], rows: readonly (readonly Parameters<typeof csvCell>[0][])[]): string {
  return `\uFEFF${[columns, ...rows].map((row) => `${row.map(csvCell).join(',')}\r\n`).join('')}`;
}
