/**
 * Finds the type of an attachment from its first bytes (R8), never from its name. The rest of a file is not parsed: a
 * file that claims anything must not delay others, and no such check is complete (docs/decisions/attachments.md).
 */
import type { Problem, Text } from '#domain/problem.ts';

type AttachmentType = 'application/pdf' | 'image/png' | 'image/jpeg';

/** `unknown`: the file is no PDF, PNG or JPEG. `mixed`: it begins as one of them, and as a web page as well. */
type NoType = 'unknown' | 'mixed';

type Detection = { ok: true; type: AttachmentType } | { ok: false; reason: NoType };

const EXTENSIONS: Record<AttachmentType, RegExp> = {
  'application/pdf': /\.pdf$/,
  'image/png': /\.png$/,
  'image/jpeg': /\.jpe?g$/,
};

const NAMES: Record<AttachmentType, string> = {
  'application/pdf': 'PDF',
  'image/png': 'PNG',
  'image/jpeg': 'JPEG',
};

const codesOf = (text: string): number[] => Array.from(text, (character) => character.charCodeAt(0));

/** Checks whether these bytes are at a place of a file. */
const isAt = (bytes: Uint8Array, at: number, part: readonly number[]): boolean =>
  part.every((byte, n) => bytes[at + n] === byte);

/** The first bytes of each type. Readers allow a PDF to begin later, but R8 does not. */
const BEGINNINGS: readonly (readonly [type: AttachmentType, first: readonly number[]])[] = [
  ['application/pdf', codesOf('%PDF-')],
  ['image/png', codesOf('\x89PNG\r\n\x1a\n')],
  ['image/jpeg', [0xff, 0xd8, 0xff]],
];

/** What a browser that guesses types takes for a web page. It looks at the first bytes only. */
const MARKUP = /<(?:!doctype|html|head|body|script|svg|iframe|\?php)/i;

/**
 * How a picture refers to the place where it was taken: the tag of Exif, which is one number of 32 bits in either order
 * of bytes, or the names in XMP. No other picture has these bytes by chance.
 */
const POSITIONS = [codesOf('\x88\x25\0\x04\0\0\0\x01'), codesOf('\x25\x88\x04\0\x01\0\0\0'), codesOf('exif:GPSL')];

/** Checks whether a picture says where it was taken. */
export function hasPosition(bytes: Uint8Array): boolean {
  return POSITIONS.some((part) => {
    const [first = 0] = part;
    for (let at = bytes.indexOf(first); at >= 0; at = bytes.indexOf(first, at + 1))
      if (isAt(bytes, at, part)) return true;
    return false;
  });
}

/**
 * Finds the type of a file from its bytes.
 * @source R8; ISO 32000, PNG (W3C), JPEG (ITU-T T.81), Exif (CIPA DC-008)
 */
export function detectType(bytes: Uint8Array): Detection {
  const [type] = BEGINNINGS.find(([, first]) => isAt(bytes, 0, first)) ?? [];
  if (!type) return { ok: false, reason: 'unknown' };
  if (MARKUP.test(new TextDecoder('latin1').decode(bytes.subarray(0, 1024)))) return { ok: false, reason: 'mixed' };
  return { ok: true, type };
}

type AttachmentRefusal = NoType | 'position' | 'extension';

/** The message about a picture that says where it was taken. */
export const POSITION: Text = {
  id: 'Foto ini menyebut tempat pengambilannya (GPS)',
  en: 'This picture says where it was taken (GPS)',
};

const MESSAGES: Record<AttachmentRefusal, Text> = {
  unknown: { id: 'Isi lampiran bukan PDF, PNG, atau JPEG', en: 'The content is not PDF, PNG or JPEG' },
  mixed: { id: 'Lampiran ini juga halaman web', en: 'The attachment is also a web page' },
  position: POSITION,
  extension: { id: 'Nama lampiran tidak sesuai isinya', en: 'The name does not match the content' },
};

const FIXES: Record<AttachmentRefusal, Text> = {
  unknown: { id: 'Ekspor atau pindai sebagai PDF', en: 'Export or scan it as PDF' },
  mixed: { id: 'Cetak ke PDF, lalu unggah hasilnya', en: 'Print it to PDF and upload that' },
  position: {
    id: 'Lampirkan dari Meja kerja, yang menghapusnya, atau simpan ulang tanpa data lokasi',
    en: 'Attach it at the desk, which removes this, or save it again without its location',
  },
  extension: { id: 'Ganti akhiran namanya', en: 'Change the ending of its name' },
};

/** Checks an attachment's content and its name (R8). */
export function checkAttachment(path: string, bytes: Uint8Array): { type: AttachmentType } | { problem: Problem } {
  const detection = detectType(bytes);
  const refused = (why: AttachmentRefusal, received?: string) => ({
    problem: {
      file: path,
      path: '',
      code: `attachment-${why}`,
      expected: 'PDF, PNG, JPEG',
      ...(received === undefined ? {} : { received }),
      message: MESSAGES[why],
      fix: FIXES[why],
    },
  });
  if (!detection.ok) return refused(detection.reason);
  if (!EXTENSIONS[detection.type].test(path)) return refused('extension', NAMES[detection.type]);
  if (detection.type !== 'application/pdf' && hasPosition(bytes)) return refused('position');
  return { type: detection.type };
}
