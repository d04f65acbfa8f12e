import { readFile } from 'node:fs/promises';
import { request } from 'node:http';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { octokit, openWorld, refusal, type World } from '#tests/support/forge-world.ts';

const HOSTILE = `"'><script>window.ran = 1</script>`;
const PAGE = '/auth?provider=github&site_id=127.0.0.1&scope=repo';

let world: World;
beforeEach(async () => {
  world = await openWorld({
    signIn: {
      people: async () => [
        { login: 'pemohon', name: HOSTILE, roles: [] },
        { login: 'pejabat', name: 'Pejabat', roles: [{ id: 'Wali Kota', en: 'Mayor' }] },
        // Nobody can sign in to these two accounts, whatever the office offers.
        { login: 'disposisi[bot]', name: 'Disposisi', roles: [] },
        { login: 'kantor', name: 'Kantor', roles: [] },
      ],
    },
  });
});
afterEach(() => world.close());

interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly text: string;
}

/** Makes a call as a browser does, with headers that fetch does not let a program set. */
function send(method: string, path: string, headers: Record<string, string> = {}, body = ''): Promise<Answer> {
  const { port, hostname, host } = new URL(world.forge.url);
  return new Promise((resolve, reject) => {
    const sent = request({ method, path, headers: { host, ...headers }, port, hostname }, (response) => {
      let text = '';
      response.on('data', (chunk: Buffer) => (text += chunk.toString()));
      response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, text }));
    });
    sent.on('error', reject);
    sent.end(body);
  });
}

/** Returns what a browser has after it loaded the page. */
async function openPage(cookie?: string): Promise<{ cookie: string; ticket: string }> {
  const { headers, text } = await send('GET', PAGE, cookie === undefined ? {} : { cookie });
  const set = String(headers['set-cookie']);
  return { cookie: set.split(';', 1)[0] ?? '', ticket: /data-ticket="([\w-]{43})"/.exec(text)?.[1] ?? '' };
}

function choose(
  login: string,
  { cookie, ticket }: { cookie: string; ticket: string },
  headers: Record<string, string> = {},
): Promise<Answer> {
  const own = { origin: world.forge.url, 'content-type': 'application/json', cookie };
  return send('POST', '/auth', { ...own, ...headers }, JSON.stringify({ login, ticket }));
}

describe('the sign-in page', () => {
  it('the sign-in page says that its accounts are samples, in both languages, and who each is', async () => {
    const { status, text } = await send('GET', PAGE);
    expect(status).toBe(200);
    expect(text).toContain('Contoh: akun rekaan pada mesin ini saja.');
    expect(text).toContain('Sample: made-up accounts, on this machine only.');
    expect(text).toContain('<b>Pejabat</b><span>Wali Kota <span lang="en">Mayor</span></span>');
    expect(text).toContain('Pemohon <span lang="en">Applicant</span>');
  });

  it('the sign-in page runs only its own script file, is in no frame, and shows names as text', async () => {
    const { headers, text } = await send('GET', PAGE);
    expect(text).not.toContain('<script>');
    expect(headers['x-frame-options']).toBe('DENY');
    const policy = String(headers['content-security-policy']);
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toContain('unsafe');
    expect(await send('GET', '/auth/client.js')).toMatchObject({
      status: 200,
      headers: { 'content-type': 'text/javascript; charset=utf-8' },
    });
    expect(await send('GET', '/auth/style.css')).toMatchObject({ status: 200 });
  });

  it('another site, or a host name pointed at this machine, cannot even open the sign-in page', async () => {
    for (const site of ['cross-site', 'same-site']) {
      expect(await send('GET', PAGE, { 'sec-fetch-site': site }), site).toMatchObject({ status: 403 });
    }
    for (const site of ['same-origin', 'none']) {
      expect(await send('GET', PAGE, { 'sec-fetch-site': site }), site).toMatchObject({ status: 200 });
    }
    expect(await send('GET', PAGE, { host: 'contoh.id' })).toMatchObject({ status: 403 });
  });

  it('the sign-in page is for one provider, and accepts only GET and a choice', async () => {
    expect(await send('GET', '/auth?provider=gitlab')).toMatchObject({ status: 400 });
    expect(await send('PUT', '/auth')).toMatchObject({ status: 404 });
    expect(await send('POST', '/auth/client.js')).toMatchObject({ status: 404 });
    expect(await send('GET', '/auth/sign-in.ts')).toMatchObject({ status: 404 });
  });
});

