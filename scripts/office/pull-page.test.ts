import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { pullPages } from './pull-page.ts';

let folder = '';
let server: Server;
const ask = async (path: string, method = 'GET') => {
  const { port } = server.address() as AddressInfo;
  const answer = await fetch(`http://127.0.0.1:${port}${path}`, { method, redirect: 'manual' });
  return `${answer.status} ${answer.headers.get('location') ?? ''}`.trim();
};

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'halaman-'));
  for (const id of ['PMK-2026-1', 'PMK-2026-11']) await mkdir(join(folder, 'berkas', id), { recursive: true });
  server = createServer(pullPages(folder, (_, response) => response.writeHead(404).end()));
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
});
afterAll(async () => {
  server.close();
  await rm(folder, { recursive: true, force: true });
});

describe('The embedded forge has no page of a pull request', () => {
  it.each([
    ['/kantor/disposisi/pull/1', '302 /berkas/PMK-2026-1/'],
    ['/kantor/disposisi/pull/11', '302 /berkas/PMK-2026-11/'],
    ['/kantor/disposisi/pull/11/files', '302 /berkas/PMK-2026-11/'],
    ['/kantor/disposisi/pull/1?x=1', '302 /berkas/PMK-2026-1/'],
  ])('its address %s leads to the case', async (path, answer) => {
    expect(await ask(path)).toBe(answer);
  });

  it.each(['/kantor/disposisi/pull/2', '/kantor/disposisi/pull/x', '/pull/1', '/a/b/pull/1%2f..', '/berkas/'])(
    'what no case stands for is answered as ever: %s',
    async (path) => {
      expect(await ask(path)).toBe('404');
    },
  );

  it('only asking is led on', async () => {
    expect(await ask('/kantor/disposisi/pull/1', 'POST')).toBe('404');
  });
});
