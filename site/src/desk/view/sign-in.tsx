import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { reachesTooFar, signInByWindow } from '../session.ts';
import type { Settings } from '../settings.ts';
import { nameWindow } from '../window-title.ts';
import { saySignInIn } from '../sign-in-words.ts';

/** Why somebody must sign in: the last session ended without a sign-out, or the forge refused the typed token. */
export type SignInReason = 'sessionEnded' | 'tokenInvalid';

interface Props {
  readonly settings: Settings;
  /** The reason to say; absent on a first visit. */
  readonly why: SignInReason | undefined;
  /** Whether the address names a request to write. Then the page explains why the person must sign in. */
  readonly isToWrite: boolean;
  /** `isTyped`: whether the person typed the token. */
  readonly signedIn: (token: string, isTyped?: boolean) => void;
}

/**
 * Signs in with a window of the service that gives tokens.
 * @param signedIn receives the token, and may return a sentence to show
 * @returns `news`: the sentence about the sign-in; `byWindow`: opens the window
 */
export function useSignInWindow(settings: Settings, signedIn: (token: string) => Promise<string | void>) {
  const say = saySignInIn(settings.language);
  const [news, setNews] = useState('');
  const listening = useRef<AbortController>(undefined);
  useEffect(() => () => listening.current?.abort(), []);
  const byWindow = async (): Promise<void> => {
    listening.current?.abort();
    listening.current = new AbortController();
    setNews(say('waitingPopup'));
    const result = await signInByWindow(settings, listening.current.signal);
    if ('fault' in result)
      return setNews(result.fault === 'blocked' ? say('popupBlocked') : say('popupRefused', { r: result.reason }));
    if (reachesTooFar(settings, result.token)) return setNews(say('tooFar'));
    setNews((await signedIn(result.token)) ?? '');
  };
  return { news, byWindow };
}

export function SignIn({ settings, why, isToWrite, signedIn }: Props) {
  const say = saySignInIn(settings.language);
  const { news, byWindow } = useSignInWindow(settings, async (token) => void signedIn(token));
  const isInvalid = why === 'tokenInvalid';
  const [fault, setFault] = useState(isInvalid ? say(why) : '');
  const heading = useRef<HTMLHeadingElement>(null);
  const field = useRef<HTMLInputElement>(null);
  useLayoutEffect(() => {
    if (why) (isInvalid ? field : heading).current?.focus();
  }, []);
  const title = isToWrite ? 'newRequest' : 'title';
  const account = say(settings.kind === 'embedded' ? 'accountEmbedded' : 'accountGithub');
  useEffect(() => {
    nameWindow(`${say('signIn')} · ${say(title)}`);
  }, [title]);
  const byToken = (event: Event): void => {
    event.preventDefault();
    const token = field.current?.value.trim() ?? '';
    const isRefused = reachesTooFar(settings, token);
    if (token !== '' && !isRefused) return signedIn(token, true);
    setFault(say(isRefused ? 'tooFar' : 'tokenMissing'));
    field.current?.focus();
  };
  return (
    <div class="sign-in">
      <h1 ref={heading} tabIndex={-1}>
        {say(title)}
      </h1>
      {why === 'sessionEnded' && (
        <p class="notice" role="alert">
          {say(why)}
        </p>
      )}
      <p>{isToWrite ? say('toWrite', { a: account }) : say('forWhom')}</p>
      <p>{say('signInNote')}</p>
      <p>
        <button type="button" onClick={byWindow}>
          {say(settings.kind === 'embedded' ? 'signInEmbedded' : 'signInGithub')}
        </button>
      </p>
      <p role="status">{news}</p>
      <details open={isInvalid}>
        <summary>{say('orToken')}</summary>
        <form class="stack" onSubmit={byToken} noValidate>
          <div class="field">
            <label for="token">{say('token')}</label>
            <p class="hint" id="token-hint">
              {say(settings.kind === 'embedded' ? 'tokenHintHere' : 'tokenHint')}
            </p>
            {fault && (
              <p class="fault" id="token-fault" role="alert">
                {fault}
              </p>
            )}
            <input
              ref={field}
              id="token"
              type="password"
              autocomplete="off"
              spellcheck={false}
              aria-invalid={fault ? true : undefined}
              aria-describedby={fault ? 'token-hint token-fault' : 'token-hint'}
            />
          </div>
          <p>
            <button type="submit" class="second">
              {say('useToken')}
            </button>
          </p>
        </form>
      </details>
    </div>
  );
}
