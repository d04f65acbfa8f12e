import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';

/** Where GitHub leads the browser after the App was made, and the text that proves who began. */
export interface Return {
  readonly redirect: string;
  readonly state: string;
}

const HEADERS = {
  'content-type': 'text/html; charset=utf-8',
  'cache-control': 'no-store',
  'referrer-policy': 'no-referrer',
  'x-frame-options': 'DENY',
  'content-security-policy':
    // After the form, GitHub may lead to the organisation's own sign-in.
    "default-src 'none'; form-action https:; base-uri 'none'; frame-ancestors 'none'",
} as const;

/**
 * Serves the page that makes an App, on loopback, and waits until GitHub leads the browser back with the code of the
 * new App. The page is at an address that cannot be guessed, since a program that reads `state` could bring the
 * code of another App.
 * @param page makes the page
 * @param opened called with the address of the page
 * @param wait in seconds
 * @returns the code; `undefined` if it did not come in time
 * @throws Node's error if it cannot listen
 */
export async function awaitCode(
  page: (back: Return) => string,
  opened: (address: string) => void,
  wait: number,
): Promise<string | undefined> {
  const [path, state] = [`/${secret()}`, secret()];
  const { promise, resolve } = Promise.withResolvers<string>();
  const server = createServer((request, response) => {
    const origin = originOf(server.address() as AddressInfo);
    const html = page({ redirect: `${origin}/code`, state });
    answer(request, response, { origin, path, state, html, take: resolve });
  });
  await new Promise<void>((listening, failed) => {
    server.once('error', failed);
    server.listen(0, '127.0.0.1', listening);
  });
  const tooLate = new AbortController();
  try {
    opened(`${originOf(server.address() as AddressInfo)}${path}`);
    const never = sleep(wait * 1_000, undefined, { signal: tooLate.signal }).catch(() => undefined);
    return await Promise.race([promise, never]);
  } finally {
    tooLate.abort();
    server.close();
    server.closeIdleConnections();
  }
}

interface Served {
  readonly origin: string;
  readonly path: string;
  readonly state: string;
  readonly html: string;
  readonly take: (code: string) => void;
}

function answer({ method, url = '/', headers }: IncomingMessage, response: ServerResponse, served: Served): void {
  const { pathname, searchParams } = new URL(URL.canParse(url, served.origin) ? url : '/', served.origin);
  const code = searchParams.get('code') ?? '';
  const say = (status: number, html: string): void => {
    response.writeHead(status, { ...HEADERS, connection: 'close' }).end(html);
  };
  // A page of another site could reach this address by a name of its own that it points to this machine.
  if (method !== 'GET' || headers.host !== new URL(served.origin).host) say(404, NOT_HERE);
  else if (pathname === served.path) say(200, served.html);
  else if (pathname !== '/code') say(404, NOT_HERE);
  else if (searchParams.get('state') !== served.state || !/^[\w-]{4,200}$/.test(code)) say(403, NOT_BEGUN_HERE);
  else {
    say(200, TAKEN);
    served.take(code);
  }
}

const originOf = ({ port }: AddressInfo): string => `http://127.0.0.1:${port}`;
const secret = (): string => randomBytes(32).toString('base64url');

const text = (id: string, en: string): string =>
  `<!doctype html><html lang="id"><meta charset="utf-8"><title>Disposisi</title><p>${id}</p><p lang="en">${en}</p></html>\n`;
const TAKEN = text(
  'Kode diterima. Kembalilah ke terminal; jendela ini boleh ditutup.',
  'The code was received. Go back to the terminal; this window may be closed.',
);
const NOT_HERE = text('Tidak ada.', 'Not found.');
const NOT_BEGUN_HERE = text(
  'Permintaan ini tidak dimulai oleh perintah di terminal. Buka lagi alamat yang dicetak di sana.',
  'The command in the terminal did not begin this. Open the address that it printed again.',
);
