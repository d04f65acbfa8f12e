import type { Pair } from '#domain/documents/sheet.ts';
import { keepTogether, mm, type Paper, roomLeft, SIZES, textHeight } from './paper.ts';

/** A paragraph below this height stays on one page with what must follow it. A higher paragraph may be split. */
export const LONG_TEXT = mm(60);

export interface Saying {
  readonly size?: number;
  readonly bold?: boolean;
  readonly align?: 'left' | 'center' | 'right';
  readonly indent?: number;
  readonly gap?: number;
}

/** The space between two lines, in points. */
const LEADING = 2;

/** Draws a paragraph with its tag. A blank line in the text begins a new paragraph. */
export function paragraph(
  paper: Paper,
  tag: string,
  text: string,
  { size, bold, align, indent = 0, gap = mm(2.5) }: Saying = {},
): void {
  const { pdf, root, left, width } = paper;
  for (const part of text.split(/\n{2,}/)) {
    pdf.font(bold ? 'bold' : 'regular').fontSize(size ?? SIZES.text);
    const options = { width: width - indent, align: align ?? 'left', lineGap: LEADING };
    const drawn = withoutLoneLine(paper, part, options);
    const element = pdf.struct(tag, () => {
      pdf.text(part, left + indent, pdf.y, options);
    });
    root.add(element);
    element.end();
    drawn();
    pdf.y += gap;
  }
}

/**
 * Moves the page break within a text that is drawn next, in the current font, so that neither page has only one line of
 * the text. No tag may be open, since a new page may begin.
 * @returns a function to call after the text is drawn
 */
function withoutLoneLine(
  paper: Paper,
  text: string,
  options: { readonly width: number; readonly lineGap: number },
): () => void {
  const { pdf } = paper;
  const { page } = pdf;
  const { margins } = page;
  const line = pdf.heightOfString(' ', options);
  const lines = Math.round(pdf.heightOfString(text, options) / line);
  const here = Math.floor((roomLeft(paper) + LEADING) / line);
  const onePage = Math.floor((page.height - margins.top - margins.bottom + LEADING) / line);
  const isLast = lines > here && (lines - here) % onePage === 1;
  if (lines > here && here < (isLast ? 3 : 2)) {
    pdf.addPage();
    return withoutLoneLine(paper, text, options);
  }
  if (isLast) page.margins = { ...margins, bottom: margins.bottom + line };
  return () => {
    page.margins = margins;
  };
}

/** Keeps a short part on one page with what must follow it. */
export function keepShort(paper: Paper, height: number, below: number): void {
  if (below > 0 && height < LONG_TEXT) keepTogether(paper, height + below);
}

/** The width of the colon between the label and the text of a pair. */
const COLON = mm(3);

/** The style of pairs. */
export interface PairStyle {
  /** Distance of the texts from the left edge. If absent, they begin after the widest label, and not before `least`. */
  readonly column?: number;
  readonly least?: number;
  readonly size?: number;
}

/** Returns the distance of the texts of pairs from the left edge, and the height of each pair. */
function pairsIn(
  paper: Paper,
  pairs: readonly Pair[],
  width: number,
  { column, least = 0, size = SIZES.text }: PairStyle,
): { readonly at: number; readonly heights: readonly number[] } {
  const { pdf } = paper;
  pdf.font('regular').fontSize(size);
  const widest = Math.max(...pairs.map(([label]) => pdf.widthOfString(label)), 0);
  const at = column ?? Math.max(least, Math.min(widest + mm(5), width * 0.42));
  return { at, heights: pairs.map(([, text]) => textHeight(paper, text, width - at - COLON, size) + 1.5) };
}

/** Returns the distance of the texts of pairs from the left edge of the paper. */
export const textsFrom = (paper: Paper, pairs: readonly Pair[], width: number, style: PairStyle): number =>
  pairsIn(paper, pairs, width, style).at + COLON;

/** Returns the height of all pairs if they are kept on one page, or 0 if they are too high for that. */
export function keptHeight(paper: Paper, pairs: readonly Pair[], width: number, style: PairStyle): number {
  const whole = pairsIn(paper, pairs, width, style).heights.reduce((sum, height) => sum + height, 0);
  return whole < LONG_TEXT ? whole : 0;
}

/**
 * Draws labels, colons and texts, each in its column.
 * @param below height of what must be on the page where the pairs end
 */
export function drawPairs(
  paper: Paper,
  pairs: readonly Pair[],
  width: number,
  { below = 0, ...style }: PairStyle & { readonly below?: number },
): void {
  const { pdf, root, left } = paper;
  const { size = SIZES.text } = style;
  const { at, heights } = pairsIn(paper, pairs, width, style);
  if (below > 0) keepTogether(paper, keptHeight(paper, pairs, width, style) + below);
  for (const [nth, [label, text]] of pairs.entries()) {
    keepTogether(paper, mm(6));
    if (nth === pairs.length - 1) keepShort(paper, heights[nth] ?? 0, below);
    pdf.font('regular').fontSize(size);
    const options = { width: width - at - COLON, lineGap: LEADING };
    const drawn = withoutLoneLine(paper, text, options);
    const top = pdf.y;
    const element = pdf.struct('P', () => {
      pdf.text(label, left, top, { width: at - mm(2), lineGap: LEADING });
      const below = pdf.y;
      pdf.text(': ', left + at, top, { width: COLON, lineBreak: false });
      pdf.text(text, left + at + COLON, top, options);
      // If the text ends on another page, the label is already above it.
      if (pdf.y < below && pdf.y > top) pdf.y = below;
    });
    root.add(element);
    element.end();
    drawn();
    pdf.y += 1.5;
  }
}
