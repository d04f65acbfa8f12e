import type { Text } from '#domain/problem.ts';
import { CLIENT, handOver, HEADERS, refusalPage } from './pages.ts';
import { SETTING, type SignInSettings } from './settings.ts';

/** The longest lifetime of a token in seconds. It is GitHub's own limit for user tokens of Apps. */
const LONGEST_LIFE_SECONDS = 8 * 3600;
/** The sign-in timeout in seconds: how long a person may take to sign in at GitHub. */
const PATIENCE_SECONDS = 600;
/** The name of the cookie. With the prefix `__Host-`, only this origin can set it, and only over TLS. */
const COOKIE = '__Host-disposisi-sign-in';
const AGENT = 'disposisi-sign-in';

/** Where the service says which secret it has. */
export const MARK_PATH = '/secret-mark';

type Ask = (input: string, init: RequestInit) => Promise<Response>;

/**
 * Makes the service that signs people in to form and desk with tokens of the office's own GitHub App. A page cannot do
 * that, because signing in needs the secret of the App. The service keeps no data. A cookie holds what the service
 * needs when GitHub sends the person back.
 * @param ask calls GitHub
 * @returns a handler of HTTP calls, for any platform
 */
export function signInService(settings: SignInSettings, ask: Ask = fetch): (request: Request) => Promise<Response> {
  return async (request) => {
    const { pathname, searchParams } = new URL(request.url);
    switch (`${request.method} ${pathname}`) {
      case 'GET /auth':
        return begin(settings, searchParams);
      case 'GET /callback':
        return finish(settings, request, searchParams, ask);
      case 'GET /client.js':
        return new Response(CLIENT, { headers: { ...HEADERS, 'content-type': 'text/javascript; charset=utf-8' } });
      case `GET ${MARK_PATH}`:
        return Response.json({ clientId: settings.clientId, mark: await secretMark(settings) }, { headers: HEADERS });
      case 'OPTIONS /sign-out':
      case 'POST /sign-out':
        return signOut(settings, request, ask);
      default:
        return new Response('Tidak ada. / Not found.\n', { status: 404, headers: HEADERS });
    }
  };
}

/**
 * Returns a text by which two copies of the App's secret can be compared. GitHub's secrets have 160 random bits, so it
 * does not reveal the secret.
 */
export async function secretMark({
  clientId,
  clientSecret,
}: Pick<SignInSettings, 'clientId' | 'clientSecret'>): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(`${clientId}:${clientSecret}`));
  return base64url(digest).slice(0, 16);
}

/** Sends the person to GitHub. Later `state` proves which browser began the sign-in, and PKCE proves which service. */
async function begin(settings: SignInSettings, query: URLSearchParams): Promise<Response> {
  if (query.get('provider') !== 'github') return refused(settings, 400, NOT_GITHUB);
  const [state, verifier] = [secret(), secret()];
  const location = new URL('/login/oauth/authorize', settings.github);
  location.search = new URLSearchParams({
    client_id: settings.clientId,
    redirect_uri: `${settings.address}/callback`,
    state,
    code_challenge: base64url(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(verifier))),
    code_challenge_method: 'S256',
    // The person at this browser may be another person than the one who is signed in to GitHub in this browser.
    prompt: 'select_account',
    allow_signup: 'false',
  }).toString();
  return new Response(null, {
    status: 302,
    headers: { ...HEADERS, location: location.href, 'set-cookie': cookie(`${state}.${verifier}`, PATIENCE_SECONDS) },
  });
}

/** Exchanges GitHub's code for a token, and sends the token to the page of the office's site that opened the window. */
async function finish(settings: SignInSettings, request: Request, query: URLSearchParams, ask: Ask): Promise<Response> {
  const [state, verifier = ''] = cookieOf(request).split('.');
  if (!state || query.get('state') !== state) return refused(settings, 403, NOT_BEGUN_HERE);
  const code = query.get('code');
  if (!code) return refused(settings, 403, query.get('error') === 'access_denied' ? DENIED : NOT_BEGUN_HERE);
  const taken = await takeToken(settings, { code, verifier }, ask).catch((error: unknown) => ({
    refusal: unreachable(error),
  }));
  if ('refusal' in taken) return refused(settings, 502, taken.refusal);
  const { token } = taken;
  const refusal = await faultOf(settings, taken, ask).catch(unreachable);
  if (refusal === undefined)
    return handOver(settings.site, `success:${JSON.stringify({ token, provider: 'github' })}`, cookie('', 0));
  await endToken(settings, token, ask).catch(() => undefined);
  return refused(settings, 403, refusal);
}

