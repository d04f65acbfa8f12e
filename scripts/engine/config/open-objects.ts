import { constants, inflateSync } from 'node:zlib';
import { compressedObjects } from '#domain/request/attachment-type.ts';

/** The largest size of all inflated objects of one file, in bytes. The objects of a letter have some kilobytes. */
const MOST = 32 * 1024 * 1024;

/**
 * Inflates the compressed objects of a PDF, so that `checkAttachment` can look at them (R8). An object that does not
 * inflate becomes empty: it is encrypted or packed in another way, and cannot be read.
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
