import type { ComponentType } from 'preact';
import { useCallback, useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { openAtOnce } from '../ask-list.ts';
import { saySignInIn } from '../sign-in-words.ts';
import { session } from '../session.ts';
import type { Settings } from '../settings.ts';
import { deskPlaceOf, isToWrite } from '../places.ts';
import type { SignedInProps } from './signed-in.tsx';
import { SignIn, type SignInReason } from './sign-in.tsx';

/**
 * The pages for people who have signed in. They are requested as soon as this script runs, so that they arrive while a
 * person signs in.
 */
const pages = import('./signed-in.tsx');
// A failure is shown when the pages are needed.
pages.catch(() => undefined);

/** Marks the current entry of the site's menu, which has two links to this page: writing, and the desk. */
function markMenu(isWriting: boolean): void {
  for (const link of document.querySelectorAll<HTMLAnchorElement>('nav li:not(.language) a[href*="/meja/"]'))
    if ((link.hash === '#/baru') === isWriting) link.setAttribute('aria-current', 'page');
    else link.removeAttribute('aria-current');
}

/**
 * Shows the desk: the sign-in, or the page that the address names. Each page has an address, so that going back
 * works.
 */
export function App({ settings }: { settings: Settings }) {
  const [token, setToken] = useState(session.token);
  const [why, setWhy] = useState<SignInReason>();
  /** Whether the person has typed this token, and the forge has not accepted it yet. */
  const isUntried = useRef(false);
  const [hash, setHash] = useState(() => location.hash);
  useEffect(() => {
    const other = document.querySelector<HTMLAnchorElement>('.language a');
    const kept = (): void => {
      if (other) other.hash = location.hash;
    };
    // A hash without `/` at its beginning is a place within the page and opens no other page.
    const moved = (): void => {
      if (location.hash === '' || location.hash.startsWith('#/')) setHash(location.hash);
    };
    moved();
    window.addEventListener('hashchange', moved);
    // The address may change without an event, for example when a new request gets a name.
    other?.addEventListener('pointerdown', kept);
    other?.addEventListener('focus', kept);
    other?.addEventListener('click', kept);
    return () => {
      window.removeEventListener('hashchange', moved);
      for (const name of ['pointerdown', 'focus', 'click']) other?.removeEventListener(name, kept);
    };
  }, []);
  const leave = useCallback((ended: boolean) => {
    session.close();
    setWhy(ended ? (isUntried.current ? 'tokenInvalid' : 'sessionEnded') : undefined);
    setToken(undefined);
  }, []);
  const open = useCallback((given: string, isTyped = false) => {
    session.open(given);
    isUntried.current = isTyped;
    setWhy(undefined);
    setToken(given);
  }, []);
  const at = useMemo(() => deskPlaceOf(hash), [hash]);
  useEffect(() => markMenu(isToWrite(at)), [at]);
  const opened = useMemo(() => (token === undefined ? undefined : openAtOnce(settings, token)), [settings, token]);
  useEffect(() => {
    opened?.list.then(
      () => (isUntried.current = false),
      () => undefined,
    );
  }, [opened]);
  if (token === undefined || !opened)
    return <SignIn settings={settings} why={why} isToWrite={isToWrite(at)} signedIn={open} />;
  return <Pages settings={settings} token={token} opened={opened} at={at} hash={hash} open={open} leave={leave} />;
}

/** Shows the pages for people who have signed in, when they have arrived. */
function Pages(props: SignedInProps) {
  const say = saySignInIn(props.settings.language);
  const [Part, setPart] = useState<ComponentType<SignedInProps>>();
  const [isLost, setLost] = useState(false);
  useEffect(() => {
    pages.then(
      ({ SignedInPages }) => setPart(() => SignedInPages),
      () => setLost(true),
    );
  }, []);
  if (Part) return <Part {...props} />;
  if (!isLost) return <p role="status">{say('loading')}</p>;
  return (
    <div class="notice" role="alert">
      <p>{say('partFault')}</p>
      <p>
        <button type="button" onClick={() => location.reload()}>
          {say('reload')}
        </button>
      </p>
    </div>
  );
}
