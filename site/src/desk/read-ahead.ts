import type { DeskCase } from './desk-case.ts';

/** For how many milliseconds a case that was read ahead is used. */
const FRESH = 60_000;

interface Held {
  readonly at: number;
  readonly one: Promise<DeskCase | undefined>;
  readonly opens: () => void;
}

/** The cases that were read before they are opened. */
export type ReadAhead = ReturnType<typeof openReadAhead>;

/**
 * Reads cases ahead, so that one is there when the person opens it. Nearly always they open one of the first that wait
 * for them.
 * @param read reads a case
 * @param now returns the time in milliseconds
 */
export function openReadAhead(read: (number: number) => Promise<DeskCase>, now: () => number) {
  let held = new Map<number, Held>();
  return {
    /**
     * Reads cases one after another, until one of them is opened or others are read ahead. Only the newest ones are
     * kept. A failure is shown when the case is opened.
     * @param then called when all have arrived, or when one of them is opened
     */
    read: async (numbers: readonly number[], then: () => void): Promise<void> => {
      const own = (held = new Map<number, Held>());
      for (const number of numbers) {
        const one = read(number).catch(() => undefined);
        own.set(number, { at: now(), one, opens: then });
        await one;
        if (held !== own) return;
      }
      then();
    },
    /** Returns a case: the one that was read ahead, once and if nothing is known to be newer, or else as it is now. */
    open: async (number: number): Promise<DeskCase> => {
      const taken = held.get(number);
      held = new Map();
      taken?.opens();
      return (taken && now() - taken.at < FRESH && (await taken.one)) || read(number);
    },
  };
}
