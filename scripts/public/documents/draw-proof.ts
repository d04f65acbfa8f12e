import { encode } from 'uqr';
import type { SheetProof } from '#domain/documents/sheet.ts';
import { keepTogether, mm, ornament, type Paper, SIZES } from './paper.ts';

const SIDE = mm(27);

/** At the foot of the last page: a QR code (ISO/IEC 18004) of the case's address, and what the document rests on. */
export function drawProof(paper: Paper, { address, lines }: SheetProof): void {
  const { pdf, root, left, width } = paper;
  keepTogether(paper, SIDE + mm(6));
  pdf.y = Math.max(pdf.y, pdf.page.height - pdf.page.margins.bottom - SIDE - mm(2));
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
      pdf.font('regular').fontSize(SIZES.small - 0.5);
      pdf.text(line, left + SIDE + mm(4), at === 0 ? top : pdf.y, { width: width - SIDE - mm(4), lineGap: 1.5 });
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
