import { createHash } from 'node:crypto';
import { build } from 'esbuild';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { UserError } from '#domain/user-error.ts';
import { PROGRAM } from '#engine/config/root.ts';
import { faultsOf } from '#tests/conformity/contract.ts';
import { signInService } from './service.ts';
import { serveSignIn } from './serve.ts';
import { readSignIn, SETTING } from './settings.ts';
import worker from './worker.ts';

const VALUES = {
  [SETTING.address]: 'https://masuk.contoh.example',
  [SETTING.site]: 'https://agenda.contoh.example',
  [SETTING.repository]: 'kantor/agenda',
  [SETTING.repositoryId]: '4711',
  [SETTING.clientId]: 'Iv23contoh',
  [SETTING.clientSecret]: 'rahasia-contoh',
};
const SETTINGS = readSignIn(VALUES);
const { address: ADDRESS, site: SITE } = SETTINGS;

/** A call that reached GitHub. */
interface Called {
  readonly method: string;
  readonly url: string;
  readonly headers: Headers;
  readonly body: Readonly<Record<string, unknown>>;
}

let called: Called[];
let faults: string[];
/** GitHub’s reply to the code of a sign-in. */
let given: unknown;
/** GitHub’s reply about the repository, asked with the token. */
let repository: { readonly status: number; readonly id: number };
let isDown: boolean;

/** Replies to the sign-in as GitHub does. Checks each call by GitHub’s own description. */
async function gitHub(url: string, init: RequestInit): Promise<Response> {
  if (isDown) throw new TypeError('fetch failed');
  const { method = 'GET' } = init;
  const body = typeof init.body === 'string' ? (JSON.parse(init.body) as Record<string, unknown>) : undefined;
  called.push({ method, url, headers: new Headers(init.headers), body: body ?? {} });
  const { origin, pathname: path, searchParams: query } = new URL(url);
  if (origin === 'https://github.com') return Response.json(given);
  const status = method === 'DELETE' ? 204 : repository.status;
  const answer = status === 204 ? undefined : status === 200 ? { id: repository.id } : { message: 'Not Found' };
  // The reply about the repository has only an id, so only the call is checked by the description.
  const reported = status === 200 ? { status: 404, body: { message: 'x' } } : { status, body: answer };
  faults.push(...faultsOf({ method, path, query, body }, reported));
  return answer === undefined ? new Response(null, { status }) : Response.json(answer, { status });
}

const service = signInService(SETTINGS, gitHub);
const get = (path: string, headers: Record<string, string> = {}) =>
  service(new Request(`${ADDRESS}${path}`, { headers }));

beforeEach(() => {
  [called, faults, isDown] = [[], [], false];
  given = { access_token: 'ghu_contoh', expires_in: 28_800, refresh_token: 'ghr_contoh', token_type: 'bearer' };
  repository = { status: 200, id: 4711 };
});
afterEach(() => expect(faults).toEqual([]));

/**
 * Opens the sign-in window.
 * @returns the response, its cookie, and the address to which the response leads
 */
async function begun() {
  const response = await get('/auth?provider=github&site_id=agenda.contoh.example&scope=repo');
  const [cookie = ''] = (response.headers.get('set-cookie') ?? '').split(';');
  return { response, cookie, to: new URL(response.headers.get('location') ?? '') };
}

/**
 * Comes back from GitHub to the sign-in, as a browser does.
 * @param change changes of the query or the cookie
 */
async function back(change: { readonly query?: Record<string, string>; readonly cookie?: string } = {}) {
  const { cookie, to } = await begun();
  const query = new URLSearchParams({ code: 'kode', state: to.searchParams.get('state') ?? '', ...change.query });
  const response = await get(`/callback?${query}`, { cookie: change.cookie ?? cookie });
  const page = await response.text();
  const attribute = (name: string) =>
    new RegExp(`data-${name}="([^"]*)"`).exec(page)?.[1]?.replaceAll('&quot;', '"').replaceAll('&amp;', '&') ?? '';
  return { response, page, site: attribute('site'), says: attribute('says') };
}

