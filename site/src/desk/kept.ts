import type { Entry } from '#domain/generated/journal-entry.ts';
import type { NamedDocument } from '#domain/request/signed-line.ts';

/** What was typed for a visit. Like what was sent, the tab keeps it: over a reload and the end of a session, no longer. */
export interface Typed {
  readonly visit: string;
  readonly note: string;
  readonly result: Readonly<Record<string, unknown>>;
  readonly reason: string;
  /** Signed documents that wait on the forge to be sent with the act. */
  readonly documents?: readonly NamedDocument[];
}

/** An act that was sent, and how its answer is recognised. */
export interface Sent {
  readonly number: number;
  /** Id of the review; absent: a label or a close, known by what comes after so many entries. */
  readonly review?: string;
  readonly gesture: NonNullable<Entry['gesture']> | 'answer';
  readonly after: number;
  /** Of the status that stood when a draft was submitted. */
  readonly status?: string;
  /** Account id of the process, as the register had it then. */
  readonly process?: number;
  /** It was submitted twice, since the first is refused (R48): that refusal is not the answer. */
  readonly twice?: true;
}

/**
 * What this tab keeps for an account, and for no other: the next one who signs in here must not send, as their own, what
 * somebody else has written.
 */
export function keptBy(account: number) {
  const own = `disposisi-meja-${account}-`;
  const typedKey = (number: number): string => `${own}isian-${number}`;
  const sentKey = `${own}terkirim`;
  const all = (): readonly Sent[] => read<Sent[]>(sentKey) ?? [];
  const others = (number: number): readonly Sent[] => all().filter((each) => each.number !== number);
  return {
    typed: {
      /** What was typed for this visit; what was typed for another is nobody's any more. */
      of: (number: number, visit: string): Typed | undefined => {
        const found = read<Typed>(typedKey(number));
        return found?.visit === visit ? found : undefined;
      },
      keep: (number: number, what: Typed): void => write(typedKey(number), what),
      forget: (number: number): void => sessionStorage.removeItem(typedKey(number)),
    },
    sent: {
      all,
      of: (number: number): Sent | undefined => all().find((each) => each.number === number),
      keep: (one: Sent): void => write(sentKey, [...others(one.number), one]),
      forget: (number: number): void => write(sentKey, others(number)),
    },
    /** On signing out. A session that merely ended forgets nothing. */
    forgetAll: (): void => {
      const keys = Array.from({ length: sessionStorage.length }, (_, at) => sessionStorage.key(at) ?? '');
      for (const key of keys) if (key.startsWith(own)) sessionStorage.removeItem(key);
    },
  };
}

function read<T>(key: string): T | undefined {
  try {
    return JSON.parse(sessionStorage.getItem(key) ?? 'null') ?? undefined;
  } catch {
    return undefined;
  }
}

const write = (key: string, value: unknown): void => sessionStorage.setItem(key, JSON.stringify(value));