interface Taken {
  readonly token: string;
  /** The lifetime in seconds; `undefined` if the token does not expire. */
  readonly life: number | undefined;
}

/**
 * Asks GitHub for a token.
 * @throws if GitHub cannot be reached, or its response is not JSON
 */
async function takeToken(
  settings: SignInSettings,
  { code, verifier }: { readonly code: string; readonly verifier: string },
  ask: Ask,
): Promise<Taken | { readonly refusal: Text }> {
  const response = await ask(`${settings.github}/login/oauth/access_token`, {
    method: 'POST',
    headers: { accept: 'application/json', 'content-type': 'application/json', 'user-agent': AGENT },
    body: JSON.stringify({
      client_id: settings.clientId,
      client_secret: settings.clientSecret,
      code,
      redirect_uri: `${settings.address}/callback`,
      code_verifier: verifier,
      repository_id: String(settings.repositoryId),
    }),
  });
  const given = (await response.json()) as Readonly<Record<string, unknown>>;
  const { access_token: token, expires_in: life, error } = given;
  // GitHub also sends a refresh token, which is valid for half a year. It is not used: people sign in again instead.
  if (typeof token === 'string') return { token, life: typeof life === 'number' ? life : undefined };
  return { refusal: notExchanged(typeof error === 'string' ? error : String(response.status)) };
}

/** Returns the reason why a token must not be used; `undefined` if there is none. */
async function faultOf(settings: SignInSettings, { token, life }: Taken, ask: Ask): Promise<Text | undefined> {
  if (!token.startsWith('ghu_')) return NOT_OF_AN_APP;
  if (life === undefined || life <= 0 || life > LONGEST_LIFE_SECONDS) return NOT_SHORT_LIVED;
  // If App or person cannot access the repository, GitHub does not restrict the token at all.
  const response = await ask(`${settings.api}/repos/${settings.repository}`, {
    headers: { accept: 'application/vnd.github+json', authorization: `Bearer ${token}`, 'user-agent': AGENT },
  });
  const repository = response.ok ? ((await response.json()) as { readonly id?: unknown }) : {};
  return repository.id === settings.repositoryId ? undefined : noAccess(settings.repository);
}

/** Ends a token at GitHub, so that no copy of it is valid any more. */
const endToken = (settings: SignInSettings, token: string, ask: Ask): Promise<Response> =>
  ask(`${settings.api}/applications/${settings.clientId}/token`, {
    method: 'DELETE',
    headers: {
      accept: 'application/vnd.github+json',
      authorization: `Basic ${btoa(`${settings.clientId}:${settings.clientSecret}`)}`,
      'content-type': 'application/json',
      'user-agent': AGENT,
    },
    body: JSON.stringify({ access_token: token }),
  });

/** Ends the token that a call brings. Only pages of the office's site may call this. */
async function signOut(settings: SignInSettings, request: Request, ask: Ask): Promise<Response> {
  if (request.headers.get('origin') !== settings.site) return new Response(null, { status: 403, headers: HEADERS });
  const allowed = {
    ...HEADERS,
    'access-control-allow-origin': settings.site,
    'access-control-allow-methods': 'POST',
    'access-control-allow-headers': 'authorization',
    vary: 'origin',
  };
  if (request.method === 'OPTIONS') return new Response(null, { status: 204, headers: allowed });
  const [, token] = /^(?:token|Bearer) (ghu_\w+)$/.exec(request.headers.get('authorization') ?? '') ?? [];
  if (token === undefined) return new Response(null, { status: 400, headers: allowed });
  const answer = await endToken(settings, token, ask).catch(() => undefined);
  // 404 and 422 mean that the token had ended before, or belongs to another App.
  const hasEnded = answer !== undefined && (answer.ok || answer.status === 404 || answer.status === 422);
  return new Response(null, { status: hasEnded ? 204 : 502, headers: allowed });
}

