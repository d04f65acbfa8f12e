import { describe, expect, it } from 'vitest';
import { example } from '#tests/support/example-procedure.ts';
import { sop } from '#tests/support/walked-case.ts';
import { type FlowRow, flowOf } from './flow.ts';

const rows = flowOf(sop);
const rowOf = (number: number, all: readonly FlowRow[] = rows): FlowRow => {
  const row = all.find((each) => each.number === number);
  if (!row) throw new Error(`No row ${number}.`);
  return row;
};
const cellOf = (number: number, role: string) => {
  const cell = rowOf(number).cells.find((each) => each.role === role);
  if (!cell) throw new Error(`No column ${role}.`);
  return cell;
};

describe('The flow of an SOP, drawn from its procedure', () => {
  it('has the rows of the official table, and its texts as they are', () => {
    expect(rows.map(({ number }) => number)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    expect(rowOf(9)).toMatchObject({ time: '30 Menit', output: 'Jadwal Pelaksanaan', completeness: 'Laporan' });
  });

  it.each([
    [1, 'applicant', 'capsule'],
    [2, 'tu', 'diamond'],
    [7, 'subkor-ile', 'diamond'],
    [7, 'staf-operator', 'diamond'],
    [8, 'subkor-ile', 'box'],
    [8, 'applicant', 'box'],
  ] as const)('row %i, %s: %s', (row, role, symbol) => {
    expect(cellOf(row, role).symbol).toBe(symbol);
  });

  it('only whoever acts has a symbol, and a case can end in the last row', () => {
    const symbols = rows.flatMap(({ number, cells }) =>
      cells.flatMap(({ symbol, role }) => (symbol ? [`${number} ${role}`] : [])),
    );
    expect(symbols).toHaveLength(12);
    expect(rows.filter(({ cells }) => cells.some(({ end }) => end)).map(({ number }) => number)).toEqual([10]);
  });

  it('the answers of a diamond leave by different sides', () => {
    for (const { cells } of rows) {
      for (const { answers } of cells) {
        const sides = answers.map(({ side }) => side);
        expect(new Set(sides).size).toBe(sides.length);
      }
    }
  });

  it('loops return in lanes of their own: one to row 1, one to row 7', () => {
    const lanes = rowOf(6).cells.filter(({ role }) => role === undefined);
    expect(lanes).toHaveLength(2);
    const crossed = (index: number) =>
      rows.filter(
        ({ cells }) => cells[index]?.role === undefined && (cells[index]?.lines ?? []).some(([x1, , x2]) => x1 === x2),
      );
    expect(crossed(0).map(({ number }) => number)).toEqual([1, 2, 3, 4, 5, 6]);
    expect(crossed(1).map(({ number }) => number)).toEqual([7, 8, 9]);
  });

  it('every line joins: none begins or ends in the air', () => {
    for (const all of [rows, flowOf(example().procedure)]) {
      const at = new Map<string, number>();
      const key = (row: number, column: number, x: number, y: number) =>
        // The edge of a cell is the edge of its neighbour.
        `${column * 100 + x} ${row * 100 + y}`;
      all.forEach(({ cells }, row) => {
        cells.forEach((cell, column) => {
          for (const [x1, y1, x2, y2] of cell.lines) {
            for (const end of [key(row, column, x1, y1), key(row, column, x2, y2)]) at.set(end, (at.get(end) ?? 0) + 1);
          }
          if (cell.symbol) at.set(key(row, column, 50, 50), 2);
          if (cell.end) at.set(key(row, column, 50, 88), 2);
        });
      });
      const onLine = (end: string) => {
        const [x = 0, y = 0] = end.split(' ').map(Number);
        return all.some(({ cells }, row) =>
          cells.some(({ lines }, column) =>
            lines.some(([x1, y1, x2, y2]) => {
              const [left, right] = [column * 100 + Math.min(x1, x2), column * 100 + Math.max(x1, x2)];
              const [top, bottom] = [row * 100 + Math.min(y1, y2), row * 100 + Math.max(y1, y2)];
              const inside = x >= left && x <= right && y >= top && y <= bottom;
              const own =
                (x === column * 100 + x1 && y === row * 100 + y1) || (x === column * 100 + x2 && y === row * 100 + y2);
              return inside && !own;
            }),
          ),
        );
      };
      for (const [end, count] of at) expect(count > 1 || onLine(end), `an end at ${end}`).toBe(true);
    }
  });
});
