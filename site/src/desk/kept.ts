import type { Entry } from '#domain/generated/journal-entry.ts';

/** What was typed for a visit. Like what was sent, the tab keeps it: over a reload and the end of a session, no longer. */
export interface Typed {
  /** The visit that it was typed for. */
  readonly visit: string;
  readonly note: string;
  readonly result: Readonly<Record<string, unknown>>;
  readonly reason: string;
}

/** An act that was sent, and how its answer is recognised. */
export interface Sent {
  readonly number: number;
  /** Id of the review; absent: a label or a close, known by what comes after so many entries. */
  readonly review?: string;
  readonly gesture: NonNullable<Entry['gesture']>;
  readonly after: number;
  /** Of the status that stood when a draft was submitted. */
  readonly status?: string;
  /** Account id of the process, as the register told it then. */
  readonly process?: number;
}

const TYPED = 'disposisi-meja-isian-';
const SENT = 'disposisi-meja-terkirim';

const read = <T>(key: string): T | undefined => {
  try {
    return JSON.parse(sessionStorage.getItem(key) ?? 'null') ?? undefined;
  } catch {
    return undefined;
  }
};

export const typed = {
  of: (number: number, visit: string): Typed | undefined => {
    const found = read<Typed>(TYPED + number);
    return found?.visit === visit ? found : undefined;
  },
  keep: (number: number, what: Typed): void => sessionStorage.setItem(TYPED + number, JSON.stringify(what)),
  forget: (number: number): void => sessionStorage.removeItem(TYPED + number),
};

export const sent = {
  all: (): readonly Sent[] => read<Sent[]>(SENT) ?? [],
  of: (number: number): Sent | undefined => sent.all().find((each) => each.number === number),
  keep: (one: Sent): void => write([...sent.all().filter(({ number }) => number !== one.number), one]),
  forget: (number: number): void => write(sent.all().filter((each) => each.number !== number)),
};

const write = (all: readonly Sent[]): void => sessionStorage.setItem(SENT, JSON.stringify(all));
