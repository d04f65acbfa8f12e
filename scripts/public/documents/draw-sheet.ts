import type { Sheet, SheetHead, SheetPart } from '#domain/documents/sheet.ts';
import { drawProof } from './draw-proof.ts';
import { drawTable } from './draw-table.ts';
import { drawable } from './letters.ts';
import { finished, keepTogether, mm, newPaper, ornament, type Paper, type Press, SIZES } from './paper.ts';

/**
 * Sets a document as PDF: tagged (ISO 14289-1), fonts embedded, the same bytes for the same sheet.
 */
export async function drawSheet(sheet: Sheet, press: Press): Promise<Uint8Array<ArrayBuffer>> {
  const paper = newPaper(sheet, press);
  const spell = drawable(press.regular);
  const spelled = spell(sheet);
  if (spelled.notice !== undefined) say(paper, 'P', spelled.notice, { size: SIZES.small, gap: mm(3) });
  if (spelled.head) drawHead(paper, spelled.head);
  for (const part of spelled.parts) drawPart(paper, part);
  drawProof(paper, spelled.proof);
  numberPages(paper, spelled);
  return finished(paper);
}

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

function drawPart(paper: Paper, part: SheetPart): void {
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
      pdf.y += mm(5);
      break;
    case 'text':
      say(paper, 'P', part.text, { gap: mm(3.5) });
      break;
    case 'pairs':
      drawPairs(paper, part.pairs, paper.width);
      pdf.y += mm(4);
      break;
    case 'table':
      drawTable(paper, part);
      break;
    case 'signature':
      drawSignature(paper, part.lines);
      break;
    case 'copies':
      say(paper, 'P', 'Tembusan:', { gap: 1 });
      part.lines.forEach((line, at) => say(paper, 'P', `${at + 1}. ${line}`, { indent: mm(4), gap: 0 }));
      pdf.y += mm(4);
      break;
  }
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
  drawPairs(paper, pairs, width * 0.64, mm(33));
  pdf.y += mm(5);
}

/** Labels, colons and what they say, each in its column. */
function drawPairs(
  paper: Paper,
  pairs: Extract<SheetPart, { is: 'pairs' }>['pairs'],
  width: number,
  column?: number,
): void {
  const { pdf, root, left } = paper;
  pdf.font('regular').fontSize(SIZES.text);
  const widest = Math.max(...pairs.map(([label]) => pdf.widthOfString(label)), 0);
  const at = column ?? Math.min(widest + mm(5), width * 0.42);
  for (const [label, text] of pairs) {
    keepTogether(paper, mm(6));
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
  keepTogether(paper, mm(50));
  pdf.y += mm(4);
  const indent = width * 0.5;
  say(paper, 'P', office, { indent, gap: mm(18) });
  rest.forEach((line, at) => say(paper, 'P', line, { indent, bold: at === 0, gap: 0 }));
  pdf.y += mm(6);
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
