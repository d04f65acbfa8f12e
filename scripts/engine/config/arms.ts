import { inflateSync } from 'node:zlib';
import type { Letterhead } from '#domain/generated/letterhead.ts';
import { fromBase64 } from '#domain/log/bytes.ts';
import { type Problem, shorten, type Text } from '#domain/problem.ts';
import { detectType } from '#domain/request/attachment-type.ts';
import type { Lines } from '#domain/request/yaml.ts';

/** The largest width and height of a PNG, in pixels. Arms are printed 22 mm high; a larger PNG is slower to draw. */
const MOST_PIXELS = 2_000;

type Fault = Pick<Problem, 'code' | 'expected' | 'received' | 'message' | 'fix'>;

/**
 * Checks that the arms of a letterhead can be drawn. Arms that cannot be drawn would make every document fail.
 * @param file the path of the letterhead, as problems name it
 * @param lines the lines of that file; without them, the problem names no line
 * @returns the problem of the picture; an empty list if the picture is sound or the letterhead has no arms
 */
export function armsProblems({ arms }: Letterhead, file: string, lines?: Lines): Problem[] {
  const fault = arms && pictureFault(arms.image);
  if (!fault) return [];
  const path = '/arms/image';
  const line = lines?.get(path);
  return [{ file, path, ...(line === undefined ? {} : { line }), ...fault }];
}

function pictureFault(image: string): Fault | undefined {
  let bytes: Uint8Array;
  try {
    bytes = fromBase64(image);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return fault('arms-not-base64', NOT_BASE64, shorten(image, 40));
  }
  const found = detectType(bytes);
  if (!found.ok) return fault('arms-unknown', UNKNOWN);
  if (found.type === 'application/pdf') return fault('arms-unknown', UNKNOWN, 'PDF');
  return found.type === 'image/png' ? pngFault(bytes) : undefined;
}

/** Checks that a PNG is not too large, can be unpacked, and has all pixels that its header announces (W3C PNG, 9). */
function pngFault(bytes: Uint8Array): Fault | undefined {
  // The signature and the header of a PNG.
  if (bytes.length < 33) return fault('arms-damaged', DAMAGED);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const [width, height] = [view.getUint32(16), view.getUint32(20)];
  if (Math.max(width, height) > MOST_PIXELS)
    return {
      ...fault('arms-too-large', TOO_LARGE, `${width} × ${height}`),
      expected: `≤ ${MOST_PIXELS} × ${MOST_PIXELS}`,
    };
  const [depth, colours] = [view.getUint8(24), view.getUint8(25)];
  const channels = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 }[colours];
  if (channels === undefined) return fault('arms-damaged', DAMAGED);
  const least = height * (1 + Math.ceil((width * depth * channels) / 8));
  try {
    const dots = inflateSync(dataOf(bytes, view), { maxOutputLength: 2 * least + 65_536 });
    return dots.length < least ? fault('arms-damaged', DAMAGED) : undefined;
  } catch {
    return fault('arms-damaged', DAMAGED);
  }
}

/** Returns the packed pixels of a PNG, as far as its chunks are there. */
function dataOf(bytes: Uint8Array, view: DataView): Buffer {
  const parts: Uint8Array[] = [];
  for (let at = 8; at + 12 <= bytes.length; at += 12 + view.getUint32(at)) {
    const isData = view.getUint32(at + 4) === 0x49444154;
    if (isData) parts.push(bytes.subarray(at + 8, at + 8 + view.getUint32(at)));
  }
  return Buffer.concat(parts);
}

const fault = (code: string, message: Text, received?: string): Fault => ({
  code,
  expected: 'PNG, JPEG',
  ...(received === undefined ? {} : { received }),
  message,
  fix: FIX,
});

const FIX: Text = {
  id: 'Simpan ulang lambang sebagai PNG atau JPEG paling besar 36 kB, lalu salin keluaran base64 -w0 lambang.png dalam satu baris; atau hapus arms',
  en: 'Save the arms again as a PNG or JPEG of at most 36 kB, and copy the output of base64 -w0 arms.png as one line; or delete arms',
};

const NOT_BASE64: Text = {
  id: 'Lambang harus ditulis sebagai Base64, dalam satu baris tanpa spasi',
  en: 'Arms must be written in Base64, as one line without blanks',
};
const UNKNOWN: Text = { id: 'Lambang ini bukan gambar PNG atau JPEG', en: 'These arms are not a PNG or JPEG picture' };
const DAMAGED: Text = {
  id: 'Gambar lambang ini rusak atau terpotong, sehingga tidak dapat digambar pada surat',
  en: 'The picture of these arms is damaged or cut off, so that it cannot be drawn on a letter',
};
const TOO_LARGE: Text = {
  id: 'Gambar lambang ini terlalu lebar atau tinggi',
  en: 'The picture of these arms is too wide or too high',
};
