import { createContext } from 'preact';
import { useContext, useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { Language } from '#domain/problem.ts';
import { shownText } from '#domain/request/text.ts';
import { longTime, shortTime } from '#domain/words/time.ts';
import { SHAPES } from '../../lib/case-status.ts';
import type { Tone } from '../../lib/text.ts';
import type { DeskForge } from '../forge.ts';
import type { DeskViewer } from '../queries.ts';
import { type Draft, draftsOf, isUnsaved } from '../request/drafts.ts';
import type { Settings } from '../settings.ts';
import type { DeskWatch } from '../watch.ts';
import { type DESK, say } from '../words.ts';

/** The form of a request that is open, and what can be done with it. Each answers whether it was done; if not, the form says why. */
export interface HeldRequest {
  readonly draft: Draft;
  /** Folder in which the request is filed, or will be. */
  readonly folder: string;
  /** It was submitted before. */
  readonly isCase: boolean;
  /** @param place where it is filed, if it is not yet */
  save(place: Required<Pick<Draft, 'branch' | 'folder'>>): Promise<boolean>;
  submit(): Promise<boolean>;
  discard(): Promise<boolean>;
}

/** What every part of the desk needs. */
export interface DeskPlace {
  readonly settings: Settings;
  readonly language: Language;
  readonly forge: DeskForge;
  /** Sees what comes to wait while the desk is open. */
  readonly watch: DeskWatch;
  readonly say: (key: keyof typeof DESK, values?: Readonly<Record<string, string | number>>) => string;
  /** Called with an error that the part cannot show itself. */
  readonly failed: (error: unknown) => void;
  /** @param account whose session ends */
  readonly signOut: (account: number) => void;
  /**
   * Goes on with another token where a session has ended by itself.
   * @param account whose session it was
   * @returns whether the token is theirs; with somebody else's nothing goes on
   */
  readonly renew: (token: string, account: number) => Promise<boolean>;
  /** Goes to an address of the desk; `replace`: the page that is shown is called so from now on. */
  readonly go: (address: string, how?: 'replace') => void;
  /** Where another program shows the form and has the buttons for it: learns of every change, and when the form is closed. */
  readonly hold?: (open: HeldRequest | undefined) => void;
}

export const PlaceContext = createContext<DeskPlace | undefined>(undefined);

export function usePlace(): DeskPlace {
  const place = useContext(PlaceContext);
  if (!place) throw new Error('Not at the desk.');
  return place;
}

export const sayIn =
  (language: Language): DeskPlace['say'] =>
  (key, values) =>
    say(key, language, values);

/** The forge's time as an instant, renewed every minute. */
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

export function Tag({ tone, children }: { tone: Tone; children: string }) {
  return (
    <strong class={`tag tone-${tone}`}>
      <svg class="icon" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
        <path fill-rule="evenodd" d={SHAPES[tone]} />
      </svg>
      {children}
    </strong>
  );
}

export function Time({ at, zone, short = false }: { at: string; zone: string; short?: boolean }) {
  const { language } = usePlace();
  return <time dateTime={at}>{(short ? shortTime : longTime)(at, zone)[language]}</time>;
}

/** The page's heading: it names the window, and takes the focus when the page has come. */
export function Heading({ children }: { children: string }) {
  const ref = useRef<HTMLHeadingElement>(null);
  const { say: words } = usePlace();
  useLayoutEffect(() => {
    nameWindow(children === words('title') ? children : `${children} · ${words('title')}`);
    ref.current?.focus({ preventScroll: true });
    window.scrollTo(0, 0);
  }, [children]);
  return (
    <h1 ref={ref} tabIndex={-1}>
      {children}
    </h1>
  );
}

/** Text that somebody typed: whichever way it is written, it does not turn what stands around it. */
export function Words({ children }: { children: string | undefined }) {
  return <bdi class="words">{children}</bdi>;
}

/** What a case or a draft is called; nothing where it is called by its number alone. */
export function Title({ text }: { text: string | undefined }) {
  if (text === undefined) return null;
  return (
    <p class="what">
      <Words>{text}</Words>
    </p>
  );
}

/** What could not be read, and the way to try again. */
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

/** The way back, above the heading of a page. */
export function Back({ to = '#/', text }: { to?: string; text?: string }) {
  const { say } = usePlace();
  return (
    <p class="not-on-paper">
      <a class="back" href={to}>
        {text ?? say('back')}
      </a>
    </p>
  );
}

/** Why something could not be done, said as soon as it is known; nothing where nothing is wrong. */
export function Refused({ text }: { text: string | false | undefined }) {
  if (!text) return null;
  return (
    <p class="notice is-refused" role="alert">
      {text}
    </p>
  );
}

/** Says something to screen readers, once. */
export function announce(text: string): void {
  const news = document.querySelector('#kabar');
  if (news) news.textContent = text;
}

/** Who is signed in, and the way out, which asks where it would take something with it. */
export function SignedIn({ viewer, roles }: { viewer: DeskViewer; roles?: string }) {
  const { say: words, signOut } = usePlace();
  const [unsaved, setUnsaved] = useState(0);
  const leave = (): void => {
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

/** What the window is called by its page; until it has one, as the site's page gave it. */
let name: string | undefined;
let waiting = 0;

function showTitle(): void {
  name ??= document.title;
  document.title = waiting > 0 ? `(${waiting}) ${name}` : name;
}

/** Names the window by the page that it shows. */
export function nameWindow(page: string): void {
  name = page;
  showTitle();
}

/** Shows in the window's name how much waits for the person signed in, so that another tab shows it too. */
export function countInTitle(count: number): void {
  waiting = count;
  showTitle();
}
