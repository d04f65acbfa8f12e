import type { PageContent } from './renderer.ts';

/** What is asked of the process that renders pages, as JSON. */
export interface PageRequest {
  readonly url: string;
  readonly content: Omit<PageContent, 'names' | 'props'>;
  /** Absent: those of the request before. They are the same for all pages of a site, and longer than most of them. */
  readonly names?: PageContent['names'];
  /** Absent: those of the request before. A page in the other language has the same. */
  readonly props?: PageContent['props'];
  readonly prefix: string;
}

/** The first byte of an answer: what comes after it is what was asked for, or message and cause of an error, as JSON. */
export const ANSWERED = { made: 0, failed: 1 } as const;

export function framed(message: string | Uint8Array): Buffer {
  const body = Buffer.from(message);
  const head = Buffer.alloc(4);
  head.writeUInt32BE(body.length);
  return Buffer.concat([head, body]);
}

/** The messages that come on a stream, in turn. */
export async function* messagesIn(stream: AsyncIterable<Buffer>): AsyncGenerator<Buffer, undefined> {
  let held = Buffer.alloc(0);
  for await (const chunk of stream) {
    held = Buffer.concat([held, chunk]);
    while (held.length >= 4 && held.length >= 4 + held.readUInt32BE()) {
      const end = 4 + held.readUInt32BE();
      yield held.subarray(4, end);
      held = held.subarray(end);
    }
  }
  return undefined;
}
