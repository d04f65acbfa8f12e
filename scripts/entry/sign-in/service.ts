import type { Text } from '#domain/problem.ts';
import { CLIENT, handOver, HEADERS, refusalPage } from './pages.ts';
import { SETTING, type SignInSettings } from './settings.ts';

/** A token ends within a working day: GitHub's own limit for those of Apps. Seconds. */
const LONGEST_LIFE_SECONDS = 8 * 3600;
/** Minutes in which a person signs in at GitHub, in seconds. */
const PATIENCE_SECONDS = 600;
/** Only a page of this very origin can set it, and only over TLS. */
const COOKIE = '__Host-disposisi-sign-in';
const AGENT = 'disposisi-sign-in';

type Ask = (input: string, init: RequestInit) => Promise<Response>;

/**
 * Signs people in to form and desk with tokens of the office's own GitHub App: the step that a page cannot take, since it needs
 * the App's secret. It keeps nothing: what it must know again when GitHub leads back is in the browser's cookie.
 * @param ask reaches GitHub
 * @returns a handler as web services have them, on any platform
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
      case 'OPTIONS /sign-out':
      case 'POST /sign-out':
        return signOut(settings, request, ask);
      default:
        return new Response('Tidak ada. / Not found.\n', { status: 404, headers: HEADERS });
    }
  };
}

/** Sends the person to GitHub, with what proves later that the answer belongs to this browser (state) and this service (PKCE). */
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
    // Who sits at this browser need not be who is signed in at GitHub there.
    prompt: 'select_account',
    allow_signup: 'false',
  }).toString();
  return new Response(null, {
    status: 302,
    headers: { ...HEADERS, location: location.href, 'set-cookie': cookie(`${state}.${verifier}`, PATIENCE_SECONDS) },
  });
}

/** Takes the code that GitHub gave for a token, and hands that to the page of the office's site which opened the window. */
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
  /** Seconds; undefined: it does not end. */
  readonly life: number | undefined;
}

/** @throws where GitHub cannot be reached, or answers with what is no JSON */
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
  // With it comes one that could be renewed for half a year. It is left where it is: who wants to go on signs in again.
  if (typeof token === 'string') return { token, life: typeof life === 'number' ? life : undefined };
  return { refusal: notExchanged(typeof error === 'string' ? error : String(response.status)) };
}

/** Why a token is not handed over; undefined: nothing speaks against it. */
async function faultOf(settings: SignInSettings, { token, life }: Taken, ask: Ask): Promise<Text | undefined> {
  if (!token.startsWith('ghu_')) return NOT_OF_AN_APP;
  if (life === undefined || life <= 0 || life > LONGEST_LIFE_SECONDS) return NOT_SHORT_LIVED;
  // GitHub restricts a token to the one repository only where App and person reach it; else it would reach all others.
  const response = await ask(`${settings.api}/repos/${settings.repository}`, {
    headers: { accept: 'application/vnd.github+json', authorization: `Bearer ${token}`, 'user-agent': AGENT },
  });
  const repository = response.ok ? ((await response.json()) as { readonly id?: unknown }) : {};
  return repository.id === settings.repositoryId ? undefined : noAccess(settings.repository);
}

/** Ends a token at GitHub, so that no copy of it opens anything any more. */
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

/** Ends the token that the request bears; for pages of the office's site alone. */
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
  // 404 and 422: it had ended before, or was never one of this App's.
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

/** 256 random bits, as text. */
const secret = (): string => base64url(crypto.getRandomValues(new Uint8Array(32)).buffer);

const base64url = (bytes: ArrayBuffer): string =>
  btoa(String.fromCharCode(...new Uint8Array(bytes)))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');

const NOT_GITHUB: Text = {
  id: 'Alamat ini dibuka dari formulir atau meja kerja (provider=github).',
  en: 'This address is opened from the form or the desk (provider=github).',
};
const NOT_BEGUN_HERE: Text = {
  id: 'Masuk ini tidak dimulai di peramban ini, atau sudah lewat sepuluh menit. Tutup jendela ini dan coba lagi.',
  en: 'This sign-in was not begun in this browser, or more than ten minutes ago. Close this window and try again.',
};
const DENIED: Text = {
  id: 'Anda tidak mengizinkan App kantor ini di GitHub. Tanpa izin itu formulir dan meja kerja tidak dapat bertindak atas nama Anda.',
  en: "You did not allow the office's App at GitHub. Without it form and desk cannot act for you.",
};
const NOT_OF_AN_APP: Text = {
  id: 'GitHub memberi token yang bukan milik GitHub App (diharapkan ghu_…): token itu menjangkau semua repositori Anda, jadi langsung diakhiri. Pengelola: CLIENT_ID harus milik GitHub App, bukan OAuth App.',
  en: 'GitHub gave a token that is not of a GitHub App (expected ghu_…): it reaches all of your repositories, so it was ended at once. Maintainer: CLIENT_ID must be that of a GitHub App, not of an OAuth app.',
};
const NOT_SHORT_LIVED: Text = {
  id: 'Token dari GitHub tidak berakhir dalam 8 jam, jadi langsung diakhiri. Pengelola: nyalakan "User-to-server token expiration" pada App (Optional features).',
  en: "The token that GitHub gave does not end within 8 hours, so it was ended at once. Maintainer: turn on the App's “User-to-server token expiration” (Optional features).",
};
const noAccess = (repository: string): Text => ({
  id: `Akun ini tidak mempunyai akses ke ${repository}, atau App belum dipasang di sana. Minta pengelola mengundang akun Anda, atau masuk dengan akun lain.`,
  en: `This account has no access to ${repository}, or the App is not installed there. Ask the maintainer to invite your account, or sign in with another one.`,
});
const notExchanged = (reason: string): Text => {
  const said = reason.slice(0, 80);
  return {
    id: `GitHub tidak memberi token (${said}). Coba lagi; bila tetap, pengelola memeriksa ${SETTING.clientId}, ${SETTING.clientSecret}, dan Callback URL App.`,
    en: `GitHub gave no token (${said}). Try again; if the problem persists, the maintainer checks ${SETTING.clientId}, ${SETTING.clientSecret} and the App's callback URL.`,
  };
};
const unreachable = (_error: unknown): Text => ({
  id: 'GitHub tidak terjangkau atau menjawab tidak semestinya. Coba lagi sebentar lagi.',
  en: 'GitHub cannot be reached, or answered with something else than expected. Try again in a while.',
});
