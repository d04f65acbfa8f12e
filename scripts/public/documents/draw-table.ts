import type { StructureElement } from 'pdfkit';
import type { SheetPart } from '#domain/documents/sheet.ts';
import { keepTogether, mm, ornament, type Paper, roomLeft, SIZES } from './paper.ts';

type TablePart = Extract<SheetPart, { is: 'table' }>;

const PADDING = 4;
/** A table with more columns than this is set in smaller letters, so that words stay whole. */
const MANY = 9;
const GAP = mm(4);
/** A row below this height is not split across pages. */
const SPLIT = mm(60);

/** A column: where it begins and how wide it is, in points. */
interface Column {
  readonly left: number;
  readonly width: number;
  /** Size of the column's letters. */
  readonly size: number;
}

const lineOf = ([column]: readonly Column[]): number => (column?.size ?? SIZES.table) * 1.25;

const setIn = ({ pdf }: Paper, font: 'regular' | 'bold', [column]: readonly Column[]): void => {
  pdf.font(font).fontSize(column?.size ?? SIZES.table);
};

/**
 * Draws a table whose rows may be longer than a page. The rest of such a row continues on the next page. The column
 * heads are repeated there, and the first cell names the row again. In the tags, each cell occurs only once, with its
 * whole text.
 * @param below height of what must be on the page of the last row
 */
export function drawTable(paper: Paper, { heads, widths, rows }: TablePart, below: number): void {
  const { pdf, root } = paper;
  const columns = columnsOf(paper, widths);
  const table = pdf.struct('Table');
  root.add(table);
  keepTogether(paper, beginningHeight(paper, { heads, widths, rows }));
  drawRow(paper, table, columns, heads, 'TH');
  for (const [nth, row] of rows.entries()) {
    // A short row is not split across pages. The last row stays with what must follow below it.
    const height = heightOf(paper, columns, row);
    const after = nth === rows.length - 1 && height < SPLIT && below > 0 ? height + GAP + below : 0;
    if (roomLeft(paper) < Math.max(Math.min(height, SPLIT), after)) nextPage(paper, columns, heads);
    drawRow(paper, table, columns, row, 'TD', { heads, below: nth === rows.length - 1 ? GAP + below : 0 });
  }
  table.end();
  pdf.y += GAP;
}

/** Returns the height of the heads and of the first row, or of the beginning of a first row that is split. */
export function beginningHeight(
  paper: Paper,
  { heads, widths, rows }: Pick<TablePart, 'heads' | 'widths' | 'rows'>,
): number {
  const columns = columnsOf(paper, widths);
  return heightOf(paper, columns, heads) + Math.min(heightOf(paper, columns, rows[0] ?? []), SPLIT);
}

function columnsOf({ left, width }: Paper, shares: readonly number[]): Column[] {
  const whole = shares.reduce((sum, share) => sum + share, 0);
  const size = shares.length > MANY ? SIZES.foot : SIZES.table;
  let at = left;
  return shares.map((share) => {
    const column = { left: at, width: (width * share) / whole, size };
    at += column.width;
    return column;
  });
}

function heightOf(paper: Paper, columns: readonly Column[], cells: readonly string[]): number {
  setIn(paper, 'regular', columns);
  const lines = cells.map((text, at) => linesOf(paper, text, columns[at]?.width ?? 0).length);
  return Math.max(1, ...lines) * lineOf(columns) + 2 * PADDING;
}

function nextPage(paper: Paper, columns: readonly Column[], heads: readonly string[]): void {
  paper.pdf.addPage();
  ornament(paper, () => {
    setIn(paper, 'bold', columns);
    const lines = heads.map((text, at) => linesOf(paper, text, columns[at]?.width ?? 0));
    drawLines(paper, columns, lines);
  });
  box(paper, columns, heightOf(paper, columns, heads));
}

