import { constants, inflateSync } from 'node:zlib';
import { compressedObjects } from '#domain/request/attachment-type.ts';

/** The largest total size of the inflated objects of one file, in bytes. Those of a letter have some kilobytes. */
const MOST = 32 * 1024 * 1024;

/**
 * Inflates the compressed objects of a PDF, so that `checkAttachment` can look at them (R8). An object becomes empty
 * if it is encrypted, compressed in another way, or larger than the rest of the limit for the file.
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
