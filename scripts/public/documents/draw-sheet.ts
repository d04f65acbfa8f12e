import type { Sheet, SheetHead, SheetPart } from '#domain/documents/sheet.ts';
import { drawProof, proofHeight } from './draw-proof.ts';
import { DrawingFault } from './drawing-fault.ts';
import { drawTable } from './draw-table.ts';
import { drawable } from './letters.ts';
import { finished, keepTogether, mm, newPaper, ornament, type Paper, type Press, SIZES, textHeight } from './paper.ts';

/**
 * Sets a document as PDF: tagged (ISO 14289-1), fonts embedded, the same bytes for the same sheet.
 * @throws DrawingFault where something of it cannot be drawn
 */
export async function drawSheet(sheet: Sheet, press: Press): Promise<Uint8Array<ArrayBuffer>> {
  try {
    return await drawn(sheet, press);
  } catch (error) {
    throw new DrawingFault(sheet.title, error);
  }
}

function drawn(sheet: Sheet, press: Press): Promise<Uint8Array<ArrayBuffer>> {
  const paper = newPaper(sheet, press);
  const spell = drawable(press.regular);
  const spelled = spell(sheet);
  if (spelled.notice !== undefined) say(paper, 'P', spelled.notice, { size: SIZES.small, gap: mm(3) });
  if (spelled.head) drawHead(paper, spelled.head);
  const below = heightsBelow(paper, spelled);
  spelled.parts.forEach((part, at) => drawPart(paper, part, below[at] ?? 0));
  drawProof(paper, spelled.proof);
  numberPages(paper, spelled);
  return finished(paper);
}

/**
 * What must stand on the same page as the end of each part: a signature and copies as a whole after what they close, and the foot
 * after the last. So no page holds a foot alone.
 */
function heightsBelow(paper: Paper, { parts, proof }: Sheet): number[] {
  let below = proofHeight(paper, proof);
  return parts
    .toReversed()
    .map((part) => {
      const own = below;
      const closes = part.is === 'signature' || part.is === 'copies';
      below = closes ? closingHeight(paper, part) + own : 0;
      return own;
    })
    .toReversed();
}

function closingHeight(paper: Paper, { is, lines }: Extract<SheetPart, { is: 'signature' | 'copies' }>): number {
  const width = is === 'signature' ? paper.width * 0.5 : paper.width - mm(4);
  const heights = lines.map((line) => textHeight(paper, line, width));
  const written = heights.reduce((sum, height) => sum + height, 0);
  return is === 'signature' ? written + SIGNING + mm(8) : written + textHeight(paper, ' ', width) + mm(2) + 1;
}

/** Room in which somebody signs. */
const SIGNING = mm(16);

/** A paragraph up to this height goes whole to the page of what closes it; a longer one may be torn. */
const SHORT = mm(60);

interface Saying {
  readonly size?: number;
  readonly bold?: boolean;
  readonly align?: 'left' | 'center' | 'right';
  readonly indent?: number;
  /** Below. */
  readonly gap?: number;
}

/** One paragraph with its tag; blank lines in it begin a new one. */
function say(
  paper: Paper,
  tag: string,
  text: string,
  { size, bold, align, indent = 0, gap = mm(2.5) }: Saying = {},
): void {
  const { pdf, root, left, width } = paper;
  for (const paragraph of text.split(/\n{2,}/)) {
    const element = pdf.struct(tag, () => {
      pdf.font(bold ? 'bold' : 'regular').fontSize(size ?? SIZES.text);
      pdf.text(paragraph, left + indent, pdf.y, { width: width - indent, align: align ?? 'left', lineGap: 2 });
    });
    root.add(element);
    element.end();
    pdf.y += gap;
  }
}

function drawHead(paper: Paper, { lines, contact, arms }: SheetHead): void {
  const { pdf, root, left, width } = paper;
  const top = pdf.y;
  const side = mm(22);
  if (arms) {
    const figure = pdf.struct('Figure', { alt: arms.alt, bbox: [left, top, left + side, top + side] }, () => {
      pdf.image(imageOf(arms.image), left, top, { fit: [side, side] });
    });
    root.add(figure);
    figure.end();
  }
  pdf.y = top;
  const indent = arms ? side + mm(3) : 0;
  lines.forEach((line, at) => {
    const isLast = at === lines.length - 1;
    say(paper, 'P', line, { bold: true, size: isLast ? SIZES.head : SIZES.heading, align: 'center', indent, gap: 1 });
  });
  for (const line of contact) say(paper, 'P', line, { size: SIZES.small, align: 'center', indent, gap: 0 });
  pdf.y = Math.max(pdf.y, arms ? top + side : 0) + mm(2);
  ornament(paper, () => {
    pdf
      .moveTo(left, pdf.y)
      .lineTo(left + width, pdf.y)
      .lineWidth(1.5)
      .stroke();
    pdf
      .moveTo(left, pdf.y + 3)
      .lineTo(left + width, pdf.y + 3)
      .lineWidth(0.5)
      .stroke();
  });
  pdf.y += mm(6);
}

