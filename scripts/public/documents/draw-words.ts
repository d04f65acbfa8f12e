import type { Pair } from '#domain/documents/sheet.ts';
import { keepTogether, mm, type Paper, SIZES, textHeight } from './paper.ts';

/** A paragraph up to this height goes whole to the page of what closes it; a longer one may be torn. */
const SHORT = mm(60);

export interface Saying {
  readonly size?: number;
  readonly bold?: boolean;
  readonly align?: 'left' | 'center' | 'right';
  readonly indent?: number;
  readonly gap?: number;
}

/** One paragraph with its tag; blank lines in it begin a new one. */
export function paragraph(
  paper: Paper,
  tag: string,
  text: string,
  { size, bold, align, indent = 0, gap = mm(2.5) }: Saying = {},
): void {
  const { pdf, root, left, width } = paper;
  for (const part of text.split(/\n{2,}/)) {
    const element = pdf.struct(tag, () => {
      pdf.font(bold ? 'bold' : 'regular').fontSize(size ?? SIZES.text);
      pdf.text(part, left + indent, pdf.y, { width: width - indent, align: align ?? 'left', lineGap: 2 });
    });
    root.add(element);
    element.end();
    pdf.y += gap;
  }
}

/** Keeps what is short with what must follow it. */
export function keepShort(paper: Paper, height: number, below: number): void {
  if (below > 0 && height < SHORT) keepTogether(paper, height + below);
}

/** How pairs are set. */
export interface PairStyle {
  /** Of what they say, from the left; otherwise below the widest label, at least at `least`. */
  readonly column?: number;
  readonly least?: number;
  readonly size?: number;
}

/** Where what pairs say begins, from the left, and how high each is. */
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
  return { at, heights: pairs.map(([, text]) => textHeight(paper, text, width - at - mm(3), size) + 1.5) };
}

/** Of a few pairs, which are not torn; 0 where they are many. */
export function keptHeight(paper: Paper, pairs: readonly Pair[], width: number, style: PairStyle): number {
  const whole = pairsIn(paper, pairs, width, style).heights.reduce((sum, height) => sum + height, 0);
  return whole < SHORT ? whole : 0;
}

/**
 * Labels, colons and what they say, each in its column.
 * @param below as of `drawPart`
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
    const top = pdf.y;
    const element = pdf.struct('P', () => {
      pdf
        .font('regular')
        .fontSize(size)
        .text(label, left, top, { width: at - mm(2), lineGap: 2 });
      const below = pdf.y;
      pdf.text(': ', left + at, top, { width: mm(3), lineBreak: false });
      pdf.text(text, left + at + mm(3), top, { width: width - at - mm(3), lineGap: 2 });
      // On another page the label is already above.
      if (pdf.y < below && pdf.y > top) pdf.y = below;
    });
    root.add(element);
    element.end();
    pdf.y += 1.5;
  }
}
