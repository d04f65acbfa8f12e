import type { IncomingMessage } from 'node:http';
import { HttpRefusal } from './refusal.ts';

/**
 * Reads the whole body of a call.
 * @param most the greatest size in bytes
 * @param received called with the number of bytes received so far; if it throws, the rest is not read
 * @throws HttpRefusal 413 if the body is larger, 400 if it is not complete; and what `received` throws
 */
export async function readBody(
  request: IncomingMessage,
  most: number,
  received: (length: number) => void = () => undefined,
): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  try {
    for await (const chunk of request as AsyncIterable<Buffer>) {
      length += chunk.length;
      received(length);
      if (length > most) throw new HttpRefusal(413, 'The body is too large.');
      chunks.push(chunk);
    }
  } catch (error) {
    // A client that goes away is no fault of the program.
    throw request.complete || error instanceof HttpRefusal ? error : new HttpRefusal(400, 'The body is not complete.');
  }
  return Buffer.concat(chunks);
}
