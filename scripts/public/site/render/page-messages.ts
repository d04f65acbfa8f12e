import type { PageContent } from './renderer.ts';

/** A call for a page, sent to the process that renders pages, as JSON. */
export interface PageRequest {
  readonly url: string;
  readonly content: Omit<PageContent, 'names' | 'props'>;
  /** If absent, the names of the previous call are used. All pages of a site share the names. */
  readonly names?: PageContent['names'];
  /** If absent, the props of the previous call are used. A page in the other language has the same props. */
  readonly props?: PageContent['props'];
  readonly prefix: string;
}

/** The first byte of a reply. The page follows, or the message and the cause of an error, as JSON. */
export const ANSWERED = { made: 0, failed: 1 } as const;

export function framed(message: string | Uint8Array): Buffer {
  const body = Buffer.from(message);
  const head = Buffer.alloc(4);
  head.writeUInt32BE(body.length);
  return Buffer.concat([head, body]);
}

/** Reads the messages of a stream, one after another. */
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