describe('signing in with a token of the office’s own App', () => {
  it('signing in leads to GitHub with a state and a challenge for this browser’s cookie, and asks for no scope', async () => {
    const { response, to, cookie } = await begun();
    expect(response.status).toBe(302);
    expect(to.origin + to.pathname).toBe('https://github.com/login/oauth/authorize');
    const [state = '', verifier = ''] = cookie.replace('__Host-disposisi-sign-in=', '').split('.');
    expect(Object.fromEntries(to.searchParams)).toEqual({
      client_id: 'Iv23contoh',
      redirect_uri: `${ADDRESS}/callback`,
      state,
      code_challenge: createHash('sha256').update(verifier).digest('base64url'),
      code_challenge_method: 'S256',
      prompt: 'select_account',
      allow_signup: 'false',
    });
    expect(response.headers.get('set-cookie')).toMatch(/; Path=\/; Max-Age=600; Secure; HttpOnly; SameSite=Lax$/);
    expect((await begun()).cookie).not.toBe(cookie);
  });

  it('the token goes to the office’s site alone, restricted to its one repository, and without the means to renew it', async () => {
    const { response, page, site, says } = await back();
    expect([response.status, site]).toEqual([200, SITE]);
    expect(says).toBe('authorization:github:success:{"token":"ghu_contoh","provider":"github"}');
    expect(page).not.toContain('ghr_');
    const [exchange, look] = called;
    expect(exchange?.body).toMatchObject({ code: 'kode', redirect_uri: `${ADDRESS}/callback`, repository_id: '4711' });
    expect(String(exchange?.body['code_verifier'])).toMatch(/^[\w-]{43}$/);
    expect([look?.url, look?.headers.get('authorization')]).toEqual([
      'https://api.github.com/repos/kantor/agenda',
      'Bearer ghu_contoh',
    ]);
    expect(response.headers.get('set-cookie')).toContain('Max-Age=0');
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect(response.headers.get('content-security-policy')).toContain("default-src 'none'; script-src 'self'");
  });

  const REFUSED: readonly [what: string, before: () => void, told: RegExp, isEnded: boolean][] = [
    [
      'of an OAuth app, which reaches all repositories',
      () => (given = { access_token: 'gho_luas' }),
      /expected ghu_/,
      true,
    ],
    ['that does not expire', () => (given = { access_token: 'ghu_kekal' }), /does not expire within 8 hours/, true],
    [
      'that expires after more than 8 hours',
      () => (given = { access_token: 'ghu_lama', expires_in: 28_801 }),
      /within 8 hours/,
      true,
    ],
    ['of a person without access', () => (repository = { status: 404, id: 0 }), /no access to kantor\/agenda/, true],
    ['that reaches another repository of that name', () => (repository = { status: 200, id: 1 }), /no access/, true],
    ['that GitHub does not give', () => (given = { error: 'bad_verification_code' }), /bad_verification_code/, false],
    ['from a GitHub that is down', () => (isDown = true), /cannot be reached/, false],
  ];
  it.each(REFUSED)(
    'a token %s is not sent on, and is ended if there is one',
    async (_what, before, reported, isEnded) => {
      const { cookie, to } = await begun();
      before();
      const state = to.searchParams.get('state') ?? '';
      const response = await get(`/callback?${new URLSearchParams({ code: 'kode', state })}`, { cookie });
      const page = await response.text();
      expect(response.status).toBeGreaterThan(400);
      expect(page).toMatch(reported);
      expect(page).not.toMatch(/gh[our]_\w{4}|success/);
      const ended = called.filter(({ method }) => method === 'DELETE');
      expect(ended.map(({ url }) => url)).toEqual(
        isEnded ? ['https://api.github.com/applications/Iv23contoh/token'] : [],
      );
      if (isEnded) expect(ended[0]?.body).toEqual({ access_token: (given as { access_token: string }).access_token });
    },
  );

  it.each([
    ['with another state', { query: { state: 'lain' } }],
    ['without a cookie', { cookie: '' }],
    ['with a cookie that somebody made up', { cookie: '__Host-disposisi-sign-in=a.b' }],
    ['with the cookie of another sign-in', { cookie: `__Host-disposisi-sign-in=${'a'.repeat(43)}.${'b'.repeat(43)}` }],
    ['without a code', { query: { code: '' } }],
  ])('a callback %s is refused before GitHub is asked', async (_what, change) => {
    const { response, says } = await back(change);
    expect(response.status).toBe(403);
    expect(says).toContain('authorization:github:error:');
    expect(called).toEqual([]);
  });

  it('a person who does not allow the sign-in at GitHub reads so', async () => {
    expect((await back({ query: { code: '', error: 'access_denied' } })).says).toContain('did not authorize');
  });

  it('text in an address is no markup of the page', async () => {
    const { page } = await back({ query: { error: '"><script>1</script>', code: '' } });
    expect(page).not.toContain('<script>1');
    given = { error: '"><script>1</script>' };
    expect((await back()).page).not.toContain('<script>1');
  });
});

