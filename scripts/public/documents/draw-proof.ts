import { encode } from 'uqr';
import type { Sheet, SheetProof } from '#domain/documents/sheet.ts';
import { FOOT, keepTogether, mm, ornament, type Paper, SIZES } from './paper.ts';

/** The side of the QR code. A dot is about half a millimetre wide, so that telephones can read the code from paper. */
const SIDE = mm(20);
const GAP = mm(3);
/** The height of the empty strip where the provider of an electronic signature puts its note. */
const NOTE = mm(8);

/** Returns the height of the foot of the last page above the lower margin. */
export function proofHeight(paper: Paper, { proof, keepsNote }: Pick<Sheet, 'proof' | 'keepsNote'>): number {
  return proof ? footHeight(paper, proof, keepsNote) - (paper.pdf.page.margins.bottom - FOOT) : 0;
}

function footHeight({ pdf, width }: Paper, { lines }: SheetProof, keepsNote?: true): number {
  pdf.font('regular').fontSize(SIZES.foot);
  const heights = lines.map((line) => pdf.heightOfString(line, { width: width - SIDE - mm(4), lineGap: 1 }));
  return (
    Math.max(
      SIDE,
      heights.reduce((sum, height) => sum + height, 0),
    ) +
    GAP +
    (keepsNote ? NOTE : 0)
  );
}

/** Draws the foot of the last page: a QR code (ISO/IEC 18004) of the case's address, and the proof of the document. */
export function drawProof(paper: Paper, sheet: Pick<Sheet, 'proof' | 'keepsNote'>): void {
  const { pdf, root, left, width } = paper;
  const { proof, keepsNote } = sheet;
  if (!proof) return;
  const { address, lines } = proof;
  keepTogether(paper, proofHeight(paper, sheet));
  // The foot reaches into the margin. Text below the margin would begin a new page.
  pdf.page.margins.bottom = 0;
  pdf.y = pdf.page.height - FOOT - footHeight(paper, proof, keepsNote) + GAP + (keepsNote ? NOTE : 0);
  ornament(paper, () => {
    pdf
      .moveTo(left, pdf.y - mm(2))
      .lineTo(left + width, pdf.y - mm(2))
      .lineWidth(0.5)
      .stroke();
  });
  const top = pdf.y;
  const figure = pdf.struct('Figure', { alt: `Kode QR: ${address}`, bbox: [left, top, left + SIDE, top + SIDE] }, () =>
    drawQr(paper, address, top),
  );
  root.add(figure);
  figure.end();
  lines.forEach((line, at) => {
    const element = pdf.struct('P', () => {
      pdf.font('regular').fontSize(SIZES.foot);
      pdf.text(line, left + SIDE + mm(4), at === 0 ? top : pdf.y, { width: width - SIDE - mm(4), lineGap: 1 });
    });
    root.add(element);
    element.end();
  });
}

function drawQr({ pdf, left }: Paper, text: string, top: number): void {
  const { data } = encode(text, { border: 4 });
  const dot = SIDE / data.length;
  data.forEach((row, y) => {
    row.forEach((isDark, x) => {
      if (isDark) pdf.rect(left + x * dot, top + y * dot, dot, dot);
    });
  });
  pdf.fill('#000');
}
