import type { FlowCell, FlowRow } from '#public/site/flow/flow.ts';

/** Height of a landscape A4 sheet that rows can fill, and of a line, in print, roughly: millimetres. */
const SHEET = 155;
const LINE = 4.2;

/** The least height of a row by what is drawn in it, as sop.css has it: millimetres. */
const LEAST = { plain: 23.5, ways: 34, end: 38.5, both: 51 };

/**
 * The rows of an SOP by printed page. No script can measure the paper, so the height of a row is estimated by its
 * longest text; the estimate errs on the side of a page that is not full.
 */
export function pagesOfRows(
  rows: readonly FlowRow[],
  extraLines: (row: FlowRow) => readonly string[] = () => [],
): FlowRow[][] {
  const pages: FlowRow[][] = [];
  let left = 0;
  for (const row of rows) {
    const below = extraLines(row).reduce((sum, { length }) => sum + Math.ceil(length / 34), 0);
    const lines = Math.max(row.activity.length / 28 + below, row.completeness.length / 14, row.output.length / 14);
    const height = Math.max(leastOf(row.cells), Math.ceil(lines) * LINE + 4);
    if (height > left) {
      pages.push([]);
      left = SHEET;
    }
    pages.at(-1)?.push(row);
    left -= height;
  }
  return pages;
}

function leastOf(cells: readonly FlowCell[]): number {
  const heights = cells.map((cell) => {
    if (cell.end) return isCrowded(cell) ? LEAST.both : LEAST.end;
    return isCrowded(cell) ? LEAST.ways : LEAST.plain;
  });
  return Math.max(...heights);
}

/** Do ways leave under the symbol? They need room there. */
export const isCrowded = ({ answers }: FlowCell): boolean => answers.some(({ side }) => side.startsWith('below'));

/**
 * Where lines go on from each page to the next: for each column of the flow a letter, the same at the foot of a page and
 * at the head of the next.
 */
export function turnsOf(pages: readonly (readonly FlowRow[])[]): (string | undefined)[][] {
  let used = 0;
  return pages.slice(0, -1).map((page) => {
    const cells = page.at(-1)?.cells ?? [];
    const crosses = cells.map(({ lines }) => lines.some(([, y1, , y2]) => Math.max(y1, y2) === 100));
    return crosses.map((each) => (each ? String.fromCharCode(65 + (used++ % 26)) : undefined));
  });
}
