import { existsSync, readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { request } from 'node:http';
import { connect } from 'node:net';
import { networkInterfaces } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { octokit, openWorld, refusal, type World } from '#tests/support/forge-world.ts';
import { removeAccount } from '#tests/support/forge-accounts.ts';

/** The folder in which Linux lists the open files of this process. */
const OPEN_FILES = '/proc/self/fd';

let world: World;
beforeEach(async () => {
  world = await openWorld({ fallback: (_, response) => response.end('halaman') });
  await world.forge.seed({ 'a.yaml': 'a: 1\n' }, 'Awal');
});
afterEach(() => world.close());

/** Makes a call as a browser does, with headers that fetch does not let a program set. */
function send(
  method: string,
  path: string,
  headers: Record<string, string>,
): Promise<{ status: number; text: string }> {
  const { port, hostname } = new URL(world.forge.url);
  return new Promise((resolve, reject) => {
    const sent = request({ method, path, headers, port, hostname }, (response) => {
      let text = '';
      response.on('data', (chunk: Buffer) => (text += chunk.toString()));
      response.on('end', () => resolve({ status: response.statusCode ?? 0, text }));
    });
    sent.on('error', reject);
    sent.end();
  });
}

describe('the entry points of the forge', () => {
  it('a host name that was pointed at this machine is refused, since Host must be the forge’s own', async () => {
    const { port } = new URL(world.forge.url);
    const authorization = `token ${world.token('pemohon')}`;
    for (const host of ['contoh.id', `contoh.id:${port}`, '127.0.0.1', `127.0.0.1:1`, `127.0.0.1.contoh.id:${port}`]) {
      expect(await send('GET', '/api/v3/user', { host, authorization }), host).toMatchObject({ status: 403 });
      expect(await send('GET', '/', { host }), host).toMatchObject({ status: 403 });
    }
    for (const host of [`127.0.0.1:${port}`, `localhost:${port}`]) {
      expect(await send('GET', '/api/v3/user', { host, authorization })).toMatchObject({ status: 200 });
    }
  });

  it('a page of another origin cannot write, by its Origin header', async () => {
    const { host } = new URL(world.forge.url);
    const path = `/api/v3/repos/${world.forge.owner}/${world.forge.repo}/labels`;
    const authorization = `token ${world.token('pemohon')}`;
    for (const origin of ['http://contoh.id', 'null', `https://${host}`, 'http://127.0.0.1:1']) {
      expect(await send('POST', path, { host, origin, authorization }), origin).toMatchObject({ status: 403 });
      expect(await send('POST', '/api/graphql', { host, origin, authorization }), origin).toMatchObject({
        status: 403,
      });
    }
    expect(await send('POST', path, { host, origin: world.forge.url, authorization })).toMatchObject({ status: 422 });
  });

  it('the forge listens on loopback only', async () => {
    const others = Object.values(networkInterfaces())
      .flat()
      .filter((address) => address !== undefined && !address.internal && address.family === 'IPv4');
    for (const address of [...others.map((other) => other?.address ?? ''), '127.0.0.2']) {
      await expect(reach(address, Number(new URL(world.forge.url).port)), address).rejects.toThrow();
    }
  });

  it('an HTTP request that is neither for the API nor for git is handled by the fallback', async () => {
    const { host } = new URL(world.forge.url);
    expect(await send('GET', '/formulir', { host })).toEqual({ status: 200, text: 'halaman' });
  });

  it('a refusal has GitHub’s form, and shows nothing internal', async () => {
    const { host } = new URL(world.forge.url);
    const { status, text } = await send('GET', '/api/v3/user', { host });
    expect(status).toBe(401);
    expect(JSON.parse(text)).toEqual({
      message: 'Requires authentication',
      documentation_url: 'https://docs.github.com/rest',
      status: '401',
    });
    const authorization = `token ${world.token('pemohon')}`;
    expect(await send('GET', '/api/v3/repos/x/%ZZ', { host, authorization })).toMatchObject({ status: 404 });
  });
});

describe('tokens of the forge', () => {
  const who = (token: string) => octokit(world.forge, token).rest.users.getAuthenticated();

  it('a guessed or changed token is refused with 401', async () => {
    const token = world.token('pemohon');
    for (const guess of ['', 'x', 'dsp_', token.slice(0, -1), `${token}x`, token.toUpperCase()]) {
      expect(await refusal(who(guess || ' ')), guess).toMatchObject({ status: 401 });
    }
  });

  it('a token ends at its time, to the second', async () => {
    const token = await world.forge.accounts.token('pejabat', { ttl: 'PT1H' });
    world.setClock('2026-03-02T01:59:59Z');
    expect((await who(token)).data.login).toBe('pejabat');
    for (const later of ['2026-03-02T02:00:00Z', '2026-03-02T02:00:01Z', '2027-03-02T00:00:00Z']) {
      world.setClock(later);
      expect(await refusal(who(token)), later).toMatchObject({ status: 401 });
    }
  });

  it('all tokens of an account end when they are revoked, or the account is deleted', async () => {
    await world.forge.accounts.revoke('pejabat');
    expect(await refusal(who(world.token('pejabat')))).toMatchObject({ status: 401 });
    await removeAccount(world.forge, 'pembaca');
    expect(await refusal(who(world.token('pembaca')))).toMatchObject({ status: 401 });
  });

  it('no token is in the files of the forge', async () => {
    const files = await Promise.all(
      ['forge.sqlite', 'forge.sqlite-wal'].map((name) =>
        readFile(join(world.folder, name)).catch(() => Buffer.alloc(0)),
      ),
    );
    const all = Buffer.concat(files);
    expect(all.includes('pemohon')).toBe(true);
    expect(all.includes(world.token('pemohon'))).toBe(false);
    expect(all.includes(world.token('pemohon').slice(4, 24))).toBe(false);
  });
});

describe.runIf(existsSync(OPEN_FILES))('the resources of one call', () => {
  const many = Array.from({ length: 1_000 }, (_, i) => i);
  it.each([
    ['files', many.map((i) => ({ path: `a${i}`, content: String(i) }))],
    ['folders', many.map((i) => ({ path: `map${i}/a`, content: String(i) }))],
  ])('a tree of a thousand %s does not open them all at once', async (_, entries) => {
    const before = readdirSync(OPEN_FILES).length;
    let most = before;
    const watch = setInterval(() => (most = Math.max(most, readdirSync(OPEN_FILES).length)), 1);
    const tree = entries.map((entry) => ({ ...entry, mode: '100644' as const, type: 'blob' as const }));
    const { status } = await world.as('pemohon').rest.git.createTree({ ...world.at, tree });
    clearInterval(watch);
    expect(status).toBe(201);
    expect(most).toBeGreaterThan(before);
    expect(most - before).toBeLessThan(100);
  });
});

function reach(host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host, port }, () => {
      socket.destroy();
      resolve();
    });
    socket.on('error', reject);
  });
}
