import { describe, expect, it } from 'vitest';
import { csvCell, csvRow } from './csv.ts';

describe('Security row 25: no cell is a formula', () => {
  it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', '\n=1', ' =1', '  +cmd', '＝1', '=cmd|"/c calc"!A0'])(
    '%j is text',
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
  ])('%j stays as it is', (text, cell) => {
    expect(csvCell(text)).toBe(cell);
  });

  it('a number stays a number, also a negative one', () => {
    expect(csvRow([-1, undefined])).toBe('-1,\r\n');
  });
});
