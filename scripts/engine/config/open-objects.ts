import { constants, inflateSync } from 'node:zlib';
import { compressedObjects } from '#domain/request/attachment-type.ts';

/** The most bytes of all inflated objects of one file together. The objects of a letter have some kilobytes. */
const MOST = 32 * 1024 * 1024;

/**
 * Inflates the compressed objects of a PDF, so that `checkAttachment` can look at them (R8). An object becomes empty
 * if it is encrypted, packed in another way, or larger than what is left of the limit for the file.
 */
export function openObjects(bytes: Uint8Array): Uint8Array[] {
  let left = MOST;
  return compressedObjects(bytes).map((packed) => {
    try {
      const opened = inflateSync(packed, { finishFlush: constants.Z_SYNC_FLUSH, maxOutputLength: Math.max(1, left) });
      left -= opened.length;
      return opened;
    } catch {
      return new Uint8Array();
    }
  });
}
