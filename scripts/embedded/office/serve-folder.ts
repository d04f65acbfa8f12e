import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { extname, join } from 'node:path';
import type { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { constants, createBrotliCompress, createGzip } from 'node:zlib';

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.jsonl': 'application/jsonl; charset=utf-8',
  '.gz': 'application/gzip',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  // The library that makes documents needs such a file.
  '.icc': 'application/vnd.iccprofile',
  '.woff': 'font/woff',
  '.woff2': 'font/woff2',
  '.txt': 'text/plain; charset=utf-8',
  '.yml': 'application/yaml; charset=utf-8',
  '.csv': 'text/csv; charset=utf-8',
  '.xml': 'application/xml; charset=utf-8',
  '.atom': 'application/atom+xml; charset=utf-8',
  '.ics': 'text/calendar; charset=utf-8',
};

/** The files of the log, which have no ending (C2SP). */
const LOG_TEXT = /^data\/log\/(?:checkpoint|vkey)$/;
const LOG_TILE = /^data\/log\/tile\/(?:\d+|entries)\/(?:x\d{3}\/)*\d{3}(?:\.p\/\d+)?$/;

/** Returns the type of a file by its path below the folder; `undefined` if the site has no such files. */
function typeOf(path: string): string | undefined {
  if (LOG_TEXT.test(path)) return TYPES['.txt'];
  return LOG_TILE.test(path) ? 'application/octet-stream' : TYPES[extname(path)];
}

const HEADERS = {
  // The site may change at any time, so browsers always ask again. The reply for an unchanged file is 304.
  'cache-control': 'no-cache',
  vary: 'accept-encoding',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  // The rest of a page's policy is in its <meta>, where this directive has no effect.
  'content-security-policy': "frame-ancestors 'none'",
  'referrer-policy': 'no-referrer',
};

/** The compiled files, whose names contain a hash of their content. A browser need not ask for them again. */
const COMPILED = /^aset\/[^/]+\.[\w-]{8}\.\w+$/;
const FOR_A_YEAR = { 'cache-control': 'public, max-age=31536000, immutable' };

/** Sends a reply for a file that is not in the folder. If this returns false, the folder's 404 page is sent. */
export type Missing = (request: IncomingMessage, response: ServerResponse) => boolean;

/**
 * Serves the files of one folder, and nothing else of the machine. Dot files, paths that leave the folder, and kinds of
 * files that the site does not have are never served. So an attachment is never served (security 22).
 */
export function serveFolder(folder: string, missing: Missing = () => false) {
  return (request: IncomingMessage, response: ServerResponse): void => {
    answer(folder, missing, request, response).catch(() => {
      if (response.headersSent) response.destroy();
      else response.writeHead(500, HEADERS).end();
    });
  };
}

async function answer(
  folder: string,
  missing: Missing,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { method = '' } = request;
  if (method !== 'GET' && method !== 'HEAD') {
    response.writeHead(405, { ...HEADERS, allow: 'GET, HEAD' }).end();
    return;
  }
  const asked = pathOf(request.url ?? '/');
  const found = asked === undefined ? undefined : await findFile(folder, asked);
  if (found && 'moved' in found) {
    response.writeHead(301, { ...HEADERS, location: found.moved }).end();
    return;
  }
  if (found === undefined && missing(request, response)) return;
  const file = found ?? (await findFile(folder, '/404.html'));
  if (!file || 'moved' in file) {
    response.writeHead(404, { ...HEADERS, 'content-type': 'text/plain; charset=utf-8' }).end('404\n');
    return;
  }
  const path = file.path.slice(folder.length + 1);
  const headers = { ...HEADERS, ...(found && COMPILED.test(path) ? FOR_A_YEAR : {}), etag: file.etag };
  if (found && isKnown(request.headers['if-none-match'], file.etag)) {
    response.writeHead(304, headers).end();
    return;
  }
  const type = typeOf(path) ?? '';
  const encoding = encodingFor(request.headers['accept-encoding'] ?? '', type, file.size);
  response.writeHead(found ? 200 : 404, {
    ...headers,
    'content-type': type,
    ...(encoding ? { 'content-encoding': encoding } : { 'content-length': file.size }),
  });
  if (method === 'HEAD') {
    response.end();
    return;
  }
  const content = createReadStream(file.path);
  // A client that closes the connection early is no error.
  await (encoding ? pipeline(content, ENCODERS[encoding](), response) : pipeline(content, response)).catch(() =>
    response.destroy(),
  );
}

/**
 * The encodings. They compress the form's script from 5 MB to about 1.4 MB, in little more time than it takes to read
 * the script.
 */
const ENCODERS = {
  br: (): Transform => createBrotliCompress({ params: { [constants.BROTLI_PARAM_QUALITY]: 4 } }),
  gzip: (): Transform => createGzip(),
} as const;
const SMALL = 1024;

/** Selects an encoding that the client accepts. Small files and compressed files are sent unchanged. */
function encodingFor(accepted: string, type: string, size: number): keyof typeof ENCODERS | undefined {
  if (size < SMALL || /^(?:image\/png|font\/|application\/gzip)/.test(type)) return undefined;
  const offers = accepted.split(',').map((offer) =>
    offer
      .trim()
      .toLowerCase()
      .split(/\s*;\s*/),
  );
  const takes = (name: string) =>
    offers.some(([each, quality]) => each === name && !/^q=0(?:\.0*)?$/.test(quality ?? ''));
  return (['br', 'gzip'] as const).find(takes);
}

const isKnown = (given: string | undefined, etag: string): boolean =>
  (given ?? '').split(',').some((each) => each.trim() === etag);

/** Decodes the path of a call; `undefined` if no file of the site can have this path. */
function pathOf(url: string): string | undefined {
  try {
    const path = decodeURIComponent(url.split(/[?#]/, 1)[0] ?? '');
    return /^(?:\/(?!\.)[\w.@~-]*)+$/.test(path) ? path : undefined;
  } catch {
    return undefined;
  }
}

interface FoundFile {
  readonly path: string;
  readonly size: number;
  readonly etag: string;
}

async function findFile(folder: string, path: string): Promise<FoundFile | { readonly moved: string } | undefined> {
  const full = join(folder, path.endsWith('/') ? `${path}index.html` : path);
  const info = await stat(full, { bigint: true }).catch(() => undefined);
  if (info?.isDirectory())
    return (await stat(join(full, 'index.html')).catch(() => undefined)) && { moved: `${path}/` };
  if (!info?.isFile() || typeOf(full.slice(folder.length + 1)) === undefined) return undefined;
  // The tag is weak, because the same file may be sent in several encodings.
  const etag = `W/"${info.size.toString(36)}-${info.mtimeNs.toString(36)}"`;
  return { path: full, size: Number(info.size), etag };
}
