import { create } from 'fontkit';
import { contactParts } from '#domain/documents/letterhead-lines.ts';
import type { Sheet, SheetHead, SheetPart } from '#domain/documents/sheet.ts';
import { closingHeight, drawClosing, drawPoint, isClosing } from './draw-closing.ts';
import { drawPanel, drawSpace } from './draw-panel.ts';
import { drawPhotos } from './draw-photos.ts';
import { drawProof, proofHeight } from './draw-proof.ts';
import { beginningHeight, drawTable } from './draw-table.ts';
import { drawPairs, keepShort, keptHeight, type PairStyle, paragraph, LONG_TEXT, textsFrom } from './draw-words.ts';
import { DrawingFault } from './drawing-fault.ts';
import {
  column,
  finished,
  imageOf,
  keepTogether,
  mm,
  newPaper,
  ornament,
  type Paper,
  type Press,
  SIZES,
  textHeight,
} from './paper.ts';

/**
 * Draws a document as a tagged PDF (ISO 14289-1) with embedded fonts. The same sheet gives the same bytes.
 * @throws DrawingFault if a part of the document cannot be drawn
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
  // Without photographs, the place for them is left out: it could be alone on a page.
  const parts = sheet.parts.filter((part) => part.is !== 'photos' || part.pictures.length > 0);
  const spelled = spell({ ...sheet, parts });
  if (spelled.notice !== undefined) paragraph(paper, 'P', spelled.notice, { size: SIZES.small, gap: mm(3) });
  if (spelled.head) drawHead(paper, spelled.head);
  const below = heightsBelow(paper, spelled);
  spelled.parts.forEach((part, at) => drawPart(paper, part, below[at] ?? 0));
  drawProof(paper, spelled);
  numberPages(paper, spelled);
  return finished(paper);
}

/**
 * Returns, for each part, the height of what must be on the same page as the end of that part. Signatures and copies
 * stay whole and follow what they close. The foot follows the last part. A small heading stays with the first lines
 * below it, and so does a sentence that ends with a colon. So no page holds only the foot, and no page ends with a
 * heading.
 */
function heightsBelow(paper: Paper, sheet: Sheet): number[] {
  let below = proofHeight(paper, sheet);
  let headed = 0;
  return sheet.parts
    .toReversed()
    .map((part) => {
      const leadsOn = part.is === 'text' && part.text.endsWith(':');
      const own = part.is === 'section' ? headed : leadsOn ? Math.max(below, headed) : below;
      below = isClosing(part) ? closingHeight(paper, part) + own : 0;
      headed = Math.max(mm(10), headedHeight(paper, part, own));
      return own;
    })
    .toReversed();
}

/** Returns the height of the beginning of a part that must stay on the page of the small heading above it. */
function headedHeight(paper: Paper, part: SheetPart, below: number): number {
  if (part.is === 'text') {
    const height = textHeight(paper, part.text, paper.width) + mm(3);
    return height < LONG_TEXT ? height + below : 0;
  }
  if (part.is === 'table') return beginningHeight(paper, part);
  const kept =
    part.is === 'pairs' && below > 0 ? keptHeight(paper, part.pairs, paper.width, pairStyle(paper, part)) : 0;
  return kept > 0 ? kept + mm(3) + below : 0;
}

/** The style of pairs. The fields of a form are smaller, and their second column always begins at the same place. */
const pairStyle = ({ width }: Paper, { isForm }: Extract<SheetPart, { is: 'pairs' }>): PairStyle =>
  isForm ? { size: SIZES.table, column: width * 0.34 } : {};