const refused = (settings: SignInSettings, status: number, text: Text): Response =>
  refusalPage(settings.site, status, text, cookie('', 0));

const cookie = (value: string, seconds: number): string =>
  `${COOKIE}=${value}; Path=/; Max-Age=${seconds}; Secure; HttpOnly; SameSite=Lax`;

function cookieOf(request: Request): string {
  const pairs = (request.headers.get('cookie') ?? '').split(/;\s*/);
  const found = pairs.find((pair) => pair.startsWith(`${COOKIE}=`))?.slice(COOKIE.length + 1) ?? '';
  return /^[\w-]{43}\.[\w-]{43}$/.test(found) ? found : '';
}

/** Makes a secret: 256 random bits, as text. */
const secret = (): string => base64url(crypto.getRandomValues(new Uint8Array(32)).buffer);

const base64url = (bytes: ArrayBuffer): string =>
  btoa(String.fromCharCode(...new Uint8Array(bytes)))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');

const NOT_GITHUB: Text = {
  id: 'Alamat ini hanya dapat dibuka dari formulir atau meja kerja (provider=github). Masuklah dari sana.',
  en: 'This address can be opened only from the form or the desk (provider=github). Sign in from there.',
};
const NOT_BEGUN_HERE: Text = {
  id: 'Proses masuk ini tidak dimulai di peramban ini, atau dimulai lebih dari sepuluh menit yang lalu. Tutup jendela ini, lalu coba lagi.',
  en: 'This sign-in was not begun in this browser, or it was begun more than ten minutes ago. Close this window and try again.',
};
const DENIED: Text = {
  id: 'Anda tidak mengizinkan App kantor ini di GitHub. Tanpa izin itu formulir dan meja kerja tidak dapat bertindak atas nama Anda.',
  en: "You did not authorize the office's App at GitHub. Without that, form and desk cannot act for you.",
};
const NOT_OF_AN_APP: Text = {
  id: 'GitHub memberi token yang bukan milik GitHub App (diharapkan ghu_…). Token itu berlaku untuk semua repositori Anda, jadi langsung dicabut. Pengelola: CLIENT_ID harus milik GitHub App, bukan OAuth App.',
  en: 'GitHub gave a token that does not belong to a GitHub App (expected ghu_…). It can access all of your repositories, so it was revoked at once. Maintainer: CLIENT_ID must be that of a GitHub App, not of an OAuth app.',
};
const NOT_SHORT_LIVED: Text = {
  id: 'Token dari GitHub berlaku lebih dari 8 jam, jadi langsung dicabut. Pengelola: nyalakan "User-to-server token expiration" pada App (Optional features).',
  en: "The token from GitHub does not expire within 8 hours, so it was revoked at once. Maintainer: turn on the App's “User-to-server token expiration” (Optional features).",
};
const noAccess = (repository: string): Text => ({
  id: `Akun ini tidak mempunyai akses ke ${repository}, atau App belum dipasang di sana. Minta pengelola mengundang akun Anda, atau masuk dengan akun lain.`,
  en: `This account has no access to ${repository}, or the App is not installed there. Ask the maintainer to invite your account, or sign in with another one.`,
});
const notExchanged = (reason: string): Text => {
  const said = reason.slice(0, 80);
  return {
    id: `GitHub tidak memberi token (${said}). Coba lagi. Bila tetap gagal, pengelola memeriksa ${SETTING.clientId}, ${SETTING.clientSecret}, dan Callback URL App.`,
    en: `GitHub gave no token (${said}). Try again. If the problem persists, the maintainer checks ${SETTING.clientId}, ${SETTING.clientSecret} and the App's callback URL.`,
  };
};
const unreachable = (_error: unknown): Text => ({
  id: 'GitHub tidak dapat dihubungi, atau jawabannya tidak dapat dibaca. Coba lagi beberapa saat lagi.',
  en: 'GitHub cannot be reached, or its answer cannot be read. Try again in a while.',
});
