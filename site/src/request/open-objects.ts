/** What of a PDF is compressed, opened in the browser: the process looks at the same (R8). */
import { compressedObjects } from '#domain/request/attachment-type.ts';

/** Bytes of one stream; more is left to the process. */
const ENOUGH = 8 * 1024 * 1024;

/** The objects that a PDF keeps compressed, inflated as far as that goes. */
export const openInBrowser = (bytes: Uint8Array): Promise<Uint8Array[]> =>
  Promise.all(compressedObjects(bytes).map(inflated));

async function inflated(packed: Uint8Array): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  let size = 0;
  try {
    const stream = new Blob([new Uint8Array(packed)]).stream().pipeThrough(new DecompressionStream('deflate'));
    for (const reader = stream.getReader(); size < ENOUGH;) {
      const { done, value } = await reader.read();
      if (done) break;
      parts.push(value);
      size += value.length;
    }
  } catch {
    // The line end before `endstream` is no part of it and counts as damage; so does what cannot be decided.
  }
  const whole = new Uint8Array(size);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
