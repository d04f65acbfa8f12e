import type { OpenImage } from 'pdfkit';
import type { SheetPart, SheetPhoto } from '#domain/documents/sheet.ts';
import { paragraph } from './draw-words.ts';
import { column, imageOf, keepTogether, mm, type Paper, SIZES, textHeight } from './paper.ts';

type Photos = Extract<SheetPart, { is: 'photos' }>;

/** The greatest height of a photograph. Two rows of them and the foot are on one page. */
const HEIGHT = mm(62);
const GAP = mm(3);

/**
 * Draws photographs, two next to each other, each with a number and its caption.
 * @param below height of what must be on the page of the last row
 */
export function drawPhotos(paper: Paper, { text, pictures }: Photos, below: number): void {
  const width = (paper.width - GAP) / 2;
  const all = pictures.map((photo, at): Placed => {
    const picture = paper.pdf.openImage(imageOf(photo.image));
    const place = column(paper, (at % 2) * (width + GAP), width);
    const words = captionOf(photo, at + 1);
    return { picture, place, words, height: Math.min(HEIGHT, width * steepness(picture)) };
  });
  const rows = all.flatMap((_, at) => (at % 2 === 0 ? [all.slice(at, at + 2)] : []));
  for (const [nth, row] of rows.entries()) {
    const height = Math.max(...row.map((each) => each.height));
    const words = Math.max(...row.map((each) => textHeight(paper, each.words, width, SIZES.small))) + mm(1);
    const title = nth === 0 ? mm(8) : 0;
    keepTogether(paper, title + height + words + GAP + (nth === rows.length - 1 ? below : 0));
    if (nth === 0) paragraph(paper, 'H2', text, { bold: true, gap: mm(1.5) });
    const top = paper.pdf.y;
    for (const each of row) drawPhoto(each, top, height);
    paper.pdf.y = top + height + words + GAP;
  }
}

interface Placed {
  readonly picture: OpenImage;
  readonly place: Paper;
  /** The number and the caption. */
  readonly words: string;
  readonly height: number;
}

/** Returns how high a picture is for its width, as it is shown. */
const steepness = ({ width, height, orientation = 1 }: OpenImage): number =>
  orientation > 4 ? width / height : height / width;

const captionOf = ({ caption }: SheetPhoto, nth: number): string =>
  caption.trim() === '' ? `Foto ${nth}` : `Foto ${nth}. ${caption.trim()}`;

function drawPhoto({ picture, place, words }: Placed, top: number, height: number): void {
  const { pdf, root, left, width } = place;
  const figure = pdf.struct('Figure', { alt: words, bbox: [left, top, left + width, top + height] }, () => {
    pdf.image(picture, left, top, { fit: [width, height], align: 'center', valign: 'bottom' });
  });
  root.add(figure);
  figure.end();
  pdf.y = top + height + mm(1);
  paragraph(place, 'P', words, { size: SIZES.small, align: 'center', gap: 0 });
}