describe('choosing an account', () => {
  it('a choice gives a token of that account, new each time, that ends after a day', async () => {
    const first = await choose('pejabat', await openPage());
    expect(first).toMatchObject({ status: 200, headers: { 'cache-control': 'no-store' } });
    const { token, provider } = JSON.parse(first.text);
    expect(provider).toBe('github');
    const second = JSON.parse((await choose('pejabat', await openPage())).text);
    expect(second.token).not.toBe(token);
    expect(token).not.toBe(world.token('pejabat'));
    const who = () => octokit(world.forge, token).rest.users.getAuthenticated();
    expect((await who()).data.login).toBe('pejabat');
    world.setClock('2026-03-03T00:59:59Z');
    expect((await who()).data.login).toBe('pejabat');
    world.setClock('2026-03-03T01:00:00Z');
    expect(await refusal(who())).toMatchObject({ status: 401 });
  });

  it('a choice of the process’s account, the owner’s, or one that is not offered is refused', async () => {
    for (const login of ['disposisi[bot]', 'DISPOSISI[bot]', 'kantor', 'pengelola', 'pembaca', 'siapa']) {
      const answer = await choose(login, await openPage());
      expect(answer, login).toMatchObject({ status: 403 });
      expect(JSON.parse(answer.text).message).toContain('Bukan akun contoh');
    }
  });

  it('a choice works from the sign-in page only: Origin must be present and the forge’s own', async () => {
    const { host, port } = new URL(world.forge.url);
    for (const origin of [
      'http://contoh.id',
      'null',
      `https://${host}`,
      'http://127.0.0.1:1',
      `http://localhost:${port}`,
    ]) {
      expect(await choose('pejabat', await openPage(), { origin }), origin).toMatchObject({ status: 403 });
    }
    const { cookie, ticket } = await openPage();
    const body = JSON.stringify({ login: 'pejabat', ticket });
    const headers = { cookie, 'content-type': 'application/json' };
    expect(await send('POST', '/auth', headers, body)).toMatchObject({ status: 403 });
    expect(await choose('pejabat', await openPage(), { 'sec-fetch-site': 'same-site' })).toMatchObject({ status: 403 });
    expect(await choose('pejabat', await openPage(), { host: 'contoh.id' })).toMatchObject({ status: 403 });
    expect(await choose('pejabat', await openPage(), { 'content-type': 'text/plain' })).toMatchObject({ status: 415 });
  });

  it('a choice needs a ticket of a page that this browser loaded, unused and not older than fifteen minutes (CSRF)', async () => {
    const mine = await openPage();
    const other = await openPage();
    expect(await choose('pejabat', { cookie: mine.cookie, ticket: other.ticket })).toMatchObject({ status: 403 });
    expect(await choose('pejabat', { cookie: '', ticket: mine.ticket })).toMatchObject({ status: 403 });
    expect(await choose('pejabat', { cookie: mine.cookie, ticket: '' })).toMatchObject({ status: 403 });
    const fresh = await openPage();
    expect(await choose('pejabat', fresh)).toMatchObject({ status: 200 });
    expect(await choose('pejabat', fresh)).toMatchObject({ status: 403 });
    const late = await openPage();
    world.setClock('2026-03-02T01:15:00Z');
    expect(await choose('pejabat', late)).toMatchObject({ status: 403 });
  });

  it('two pages of one browser do not disturb each other', async () => {
    const first = await openPage();
    const second = await openPage(first.cookie);
    expect(second.cookie).toBe(first.cookie);
    expect(await choose('pejabat', first)).toMatchObject({ status: 200 });
    expect(await choose('pemohon', second)).toMatchObject({ status: 200 });
  });

  it('a choice leaves no token in the files of the forge', async () => {
    const { token } = JSON.parse((await choose('pejabat', await openPage())).text);
    const names = ['forge.sqlite', 'forge.sqlite-wal'];
    const files = names.map((name) => readFile(join(world.folder, name)).catch(() => Buffer.alloc(0)));
    const all = Buffer.concat(await Promise.all(files));
    expect(all.includes('pejabat')).toBe(true);
    expect(all.includes(token.slice(4, 24))).toBe(false);
  });
});

describe('signing out', () => {
  const signIn = async (): Promise<string> => JSON.parse((await choose('pejabat', await openPage())).text).token;
  const isAlive = (token: string): Promise<boolean> =>
    octokit(world.forge, token)
      .rest.users.getAuthenticated()
      .then(() => true)
      .catch(() => false);

  it('signing out ends the token of the call at once, and no other token', async () => {
    const [mine, other] = [await signIn(), await signIn()];
    const authorization = `token ${mine}`;
    const answer = await send('POST', '/sign-out', { authorization });
    expect(answer).toMatchObject({ status: 204, text: '' });
    expect(answer.headers).not.toHaveProperty('content-type');
    expect(await isAlive(mine)).toBe(false);
    expect(await isAlive(other)).toBe(true);
    expect(await send('POST', '/sign-out', { authorization })).toMatchObject({ status: 401 });
  });

  it('signing out needs a token, a POST and a page of this origin', async () => {
    const authorization = `token ${await signIn()}`;
    expect(await send('POST', '/sign-out')).toMatchObject({ status: 401 });
    expect(await send('GET', '/sign-out', { authorization })).toMatchObject({ status: 404 });
    expect(await send('POST', '/sign-out', { authorization, origin: 'http://contoh.id' })).toMatchObject({
      status: 403,
    });
    expect(await isAlive(authorization.slice('token '.length))).toBe(true);
  });
});

it('a forge without sample accounts has no sign-in', async () => {
  const plain = await openWorld();
  try {
    expect((await fetch(`${plain.forge.url}${PAGE}`)).status).toBe(404);
  } finally {
    await plain.close();
  }
});
