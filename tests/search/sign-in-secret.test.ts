import { mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { parseEnv } from 'node:util';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { serveSignIn, type ServedSignIn } from '#entry/sign-in/serve.ts';
import { signInService } from '#entry/sign-in/service.ts';
import { readSignIn, SETTING } from '#entry/sign-in/settings.ts';
import worker from '#entry/sign-in/worker.ts';
import { faultsOf } from '../conformity/contract.ts';
import { close, cwd, github, open, setupWith, wholly } from '../setup/office.ts';

const OLD = 'a'.repeat(40);
const NEW = 'b'.repeat(40);

/** The secrets that GitHub accepts for the App. */
let accepted: string[];
let service: ServedSignIn;
let server: Server;
let values: Record<string, string>;
const file = () => join(cwd, '.disposisi/sign-in.env');

beforeAll(async () => {
  await open();
  await wholly();
});
afterAll(close);

beforeEach(async () => {
  accepted = [OLD, NEW];
  // GitHub’s reply about a token of nobody: it depends on App and secret only.
  server = createServer((request, response) => {
    const [, given = ''] = Buffer.from(request.headers.authorization?.slice(6) ?? '', 'base64')
      .toString()
      .split(':');
    let text = '';
    request.on('data', (part: Buffer) => {
      text += part.toString();
    });
    request.on('end', () => {
      const status = accepted.includes(given) ? 404 : 401;
      const call = { method: 'POST', path: '/applications/Iv1.contoh/token', query: new URLSearchParams() };
      github.faults.push(...faultsOf({ ...call, body: JSON.parse(text) }, { status, body: { message: 'x' } }));
      response.writeHead(status, { 'content-type': 'application/json' }).end('{"message":"x"}');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  values = {
    [SETTING.site]: 'https://agenda.contoh.example',
    [SETTING.repository]: 'kantor/disposisi',
    [SETTING.repositoryId]: '1',
    [SETTING.clientId]: 'Iv1.contoh',
    [SETTING.clientSecret]: OLD,
  };
  await start(0);
  values[SETTING.address] = `http://127.0.0.1:${service.port}`;
  await mkdir(join(cwd, '.disposisi'), { recursive: true });
  await writeFile(
    file(),
    Object.entries(values)
      .map(([name, value]) => `${name}=${value}\n`)
      .join(''),
    { mode: 0o600 },
  );
});
afterEach(async () => {
  await service.close();
  server.close();
});

/** Starts the service with the present settings, as a person does on their machine. */
async function start(port: number): Promise<void> {
  const settings = readSignIn({ [SETTING.address]: `http://127.0.0.1:${port}`, ...values });
  service = await serveSignIn(signInService(settings), port, () => undefined);
}

/** Replaces the secret with the typed one. Calls to GitHub about the App go to the server of this test. */
async function replace(typed: string, seen: (line: string) => void = () => undefined, ...args: string[]) {
  const input = Readable.from([`${typed}\n`]);
  const below = globalThis.fetch;
  const { port } = server.address() as AddressInfo;
  globalThis.fetch = (async (to: string | URL | Request, init?: RequestInit) =>
    String(to).includes('/applications/')
      ? below(`http://127.0.0.1:${port}/applications/x/token`, init)
      : below(to, init)) as typeof fetch;
  try {
    return await setupWith({ input, out: seen }, '--apply', '--new-sign-in-secret', ...args);
  } finally {
    globalThis.fetch = below;
  }
}

test('the new secret is kept where only the owner can read it, and the command waits until the service uses it', async () => {
  const { out, code } = await replace(
    NEW,
    (line) => {
      if (!line.startsWith('✓ GitHub accepts the new secret')) return;
      // The person starts the service again with the file.
      void readFile(file(), 'utf8').then(async (text) => {
        values = parseEnv(text) as Record<string, string>;
        const { port } = service;
        await service.close();
        await start(port);
      });
    },
    '--wait',
    '30',
  );
  expect(code).toBe(0);
  expect(out).toContain('uses the new secret. Last, on the settings page of the App: delete the old secret');
  expect(out).toContain('From then on everybody must sign in again');
  expect(out).not.toContain(NEW);
  const kept = await readFile(file(), 'utf8');
  expect(parseEnv(kept)).toEqual({ ...values, [SETTING.clientSecret]: NEW });
  expect((await stat(file())).mode & 0o077).toBe(0);
  expect(github.faults).toEqual([]);
});

test('until the service uses the new secret, the command says that the old one must not be deleted yet', async () => {
  const { err, out, code } = await replace(NEW, undefined, '--wait', '0');
  expect(code).toBe(1);
  expect(err).toContain('does not use the new secret yet. The old one is still valid; do not delete it yet.');
  expect(out).not.toContain('delete the old secret');
});

test('a secret that GitHub does not accept changes nothing', async () => {
  accepted = [OLD];
  const before = await readFile(file(), 'utf8');
  await expect(replace(NEW)).rejects.toThrow(
    /GitHub does not accept this secret for this App \(401\). Nothing was changed/,
  );
  await expect(replace('dua kata')).rejects.toThrow(/That is no secret of an App/);
  expect(await readFile(file(), 'utf8')).toBe(before);
});

test('for a service at a provider no file is needed: the App is known from the service, and its new secret is put into a file of its own', async () => {
  // Main names the service of this office only in site/forge.json, so that here the settings without App stand for it.
  await writeFile(file(), `${SETTING.address}=${values[SETTING.address]}\n`);
  const { out } = await replace(NEW, undefined, '--wait', '0');
  expect(out).toContain('npx wrangler secret bulk .disposisi/sign-in.env --name sign-in, then delete the file');
  expect(parseEnv(await readFile(file(), 'utf8'))).toMatchObject({ [SETTING.clientSecret]: NEW });
  // A Worker takes its secrets for each call.
  const marks = [OLD, NEW].map(async (secret) => {
    const environment = { ...values, [SETTING.clientSecret]: secret };
    const answer = await worker.fetch(new Request(`${values[SETTING.address]}/secret-mark`), environment);
    return ((await answer.json()) as { readonly mark: string }).mark;
  });
  const [old, fresh] = await Promise.all(marks);
  expect(old).not.toBe(fresh);
  expect(`${old}${fresh}`).not.toMatch(/a{4}|b{4}/);
});

test('for an office without a sign-in service the command says so', async () => {
  await rm(file());
  await expect(replace(NEW)).rejects.toThrow(/This office has no sign-in service yet/);
});
