import type { Settings } from './settings.ts';

const TOKEN = 'disposisi-meja-token';

/** The token of this tab. It is never in a cookie, and it is gone when the tab is closed. */
export const session = {
  token: (): string | undefined => sessionStorage.getItem(TOKEN) ?? undefined,
  open: (token: string): void => sessionStorage.setItem(TOKEN, token),
  close: (): void => sessionStorage.removeItem(TOKEN),
};

export interface TokenSource {
  readonly kind: Settings['kind'];
  /** Origin of the service that gives tokens to pages. */
  readonly origin: string;
}

/**
 * Ends a token at the service that gave it, so that a copy of the token becomes useless. For GitHub this is the
 * office's sign-in, which has the secret of its App and can end only tokens of that App. A token that a person made
 * and pasted is sent nowhere.
 */
export async function endToken({ kind, origin }: TokenSource, token: string): Promise<void> {
  if (kind !== 'embedded' && !token.startsWith(OF_AN_APP)) return;
  const headers = { authorization: `token ${token}` };
  // Without a network the token stays valid, but expires within a day.
  await fetch(`${origin}/sign-out`, { method: 'POST', headers, keepalive: true }).catch(() => undefined);
}

/** Beginning of the tokens that GitHub gives to people through an App. */
const OF_AN_APP = 'ghu_';

/**
 * Checks whether a token of GitHub reaches all repositories of a person, as tokens of OAuth apps and classic tokens
 * do. Form and desk accept no such token, because they need only one repository.
 */
export const reachesTooFar = ({ kind }: Pick<TokenSource, 'kind'>, token: string): boolean =>
  kind === 'github' && /^gh[op]_/.test(token);

const FORM_USER = 'decap-cms-user';
/** Database in which Decap keeps unsaved input, even for the next person in this browser. */
const FORM_DRAFTS = 'localforage';
/** Storage key for the id of the account that typed this input. */
const DRAFTS_OF = 'disposisi-formulir-akun';

/** Deletes the drafts of an account on this device. Officials do not load the drafts' code before they need it. */
export async function forgetTyped(account: number, shelf?: 'formulir'): Promise<void> {
  const { draftsOf } = await import('./request/drafts.ts');
  await draftsOf(account, shelf).forgetAll();
}

/**
 * Signs out of the form in this browser: ends the form's token, and forgets the person and their input. Desk and form
 * call this function.
 */
export function forgetForm(settings: TokenSource): void {
  const token = formToken();
  const typist = localStorage.getItem(DRAFTS_OF);
  if (typist !== null) void forgetTyped(Number(typist), 'formulir');
  localStorage.removeItem(FORM_USER);
  localStorage.removeItem(DRAFTS_OF);
  void forgetDrafts();
  if (token !== undefined) void endToken(settings, token);
}

/**
 * Keeps the input of the form for one account. If a session ends without a sign-out, the input waits for the
 * same account. If another account signs in first, the input is deleted.
 * @param account id of the account that signs in
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

/** Writes a renewed token to the place where Decap keeps the signed-in person. */
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
 * Signs in with a window of the service that gives tokens. The handshake is that of Decap CMS, so that one service is
 * enough for form and desk: the window sends a greeting, receives it back, and then sends the token. Other messages
 * are ignored.
 * @param signal aborts the sign-in; the promise is then never settled
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
