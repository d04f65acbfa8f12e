import { constants, inflateSync } from 'node:zlib';
import { compressedObjects } from '#domain/request/attachment-type.ts';

/** Bytes that the objects of one file may come to; a letter's are some kilobytes. */
const MOST = 32 * 1024 * 1024;

/**
 * The objects that a PDF keeps compressed, inflated, to be looked at by `checkAttachment` (R8). What does not inflate is
 * empty: it is encrypted or packed in another way, and its objects cannot be read.
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
