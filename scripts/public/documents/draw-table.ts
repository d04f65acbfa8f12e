import type { StructureElement } from 'pdfkit';
import type { SheetPart } from '#domain/documents/sheet.ts';
import { mm, ornament, type Paper, roomLeft, SIZES } from './paper.ts';

type TablePart = Extract<SheetPart, { is: 'table' }>;

const PADDING = 4;
const LINE = SIZES.table * 1.25;

/** A column: where it begins and how wide it is, in points. */
interface Column {
  readonly left: number;
  readonly width: number;
}

/**
 * A table whose rows may be longer than a page: what does not fit goes on below the heads, repeated, on the next. A reader of
 * the tags meets each cell once and whole.
 */
export function drawTable(paper: Paper, { heads, widths, rows }: TablePart): void {
  const { pdf, root } = paper;
  const columns = columnsOf(paper, widths);
  const table = pdf.struct('Table');
  root.add(table);
  drawRow(paper, table, columns, heads, 'TH');
  for (const row of rows) {
    // A row of a few lines is not torn.
    const height = heightOf(paper, columns, row);
    if (roomLeft(paper) < Math.min(height, mm(30))) nextPage(paper, columns, heads);
    drawRow(paper, table, columns, row, 'TD', heads);
  }
  table.end();
  pdf.y += mm(5);
}

function columnsOf({ left, width }: Paper, shares: readonly number[]): Column[] {
  const whole = shares.reduce((sum, share) => sum + share, 0);
  let at = left;
  return shares.map((share) => {
    const column = { left: at, width: (width * share) / whole };
    at += column.width;
    return column;
  });
}

function heightOf(paper: Paper, columns: readonly Column[], cells: readonly string[]): number {
  const lines = cells.map((text, at) => linesOf(paper, text, columns[at]?.width ?? 0).length);
  return Math.max(1, ...lines) * LINE + 2 * PADDING;
}

function nextPage(paper: Paper, columns: readonly Column[], heads: readonly string[]): void {
  paper.pdf.addPage();
  ornament(paper, () => {
    paper.pdf.font('bold').fontSize(SIZES.table);
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
  heads?: readonly string[],
): void {
  const { pdf } = paper;
  const row = pdf.struct('TR');
  table.add(row);
  const elements = cells.map(() => {
    const cell = pdf.struct(tag);
    row.add(cell);
    return cell;
  });
  pdf.font(tag === 'TH' ? 'bold' : 'regular').fontSize(SIZES.table);
  let left = cells.map((text, at) => linesOf(paper, text, columns[at]?.width ?? 0));
  do {
    const fit = Math.max(1, Math.floor((roomLeft(paper) - 2 * PADDING) / LINE));
    const now = left.map((lines) => lines.slice(0, fit));
    const height = Math.max(1, ...now.map(({ length }) => length)) * LINE + 2 * PADDING;
    const top = pdf.y;
    now.forEach((lines, at) => {
      if (lines.length === 0) return;
      elements[at]?.add(() => {
        pdf.font(tag === 'TH' ? 'bold' : 'regular').fontSize(SIZES.table);
        drawCell(paper, columns[at], lines, top);
      });
    });
    pdf.y = top;
    box(paper, columns, height);
    left = left.map((lines) => lines.slice(fit));
    if (left.some(({ length }) => length > 0)) nextPage(paper, columns, heads ?? cells);
  } while (left.some(({ length }) => length > 0));
  for (const element of elements) element.end();
  row.end();
}

function drawLines(paper: Paper, columns: readonly Column[], cells: readonly (readonly string[])[]): void {
  const top = paper.pdf.y;
  cells.forEach((lines, at) => drawCell(paper, columns[at], lines, top));
  paper.pdf.y = top;
}

function drawCell({ pdf }: Paper, column: Column | undefined, lines: readonly string[], top: number): void {
  lines.forEach((line, at) => {
    // The blank joins the words of two lines for whoever listens.
    pdf.text(`${line} `, (column?.left ?? 0) + PADDING, top + PADDING + at * LINE, { lineBreak: false });
  });
}

/** Draws the borders of a row, and goes on below it. */
function box(paper: Paper, columns: readonly Column[], height: number): void {
  const { pdf } = paper;
  ornament(paper, () => {
    pdf.lineWidth(0.5);
    for (const { left, width } of columns) pdf.rect(left, pdf.y, width, height).stroke();
  });
  pdf.y += height;
}

/** A text in lines that fit a column; a word that is wider than it is broken. */
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
  const pieces: string[] = [];
  let piece = '';
  for (const character of word) {
    if (piece !== '' && !fits(piece + character)) {
      pieces.push(piece);
      piece = '';
    }
    piece += character;
  }
  return [...pieces, piece];
}
