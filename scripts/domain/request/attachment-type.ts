/**
 * Finds the type of an attachment from its content (R8), never from its name. A file must be of one type from its first
 * byte to its last: a file that another program would read as a page, an archive or something else is refused.
 * A PDF that runs or sends something is also refused, as far as this can be seen (docs/decisions/attachments.md).
 */
import type { Problem, Text } from '#domain/problem.ts';
import { names, opensAddress, unescapedName } from './pdf-actions.ts';

type AttachmentType = 'application/pdf' | 'image/png' | 'image/jpeg';

type Detection =
  | { ok: true; type: AttachmentType }
  | {
      ok: false;
      reason: AttachmentRefusal;
      received?: string;
    };

/**
 * `unknown`: the file is no PDF, PNG or JPEG. `damaged`: the file begins as one of them, but is not well-formed.
 * `mixed`: the file contains something else as well.
 * `active`: a PDF that runs or sends something, or that contains more than its pages.
 */
export type AttachmentRefusal = 'unknown' | 'damaged' | 'mixed' | 'active';

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

const LATIN = new TextDecoder('latin1');
/** Decodes each byte to one character; ASCII characters keep their meaning. */
const latin1 = (bytes: Uint8Array): string => LATIN.decode(bytes);
const startsWith = (bytes: Uint8Array, ...start: number[]): boolean => start.every((byte, i) => bytes[i] === byte);

/**
 * Finds the type of a file from its bytes.
 * @param opened the inflated streams that `compressedObjects` found in a PDF, in the same order; a stream that cannot
 *   be inflated is empty
 * @source R8; ISO 32000, PNG (W3C), JPEG (ITU-T T.81)
 */
export function detectType(bytes: Uint8Array, opened: readonly Uint8Array[] = []): Detection {
  const found = FORMATS.find(({ begins }) => begins(bytes));
  if (!found) return { ok: false, reason: 'unknown' };
  if (looksLikeMarkup(bytes) || endsAsArchive(bytes)) return { ok: false, reason: 'mixed' };
  const reason = found.fault(bytes);
  if (reason) return { ok: false, reason };
  const received = found.type === 'application/pdf' ? activePart(bytes, opened) : undefined;
  return received === undefined ? { ok: true, type: found.type } : { ok: false, reason: 'active', received };
}

interface Format {
  type: AttachmentType;
  begins: (bytes: Uint8Array) => boolean;
  fault: (bytes: Uint8Array) => AttachmentRefusal | undefined;
}

const FORMATS: Format[] = [
  // A PDF must begin at byte 0. Readers allow other bytes before its head, but those bytes could be anything.
  { type: 'application/pdf', begins: (b) => /^%PDF-[12]\.\d/.test(latin1(b.subarray(0, 8))), fault: pdfFault },
  { type: 'image/png', begins: (b) => startsWith(b, 0x89, 0x50, 0x4e, 0x47, 0xd, 0xa, 0x1a, 0xa), fault: pngFault },
  { type: 'image/jpeg', begins: (b) => startsWith(b, 0xff, 0xd8, 0xff), fault: jpegFault },
];

/**
 * Checks whether a browser could read the file as a page or a program. Browsers that guess a type look at the first
 * bytes, so no markup may be there.
 * The second list is shorter, and the whole file is searched for it: no photograph contains these words by chance.
 */
function looksLikeMarkup(bytes: Uint8Array): boolean {
  const text = latin1(bytes);
  return (
    /<(?:!doctype|html|head|body|script|svg|iframe|\?php)/i.test(text.slice(0, 1024)) ||
    /<(?:!doctype\s|html[\s>]|script[\s>]|iframe[\s>]|\?php\s)/i.test(text)
  );
}

/**
 * Checks whether a program would open the file as a zip archive. Such a program looks for a record near the end of the
 * file, and the record's comment must reach to the last byte.
 */
function endsAsArchive(bytes: Uint8Array): boolean {
  const first = Math.max(0, bytes.length - 65_557);
  for (let at = bytes.length - 22; at >= first; at -= 1) {
    if (bytes[at] !== 0x50 || !startsWith(bytes.subarray(at), 0x50, 0x4b, 5, 6)) continue;
    const comment = (bytes[at + 20] ?? 0) + 256 * (bytes[at + 21] ?? 0);
    if (at + 22 + comment === bytes.length) return true;
  }
  return false;
}

