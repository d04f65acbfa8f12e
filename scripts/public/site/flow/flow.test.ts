import { describe, expect, it } from 'vitest';
import type { Procedure } from '#domain/generated/procedure.ts';
import { branchingEnd, permits } from '#tests/support/branching.ts';
import { example } from '#tests/support/example-procedure.ts';
import { sop } from '#tests/support/walked-case.ts';
import { type FlowRow, flowOf } from './flow.ts';
import { tableColumns } from './flow-lines.ts';
import { waysOf } from './flow-ways.ts';

const rows = flowOf(sop);
const rowOf = (number: FlowRow['number'], all: readonly FlowRow[] = rows): FlowRow => {
  const row = all.find((each) => each.number === number);
  if (!row) throw new Error(`No row ${number}.`);
  return row;
};
const cellOf = (number: number, role: string) => {
  const cell = rowOf(number).cells.find((each) => each.role === role);
  if (!cell) throw new Error(`No column ${role}.`);
  return cell;
};

describe('the flow chart of an SOP', () => {
  it('the flow chart has the rows of the printed table, with its texts unchanged', () => {
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
  ] as const)('the flow chart’s row %i has, in the column of %s, a %s', (row, role, symbol) => {
    expect(cellOf(row, role).symbol).toBe(symbol);
  });

  it('the flow chart has twelve symbols, and an end in rows 7, 9 and 10', () => {
    const symbols = rows.flatMap(({ number, cells }) =>
      cells.flatMap(({ symbol, role }) => (symbol ? [`${number} ${role}`] : [])),
    );
    expect(symbols).toHaveLength(12);
    expect(rows.filter(({ cells }) => cells.some(({ end }) => end)).map(({ number }) => number)).toEqual([7, 9, 10]);
  });

  it('R5, R46: an arrow leads from the first to the second of two who decide together, and their decision leaves both', () => {
    const [first, second] = [cellOf(7, 'subkor-ile'), cellOf(7, 'staf-operator')];
    expect(second.arrows).toEqual(['left']);
    for (const cell of [first, second]) expect(cell.lines).toContainEqual([50, 50, 50, 70]);
    const sides = [first, second].flatMap(({ answers }) => answers.map(({ answer, side }) => `${answer} ${side}`));
    expect(sides.toSorted()).toEqual(['1 bottom', '2 below-left', 'yes below-right']);
  });

  it('the arrows of a decision leave its symbol at different places', () => {
    for (const { cells } of rows) {
      for (const { answers } of cells) {
        const sides = answers.flatMap(({ side }) => (side === 'in' ? [] : side));
        expect(new Set(sides).size).toBe(sides.length);
      }
    }
  });

  it('loops return in three lanes of their own: the first from row 6 to row 1, the second from row 9 to row 7', () => {
    const lanes = rowOf(6).cells.filter(({ role }) => role === undefined);
    expect(lanes).toHaveLength(3);
    const crossed = (index: number) =>
      rows.filter(
        ({ cells }) => cells[index]?.role === undefined && (cells[index]?.lines ?? []).some(([x1, , x2]) => x1 === x2),
      );
    expect(crossed(0).map(({ number }) => number)).toEqual([1, 2, 3, 4, 5, 6]);
    expect(crossed(1).map(({ number }) => number)).toEqual([7, 8, 9]);
  });

  it('every line of the flow chart begins and ends at a symbol or another line', () => {
    for (const all of [sop, example().procedure, permits, branchingEnd()].map(flowOf)) {
      const at = new Map<string, number>();
      const key = (row: number, column: number, x: number, y: number) =>
        // A cell shares its edge with its neighbour.
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

describe('R46: the flow chart of a table with letters, shared rows and decisions with several outcomes', () => {
  const drawn = flowOf(permits);
  const line = (number: FlowRow['number'], all = drawn): FlowRow => rowOf(number, all);
  const symbols = ({ cells }: FlowRow): string[] =>
    cells.flatMap(({ symbol, role }) => (symbol ? [`${role} ${symbol}`] : []));
  /** Returns every named arrow, by the place where it leaves. */
  const ways = ({ cells }: FlowRow): string[] =>
    cells.flatMap(({ answers }) => answers.flatMap(({ side, answer }) => (side === 'in' ? [] : `${answer} ${side}`)));

  it('R46: the flow chart has each row once, as the table prints it', () => {
    expect(drawn.map(({ number }) => number)).toEqual([1, 2, '3a', '3b', 4, 5, 6, 7, 8]);
  });

  it('R46: a row that two steps share is one line with a symbol for each step, and names both steps', () => {
    const { steps, activity, time } = line(5);
    expect(steps.map(({ id }) => id)).toEqual(['konsep', 'paraf']);
    expect({ activity, time }).toEqual({
      activity: 'Sekretaris menyusun konsep izin dan Kepala membubuhkan paraf',
      time: '2 jam',
    });
    expect(symbols(line(5))).toEqual(['sekretaris box', 'kepala diamond']);
  });

  it('R46: within a shared row an arrow leads from the first step to the second, and another back below both symbols', () => {
    const arrows = line(5).cells.map(({ role, arrows: each }) => `${role} ${each.toSorted()}`);
    expect(arrows).toContain('sekretaris bottom,top');
    expect(arrows).toContain('kepala left');
    expect(ways(line(5))).toEqual(['yes right', 'no below-left']);
  });

  it('R46: a decision is one diamond, and each of its five outcomes leaves with a name of its own', () => {
    expect(symbols(line(4))).toEqual(['kepala diamond']);
    expect(ways(line(4)).toSorted()).toEqual(['1 left', '2 below-left', '3 below-left', '4 below-right', 'no right']);
  });

  it('R46: arrows that share a line are named where they arrive', () => {
    const arriving = drawn.flatMap(({ number, cells }) =>
      cells.flatMap(({ answers }) =>
        answers.flatMap(({ side, answer }) => (side === 'in' ? `${answer}: ${number}` : [])),
      ),
    );
    expect(arriving.toSorted()).toEqual(['1: 5', '2: 6', '3: 8', '4: 3b']);
  });

  it('R46: a step of several rows is drawn in each of them: an arrow leads from one to the next, and the last decides', () => {
    expect(line(7)).toMatchObject({ isFurther: true, activity: 'Panitia mencatat hasil rapat', time: '1 jam' });
    expect(symbols(line(6))).toEqual(['panitia box']);
    expect(symbols(line(7))).toEqual(['panitia diamond']);
    const [above, below] = [line(6), line(7)].map(({ cells }) => cells.find(({ symbol }) => symbol));
    expect(below?.arrows).toContain('top');
    expect(above?.lines).toContainEqual([50, 50, 50, 100]);
    expect(below?.lines).toContainEqual([50, 0, 50, 50]);
    expect(ways(line(6))).toEqual([]);
  });

  it('R46: every row of every procedure has a symbol of those who act in it', () => {
    for (const procedure of [sop, example().procedure, permits, branchingEnd()])
      for (const row of flowOf(procedure)) expect(symbols(row).length, `row ${row.number}`).toBeGreaterThan(0);
  });

  it('R41, R46: a party without an account has a column of its own, with its step', () => {
    const changed = structuredClone(permits);
    const recordedAct = { date: '/tanggal', way: '/cara' };
    const outside = { external: { id: 'bank', en: 'the bank' }, recordedBy: 'sekretaris', deed: recordedAct };
    Object.assign(changed.steps.find(({ id }) => id === 'rapat') ?? {}, { actor: outside });
    expect(tableColumns(changed).at(-1)).toEqual({ key: 'external bank', heading: 'Bank' });
    expect(symbols(line(6, flowOf(changed)))).toEqual(['external bank box']);
    expect(tableColumns(permits)).toHaveLength(permits.columns.length);
  });

  it('R46: an outcome by time has a name', () => {
    expect(ways(line(7))).toEqual(expect.arrayContaining(['time below-right']));
  });

  it.each<[string, (procedure: Procedure) => void, [FlowRow['number'], string[]][]]>([
    [
      'with another text has a line of its own under the same number',
      ({ steps }) =>
        Object.assign(steps.find(({ id }) => id === 'paraf') ?? {}, { activity: 'Kepala membubuhkan paraf' }),
      [
        [5, ['konsep']],
        [5, ['paraf']],
      ],
    ],
    [
      'in the column of the other step has a line of its own',
      ({ steps }) => Object.assign(steps.find(({ id }) => id === 'paraf') ?? {}, { actor: 'sekretaris' }),
      [
        [5, ['konsep']],
        [5, ['paraf']],
      ],
    ],
    [
      'that completes an earlier row too has a line of its own',
      ({ steps }) => {
        Object.assign(steps.find(({ id }) => id === 'rapat') ?? {}, { row: [5, 6, 7] });
      },
      [
        [5, ['konsep', 'paraf']],
        [5, ['rapat']],
      ],
    ],
  ])('R46: a step of a shared row %s', (_what, change, expected) => {
    const changed = structuredClone(permits);
    change(changed);
    const found = flowOf(changed).filter(({ number }) => number === 5);
    expect(found.map(({ number, steps }) => [number, steps.map(({ id }) => id)])).toEqual(expected);
  });

  it('R46: every step of every procedure is drawn, and each of several outcomes of a step is named', () => {
    for (const procedure of [sop, example().procedure, permits, branchingEnd()]) {
      const all = flowOf(procedure);
      const reported = all.flatMap(({ steps }) => steps.map(({ id }) => id));
      expect(new Set(reported)).toEqual(new Set(procedure.steps.map(({ id }) => id)));
      const named = all.flatMap(ways);
      // A single outcome has no name.
      const several = procedure.steps.map(waysOf).filter((each) => each.length > 1);
      expect(named).toHaveLength(several.flat().length);
    }
  });

  it('R46: the arrows of a decision that may end the case turn aside above the end symbol', () => {
    const row = line(4, flowOf(branchingEnd()));
    expect(row.cells.find(({ role }) => role === 'kepala')?.end).toBe(true);
    const heights = row.cells.flatMap(({ lines }) => lines.flatMap(([, y1, , y2]) => [y1, y2]));
    expect(heights).toContain(70);
    expect(heights).not.toContain(80);
  });
});
