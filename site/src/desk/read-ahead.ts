import type { DeskCase } from './desk-case.ts';

/** For how many milliseconds a case that was read ahead is used. */
const FRESH = 60_000;

/** The case that was read before it is opened. */
export type ReadAhead = ReturnType<typeof openReadAhead>;

/**
 * Reads one case ahead, so that it is there when the person opens it. The case that waits first is nearly always the
 * one that is opened.
 * @param read reads a case
 * @param now returns the time in milliseconds
 */
export function openReadAhead(read: (number: number) => Promise<DeskCase>, now: () => number) {
  let held: { readonly number: number; readonly at: number; readonly one: Promise<DeskCase | undefined> } | undefined;
  return {
    /** Reads a case. Only the newest one is kept. A failure is shown when the case is opened. */
    read: (number: number): void => {
      held = { number, at: now(), one: read(number).catch(() => undefined) };
    },
    /** Returns the case once, if it was read ahead and nothing is known to be newer; otherwise undefined. */
    take: async (number: number): Promise<DeskCase | undefined> => {
      const taken = held;
      held = undefined;
      return taken?.number === number && now() - taken.at < FRESH ? taken.one : undefined;
    },
  };
}