function pdfFault(bytes: Uint8Array): AttachmentRefusal | undefined {
  const tail = latin1(bytes.subarray(-2048));
  const end = tail.lastIndexOf('%%EOF');
  if (end < 0 || !tail.includes('startxref')) return 'damaged';
  return /^[\s\0]*$/.test(tail.slice(end + 5)) ? undefined : 'mixed';
}

/**
 * Names that a PDF needs to run a script or a program, open another file, send form data, or contain files, films or a
 * form of the type XFA.
 * Each of these actions needs its name, no matter what starts the action. `/OpenAction` and `/AA` alone are harmless:
 * many plain letters use them to choose the page that is shown first.
 * `/URI` is not in this list, since letters have links that people click. An address counts only if it opens without
 * a click.
 */
const ACTIVE = names(
  ...['JavaScript', 'Launch', 'GoToR', 'GoToE', 'SubmitForm', 'ImportData', 'Rendition'],
  ...['EmbeddedFile', 'EmbeddedFiles', 'RichMedia', 'XFA'],
);

const OBJECT_STREAM = names('ObjStm');
const FIRST_OBJECT = new RegExp(`${names('First').source}[\\s\\0]*(\\d{1,10})`, 'g');

/** Returns the name of a thing that a PDF does, or contains besides its pages; undefined if no such thing is found. */
function activePart(bytes: Uint8Array, opened: readonly Uint8Array[]): string | undefined {
  for (const each of [bytes, ...opened]) {
    const name = activeName(each);
    if (name !== undefined) return name;
  }
  const streams = objectStreams(bytes).map(({ firsts }, i) => ({ text: latin1(opened[i] ?? NOTHING), firsts }));
  const opening = opensAddress(latin1(bytes), streams);
  return opening === undefined ? undefined : `${opening} /URI`;
}

const NOTHING = new Uint8Array();

function activeName(bytes: Uint8Array): string | undefined {
  const found = ACTIVE.exec(latin1(bytes))?.[0];
  return found === undefined ? undefined : unescapedName(found);
}

/** The most streams that are opened, since opening takes time. No letter has so many. */
const MOST_STREAMS = 2_000;

/**
 * Returns a PDF's streams of compressed objects, at most `MOST_STREAMS`. The caller inflates them, since the domain
 * cannot. A stream that is encrypted, or packed in another way, cannot be inflated.
 */
export const compressedObjects = (bytes: Uint8Array): Uint8Array[] => objectStreams(bytes).map(({ packed }) => packed);

/**
 * Returns the streams with compressed objects. For each stream it also returns the offsets at which the first object
 * may begin in the inflated text.
 */
function objectStreams(bytes: Uint8Array): { readonly packed: Uint8Array; readonly firsts: readonly number[] }[] {
  if (!startsWith(bytes, 0x25, 0x50, 0x44, 0x46)) return [];
  const text = latin1(bytes);
  const found: { packed: Uint8Array; firsts: number[] }[] = [];
  for (let from = 0; found.length < MOST_STREAMS;) {
    const at = text.indexOf('stream', from);
    if (at < 0) return found;
    const begin = at + (text.startsWith('\r\n', at + 6) ? 8 : 7);
    const end = text.indexOf('endstream', begin);
    if (end < 0) return found;
    const head = text.slice(from, at);
    if (OBJECT_STREAM.test(head)) {
      const firsts = Array.from(head.matchAll(FIRST_OBJECT), ([, place]) => Number(place));
      found.push({ packed: bytes.subarray(begin, end), firsts });
    }
    from = end + 'endstream'.length;
  }
  return found;
}

function pngFault(bytes: Uint8Array): AttachmentRefusal | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let data = false;
  for (let at = 8; at + 12 <= bytes.length;) {
    const length = view.getUint32(at);
    const name = latin1(bytes.subarray(at + 4, at + 8));
    const next = at + 12 + length;
    if (next > bytes.length || !/^[A-Za-z]{4}$/.test(name)) return 'damaged';
    if ((at === 8) !== (name === 'IHDR')) return 'damaged';
    if (name === 'IHDR' && (length !== 13 || view.getUint32(at + 8) === 0 || view.getUint32(at + 12) === 0)) {
      return 'damaged';
    }
    if (name === 'IDAT') data = true;
    if (name === 'IEND') {
      if (!data || length !== 0) return 'damaged';
      return next === bytes.length ? undefined : 'mixed';
    }
    at = next;
  }
  return 'damaged';
}

