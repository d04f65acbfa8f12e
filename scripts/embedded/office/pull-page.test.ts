import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { pullPages } from './pull-page.ts';

let server: Server;
const ask = async (path: string, method = 'GET') => {
  const { port } = server.address() as AddressInfo;
  const answer = await fetch(`http://127.0.0.1:${port}${path}`, { method, redirect: 'manual' });
  return `${answer.status} ${answer.headers.get('location') ?? ''}`.trim();
};

beforeAll(async () => {
  server = createServer(pullPages((_, response) => response.writeHead(404).end()));
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
});
afterAll(() => server.close());

describe('the embedded forge’s address of a pull request, which has no page', () => {
  it.each([
    ['/kantor/disposisi/pull/1', '302 /meja/#/1'],
    ['/kantor/disposisi/pull/11/files', '302 /meja/#/11'],
    ['/kantor/disposisi/pull/1?x=1', '302 /meja/#/1'],
  ])('the address %s of a pull request leads to the desk', async (path, answer) => {
    expect(await ask(path)).toBe(answer);
  });

  it.each(['/kantor/disposisi/pull/x', '/kantor/disposisi/pull/0', '/pull/1', '/a/b/pull/1%2f..', '/berkas/'])(
    'the address %s, which is no pull request, is not redirected',
    async (path) => {
      expect(await ask(path)).toBe('404');
    },
  );

  it('a POST is not redirected to the desk', async () => {
    expect(await ask('/kantor/disposisi/pull/1', 'POST')).toBe('404');
  });
});
