import { EVERYTHING } from './desk-filter.ts';
import { type DeskLine, type DeskReading, waitsForViewer } from './desk-list.ts';
import { type DeskForge, SessionEnded } from './forge.ts';

/**
 * Seconds between two looks. On GitHub a look costs one of a person's 5,000 points an hour, and no step is urgent
 * within seconds. On one machine a look is cheap.
 */
const PACE = { embedded: 20, github: 150 } as const;
/** Longest time between two looks in seconds, while the forge does not reply, or refuses calls. */
const SLOWEST = 900;

export interface WaitingNow {
  readonly count: number;
  /** Cases that did not wait at the previous look. The case that is open now is not among them. */
  readonly news: readonly DeskLine[];
}

interface Watching {
  readonly forge: Pick<DeskForge, 'kind' | 'now'>;
  readonly read: () => Promise<DeskReading>;
  /** Reads the current commit of the register. */
  readonly head: () => Promise<string | undefined>;
  readonly notify: (now: WaitingNow) => void;
}

/** The watch of an open desk, shared by all its pages. */
export type DeskWatch = ReturnType<typeof openWatch>;

/** Which page of its lines each group of the list shows. */
export interface GroupPages {
  /** The pages that were chosen, by the title of the group. */
  readonly [title: string]: number | undefined;
  /** Number of a case. A group of which no page was chosen shows the page with this case, or else its first page. */
  readonly wanted?: number | undefined;
}

/**
 * Watches what waits for one person. The first look reads the list. Each later look reads the head of the register, and
 * reads the list only if the head has changed.
 */
export function openWatch({ forge, read: readList, head, notify }: Watching) {
  let latest: DeskReading | undefined;
  let known: ReadonlySet<string> | undefined;
  let open: number | undefined;
  let reading: Promise<DeskReading> | undefined;
  let looking: Promise<void> | undefined;
  let hasEnded = false;
  let wait: number = PACE[forge.kind];
  const fresh = new Set<number>();
  const listeners = new Set<() => void>();

  const take = (read: DeskReading): void => {
    const { lines, count } = waitsForViewer(read, `${new Date(forge.now()).toISOString().slice(0, 19)}Z`);
    const before = known;
    const news = before ? lines.filter(({ visit, number }) => !before.has(visit) && number !== open) : [];
    known = new Set(lines.map(({ visit }) => visit));
    latest = read;
    for (const { number } of news) fresh.add(number);
    notify({ count, news });
    for (const listener of listeners) listener();
  };
  /** Reads the list again. Throws like every call to the forge. */
  const read = (): Promise<DeskReading> => {
    // The page of the list and the first look need the same reading, so they share it.
    reading ??= readList()
      .then((one) => {
        take(one);
        return one;
      })
      .finally(() => (reading = undefined));
    return reading;
  };
  const lookOnce = async (): Promise<void> => {
    try {
      // The reading is evaluated again even if nothing has changed, because deadlines and terms of office pass with
      // time.
      if (latest && (await head()) === latest.head) take(latest);
      else await read();
      wait = PACE[forge.kind];
    } catch (error) {
      hasEnded ||= error instanceof SessionEnded;
      wait = Math.min(wait * 2, SLOWEST);
    }
  };
  /** Looks now. An error is not shown, because the person's next action will show it, and no input is lost. */
  const look = (): Promise<void> => {
    looking ??= lookOnce().finally(() => (looking = undefined));
    return looking;
  };
  return {
    /** The filter of the list when the list was last shown. */
    filter: EVERYTHING,
    /** The pages of the groups of the list. */
    pages: {} as GroupPages,
    /** Numbers of the waiting cases, in the order of the list when a waiting case was last open. */
    order: [] as readonly number[],
    /** Returns the newest reading; undefined before the first. */
    latest: (): DeskReading | undefined => latest,
    /** Checks whether this case began to wait while the desk was open, and has not been opened since. */
    isFresh: (number: number): boolean => fresh.has(number),
    /** Sets the case that is open now. The person reads this case, so they are not notified about it. */
    opened: (number: number | undefined): void => {
      open = number;
      if (number !== undefined) fresh.delete(number);
    },
    ...{ read, look },
    /**
     * Calls the listener after every reading.
     * @returns function that ends the calls
     */
    heard: (listener: () => void): (() => void) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    /**
     * Begins to look: now, at regular times, and whenever the window becomes visible again.
     * @returns function that ends the looking
     */
    begin: (): (() => void) => {
      let timer: number | undefined;
      let isOver = false;
      const lookAgain = async (): Promise<void> => {
        clearTimeout(timer);
        await look();
        clearTimeout(timer);
        if (!isOver && !hasEnded) timer = window.setTimeout(lookAgain, wait * 1_000);
      };
      const seen = (): void => void (document.visibilityState === 'visible' && !hasEnded && lookAgain());
      document.addEventListener('visibilitychange', seen);
      void lookAgain();
      return () => {
        isOver = true;
        clearTimeout(timer);
        document.removeEventListener('visibilitychange', seen);
      };
    },
  };
}
