import type { Entry } from '#domain/generated/journal-entry.ts';
import type { NamedDocument } from '#domain/request/signed-line.ts';

/** What a person typed for a visit. It survives a reload and the end of a session, until the tab is closed. */
export interface Typed {
  readonly visit: string;
  readonly note: string;
  readonly result: Readonly<Record<string, unknown>>;
  readonly reason: string;
  /** Signed documents that are already on the forge and will be named in the act. */
  readonly documents?: readonly NamedDocument[];
  /** Whether the next step is decided together with this one, and its note. */
  readonly together?: { readonly isChosen: boolean; readonly note: string };
}

/** A sent act, and what identifies the process's reply to it. */
export interface Sent {
  readonly number: number;
  /**
   * Id of the review. A submission or a close has no review: the reply is an entry after the first `after` entries.
   */
  readonly review?: string;
  /** The Approve of the next step that the person chose together with this one; it is sent after this one is accepted. */
  readonly next?: { readonly visit: string; readonly row: number | string; readonly note: string };
  readonly gesture: NonNullable<Entry['gesture']> | 'answer';
  /** Number of entries in the journal when the act was sent. */
  readonly after: number;
  /** Time of the status that the draft had when it was submitted. */
  readonly status?: string;
  /** Account id of the process in the register when the act was sent. */
  readonly process?: number;
  /**
   * Whether the request was submitted twice, because the process always refuses the first submission (R48). That
   * refusal is not the reply.
   */
  readonly twice?: true;
}

/**
 * Opens what this tab keeps for one account. The next person who signs in here must not send what somebody else has
 * typed.
 * @param account id of the account
 */
export function keptBy(account: number) {
  const own = `disposisi-meja-${account}-`;
  const typedKey = (number: number): string => `${own}isian-${number}`;
  const sentKey = `${own}terkirim`;
  const all = (): readonly Sent[] => read<Sent[]>(sentKey) ?? [];
  const others = (number: number): readonly Sent[] => all().filter((each) => each.number !== number);
  return {
    typed: {
      /** Returns the input for this visit. Input for an earlier visit is not returned. */
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
    /** Forgets everything. This is for a person who signs out. The end of a session alone forgets nothing. */
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
