import { EVERYTHING } from './desk-filter.ts';
import { type DeskLine, type DeskReading, waitsForViewer } from './desk-list.ts';
import { type DeskForge, SessionEnded } from './forge.ts';

/**
 * Seconds between two looks. On GitHub a look is one point of a person's 5,000 an hour, and nothing that a step waits for is a matter
 * of seconds; on one machine it is a file's name.
 */
const PACE = { embedded: 20, github: 150 } as const;
/** Seconds between two looks at most, while the forge does not answer or has had enough. */
const SLOWEST = 900;

export interface WaitingNow {
  readonly count: number;
  /** Those that did not when it was last looked. */
  readonly news: readonly DeskLine[];
}

interface Watching {
  readonly forge: Pick<DeskForge, 'kind' | 'now'>;
  readonly read: () => Promise<DeskReading>;
  /** Commit of the register as it is now. */
  readonly head: () => Promise<string | undefined>;
  readonly notify: (now: WaitingNow) => void;
}

/** What the desk knows while it is open, on whichever of its pages. */
export type DeskWatch = ReturnType<typeof openWatch>;

/** Watches what waits for one person: the forge is asked for the register's head only, and for the list when that has moved. */
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
  /** Reads the list anew. @throws as the forge does */
  const read = (): Promise<DeskReading> => {
    // The list that opens and the first look ask for the same: once is enough.
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
      // Also where nothing has moved: a deadline or a term of office passes by time alone.
      if (latest && (await head()) === latest.head) take(latest);
      else await read();
      wait = PACE[forge.kind];
    } catch (error) {
      hasEnded ||= error instanceof SessionEnded;
      wait = Math.min(wait * 2, SLOWEST);
    }
  };
  /** Looks now. Whatever goes wrong is left to what the person does next, who loses nothing of what they type. */
  const look = (): Promise<void> => {
    looking ??= lookOnce().finally(() => (looking = undefined));
    return looking;
  };
  return {
    /** How the list was filtered when it was left. */
    filter: EVERYTHING,
    /** The newest reading; undefined before there was one. */
    latest: (): DeskReading | undefined => latest,
    /** Has this case come to wait while the desk was open, and was not opened since? */
    isFresh: (number: number): boolean => fresh.has(number),
    /** The case that is open now: who has it before them need not be notified of it. */
    opened: (number: number | undefined): void => {
      open = number;
      if (number !== undefined) fresh.delete(number);
    },
    ...{ read, look },
    /** Calls after every reading. @returns ends that */
    heard: (listener: () => void): (() => void) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    /** Looks now, at its pace, and whenever the window is seen again. @returns ends that */
    begin: (): (() => void) => {
      let timer: number | undefined;
      let isOver = false;
      const turn = async (): Promise<void> => {
        clearTimeout(timer);
        await look();
        clearTimeout(timer);
        if (!isOver && !hasEnded) timer = window.setTimeout(turn, wait * 1_000);
      };
      const seen = (): void => void (document.visibilityState === 'visible' && !hasEnded && turn());
      document.addEventListener('visibilitychange', seen);
      void turn();
      return () => {
        isOver = true;
        clearTimeout(timer);
        document.removeEventListener('visibilitychange', seen);
      };
    },
  };
}