function imageOf(base64: string): string {
  return `data:image/${base64.startsWith('iVBOR') ? 'png' : 'jpeg'};base64,${base64}`;
}

/** @param below height of what must stand on the page where the part ends */
function drawPart(paper: Paper, part: SheetPart, below: number): void {
  const { pdf } = paper;
  switch (part.is) {
    case 'heading':
      part.lines.forEach((line, at) => {
        say(paper, at === 0 ? 'H1' : 'P', line, {
          bold: true,
          size: at === 0 ? SIZES.heading : SIZES.text,
          align: 'center',
          gap: at === part.lines.length - 1 ? mm(5) : 1,
        });
      });
      break;
    case 'reference':
      drawReference(paper, part);
      break;
    case 'to':
      for (const line of part.lines) say(paper, 'P', line, { gap: 0 });
      pdf.y += mm(4);
      break;
    case 'text':
      keepShort(paper, textHeight(paper, part.text, paper.width) + mm(3), below);
      say(paper, 'P', part.text, { gap: mm(3) });
      break;
    case 'pairs':
      drawPairs(paper, part.pairs, paper.width, { below: below + mm(3) });
      pdf.y += mm(3);
      break;
    case 'table':
      drawTable(paper, part, below);
      break;
    case 'signature':
      keepTogether(paper, closingHeight(paper, part) + below);
      drawSignature(paper, part.lines);
      break;
    case 'copies':
      keepTogether(paper, closingHeight(paper, part) + below);
      say(paper, 'P', 'Tembusan:', { gap: 1 });
      part.lines.forEach((line, at) => say(paper, 'P', `${at + 1}. ${line}`, { indent: mm(4), gap: 0 }));
      pdf.y += mm(2);
      break;
  }
}

/** Keeps what is short with what must follow it. */
function keepShort(paper: Paper, height: number, below: number): void {
  if (below > 0 && height < SHORT) keepTogether(paper, height + below);
}

/** Facts on the left, place and date on the right, their first lines at one height. */
function drawReference(paper: Paper, { date, pairs }: Extract<SheetPart, { is: 'reference' }>): void {
  const { pdf, root, left, width } = paper;
  const top = pdf.y;
  const aside = pdf.struct('P', () => {
    pdf.font('regular').fontSize(SIZES.text).text(date, left, top, { width, align: 'right' });
  });
  root.add(aside);
  aside.end();
  pdf.y = top;
  drawPairs(paper, pairs, width * 0.64, { column: mm(35) });
  pdf.y += mm(4);
}

/** Labels, colons and what they say, each in its column. @param below as of `drawPart` */
function drawPairs(
  paper: Paper,
  pairs: Extract<SheetPart, { is: 'pairs' }>['pairs'],
  width: number,
  { column, below = 0 }: { readonly column?: number; readonly below?: number },
): void {
  const { pdf, root, left } = paper;
  pdf.font('regular').fontSize(SIZES.text);
  const widest = Math.max(...pairs.map(([label]) => pdf.widthOfString(label)), 0);
  const at = column ?? Math.min(widest + mm(5), width * 0.42);
  for (const [nth, [label, text]] of pairs.entries()) {
    keepTogether(paper, mm(6));
    if (nth === pairs.length - 1) keepShort(paper, textHeight(paper, text, width - at - mm(3)), below);
    const top = pdf.y;
    const element = pdf.struct('P', () => {
      pdf
        .font('regular')
        .fontSize(SIZES.text)
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

/** Office, room for a signature that is made elsewhere, name: nothing that could be taken for a signature (UU 11/2008). */
function drawSignature(paper: Paper, [office = '', ...rest]: readonly string[]): void {
  const { pdf, width } = paper;
  pdf.y += mm(4);
  const indent = width * 0.5;
  say(paper, 'P', office, { indent, gap: SIGNING });
  rest.forEach((line, at) => say(paper, 'P', line, { indent, bold: at === 0, gap: 0 }));
  pdf.y += mm(4);
}

function numberPages(paper: Paper, { title }: Sheet): void {
  const { pdf, left, width } = paper;
  const { start, count } = pdf.bufferedPageRange();
  for (let at = start; at < start + count; at += 1) {
    pdf.switchToPage(at);
    const { margins } = pdf.page;
    const bottom = margins.bottom;
    // Text below the margin would begin a page.
    margins.bottom = 0;
    ornament(
      paper,
      () => {
        pdf.font('regular').fontSize(SIZES.small);
        pdf.text(`${title} · halaman ${at + 1} dari ${count}`, left, pdf.page.height - mm(12), {
          width,
          align: 'center',
          lineBreak: false,
        });
      },
      'Pagination',
    );
    margins.bottom = bottom;
  }
}
