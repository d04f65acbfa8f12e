import { useEffect, useMemo } from 'preact/hooks';
import type { OpenedForge } from '../ask-list.ts';
import { openForge, SessionEnded } from '../forge.ts';
import { keptBy } from '../kept.ts';
import type { Place } from '../places.ts';
import { type DeskViewer, VIEWER } from '../queries.ts';
import { endToken, forgetForm, forgetTyped } from '../session.ts';
import type { Settings } from '../settings.ts';
import { countInTitle } from '../window-title.ts';
import { sayIn } from '../words.ts';
import { CasePage } from './case.tsx';
import { type DeskPlace, PlaceContext } from './common.tsx';
import { lazy } from './lazy.tsx';
import { ListPage } from './list.tsx';
import { watchedForge } from './watched-forge.ts';
import manageStyle from '../../styles/manage.css?url';
import requestStyle from '../../styles/request.css?url';

/** The notifications of this device, which nobody needs before a decision. */
const notices = () => import('../notices.ts');
const ignore = (): void => undefined;

// The pages for writing are loaded when they are needed, because not everybody writes.
/**
 * Loads a style sheet that not everybody needs. Astro would link the styles that a module imports on every page of the
 * desk.
 */
function addStyle(href: string): Promise<void> {
  return new Promise((done) => {
    const link = document.createElement('link');
    link.rel = 'stylesheet';
    link.href = href;
    link.addEventListener('load', () => done());
    link.addEventListener('error', () => done());
    document.head.append(link);
  });
}

const RequestPage = lazy(async () => {
  const [{ RequestPage: Page }] = await Promise.all([import('./request/request-page.tsx'), addStyle(requestStyle)]);
  return Page;
});
const ReceiptPage = lazy(async () => (await import('./request/receipt.tsx')).ReceiptPage);

const PostponePage = lazy(async () => (await import('./request/postpone-page.tsx')).PostponePage);
const Shortcuts = lazy(async () => (await import('./shortcuts.tsx')).Shortcuts);
const ManagePage = lazy(async () => {
  const [{ ManagePage: Page }] = await Promise.all([import('./manage/manage-page.tsx'), addStyle(manageStyle)]);
  return Page;
});

export interface SignedInProps {
  readonly settings: Settings;
  readonly token: string;
  readonly opened: OpenedForge;
  readonly at: Place;
  /** Hash of the address that names the page. */
  readonly hash: string;
  /** Continues with a token. */
  readonly open: (token: string) => void;
  /** Ends the session in this tab; `ended` says whether it ended without a sign-out. */
  readonly leave: (ended: boolean) => void;
}

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

/** Shows the page of the desk that the address names, for the person who has signed in. */
export function SignedInPages({ settings, token, opened, at, hash, open, leave }: SignedInProps) {
  const { language } = settings;
  useEffect(() => {
    let end: (() => void) | undefined;
    // The list comes first on a slow network.
    const later = opened.list.then(notices, notices);
    later.then(({ hearNotifications }) => (end = hearNotifications()), ignore);
    return () => end?.();
  }, []);
  const place = useMemo<DeskPlace>(
    () => ({
      settings,
      language,
      ...watchedForge(settings, opened.forge, opened.list),
      say: sayIn(language),
      failed: (error) => (error instanceof SessionEnded ? leave(true) : console.error(error)),
      signOut: (account) => {
        keptBy(account).forgetAll();
        void forgetTyped(account);
        const from = { kind: settings.kind, origin: settings.auth.origin };
        forgetForm(from);
        notices().then(({ forgetDevice }) => forgetDevice(settings), ignore);
        void endToken(from, token);
        leave(false);
      },
      go: (address, how) => {
        if (how === 'replace') history.replaceState(null, '', address);
        else location.hash = address;
      },
      renew: async (given, account) => {
        const { databaseId } = (await openForge(settings, given).graphql<{ viewer: DeskViewer }>(VIEWER, {})).viewer;
        if (databaseId !== account) return false;
        open(given);
        return true;
      },
    }),
    [opened, settings, language, open, leave],
  );
  useEffect(() => place.watch.opened(at.kind === 'case' ? at.number : undefined), [place, at]);
  useEffect(() => {
    const end = place.watch.begin();
    return () => {
      end();
      countInTitle(0);
    };
  }, [place]);
  return (
    <PlaceContext.Provider value={place}>
      {/* Kelola is one page, so that its menu waits for nothing. */}
      <DeskPage key={at.kind === 'manage' ? at.kind : hash} at={at} />
      {(at.kind === 'list' || at.kind === 'case') && <Shortcuts on={at.kind} />}
    </PlaceContext.Provider>
  );
}
