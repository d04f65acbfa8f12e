import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A message that a receiver got. */
export interface Got {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  readonly bytes: Buffer;
}

export interface TestReceiver {
  readonly url: string;
  readonly got: Got[];
  /** Waits until this many messages have come. */
  came(count: number): Promise<void>;
  close(): Promise<void>;
}

type Answer = (response: ServerResponse, request: IncomingMessage, count: number) => void;

/** Opens a receiver on this machine, whose response the test chooses. */
export async function openReceiver(
  answer: Answer = (response) => void response.writeHead(204).end(),
): Promise<TestReceiver> {
  const got: Got[] = [];
  const waiting: { readonly count: number; readonly done: () => void }[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const bytes = Buffer.concat(chunks);
      got.push({ path: request.url ?? '', headers: request.headers, body: bytes.toString('utf8'), bytes });
      answer(response, request, got.length);
      for (const { count, done } of waiting) if (got.length >= count) done();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    got,
    came: (count) => new Promise((done) => (got.length >= count ? done() : void waiting.push({ count, done }))),
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** Accepts the HTTP request and never responds. */
export const hangs: Answer = () => undefined;

/** Responds at once, with an endless body. */
export const talksForEver: Answer = (response) => {
  response.writeHead(200, { 'content-type': 'text/plain' });
  const more = setInterval(() => response.write('x'.repeat(65_536)), 1);
  response.on('close', () => clearInterval(more));
};

/** Sends headers byte by byte, without end. */
export const drips: Answer = (response, { socket }) => {
  socket.write('HTTP/1.1 200 OK\r\n');
  const more = setInterval(() => socket.write('x'), 5);
  response.on('close', () => clearInterval(more));
};
