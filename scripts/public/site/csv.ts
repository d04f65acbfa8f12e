/**
 * Places where a spreadsheet could find a formula: the beginning of a cell, and whatever follows a separator. Excel separates by
 * `;` where the decimal sign is a comma, as in Indonesia; it then takes our quotes for text, and reads on behind them.
 */
const FORMULA = /(?<=^|[,;\t\r\n])(?=[\s"]*[=+\-@＝＋－＠])|^(?=[\t\r\n])/g;

/**
 * A cell that no spreadsheet calculates, by whichever of comma, semicolon, tab and line break it separates: numbers stay numbers,
 * and what looks like a formula becomes text (R33).
 */
export function csvCell(value: string | number | boolean | undefined): string {
  if (value === undefined) return '';
  if (typeof value !== 'string') return String(value);
  const text = value.replaceAll(FORMULA, "'");
  return /[",\r\n;\t']/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** A row by RFC 4180, with its line end. */
export const csvRow = (cells: readonly Parameters<typeof csvCell>[0][]): string =>
  `${cells.map(csvCell).join(',')}\r\n`;
