import type { Pair, SheetPart } from '#domain/documents/sheet.ts';
import { drawPairs, paragraph } from './draw-words.ts';
import { column, keepTogether, mm, ornament, type Paper, SIZES, textHeight } from './paper.ts';

const PADDING = mm(1.5);
const GAP = mm(3);
/** The height of an empty box, in which a photograph in landscape fits. */
const SPACE = mm(52);

/** Draws facts in a box: left, right, and below over the whole width. A disposition sheet begins with such a box. */
export function drawPanel(paper: Paper, { left, right, below }: Extract<SheetPart, { is: 'panel' }>): void {
  const { pdf, width } = paper;
  const half = width / 2;
  const sides = [left, right].map((pairs, at) => ({ pairs, place: inside(paper, at * half, half) }));
  const whole = inside(paper, 0, width);
  const upper = Math.max(...sides.map(({ pairs, place }) => heightOf(place, pairs))) + 2 * PADDING;
  const lower = below.length === 0 ? 0 : heightOf(whole, below) + 2 * PADDING;
  keepTogether(paper, upper + lower + GAP);
  const top = pdf.y;
  for (const { pairs, place } of sides) {
    pdf.y = top + PADDING;
    drawPairs(place, pairs, place.width, { column: LABEL });
  }
  pdf.y = top + upper + PADDING;
  if (below.length > 0) drawPairs(whole, below, whole.width, { column: LABEL });
  ornament(paper, () => {
    pdf.lineWidth(0.5);
    pdf.rect(paper.left, top, half, upper).stroke();
    pdf.rect(paper.left + half, top, half, upper).stroke();
    if (lower > 0) pdf.rect(paper.left, top + upper, width, lower).stroke();
  });
  pdf.y = top + upper + lower + GAP;
}

const LABEL = mm(31);

const inside = (paper: Paper, from: number, width: number): Paper => column(paper, from + PADDING, width - 2 * PADDING);

const heightOf = (place: Paper, pairs: readonly Pair[]): number =>
  pairs.reduce(
    (sum, [label, text]) =>
      sum +
      1.5 +
      Math.max(textHeight(place, label, LABEL - mm(2)), textHeight(place, text, place.width - LABEL - mm(3))),
    0,
  );

/**
 * Draws an empty box with a text that says what is to be pasted into it.
 * @param below height of what must be on the same page
 */
export function drawSpace(paper: Paper, text: string, below: number): void {
  const { pdf, left, width } = paper;
  keepTogether(paper, SPACE + GAP + below);
  const top = pdf.y;
  pdf.y = top + PADDING;
  paragraph(column(paper, PADDING, width - 2 * PADDING), 'P', text, { size: SIZES.small, gap: 0 });
  ornament(paper, () => pdf.lineWidth(0.5).rect(left, top, width, SPACE).stroke());
  pdf.y = top + SPACE + GAP;
}