/** Checks the segments of each picture. Only zero bytes and further pictures (CIPA DC-007) may follow a picture. */
function jpegFault(bytes: Uint8Array): AttachmentRefusal | undefined {
  for (let start = 0; ;) {
    const end = jpegEnd(bytes, start);
    if (end === undefined) return 'damaged';
    let next = end;
    while (bytes[next] === 0) next += 1;
    if (next >= bytes.length) return undefined;
    if (!startsWith(bytes.subarray(next), 0xff, 0xd8, 0xff)) return 'mixed';
    start = next;
  }
}

/** @returns the offset after the end of the picture that begins at `start`; undefined if the picture is not whole */
function jpegEnd(bytes: Uint8Array, start: number): number | undefined {
  let frame = false;
  let scan = false;
  for (let at = start + 2; at + 1 < bytes.length;) {
    if (bytes[at] !== 0xff) return undefined;
    const marker = bytes[at + 1] ?? 0;
    if (marker === 0xff) {
      at += 1; // fill byte
      continue;
    }
    if (marker === 0xd9) return frame && scan ? at + 2 : undefined;
    if (marker < 0xc0 || marker === 0xd8 || (marker >= 0xd0 && marker <= 0xd7)) return undefined;
    const length = 256 * (bytes[at + 2] ?? 0) + (bytes[at + 3] ?? 0);
    if (length < 2) return undefined;
    if (marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)) frame = true;
    at += 2 + length;
    if (marker !== 0xda) continue;
    scan = true;
    // In compressed data, a 0 or a restart mark follows every 0xff.
    while (at + 1 < bytes.length) {
      const after = bytes[at + 1] ?? 0;
      if (bytes[at] === 0xff && after !== 0 && !(after >= 0xd0 && after <= 0xd7)) break;
      at += 1;
    }
  }
  return undefined;
}

/** The message about a PDF that contains a script, a file or a command. */
export const ACTIVE_PDF: Text = {
  id: 'PDF ini tidak hanya memuat halaman: ada skrip, file, atau perintah di dalamnya',
  en: 'This PDF contains a script, a file or a command; it may contain only pages',
};

const MESSAGES: Record<AttachmentRefusal | 'extension', Text> = {
  unknown: { id: 'Isi lampiran bukan PDF, PNG, atau JPEG', en: 'The content is not PDF, PNG or JPEG' },
  damaged: { id: 'Lampiran rusak atau tidak lengkap', en: 'The attachment is damaged or incomplete' },
  mixed: { id: 'Lampiran memuat isi lain selain dokumennya', en: 'Something else is inside the attachment' },
  active: ACTIVE_PDF,
  extension: { id: 'Nama lampiran tidak sesuai isinya', en: 'The name does not match the content' },
};

const FIXES: Record<AttachmentRefusal | 'extension', Text> = {
  unknown: { id: 'Ekspor atau pindai sebagai PDF', en: 'Export or scan it as PDF' },
  damaged: { id: 'Buka, simpan ulang, lalu unggah lagi', en: 'Open it, save it again and upload it' },
  mixed: { id: 'Cetak ke PDF, lalu unggah hasilnya', en: 'Print it to PDF and upload that' },
  active: { id: 'Cetak ke PDF, lalu unggah hasilnya', en: 'Print it to PDF and upload that' },
  extension: { id: 'Ganti akhiran namanya', en: 'Change the ending of its name' },
};

/**
 * Checks an attachment's content and its name (R8).
 * @param opened the inflated streams that `compressedObjects` found
 */
export function checkAttachment(
  path: string,
  bytes: Uint8Array,
  opened: readonly Uint8Array[] = [],
): { type: AttachmentType } | { problem: Problem } {
  const detection = detectType(bytes, opened);
  const refused = (why: AttachmentRefusal | 'extension', received?: string) => ({
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
  if (!detection.ok) return refused(detection.reason, detection.received);
  if (!EXTENSIONS[detection.type].test(path)) return refused('extension', NAMES[detection.type]);
  return { type: detection.type };
}
