import type { IncomingMessage } from 'node:http';
import { HttpRefusal } from './refusal.ts';

/**
 * Reads the whole body of a call.
 * @param most the greatest size in bytes
 * @throws HttpRefusal 413 if the body is larger
 */
export async function readBody(request: IncomingMessage, most: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > most) throw new HttpRefusal(413, 'The body is too large.');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
