import { useCallback, useEffect, useMemo, useState } from 'preact/hooks';
import { openForge, SessionEnded } from '../forge.ts';
import { countInTitle, type DeskPlace, PlaceContext, sayIn } from './common.tsx';
import { keptBy } from '../kept.ts';
import { forgetDevice, hearNotifications } from '../notices.ts';
import { endToken, forgetForm, session } from '../session.ts';
import type { Settings } from '../settings.ts';
import { draftsOf } from '../request/drafts.ts';
import { type Place, deskPlaceOf, isToWrite } from '../places.ts';
import { type DeskViewer, VIEWER } from '../queries.ts';
import { CasePage } from './case.tsx';
import { lazy } from './lazy.tsx';
import { ListPage } from './list.tsx';
import { Shortcuts } from './shortcuts.tsx';
import { SignIn } from './sign-in.tsx';
import { watchedForge } from './watched-forge.ts';

// The pages for writing are loaded when they are needed, because not everybody writes.
const RequestPage = lazy(async () => (await import('./request/request-page.tsx')).RequestPage);
const ReceiptPage = lazy(async () => (await import('./request/receipt.tsx')).ReceiptPage);

const PostponePage = lazy(async () => (await import('./request/postpone-page.tsx')).PostponePage);
const ManagePage = lazy(async () => {
  const { ManagePage: Page, styled } = await import('./manage/manage-page.tsx');
  await styled;
  return Page;
});

function DeskPage({ at }: { at: Place }) {
  switch (at.kind) {
    case 'list':
      return <ListPage asked={at.filter} />;
    case 'case':
      return <CasePage number={at.number} />;
    case 'receipt':
      return <ReceiptPage number={at.number} />;
    case 'postpone':
      return <PostponePage number={at.number} />;
    case 'manage':
      return <ManagePage at={at} />;
    default:
      return <RequestPage place={at} />;
  }
}

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
  const [hasEnded, setEnded] = useState(false);
  const [hash, setHash] = useState(() => location.hash);
  const { language } = settings;
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
  useEffect(hearNotifications, []);
  const leave = useCallback((ended: boolean) => {
    session.close();
    setEnded(ended);
    setToken(undefined);
  }, []);
  const place = useMemo<DeskPlace | undefined>(
    () =>
      token === undefined
        ? undefined
        : {
            settings,
            language,
            ...watchedForge(settings, token),
            say: sayIn(language),
            failed: (error) => (error instanceof SessionEnded ? leave(true) : console.error(error)),
            signOut: (account) => {
              keptBy(account).forgetAll();
              void draftsOf(account).forgetAll();
              const from = { kind: settings.kind, origin: settings.auth.origin };
              forgetForm(from);
              void forgetDevice(settings);
              void endToken(from, token);
              leave(false);
            },
            go: (address, how) => {
              if (how === 'replace') history.replaceState(null, '', address);
              else location.hash = address;
            },
            renew: async (given, account) => {
              const { databaseId } = (await openForge(settings, given).graphql<{ viewer: DeskViewer }>(VIEWER, {}))
                .viewer;
              if (databaseId !== account) return false;
              session.open(given);
              setToken(given);
              return true;
            },
          },
    [token, settings, language, leave],
  );
  const at = useMemo(() => deskPlaceOf(hash), [hash]);
  useEffect(() => markMenu(isToWrite(at)), [at]);
  useEffect(() => place?.watch.opened(at.kind === 'case' ? at.number : undefined), [place, at]);
  useEffect(() => {
    const end = place?.watch.begin();
    return () => {
      end?.();
      countInTitle(0);
    };
  }, [place]);
  if (!place) {
    const signedIn = (given: string): void => {
      session.open(given);
      setEnded(false);
      setToken(given);
    };
    return <SignIn settings={settings} hasEnded={hasEnded} isToWrite={isToWrite(at)} signedIn={signedIn} />;
  }
  return (
    <PlaceContext.Provider value={place}>
      <DeskPage key={hash} at={at} />
      {(at.kind === 'list' || at.kind === 'case') && <Shortcuts on={at.kind} />}
    </PlaceContext.Provider>
  );
}
