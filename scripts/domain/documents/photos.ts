import type { Text } from '#domain/problem.ts';
import { detectType, hasPosition, POSITION } from '#domain/request/attachment-type.ts';
import { TREE_LIMITS } from '#domain/request/file-rules.ts';
import type { Sheet, SheetPhoto } from './sheet.ts';

/** The most photographs of a document, and the largest size of each in bytes. */
export const PHOTO_LIMITS = { count: 6, size: TREE_LIMITS.attachment } as const;

/** Checks whether a document has a place for photographs. */
export const takesPhotos = ({ parts }: Pick<Sheet, 'parts'>): boolean => parts.some(({ is }) => is === 'photos');

/** Returns a document with photographs. They are no part of the register: the person who makes the document adds them. */
export const withPhotos = (sheet: Sheet, pictures: readonly SheetPhoto[]): Sheet => ({
  ...sheet,
  parts: sheet.parts.map((part) => (part.is === 'photos' ? { ...part, pictures } : part)),
});

/** Returns why a file cannot be a photograph of a document; undefined if it can. The file is checked by its bytes. */
export function photoFault(bytes: Uint8Array): Text | undefined {
  if (bytes.length > PHOTO_LIMITS.size) return TOO_LARGE;
  const found = detectType(bytes);
  if (!found.ok || found.type === 'application/pdf') return NO_PHOTO;
  if (hasPosition(bytes)) return POSITION;
  return found.type === 'image/jpeg' || isPlain(bytes) ? undefined : TRANSPARENT;
}

/**
 * Checks whether a PNG has no transparent places and comes line by line. The library decodes every other PNG in
 * the background, and the order in which several of them are ready would decide the bytes of the document.
 */
function isPlain(png: Uint8Array): boolean {
  const [colours = 0, interlaced = 0] = [png[25], png[28]];
  const type = String.fromCharCode(...png.subarray(0, 4_096));
  return colours < 4 && interlaced === 0 && !type.includes('tRNS');
}

const TRANSPARENT: Text = {
  id: 'PNG transparan atau bertahap. Simpan sebagai JPEG',
  en: 'a transparent or interlaced PNG. Save it as JPEG',
};
const TOO_LARGE: Text = {
  id: `lebih besar dari ${PHOTO_LIMITS.size / 1024 / 1024} MB`,
  en: `larger than ${PHOTO_LIMITS.size / 1024 / 1024} MB`,
};
const NO_PHOTO: Text = { id: 'bukan foto PNG atau JPEG', en: 'no PNG or JPEG photograph' };
