import { createECDH, createHash } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Language } from '#domain/problem.ts';
import { DEVICES_PATH } from '#public/messages/device.ts';
import { readBody } from '#embedded/forge/read-body.ts';
import { HttpRefusal } from '#embedded/forge/refusal.ts';
import type { Handler } from '#embedded/forge/server.ts';
import { jsonIn } from '#engine/kept-files.ts';
import type { Device, Devices } from './devices.ts';

const LARGEST = 4_096;
/** The sizes, in bytes, of an uncompressed point of P-256 and of the secret (RFC 8291). */
const POINT = 65;
const SECRET = 16;

interface DeviceEndpointOptions {
  readonly devices: Devices;
  readonly allows: (endpoint: URL) => boolean;
  /** Asks the forge for the account id of a token; `undefined` if the token belongs to nobody or to no person. */
  readonly whoIs: (authorization: string) => Promise<number | undefined>;
}

/**
 * Serves the devices of the account of the token. No call can name another account.
 *
 *     GET     the office's public key, and the digests of the addresses that are notified for this account
 *     POST    {endpoint, keys: {p256dh, auth}, language}: notify this device
 *     DELETE  {endpoint}: do not notify this device any more
 *
 * @param otherwise the handler of every other path
 */
export function deviceEndpoint(options: () => DeviceEndpointOptions, otherwise: Handler): Handler {
  return (request, response) => {
    if ((request.url ?? '').split(/[?#]/, 1)[0] !== DEVICES_PATH) return otherwise(request, response);
    answer(request, options())
      .catch(refusalOf)
      .then(({ status, body }) => send(response, status, body))
      .catch(() => response.destroy());
  };
}

interface Answer {
  readonly status: number;
  readonly body?: unknown;
}

async function answer(request: IncomingMessage, { devices, allows, whoIs }: DeviceEndpointOptions): Promise<Answer> {
  const { authorization = '' } = request.headers;
  const account = authorization === '' ? undefined : await whoIs(authorization);
  if (account === undefined) throw new HttpRefusal(401, 'Masuk lagi. / Sign in again.');
  switch (request.method) {
    case 'GET':
      return {
        status: 200,
        body: { key: devices.keys.publicKey, devices: devices.of(account).map(({ endpoint }) => digestOf(endpoint)) },
      };
    case 'POST':
      devices.keep({ account, ...deviceIn(await bodyOf(request), allows) });
      return { status: 201, body: {} };
    case 'DELETE': {
      const { endpoint } = await bodyOf(request);
      devices.forget((device) => device.account === account && device.endpoint === endpoint);
      return { status: 200, body: {} };
    }
    default:
      throw new HttpRefusal(405, 'GET, POST, DELETE');
  }
}

/** Computes the digest by which a browser recognises its own address. The addresses themselves are shown to nobody. */
const digestOf = (endpoint: string): string => createHash('sha256').update(endpoint).digest('hex');

interface DeviceBody {
  readonly endpoint?: unknown;
  readonly keys?: { readonly p256dh?: unknown; readonly auth?: unknown };
  readonly language?: unknown;
}

async function bodyOf(request: IncomingMessage): Promise<DeviceBody> {
  const value = jsonIn((await readBody(request, LARGEST)).toString('utf8'));
  if (typeof value === 'object' && value !== null) return value;
  throw new HttpRefusal(400, 'Problems parsing JSON');
}

function deviceIn(
  { endpoint, keys, language }: DeviceBody,
  allows: DeviceEndpointOptions['allows'],
): Omit<Device, 'account'> {
  if (typeof endpoint !== 'string' || !URL.canParse(endpoint) || !allows(new URL(endpoint)))
    throw new HttpRefusal(
      422,
      'Layanan notifikasi peramban ini tidak dikenal. / This browser’s push service is not known.',
    );
  const p256dh = bytesIn(keys?.p256dh, POINT);
  const auth = bytesIn(keys?.auth, SECRET);
  if (p256dh === undefined || auth === undefined || !isPoint(p256dh)) throw new HttpRefusal(422, 'keys: p256dh, auth');
  return { endpoint, p256dh, auth, language: languageIn(language) };
}

const languageIn = (given: unknown): Language => (given === 'en' ? 'en' : 'id');

/**
 * Checks whether a message can be encrypted with a key. A wrong key of one person would make the sending to all devices
 * fail.
 */
function isPoint(p256dh: string): boolean {
  const own = createECDH('prime256v1');
  own.generateKeys();
  try {
    own.computeSecret(p256dh, 'base64url');
    return true;
  } catch {
    return false;
  }
}

/** Returns the text if it is the base64url of `length` bytes; otherwise `undefined`. */
function bytesIn(text: unknown, length: number): string | undefined {
  if (typeof text !== 'string') return undefined;
  const bytes = Buffer.from(text, 'base64url');
  return bytes.length === length && bytes.toString('base64url') === text ? text : undefined;
}

const refusalOf = (error: unknown): Answer => {
  if (error instanceof HttpRefusal) return { status: error.status, body: { message: error.message } };
  return { status: 500, body: { message: 'Server Error' } };
};

function send(response: ServerResponse, status: number, body: unknown): void {
  response
    .writeHead(status, {
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      'content-security-policy': "default-src 'none'; sandbox",
      'content-type': 'application/json; charset=utf-8',
    })
    .end(JSON.stringify(body));
}
