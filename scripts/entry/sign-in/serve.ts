import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface ServedSignIn {
  readonly port: number;
  close(): Promise<void>;
}

/**
 * Serves a handler on loopback: what is before it speaks TLS and has the address that people see.
 * @param port 0: any
 * @param failed called with what went wrong, without anything of the request
 * @throws what Node throws where it cannot listen there
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

/** No request has a body that is looked at. */
async function answer(
  handler: (request: Request) => Promise<Response>,
  { method = 'GET', url = '/', headers }: IncomingMessage,
  outgoing: ServerResponse,
): Promise<void> {
  const given = Object.entries(headers).flatMap(([name, value]): [string, string][] =>
    typeof value === 'string' ? [[name, value]] : [],
  );
  // Its own address is a setting: what Host says is not asked.
  const response = await handler(new Request(new URL(url, 'http://localhost'), { method, headers: given }));
  outgoing.writeHead(response.status, Object.fromEntries(response.headers)).end(await response.text());
}
