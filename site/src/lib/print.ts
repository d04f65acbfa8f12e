import type { FlowCell, FlowRow } from '#public/site/flow/flow.ts';

/**
 * The approximate height in millimetres that rows can use on a landscape sheet of A4, and the approximate height of a
 * line of text.
 */
const SHEET = 155;
const LINE = 4.2;

/** The least height of a row in millimetres, by what is drawn in the row. The same heights are in sop.css. */
const LEAST = { plain: 23.5, ways: 34, end: 38.5, both: 51 };

/**
 * Divides the rows of an SOP into printed pages. No script can measure the paper, so the height of a row is estimated
 * from its longest text. The estimate is too high rather than too low, so that no page overflows.
 * @param extraLines returns the sentences that are printed below the activity of a row
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

/** Checks whether ways leave the symbol at its lower side. Such ways need space below the symbol. */
export const isCrowded = ({ answers }: FlowCell): boolean => answers.some(({ side }) => side.startsWith('below'));

/**
 * Returns the letters that connect the lines of each page with the lines of the page after it. Each column whose line
 * continues has a letter, which is printed at the foot of the first page and at the head of the second one.
 * @returns one list for each page but the last; undefined for a column whose line does not continue
 */
export function connectingLetters(pages: readonly (readonly FlowRow[])[]): (string | undefined)[][] {
  let used = 0;
  return pages.slice(0, -1).map((page) => {
    const cells = page.at(-1)?.cells ?? [];
    const crosses = cells.map(({ lines }) => lines.some(([, y1, , y2]) => Math.max(y1, y2) === 100));
    return crosses.map((each) => (each ? String.fromCharCode(65 + (used++ % 26)) : undefined));
  });
}
