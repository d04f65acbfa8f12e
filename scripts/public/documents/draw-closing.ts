import type { SheetPart, SignatureColumn } from '#domain/documents/sheet.ts';
import { paragraph } from './draw-words.ts';
import { column, mm, type Paper, SIZES, textHeight } from './paper.ts';

/** The parts that close a paper. They are on the same page as the sentence before them. */
export type Closing = Extract<SheetPart, { is: 'signatures' | 'signature' | 'copies' }>;

export const isClosing = (part: SheetPart): part is Closing =>
  part.is === 'signatures' || part.is === 'signature' || part.is === 'copies';

/** The height of the space for a signature. */
const SIGNING = mm(16);
/** The height of the space for the mark of an electronic signature. The mark is a box with its own text. */
const MARK = mm(20);
const ABOVE = mm(4);
const BELOW = mm(2);

export function closingHeight(paper: Paper, part: Closing): number {
  if (part.is === 'signatures') {
    const [above, below] = halves(paper, part.columns);
    return ABOVE + above + MARK + below + BELOW;
  }
  const { is, lines } = part;
  const written = linesHeight(paper, lines, is === 'signature' ? paper.width * 0.5 : paper.width - mm(10));
  if (is === 'signature') return written + SIGNING + ABOVE + BELOW;
  return BELOW + written + textHeight(paper, ' ', paper.width) + 1;
}

const linesHeight = (paper: Paper, lines: readonly string[], width: number): number =>
  lines.reduce((sum, line) => sum + textHeight(paper, line, width), 0);

/** Returns the heights above and below the space for signatures. Each is the height of the highest column. */
function halves(paper: Paper, columns: readonly SignatureColumn[]): [above: number, below: number] {
  const width = columnsOf(paper, columns.length)[0]?.width ?? 0;
  const highest = (of: (each: SignatureColumn) => readonly string[]): number =>
    Math.max(...columns.map((each) => linesHeight(paper, of(each), width)));
  return [highest(({ above }) => above), highest(({ below }) => below)];
}

/** Returns the columns of signatures: the right half for one person, both halves for two. */
function columnsOf(paper: Paper, count: number): Paper[] {
  const half = paper.width * 0.48;
  const right = column(paper, paper.width - half, half);
  return count > 1 ? [column(paper, 0, half), right] : [right];
}

export function drawClosing(paper: Paper, part: Closing): void {
  if (part.is === 'signatures') drawSignatures(paper, part.columns);
  else if (part.is === 'signature') drawSignature(paper, part.lines);
  else drawCopies(paper, part.lines);
}

/** Draws all roles at one height, all names at another, and between them nothing like a signature (UU 11/2008). */
function drawSignatures(paper: Paper, columns: readonly SignatureColumn[]): void {
  const { pdf } = paper;
  pdf.y += ABOVE;
  const top = pdf.y;
  const [above, below] = halves(paper, columns);
  columnsOf(paper, columns.length).forEach((place, at) => {
    pdf.y = top;
    for (const line of columns[at]?.above ?? []) paragraph(place, 'P', line, { gap: 0 });
    pdf.y = top + above + MARK;
    for (const line of columns[at]?.below ?? []) paragraph(place, 'P', line, { gap: 0 });
  });
  pdf.y = top + above + MARK + below + BELOW;
}

/** Draws the role, the space for a signature, and the name. Only templates of the earlier form have this part. */
function drawSignature(paper: Paper, [role = '', ...rest]: readonly string[]): void {
  const { pdf, width } = paper;
  pdf.y += ABOVE;
  const indent = width * 0.5;
  paragraph(paper, 'P', role, { indent, gap: SIGNING });
  rest.forEach((line, at) => paragraph(paper, 'P', line, { indent, bold: at === 0, gap: 0 }));
  pdf.y += BELOW;
}

function drawCopies(paper: Paper, lines: readonly string[]): void {
  paper.pdf.y += BELOW;
  paragraph(paper, 'P', 'Tembusan:', { gap: 1 });
  lines.forEach((line, at) => {
    if (lines.length === 1) paragraph(paper, 'P', line, { gap: 0 });
    else drawPoint(paper, at + 1, line, 0);
  });
}

/** Draws a numbered point. Its further lines begin below the first word. */
export function drawPoint(paper: Paper, nth: number, text: string, gap: number): void {
  const { pdf, root, left, width } = paper;
  const element = pdf.struct('P', () => {
    const top = pdf.y;
    pdf
      .font('regular')
      .fontSize(SIZES.text)
      .text(`${nth}. `, left, top, { width: mm(7), lineBreak: false });
    pdf.text(text, left + mm(7), top, { width: width - mm(7), lineGap: 2 });
  });
  root.add(element);
  element.end();
  pdf.y += gap;
}
