/** Builds a site and serves it, for the tests of what readers see. */
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { exportRegister } from '#tests/support/export-register.ts';
import { type LocalPlace, openLocalSite } from '#public/site/local-site.ts';
import { pathOf } from '#public/site/site.ts';
import { readPublished } from '../../support/published-file.ts';
import { type Walk, world } from '../../support/walked-case.ts';

const TYPES: Readonly<Record<string, string>> = {
  ...{ '.html': 'text/html; charset=utf-8', '.css': 'text/css', '.js': 'text/javascript', '.svg': 'image/svg+xml' },
  ...{ '.json': 'application/json', '.woff2': 'font/woff2', '.jsonl': 'application/jsonl', '.gz': 'application/gzip' },
};

export interface BuiltSite {
  readonly folder: string;
  /** Reads the text of a file below the folder. */
  readonly text: (path: string) => Promise<string>;
  readonly remove: () => Promise<void>;
}

/** Builds the site of these cases into a folder of its own. */
export async function buildSite(
  walks: readonly Walk[],
  { address = '', target, ...more }: Parameters<typeof world>[1] & Partial<Pick<LocalPlace, 'address' | 'target'>> = {},
): Promise<BuiltSite> {
  const folder = await mkdtemp(join(tmpdir(), 'situs-'));
  const { publication, dossiers } = exportRegister(world(walks, more));
  const site = await openLocalSite({
    root: new URL('../../../site/..', import.meta.url).pathname,
    out: folder,
    address,
    ...(target ? { target } : {}),
  });
  await site.publish(publication, { all: () => dossiers });
  return {
    folder,
    text: (path) => readPublished(join(folder, path)),
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}

/** The pages of form and desk, which are applications with tests of their own. */
const APPLICATIONS = /^(en\/)?(admin|meja)\//;

/** Returns the files of the public site with this ending, in order. */
export async function filesOf({ folder }: BuiltSite, ending: string): Promise<string[]> {
  const found = await readdir(folder, { recursive: true });
  return found.filter((path) => path.endsWith(ending) && !APPLICATIONS.test(path)).sort();
}

/**
 * Returns the addresses of every page of the public site, first in Indonesian, then in English if the page has it.
 * They are taken from the built files, so that tests of all pages include a new page.
 */
export async function pagesOf(site: BuiltSite): Promise<string[][]> {
  const addresses = (await filesOf(site, '.html')).map((path) => `/${path.replace(/(^|\/)index\.html$/, '$1')}`);
  return [...Map.groupBy(addresses, (address) => address.replace(/^\/en\//, '/')).values()].map((same) =>
    same.sort((a, b) => a.length - b.length),
  );
}

export interface Served {
  readonly origin: string;
  readonly close: () => void;
}

/**
 * Serves a built site as any web server does: a folder by its index, a missing file by the 404 page.
 * @param now the instant in the Date header, by default the machine’s; if it is empty there is no such header
 */
export async function serve(folder: string, now?: () => string): Promise<Served> {
  const server = createServer(async (asked, answer) => {
    const address = decodeURIComponent(new URL(asked.url ?? '/', 'http://x').pathname);
    const path = join(folder, pathOf(address));
    const body = await readFile(path).catch(() => undefined);
    const time = now?.();
    if (time === '') answer.sendDate = false;
    else if (time) answer.setHeader('date', new Date(time).toUTCString());
    answer.writeHead(body ? 200 : 404, {
      'content-type': body ? (TYPES[extname(path)] ?? 'text/plain') : 'text/html; charset=utf-8',
    });
    answer.end(body ?? (await readFile(join(folder, '404.html'))));
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () => server.close(),
  };
}
