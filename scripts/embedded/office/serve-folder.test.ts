import { mkdir, mkdtemp, rm, utimes, writeFile } from 'node:fs/promises';
import { createServer, request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { serveFolder } from './serve-folder.ts';

const SCRIPT = 'const kata = "disposisi";\n'.repeat(20_000);

let folder: string;
let server: Server;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'situs-'));
  await mkdir(join(folder, 'admin'));
  await writeFile(join(folder, 'index.html'), '<p>Beranda</p>');
  await writeFile(join(folder, '404.html'), '<p>Tidak ditemukan</p>');
  await writeFile(join(folder, 'admin/index.html'), '<p>Formulir</p>');
  await writeFile(join(folder, 'admin/decap-cms.js'), SCRIPT);
  await mkdir(join(folder, 'aset'));
  await writeFile(join(folder, 'aset/desk.BfANGqBC.js'), SCRIPT);
  await writeFile(join(folder, 'admin/logo.png'), Buffer.alloc(5000));
  await writeFile(join(folder, 'rantai.jsonl.gz'), Buffer.alloc(5000));
  await writeFile(join(folder, 'surat.pdf'), '%PDF-');
  await writeFile(join(folder, '.rahasia.txt'), 'x');
  server = createServer(serveFolder(folder));
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
});
afterAll(async () => {
  await new Promise((closed) => server.close(closed));
  await rm(folder, { recursive: true });
});

interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly body: Buffer;
}

function get(path: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Answer> {
  const { port } = server.address() as AddressInfo;
  return new Promise((resolve, reject) => {
    const sent = request({ hostname: '127.0.0.1', port, path, headers, method, agent: false }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(chunks) }),
      );
    });
    sent.on('error', reject);
    sent.end();
  });
}

describe('the site’s files over HTTP', () => {
  it('every page is sent with the headers against frames and against guessed types', async () => {
    for (const path of ['/', '/admin/', '/tidak-ada']) {
      const { headers } = await get(path);
      expect(headers, path).toMatchObject({
        'content-security-policy': "frame-ancestors 'none'",
        'x-frame-options': 'DENY',
        'x-content-type-options': 'nosniff',
      });
    }
  });

  it('a large script is sent compressed to a client that accepts this, and uncompressed to another client', async () => {
    const plain = await get('/admin/decap-cms.js');
    expect(plain.headers).toMatchObject({ 'content-length': String(SCRIPT.length), vary: 'accept-encoding' });
    expect(plain.headers['content-encoding']).toBe(undefined);
    expect(plain.body.toString()).toBe(SCRIPT);
    const brotli = await get('/admin/decap-cms.js', { 'accept-encoding': 'gzip, deflate, br' });
    expect(brotli.headers['content-encoding']).toBe('br');
    expect(brotliDecompressSync(brotli.body).toString()).toBe(SCRIPT);
    const gzip = await get('/admin/decap-cms.js', { 'accept-encoding': 'gzip, br;q=0' });
    expect(gzip.headers['content-encoding']).toBe('gzip');
    expect(gunzipSync(gzip.body).toString()).toBe(SCRIPT);
    for (const path of ['/admin/logo.png', '/rantai.jsonl.gz', '/']) {
      expect((await get(path, { 'accept-encoding': 'br' })).headers['content-encoding'], path).toBe(undefined);
    }
    const head = await get('/admin/decap-cms.js', { 'accept-encoding': 'br' }, 'HEAD');
    expect(head).toMatchObject({ status: 200, headers: { 'content-encoding': 'br' } });
    expect(head.body).toHaveLength(0);
  });

  it('a file that the browser has already is not sent again, until it changes', async () => {
    const { headers } = await get('/admin/');
    const tag = String(headers['etag']);
    for (const known of [tag, `"x", ${tag}`]) {
      const again = await get('/admin/', { 'if-none-match': known });
      expect(again, known).toMatchObject({ status: 304, headers: { etag: tag } });
      expect(again.body).toHaveLength(0);
    }
    await utimes(join(folder, 'admin/index.html'), 1, 1);
    expect(await get('/admin/', { 'if-none-match': tag })).toMatchObject({ status: 200 });
  });

  it('a browser asks again for each file, except for compiled files, whose names change with their content', async () => {
    const caching = async (path: string) => (await get(path)).headers['cache-control'];
    expect(await caching('/aset/desk.BfANGqBC.js')).toBe('public, max-age=31536000, immutable');
    for (const path of ['/', '/admin/decap-cms.js', '/aset/desk.BfANGqBD.js', '/tidak-ada'])
      expect(await caching(path)).toBe('no-cache');
  });

  it('only kinds of files that a site has are sent, and nothing outside of its folder (security 22)', async () => {
    for (const path of ['/surat.pdf', '/.rahasia.txt', '/../x.txt', '/%2e%2e/x.txt', '/admin/%2F..%2F..%2Fx.txt']) {
      expect(await get(path), path).toMatchObject({ status: 404 });
    }
    expect(await get('/admin')).toMatchObject({ status: 301, headers: { location: '/admin/' } });
    expect(await get('/', {}, 'POST')).toMatchObject({ status: 405 });
  });
});
