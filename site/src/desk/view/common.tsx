import { type ComponentChildren, createContext } from 'preact';
import { useContext, useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { Language } from '#domain/problem.ts';
import { shownText } from '#domain/request/text.ts';
import { longTime, shortTime } from '#domain/words/time.ts';
import { SHAPES } from '../../lib/case-status.ts';
import type { IconName } from '../../lib/icons.ts';
import type { Tone } from '../../lib/text.ts';
import type { DeskForge } from '../forge.ts';
import type { DeskViewer } from '../queries.ts';
import type { Draft } from '../request/drafts.ts';
import type { Settings } from '../settings.ts';
import type { ReadAhead } from '../read-ahead.ts';
import type { DeskWatch } from '../watch.ts';
import { nameWindow } from '../window-title.ts';
import type { SayWords } from '../words.ts';

/**
 * The open form of a request, and its actions. Each action returns whether it succeeded; if not, the form shows why.
 */
export interface HeldRequest {
  readonly draft: Draft;
  /** Folder of the request; for a new request, its future folder. */
  readonly folder: string;
  /** Whether the request is a case already. */
  readonly isCase: boolean;
  /**
   * Saves the request.
   * @param place branch and folder of a new request
   */
  save(place: Required<Pick<Draft, 'branch' | 'folder'>>): Promise<boolean>;
  submit(): Promise<boolean>;
  discard(): Promise<boolean>;
}

/** Everything that every part of the desk needs. */
export interface DeskPlace {
  readonly settings: Settings;
  readonly language: Language;
  readonly forge: DeskForge;
  /** Watches which cases begin to wait while the desk is open. */
  readonly watch: DeskWatch;
  /** The case that the person will probably open next. */
  readonly ahead: ReadAhead;
  readonly say: SayWords;
  /** Called with an error that the part cannot show itself. */
  readonly failed: (error: unknown) => void;
  /** Signs out, and removes the input of the account with this id from this device. */
  readonly signOut: (account: number) => void;
  /**
   * Continues with another token after a session has ended without a sign-out.
   * @param account id of the account of the ended session
   * @returns whether the token belongs to this account; if not, the session is not continued
   */
  readonly renew: (token: string, account: number) => Promise<boolean>;
  /** Opens an address of the desk. With `replace`, the current page stays and gets this address. */
  readonly go: (address: string, how?: 'replace') => void;
  /**
   * Set if another program shows the form with its own buttons. It is called with every change, and with undefined at
   * the end.
   */
  readonly hold?: (open: HeldRequest | undefined) => void;
}

export const PlaceContext = createContext<DeskPlace | undefined>(undefined);

export function usePlace(): DeskPlace {
  const place = useContext(PlaceContext);
  if (!place) throw new Error('Not at the desk.');
  return place;
}

/** Returns the forge's time as an instant, renewed every minute. */
export function useNow(forge: DeskForge): string {
  const read = (): string => `${new Date(forge.now()).toISOString().slice(0, 19)}Z`;
  const [now, setNow] = useState(read);
  useEffect(() => {
    setNow(read());
    const timer = setInterval(() => setNow(read()), 60_000);
    return () => clearInterval(timer);
  }, [forge]);
  return now;
}

/** Shows an icon of the set. The page of the desk contains the drawings once, so that the script does not. */
export function Icon({ name }: { name: IconName }) {
  return (
    <svg class="i" viewBox="0 0 20 20" aria-hidden="true">
      <use href={`#i-${name}`} />
    </svg>
  );
}

export function Tag({ tone, children }: { tone: Tone; children: string }) {
  return (
    <strong class={`tag tone-${tone}`}>
      <Icon name={SHAPES[tone]} />
      {children}
    </strong>
  );
}

export function Time({ at, zone, short = false }: { at: string; zone: string; short?: boolean }) {
  const { language } = usePlace();
  return <time dateTime={at}>{(short ? shortTime : longTime)(at, zone)[language]}</time>;
}

/**
 * Shows the heading of the page, which takes the focus when the page opens.
 * @param called title of the window; by default the heading
 * @param number what is next to the heading, in small letters
 */
export function Heading({ children, called, number }: { children: string; called?: string; number?: string }) {
  const ref = useRef<HTMLHeadingElement>(null);
  const { say: words } = usePlace();
  const page = called ?? [number, children].filter(Boolean).join(': ');
  useLayoutEffect(() => {
    nameWindow(page === words('title') ? page : `${page} · ${words('title')}`);
    ref.current?.focus({ preventScroll: true });
    window.scrollTo(0, 0);
  }, [page]);
  return (
    <h1 ref={ref} tabIndex={-1}>
      <bdi>{children}</bdi>
      {number !== undefined && (
        <>
          {' '}
          <small>{number}</small>
        </>
      )}
    </h1>
  );
}

/** Shows a text that somebody typed. Its writing direction does not change the text around it. */
export function Words({ children }: { children: string | undefined }) {
  return <bdi class="words">{children}</bdi>;
}

/** Shows the title of a case or a draft; nothing if there is no title. */
export function Title({ text }: { text: string | undefined }) {
  if (text === undefined) return null;
  return (
    <p class="what">
      <Words>{text}</Words>
    </p>
  );
}

/** Shows what could not be loaded, and a button to try again. */
export function LoadFault({ text, again }: { text: string; again: () => void }) {
  const { say: words } = usePlace();
  return (
    <div class="notice" role="alert">
      <p>{text}</p>
      <p>
        <button type="button" onClick={again}>
          {words('reload')}
        </button>
      </p>
    </div>
  );
}

/** Shows the link back, above the heading of a page, and what else is in its line. */
export function Back({ to = '#/', text, children }: { to?: string; text?: string; children?: ComponentChildren }) {
  const { say } = usePlace();
  return (
    <p class="links not-on-paper">
      <a class="back" href={to}>
        {text ?? say('back')}
      </a>
      {children}
    </p>
  );
}

/** Shows why something failed, and announces it to screen readers; nothing if there is no text. */
export function Refused({ text }: { text: string | false | undefined }) {
  if (!text) return null;
  return (
    <p class="notice is-refused" role="alert">
      {text}
    </p>
  );
}

/** Announces a text to screen readers, once. */
export function announce(text: string): void {
  const news = document.querySelector('#kabar');
  if (news) news.textContent = text;
}

/** Shows who is signed in, and a button to sign out. If this device has unsaved drafts, the button asks first. */
export function SignedIn({ viewer, roles }: { viewer: DeskViewer; roles?: string }) {
  const { say: words, signOut } = usePlace();
  const [unsaved, setUnsaved] = useState(0);
  const leave = async (): Promise<void> => {
    const { draftsOf, isUnsaved } = await import('../request/drafts.ts');
    const held = draftsOf(viewer.databaseId).all().filter(isUnsaved).length;
    if (held === 0 || unsaved > 0) signOut(viewer.databaseId);
    else setUnsaved(held);
  };
  return (
    <div class="signed-in">
      <p>
        {words('signedInAs')}{' '}
        <strong>
          {shownText(viewer.name ?? viewer.login)}
          {roles && ` (${roles})`}
        </strong>
      </p>
      {unsaved === 0 && (
        <button type="button" class="plain-button" onClick={leave}>
          {words('signOut')}
        </button>
      )}
      {unsaved > 0 && (
        <div class="notice" role="alert">
          <p>{words('signOutAsk', { n: unsaved })}</p>
          <p class="gestures">
            <button type="button" class="danger" onClick={leave}>
              {words('signOutNow')}
            </button>
            <button type="button" class="second" onClick={() => setUnsaved(0)}>
              {words('stay')}
            </button>
          </p>
        </div>
      )}
    </div>
  );
}