function drawRow(
  paper: Paper,
  table: StructureElement,
  columns: readonly Column[],
  cells: readonly string[],
  tag: 'TH' | 'TD',
  { heads = cells, below = 0 }: { readonly heads?: readonly string[]; readonly below?: number } = {},
): void {
  const { pdf } = paper;
  const row = pdf.struct('TR');
  table.add(row);
  const elements = cells.map(() => {
    const cell = pdf.struct(tag);
    row.add(cell);
    return cell;
  });
  setIn(paper, tag === 'TH' ? 'bold' : 'regular', columns);
  const whole = cells.map((text, at) => linesOf(paper, text, columns[at]?.width ?? 0));
  let left = whole;
  let again: readonly string[] = [];
  do {
    const fit = linesHere(paper, lineOf(columns), Math.max(...left.map(({ length }) => length)), below);
    const now = left.map((lines) => lines.slice(0, fit));
    const height = Math.max(1, again.length, ...now.map(({ length }) => length)) * lineOf(columns) + 2 * PADDING;
    const top = pdf.y;
    if (again.length > 0)
      ornament(paper, () => {
        setIn(paper, 'regular', columns);
        drawLines(paper, columns, [again]);
      });
    now.forEach((lines, at) => {
      if (lines.length === 0) return;
      elements[at]?.add(() => {
        setIn(paper, tag === 'TH' ? 'bold' : 'regular', columns);
        drawCell(paper, columns[at], lines, top);
      });
    });
    pdf.y = top;
    box(paper, columns, height);
    left = left.map((lines) => lines.slice(fit));
    if (left.some(({ length }) => length > 0)) nextPage(paper, columns, heads);
    again = left[0]?.length === 0 ? (whole[0] ?? []) : [];
  } while (left.some(({ length }) => length > 0));
  for (const element of elements) element.end();
  row.end();
}

/**
 * Returns how many lines of a row are on this page. If the row ended here without room for what must follow below it,
 * some lines move to the next page.
 */
function linesHere(paper: Paper, line: number, lines: number, below: number): number {
  const room = Math.floor((roomLeft(paper) - 2 * PADDING) / line);
  const endsHere = lines <= room;
  const fits = endsHere && (room - lines) * line >= below;
  return Math.max(1, endsHere && !fits ? lines - 3 : room);
}

function drawLines(paper: Paper, columns: readonly Column[], cells: readonly (readonly string[])[]): void {
  const top = paper.pdf.y;
  cells.forEach((lines, at) => drawCell(paper, columns[at], lines, top));
  paper.pdf.y = top;
}

function drawCell({ pdf }: Paper, column: Column | undefined, lines: readonly string[], top: number): void {
  lines.forEach((line, at) => {
    // The space separates the words of two lines for screen readers.
    pdf.text(`${line} `, (column?.left ?? 0) + PADDING, top + PADDING + at * (column?.size ?? 0) * 1.25, {
      lineBreak: false,
    });
  });
}

/** Draws the borders of a row, and moves the current position below it. */
function box(paper: Paper, columns: readonly Column[], height: number): void {
  const { pdf } = paper;
  ornament(paper, () => {
    pdf.lineWidth(0.5);
    for (const { left, width } of columns) pdf.rect(left, pdf.y, width, height).stroke();
  });
  pdf.y += height;
}

/** Splits a text into lines that fit a column. A word that is wider than the column is broken. */
function linesOf({ pdf }: Paper, text: string, width: number): string[] {
  const most = width - 2 * PADDING;
  const fits = (line: string): boolean => pdf.widthOfString(line) <= most;
  return text.split('\n').flatMap((paragraph) => {
    const lines: string[] = [];
    let line = '';
    for (const word of paragraph.split(' ').flatMap((each) => broken(each, fits))) {
      const longer = line === '' ? word : `${line} ${word}`;
      if (line !== '' && !fits(longer)) {
        lines.push(line);
        line = word;
      } else line = longer;
    }
    return [...lines, line];
  });
}

function broken(word: string, fits: (line: string) => boolean): string[] {
  if (word === '' || fits(word)) return [word];
  // A long word, such as the number of a letter, is broken after a punctuation mark if possible.
  const parts = word.split(/(?<=[/.-])/).flatMap((part) => (fits(part) ? [part] : [...part]));
  const pieces: string[] = [];
  let piece = '';
  for (const part of parts) {
    if (piece !== '' && !fits(piece + part)) {
      pieces.push(piece);
      piece = '';
    }
    piece += part;
  }
  return [...pieces, piece];
}
