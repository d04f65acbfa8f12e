import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { extname, join } from 'node:path';

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.jsonl': 'application/jsonl; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
  '.txt': 'text/plain; charset=utf-8',
  '.csv': 'text/csv; charset=utf-8',
  '.xml': 'application/xml; charset=utf-8',
  '.ics': 'text/calendar; charset=utf-8',
};

const HEADERS = {
  // Rebuilt while it is looked at: always asked for again.
  'cache-control': 'no-cache',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
};

/**
 * Serves the files of one folder, and nothing else of the machine: no dot files, no way out, only kinds that the site
 * itself is made of (so never an attachment, security row 22).
 */
export function serveFolder(folder: string) {
  return (request: IncomingMessage, response: ServerResponse): void => {
    answer(folder, request, response).catch(() => {
      if (response.headersSent) response.destroy();
      else response.writeHead(500, HEADERS).end();
    });
  };
}

async function answer(folder: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { method = '' } = request;
  if (method !== 'GET' && method !== 'HEAD') {
    response.writeHead(405, { ...HEADERS, allow: 'GET, HEAD' }).end();
    return;
  }
  const path = pathOf(request.url ?? '/');
  const found = path === undefined ? undefined : await findFile(folder, path);
  if (found && 'moved' in found) {
    response.writeHead(301, { ...HEADERS, location: found.moved }).end();
    return;
  }
  const file = found ?? (await findFile(folder, '/404.html'));
  if (!file || 'moved' in file) {
    response.writeHead(404, { ...HEADERS, 'content-type': 'text/plain; charset=utf-8' }).end('404\n');
    return;
  }
  response.writeHead(found ? 200 : 404, {
    ...HEADERS,
    'content-type': TYPES[extname(file.path)] ?? '',
    'content-length': file.size,
  });
  if (method === 'HEAD') response.end();
  else
    createReadStream(file.path)
      .on('error', () => response.destroy())
      .pipe(response);
}

/** The decoded path; undefined for one that no file of the site has. */
function pathOf(url: string): string | undefined {
  try {
    const path = decodeURIComponent(url.split(/[?#]/, 1)[0] ?? '');
    return /^(?:\/(?!\.)[\w.@~-]*)+$/.test(path) ? path : undefined;
  } catch {
    return undefined;
  }
}

async function findFile(
  folder: string,
  path: string,
): Promise<{ readonly path: string; readonly size: number } | { readonly moved: string } | undefined> {
  const full = join(folder, path.endsWith('/') ? `${path}index.html` : path);
  const info = await stat(full).catch(() => undefined);
  if (info?.isDirectory())
    return (await stat(join(full, 'index.html')).catch(() => undefined)) && { moved: `${path}/` };
  return info?.isFile() && TYPES[extname(full)] !== undefined ? { path: full, size: info.size } : undefined;
}
