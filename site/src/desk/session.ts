import { draftsOf } from './request/drafts.ts';
import type { Settings } from './settings.ts';

const TOKEN = 'disposisi-meja-token';

/** The token lives in this tab: in no cookie, on no disk after the tab is closed. */
export const session = {
  token: (): string | undefined => sessionStorage.getItem(TOKEN) ?? undefined,
  open: (token: string): void => sessionStorage.setItem(TOKEN, token),
  close: (): void => sessionStorage.removeItem(TOKEN),
};

export interface TokenSource {
  readonly kind: Settings['kind'];
  /** Where pages ask for one. */
  readonly origin: string;
}

/**
 * Ends a token at the service that gave it, so that a copy of it opens nothing any more. For GitHub that is the office's sign-in, which holds
 * the secret of its App and ends tokens of that App alone; what a person made and pasted is shown to nobody.
 */
export async function endToken({ kind, origin }: TokenSource, token: string): Promise<void> {
  if (kind !== 'embedded' && !token.startsWith(OF_AN_APP)) return;
  const headers = { authorization: `token ${token}` };
  // Where there is no network now the token ends by itself, within a day.
  await fetch(`${origin}/sign-out`, { method: 'POST', headers, keepalive: true }).catch(() => undefined);
}

/** How GitHub begins the tokens that people get by an App. */
const OF_AN_APP = 'ghu_';

/**
 * Whether a token of GitHub reaches all of a person's repositories, as those of OAuth apps and classic ones do. Form and desk take
 * none: they need one repository.
 */
export const reachesTooFar = ({ kind }: Pick<TokenSource, 'kind'>, token: string): boolean =>
  kind === 'github' && /^gh[op]_/.test(token);

const FORM_USER = 'decap-cms-user';
/** Where Decap keeps what was typed and not saved, for the next person in this browser. */
const FORM_DRAFTS = 'localforage';
/** Number of the account that typed them. */
const DRAFTS_OF = 'disposisi-formulir-akun';

/** Forgets who is signed in to the form in this browser, and what they had typed there: one way out, for desk and form. */
export function forgetForm(settings: TokenSource): void {
  const token = formToken();
  const typist = localStorage.getItem(DRAFTS_OF);
  if (typist !== null) void draftsOf(Number(typist), 'formulir').forgetAll();
  localStorage.removeItem(FORM_USER);
  localStorage.removeItem(DRAFTS_OF);
  void forgetDrafts();
  if (token !== undefined) void endToken(settings, token);
}

/**
 * What was typed into the form outlives a session that ended by itself, and waits for the same account: another one that
 * signs in first is not shown it.
 * @param account number of the person who signs in
 */
export async function keepDraftsOf(account: number): Promise<void> {
  const before = localStorage.getItem(DRAFTS_OF);
  if (before !== null && before !== String(account)) await forgetDrafts();
  localStorage.setItem(DRAFTS_OF, String(account));
}

const forgetDrafts = (): Promise<void> =>
  new Promise((done) => {
    const asked = indexedDB.deleteDatabase(FORM_DRAFTS);
    asked.onsuccess = asked.onerror = () => done();
  });

/** Takes a token that was renewed into the place where Decap keeps whom it has signed in. */
export function renewFormToken(token: string): void {
  const user = JSON.parse(localStorage.getItem(FORM_USER) ?? '{}') as object;
  localStorage.setItem(FORM_USER, JSON.stringify({ ...user, token }));
}

function formToken(): string | undefined {
  try {
    const { token } = JSON.parse(localStorage.getItem(FORM_USER) ?? '{}') as { token?: unknown };
    return typeof token === 'string' && token !== '' ? token : undefined;
  } catch {
    return undefined;
  }
}

type SignInResult =
  { readonly token: string } | { readonly fault: 'blocked' } | { readonly fault: 'refused'; readonly reason: string };

const PROVIDER = 'github';
const SAYS = `authorization:${PROVIDER}:`;

/**
 * Signs in by a window of the service that hands out tokens, with the handshake of Decap CMS, so that one such service is
 * enough for form and desk. The window greets, is greeted back, and then says the token; nothing else is listened to.
 * @param signal ends the listening; the promise is then never settled
 */
export function signInByWindow({ auth }: Pick<Settings, 'auth'>, signal: AbortSignal): Promise<SignInResult> {
  const query = new URLSearchParams({ provider: PROVIDER, site_id: location.hostname });
  const address = `${auth.origin}/${auth.path.replace(/^\//, '')}?${query}`;
  const popup = window.open(address, 'disposisi-masuk', 'width=520,height=680');
  if (!popup) return Promise.resolve({ fault: 'blocked' });
  return new Promise((resolve) => {
    const heard = ({ data, origin, source }: MessageEvent): void => {
      if (origin !== auth.origin || source !== popup || typeof data !== 'string') return;
      if (data === `authorizing:${PROVIDER}`) popup.postMessage(data, auth.origin);
      if (!data.startsWith(SAYS)) return;
      window.removeEventListener('message', heard);
      popup.close();
      resolve(resultOf(data.slice(SAYS.length)));
    };
    window.addEventListener('message', heard, { signal });
  });
}

function resultOf(said: string): SignInResult {
  const [, outcome, text = ''] = /^(\w+):([\s\S]*)$/.exec(said) ?? [];
  try {
    const { token, message } = JSON.parse(text) as { token?: unknown; message?: unknown };
    if (outcome === 'success' && typeof token === 'string' && token !== '') return { token };
    return { fault: 'refused', reason: String(message ?? outcome) };
  } catch {
    return { fault: 'refused', reason: text.slice(0, 200) };
  }
}
