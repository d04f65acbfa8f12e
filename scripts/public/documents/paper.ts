import type PDFDocument from 'pdfkit';
import type { StructureElement } from 'pdfkit';
import type { Sheet } from '#domain/documents/sheet.ts';

/** The library, as browsers load it, and two fonts in any format that fontkit reads. */
export interface Press {
  /** The build for browsers, since its compression is the same on every machine, unlike that of the build for Node. */
  readonly PDFDocument: typeof PDFDocument;
  readonly regular: Uint8Array;
  readonly bold: Uint8Array;
}

/** A document that is being drawn: the PDF, and the root of its tags. */
export interface Paper {
  readonly pdf: PDFDocument;
  readonly root: StructureElement;
  readonly left: number;
  readonly width: number;
}

export const SIZES = { text: 11, small: 8.5, foot: 7.5, table: 9, heading: 13, head: 15 } as const;

/** Converts millimetres into the unit of PDF, a 72nd of an inch. */
export const mm = (length: number): number => (length * 72) / 25.4;

/** The margins of official letters (PermenPANRB 80/2012): 3 cm at the side that is bound, 2.5 cm below. */
const MARGINS = { top: mm(20), bottom: mm(25), left: mm(30), right: mm(20) };
/** A page in landscape is bound at its upper side. */
const LANDSCAPE = { ...MARGINS, top: MARGINS.left, left: MARGINS.right };
/** The distance of the foot of the last page from the lower edge. The foot is no text, and may be in the margin. */
export const FOOT = mm(17);

/** Begins an empty document: A4, tagged, in Indonesian, with embedded fonts. */
export function newPaper(
  { title, landscape, made, code }: Sheet,
  { PDFDocument: Document, regular, bold }: Press,
): Paper {
  const margins = landscape ? LANDSCAPE : MARGINS;
  const pdf = new Document({
    size: 'A4',
    layout: landscape ? 'landscape' : 'portrait',
    margins,
    bufferPages: true,
    pdfVersion: '1.7',
    subset: 'PDF/UA',
    tagged: true,
    lang: 'id',
    displayTitle: true,
    // No font is set here. The library's default font is not embedded, and a font named here is opened at each use.
    font: null,
    info: {
      ...{ Title: title, Producer: 'Disposisi', Creator: 'Disposisi', CreationDate: new Date(made) },
      ...(code === undefined ? {} : { Keywords: code }),
    },
  });
  pdf.registerFont('regular', regular);
  pdf.registerFont('bold', bold);
  pdf.font('regular').fontSize(SIZES.text);
  const root = pdf.struct('Document');
  pdf.addStructure(root);
  return { pdf, root, left: margins.left, width: pdf.page.width - margins.left - margins.right };
}

/** Ends a document and returns its bytes. */
export function finished({ pdf, root }: Paper): Promise<Uint8Array<ArrayBuffer>> {
  const chunks: Uint8Array[] = [];
  return new Promise((resolve, reject) => {
    pdf.on('data', (chunk: Uint8Array) => chunks.push(chunk));
    pdf.on('end', () => resolve(joinedBytes(chunks)));
    pdf.on('error', reject);
    root.end();
    pdf.end();
  });
}

function joinedBytes(chunks: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const all = new Uint8Array(chunks.reduce((length, chunk) => length + chunk.length, 0));
  let at = 0;
  for (const chunk of chunks) {
    all.set(chunk, at);
    at += chunk.length;
  }
  return all;
}

/** Draws what is not part of the text of the document, such as lines and page numbers. */
export function ornament({ pdf }: Paper, draw: () => void, type: 'Layout' | 'Pagination' = 'Layout'): void {
  pdf.markContent('Artifact', { type });
  draw();
  pdf.endMarkedContent();
}

/** Returns the height that is left on the page. */
export const roomLeft = ({ pdf }: Paper): number => pdf.page.height - pdf.page.margins.bottom - pdf.y;

/** Returns a column of a paper as a paper of its own. It begins `from` points right of the given paper's left. */
export const column = (paper: Paper, from: number, width: number): Paper => ({
  ...paper,
  left: paper.left + from,
  width,
});

/** Begins a new page if less than this height, in points, is left and the page is not empty. */
export function keepTogether(paper: Paper, height: number): void {
  const { pdf } = paper;
  if (roomLeft(paper) < height && pdf.y > pdf.page.margins.top) pdf.addPage();
}

/** Returns the height of a text in a column of this width. */
export function textHeight({ pdf }: Paper, text: string, width: number, size: number = SIZES.text): number {
  return pdf.font('regular').fontSize(size).heightOfString(text, { width, lineGap: 2 });
}

/** Writes a PNG or JPEG file in Base64 as the library reads it. */
export const imageOf = (base64: string): string =>
  `data:image/${base64.startsWith('iVBOR') ? 'png' : 'jpeg'};base64,${base64}`;