describe('signing out', () => {
  const leave = (headers: Record<string, string>, method = 'POST') =>
    service(new Request(`${ADDRESS}/sign-out`, { method, headers }));

  it('signing out ends the token at GitHub, for the office’s site', async () => {
    const preflight = await leave({ origin: SITE, 'access-control-request-headers': 'authorization' }, 'OPTIONS');
    expect(preflight.headers.get('access-control-allow-headers')).toBe('authorization');
    const response = await leave({ origin: SITE, authorization: 'token ghu_contoh' });
    expect([response.status, response.headers.get('access-control-allow-origin')]).toEqual([204, SITE]);
    expect(called.map(({ method, body }) => [method, body])).toEqual([['DELETE', { access_token: 'ghu_contoh' }]]);
    expect(called[0]?.headers.get('authorization')).toBe(`Basic ${btoa('Iv23contoh:rahasia-contoh')}`);
  });

  it.each([
    ['from another site', { origin: 'https://lain.example', authorization: 'token ghu_contoh' }, 403],
    ['from no site', { authorization: 'token ghu_contoh' }, 403],
    ['with a token of no App', { origin: SITE, authorization: 'token github_pat_x' }, 400],
  ])('a call to sign out %s ends no token', async (_what, headers, status) => {
    expect((await leave(headers as Record<string, string>)).status).toBe(status);
    expect(called).toEqual([]);
  });
});

describe('the settings of the sign-in', () => {
  it.each([
    [{ [SETTING.site]: 'https://kantor.github.io' }, /SITE_ORIGIN: expected a domain of the office's own/],
    [{ [SETTING.site]: 'https://agenda.contoh.example/agenda' }, /SITE_ORIGIN: expected an https origin/],
    [{ [SETTING.site]: 'http://agenda.contoh.example' }, /SITE_ORIGIN: expected an https origin/],
    [{ [SETTING.address]: '' }, /SIGN_IN_ADDRESS: expected .*received –/],
    [{ [SETTING.repositoryId]: 'agenda' }, /REPOSITORY_ID/],
    [{ [SETTING.clientSecret]: undefined }, /CLIENT_SECRET/],
  ])('the setting %j is refused, and the refusal names the setting', (change, message) => {
    expect(() => readSignIn({ ...VALUES, ...change })).toThrow(message);
    expect(() => readSignIn({ ...VALUES, ...change })).toThrow(UserError);
  });
});

describe('where the sign-in runs', () => {
  it('the sign-in on one machine answers on loopback', async () => {
    const served = await serveSignIn(service, 0, () => undefined);
    try {
      const at = `http://127.0.0.1:${served.port}`;
      const begin = await fetch(`${at}/auth?provider=github`, { redirect: 'manual' });
      expect(begin.status).toBe(302);
      const [cookie = ''] = (begin.headers.get('set-cookie') ?? '').split(';');
      const state = new URL(begin.headers.get('location') ?? '').searchParams.get('state') ?? '';
      const end = await fetch(`${at}/callback?code=kode&state=${state}`, { headers: { cookie } });
      expect(await end.text()).toContain('ghu_contoh');
      expect((await fetch(`${at}/lain`)).status).toBe(404);
    } finally {
      await served.close();
    }
  });

  it('the sign-in without Node is one small file; it leads to GitHub, and names a wrong setting', async () => {
    const { outputFiles } = await build({
      absWorkingDir: PROGRAM,
      entryPoints: ['scripts/entry/sign-in/worker.ts'],
      bundle: true,
      format: 'esm',
      // A module of Node would not be found there.
      platform: 'neutral',
      minify: true,
      write: false,
      logLevel: 'error',
    });
    expect(outputFiles[0]?.text.length).toBeLessThan(12_000);
    const asked = new Request(`${ADDRESS}/auth?provider=github`);
    expect((await worker.fetch(asked, VALUES)).status).toBe(302);
    const wrong = await worker.fetch(asked, { ...VALUES, [SETTING.site]: 'https://kantor.github.io' });
    expect([wrong.status, await wrong.text()]).toEqual([
      500,
      expect.stringContaining('SITE_ORIGIN: expected a domain'),
    ]);
  });
});
