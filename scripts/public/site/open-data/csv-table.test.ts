import { describe, expect, it } from 'vitest';
import { csvCell, csvRow } from './csv-table.ts';

/**
 * Splits a text into cells as a spreadsheet with this separator does. A cell is quoted only if it begins with a quote.
 * Text after the closing quote belongs to the cell too.
 */
function readAs(csv: string, mark: string): string[] {
  const cells = [''];
  let quoted = false;
  let began = true;
  for (let at = 0; at < csv.length; at += 1) {
    const [sign = '', next] = [csv[at], csv[at + 1]];
    const cell = cells.length - 1;
    if (quoted && sign === '"' && next === '"') {
      cells[cell] += sign;
      at += 1;
    } else if (sign === '"' && (quoted || began)) {
      quoted = !quoted;
    } else if (!quoted && (sign === mark || '\r\n'.includes(sign))) {
      cells.push('');
      began = true;
      continue;
    } else cells[cell] += sign;
    began = false;
  }
  return cells;
}

describe('security row 25: no cell is a formula', () => {
  it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', '\n=1', ' =1', '  +cmd', '＝1', '=cmd|"/c calc"!A0'])(
    'security row 25: the cell %j is text',
    (text) => {
      const cell = csvCell(text).replace(/^"/, '');
      expect(cell.startsWith("'")).toBe(true);
    },
  );

  it.each([
    ['Rapat', 'Rapat'],
    ['a - b', 'a - b'],
    ['1,5', '"1,5"'],
    ['kata "kutip"', '"kata ""kutip"""'],
    ['dua\nbaris', '"dua\nbaris"'],
    ['', ''],
  ])('the text of the cell %j is unchanged, and only quoted if necessary', (text, cell) => {
    expect(csvCell(text)).toBe(cell);
  });

  it.each([
    ['a comma', ','],
    ['a semicolon', ';'],
    ['a tab', '\t'],
    ['a line break', '\n'],
    ['a line break of Windows', '\r\n'],
  ])('R33, security 66: a cell that a spreadsheet finds behind %s is text', (_name, mark) => {
    for (const begins of ['=1', '+1', '-1', '@A1', '＝1', '＋1', '－1', '＠1', ' =1', '\u00a0=1', '"=1', ' ""+1'])
      for (const text of [`Rapat${mark}${begins}`, `Rapat${mark}${begins}${mark}x`, `${mark}${begins}`]) {
        const cells = readAs(`PMK-2026-1,1,${csvCell(text)},ya\r\n`, mark);
        expect(cells.filter((cell) => /^\s*[=+\-@＝＋－＠]/.test(cell))).toEqual([]);
      }
  });

  it('R33, security 66: a title with a formula for Indonesian Excel is shown, and runs nothing', () => {
    const title = `Rapat;=cmd|'/c calc'!A1;x`;
    expect(csvCell(title)).toBe(`"Rapat;'=cmd|'/c calc'!A1;x"`);
    expect(readAs(`PMK-2026-1,${csvCell(title)}\r\n`, ';')).toContain(`'=cmd|'/c calc'!A1`);
  });

  it.each(['Rapat; lanjutan', 'Senin, 3-4 Desember', 'a=b; c+d; e@f', 'tanggal\n1-2', "Rapat;'=1"])(
    'the cell %j is no formula with any separator, and is unchanged',
    (text) => {
      expect(readAs(`${csvCell(text)}\r\n`, ',')[0]).toBe(text);
    },
  );

  it('a number stays a number, also a negative one', () => {
    expect(csvRow([-1, undefined])).toBe('-1,\r\n');
  });
});
