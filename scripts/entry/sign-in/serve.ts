import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface ServedSignIn {
  readonly port: number;
  close(): Promise<void>;
}

/**
 * Serves a handler on loopback, behind a proxy that has TLS and the address that people see.
 * @param port the port; 0 chooses a free one
 * @param failed called with an error of the handler, which contains no data of the call
 * @throws Node's error if it cannot listen on the port
 */
export async function serveSignIn(
  handler: (request: Request) => Promise<Response>,
  port: number,
  failed: (error: unknown) => void,
): Promise<ServedSignIn> {
  const server = createServer((incoming, outgoing) => {
    answer(handler, incoming, outgoing).catch((error: unknown) => {
      failed(error);
      outgoing.writeHead(500).end();
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  return {
    port: (server.address() as AddressInfo).port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** Answers one call. The body is not read, because no call needs one. */
async function answer(
  handler: (request: Request) => Promise<Response>,
  { method = 'GET', url = '/', headers }: IncomingMessage,
  outgoing: ServerResponse,
): Promise<void> {
  const given = Object.entries(headers).flatMap(([name, value]): [string, string][] =>
    typeof value === 'string' ? [[name, value]] : [],
  );
  // The address of the service is a setting, so the header Host is not used.
  const response = await handler(new Request(new URL(url, 'http://localhost'), { method, headers: given }));
  outgoing.writeHead(response.status, Object.fromEntries(response.headers)).end(await response.text());
}