function drawHead(paper: Paper, { lines, contact, arms }: SheetHead): void {
  const { pdf, root, left, width } = paper;
  // The margin is that of the text. The letterhead begins in it, unless the line of a public copy is above.
  const top = pdf.y > pdf.page.margins.top ? pdf.y : pdf.y - mm(5);
  const side = mm(20);
  if (arms) {
    const figure = pdf.struct('Figure', { alt: arms.alt, bbox: [left, top, left + side, top + side] }, () => {
      pdf.image(imageOf(arms.image), left, top, { fit: [side, side] });
    });
    root.add(figure);
    figure.end();
  }
  pdf.y = top;
  const sizeOf = (at: number): number => (at === lines.length - 1 ? SIZES.head : SIZES.heading);
  const indent = arms ? side + mm(3) : 0;
  // The lines are in the middle of the page, or right of the arms if they are too long for that.
  const isNarrow = lines.every(
    (line, at) => pdf.font('bold').fontSize(sizeOf(at)).widthOfString(line) <= width - 2 * indent,
  );
  const place = column(paper, indent, width - (isNarrow ? 2 : 1) * indent);
  lines.forEach((line, at) => {
    paragraph(place, 'P', line, { bold: true, size: sizeOf(at), align: 'center', gap: 1 });
  });
  pdf.font('regular').fontSize(SIZES.small);
  for (const line of contact) {
    const text = contactParts(line).reduce((before, part) => {
      const together = `${before} ${part}`;
      return pdf.widthOfString(together.split('\n').at(-1) ?? '') <= place.width ? together : `${before}\n${part}`;
    });
    paragraph(place, 'P', text, { size: SIZES.small, align: 'center', gap: 0 });
  }
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

/** @param below height of what must be on the page where the part ends */
function drawPart(paper: Paper, part: SheetPart, below: number): void {
  const { pdf } = paper;
  switch (part.is) {
    case 'heading':
      part.lines.forEach((line, at) => {
        paragraph(paper, at === 0 ? 'H1' : 'P', line, {
          bold: true,
          size: at === 0 ? SIZES.heading : SIZES.text,
          align: 'center',
          gap: at === part.lines.length - 1 ? mm(5) : 1,
        });
      });
      break;
    case 'section':
      keepTogether(paper, mm(8) + Math.min(below, paper.pdf.page.height / 2));
      paragraph(paper, 'H2', part.text, { bold: true, gap: mm(1.5) });
      break;
    case 'annex':
      drawAnnex(paper, part);
      break;
    case 'points':
      part.lines.forEach((line, at) => {
        const height = textHeight(paper, line, paper.width - mm(7));
        if (at === part.lines.length - 1) keepShort(paper, height + mm(3), below);
        drawPoint(paper, at + 1, line, 1.5);
      });
      pdf.y += mm(3);
      break;
    case 'panel':
      drawPanel(paper, part);
      break;
    case 'reference':
      drawReference(paper, part);
      break;
    case 'to':
      for (const line of part.lines) paragraph(paper, 'P', line, { gap: 0 });
      pdf.y += mm(3);
      break;
    case 'text':
      keepShort(paper, textHeight(paper, part.text, paper.width) + mm(3), below);
      paragraph(paper, 'P', part.text, { gap: mm(3) });
      break;
    case 'pairs':
      drawPairs(paper, part.pairs, paper.width, {
        ...pairStyle(paper, part),
        below: below > 0 ? below + mm(3) : 0,
      });
      pdf.y += mm(3);
      break;
    case 'table':
      drawTable(paper, part, below);
      break;
    case 'space':
      drawSpace(paper, part.text, below);
      break;
    case 'photos':
      drawPhotos(paper, part, below);
      break;
    case 'signatures':
    case 'signature':
    case 'copies':
      keepTogether(paper, closingHeight(paper, part) + below);
      drawClosing(paper, part);
      break;
  }
}

/** Draws the reference to the letter that the paper is attached to, in the right half of the head. */
function drawAnnex(paper: Paper, { to, pairs }: Extract<SheetPart, { is: 'annex' }>): void {
  const half = paper.width * 0.5;
  const right = column(paper, half, half);
  paragraph(right, 'P', to, { gap: 1 });
  drawPairs(right, pairs, half, {});
  paper.pdf.y += mm(8);
}

/**
 * Draws facts on the left, and place and date on the right. The first lines of both are at one height, unless place and
 * date are too long for that.
 */
function drawReference(paper: Paper, { date, pairs }: Extract<SheetPart, { is: 'reference' }>): void {
  const { pdf, root, left, width } = paper;
  const top = pdf.y;
  const facts = width * 0.7;
  const style = { least: mm(22) };
  const [[, first] = ['', '']] = pairs;
  const aside = pdf.struct('P', () => {
    pdf.font('regular').fontSize(SIZES.text).text(date, left, top, { width, align: 'right' });
  });
  root.add(aside);
  aside.end();
  const used = textsFrom(paper, pairs, facts, style) + pdf.widthOfString(first) + mm(4) + pdf.widthOfString(date);
  if (used < width) pdf.y = top;
  drawPairs(paper, pairs, facts, style);
  pdf.y += mm(3);
}

/** Writes the number of each page. The applicant's own letter has none if it is one page. */
function numberPages(paper: Paper, { title, about, proof }: Sheet): void {
  const { pdf, left, width } = paper;
  const { start, count } = pdf.bufferedPageRange();
  if (!proof && count === 1) return;
  for (let at = start; at < start + count; at += 1) {
    pdf.switchToPage(at);
    const { margins } = pdf.page;
    const bottom = margins.bottom;
    // Text below the margin would begin a new page.
    margins.bottom = 0;
    ornament(
      paper,
      () => {
        pdf.font('regular').fontSize(SIZES.small);
        const what = about === undefined ? title : `${title} · ${about}`;
        pdf.text(`${what} · halaman ${at + 1} dari ${count}`, left, pdf.page.height - mm(12), {
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

/**
 * Returns a function that changes every text of a value. If a font cannot draw a character, its number is written, such
 * as "[U+738B]". So a name in other letters never becomes an empty box, and no character is left out unnoticed.
 * @param font the content of the font file
 */
function drawable(font: Uint8Array): <T>(value: T) => T {
  const { characterSet } = create(font);
  const known = new Set(characterSet);
  const spell = (text: string): string =>
    [...text]
      .map((character) => {
        const code = character.codePointAt(0) ?? 0;
        return known.has(code) || character === '\n' ? character : numbered(code);
      })
      .join('');
  const each = (value: unknown): unknown => {
    if (typeof value === 'string') return spell(value);
    if (Array.isArray(value)) return value.map(each);
    if (typeof value !== 'object' || value === null) return value;
    // A picture in Base64 has only letters that every font has, and many of them.
    return Object.fromEntries(
      Object.entries(value).map(([name, inner]) => [name, name === 'image' ? inner : each(inner)]),
    );
  };
  return <T>(value: T): T => each(value) as T;
}

const numbered = (code: number): string => `[U+${code.toString(16).toUpperCase().padStart(4, '0')}]`;
