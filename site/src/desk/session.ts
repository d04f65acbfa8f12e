import type { Settings } from './settings.ts';

const TOKEN = 'disposisi-meja-token';

/** The token lives in this tab: in no cookie, on no disk after the tab is closed. */
export const session = {
  token: (): string | undefined => sessionStorage.getItem(TOKEN) ?? undefined,
  open: (token: string): void => sessionStorage.setItem(TOKEN, token),
  close: (): void => sessionStorage.removeItem(TOKEN),
};

type SignInResult =
  { readonly token: string } | { readonly fault: 'blocked' } | { readonly fault: 'refused'; readonly reason: string };

const PROVIDER = 'github';
const SAYS = `authorization:${PROVIDER}:`;

/**
 * Signs in by a window of the service that hands out tokens, with the handshake of Decap CMS, so that one such service is
 * enough for form and desk. The window greets, is greeted back, and then says the token; nothing else is listened to.
 * @param signal ends the listening; the promise is then never settled
 */
export function signInByWindow({ auth }: Settings, signal: AbortSignal): Promise<SignInResult> {
  const query = new URLSearchParams({ provider: PROVIDER, site_id: location.hostname, scope: 'repo' });
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
