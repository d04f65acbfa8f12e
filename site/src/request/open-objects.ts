/** Unpacks the compressed objects of a PDF in the browser, so that the desk checks what the process checks (R8). */
import { compressedObjects } from '#domain/request/attachment-type.ts';

/** About how many bytes of one compressed object are unpacked. Only the process checks the rest. */
const ENOUGH = 8 * 1024 * 1024;

/** Unpacks each compressed object of a PDF up to its end, its first error, or the limit. */
export const openInBrowser = (bytes: Uint8Array): Promise<Uint8Array[]> =>
  Promise.all(compressedObjects(bytes).map((packed) => inflated(packed)));

/**
 * Unpacks a stream up to its end, its first error, or a limit.
 * @param most about how many bytes are unpacked
 */
export async function inflated(packed: Uint8Array, most = ENOUGH): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  let size = 0;
  try {
    const stream = new Blob([new Uint8Array(packed)]).stream().pipeThrough(new DecompressionStream('deflate'));
    for (const reader = stream.getReader(); size < most;) {
      const { done, value } = await reader.read();
      if (done) break;
      parts.push(value);
      size += value.length;
    }
  } catch {
    // The line end before `endstream` is not part of the object, so the stream ends with an error here.
  }
  const whole = new Uint8Array(size);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
