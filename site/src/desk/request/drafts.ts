import { createStore, del, entries, get, set, type UseStore } from 'idb-keyval';

export type TypedValues = Readonly<Record<string, unknown>>;

/** The request on the forge when this device last read or wrote it. The draft continues this version. */
export interface DraftBase {
  /** Commit at the tip of the request's branch. */
  readonly head: string;
  readonly text: string;
  readonly attachments: readonly string[];
}

/** A request that is being typed on this device. It may be incomplete. */
export interface Draft {
  /** Name of the draft on this device: the number of its pull request or, without a pull request, a random text. */
  readonly key: string;
  readonly procedure: string;
  readonly value: TypedValues;
  /** Title of the request; absent if it is not typed yet. */
  readonly title?: string;
  /** Names of the attachments that were added or replaced on this device and are not on the forge yet. */
  readonly added: readonly string[];
  /** Time of the last change that is not on the forge; absent if the forge has everything. */
  readonly typedAt?: string;
  /** Number of the pull request. */
  readonly number?: number;
  /** Title of the pull request, if this device set the title. */
  readonly called?: string;
  readonly branch?: string;
  /** Folder of the request. It is decided once, so that a second attempt writes to the same folder. */
  readonly folder?: string;
  readonly base?: DraftBase;
  /** Commit of another account at the branch's tip. The person has seen it, and the next save replaces it (R48). */
  readonly over?: string;
  /** Whether a save replaced another account's commit, so that the process refuses the next submission (R48). */
  readonly twice?: true;
  /** The version that is being written. If the response is lost, the commit shows whether the write succeeded. */
  readonly attempt?: DraftBase;
}

/** The drafts of one account on this device. They are kept over reloads, crashes and the end of a session. */
export type Drafts = ReturnType<typeof draftsOf>;

/** Returns the key under which this device remembers data of an account for its next request. */
export const rememberedKey = (account: number): string => `disposisi-ingat-${account}`;

/** Part of the storage. `formulir` contains drafts that earlier releases kept for the form. */
type Shelf = 'konsep' | 'formulir';

/** Drafts that did not fit into the storage, by their storage key. They are lost when the page is closed. */
const unkept = new Map<string, Draft>();
const unkeptFiles = new Map<string, Uint8Array<ArrayBuffer>>();

const opened = new Map<Shelf, UseStore>();
/** Opens the store of attachments only when it is needed, because a browser without storage has no such store. */
function storeOf(shelf: Shelf): UseStore {
  const store = opened.get(shelf) ?? createStore(`disposisi-${shelf}`, 'lampiran');
  opened.set(shelf, store);
  return store;
}

/**
 * Opens the drafts of an account. Texts are in `localStorage`, where a write is finished when the call returns, so
 * that a crash loses no typed text. Attachments are too large for `localStorage`; they are in IndexedDB. All windows
 * share this state.
 * @param account id of the account; other accounts that sign in on this device do not see its drafts
 */
export function draftsOf(account: number, shelf: Shelf = 'konsep') {
  const own = `disposisi-${shelf}-${account}-`;
  const files = (): UseStore => storeOf(shelf);
  const of = (key: string): Draft | undefined => unkept.get(own + key) ?? parsed(localStorage.getItem(own + key));
  const fileKey = (key: string, name: string): [number, string, string] => [account, key, name];
  /**
   * Stores a draft.
   * @returns whether the device stored it; if not, only this page has the draft
   */
  const keep = (draft: Draft): boolean => {
    const name = own + draft.key;
    try {
      localStorage.setItem(name, JSON.stringify(draft));
      unkept.delete(name);
      return true;
    } catch {
      unkept.set(name, draft);
      return false;
    }
  };
  const forgetFiles = async (isTheirs: (key: string) => boolean): Promise<void> => {
    const kept = await entries<[number, string, string], unknown>(files());
    const theirs = kept.filter(([[whose, key]]) => whose === account && isTheirs(key));
    await Promise.all(theirs.map(([key]) => del(key, files())));
  };
  return {
    of,
    all: (): Draft[] => keys(own).flatMap((key) => of(key.slice(own.length)) ?? []),
    keep,
    forget: async (key: string): Promise<void> => {
      localStorage.removeItem(own + key);
      unkept.delete(own + key);
      await forgetFiles((each) => each === key).catch(() => undefined);
    },
    files: (key: string) => filesOf(files, (name) => fileKey(key, name)),
    /**
     * Calls a function with the stored draft when another window has changed or deleted it, and whenever this window
     * becomes visible.
     * @param changed receives undefined if there is no such draft any more
     * @returns function that ends the calls
     */
    watch: (key: string, changed: (draft: Draft | undefined) => void): (() => void) => {
      const heard = (event: StorageEvent): void => {
        if (event.storageArea === localStorage && (event.key === own + key || event.key === null)) changed(of(key));
      };
      // A window that was suspended received no events.
      const woken = (): void => {
        if (document.visibilityState === 'visible') changed(of(key));
      };
      window.addEventListener('storage', heard);
      document.addEventListener('visibilitychange', woken);
      window.addEventListener('pageshow', woken);
      return () => {
        window.removeEventListener('storage', heard);
        document.removeEventListener('visibilitychange', woken);
        window.removeEventListener('pageshow', woken);
      };
    },
    /** Deletes all drafts of the account when the person signs out, and its remembered data if the person wants that. */
    forgetAll: async (): Promise<void> => {
      for (const key of keys(own)) localStorage.removeItem(key);
      unkept.clear();
      unkeptFiles.clear();
      const data = rememberedKey(account);
      if (localStorage.getItem(data)?.includes('"untilSignOut":true')) localStorage.removeItem(data);
      await forgetFiles(() => true).catch(() => undefined);
    },
  };
}

/** Moves the drafts that an earlier release of the form kept on this device to the drafts of the desk. */
export async function adoptOldDrafts(account: number): Promise<void> {
  const [old, drafts] = [draftsOf(account, 'formulir'), draftsOf(account)];
  for (const { key, procedure, value, added, typedAt } of old.all()) {
    for (const name of added) {
      const bytes = await old.files(key).get(name);
      if (bytes) await drafts.files(key).put(name, bytes);
    }
    const isKept = drafts.keep({ key, procedure, value, added, ...(typedAt === undefined ? {} : { typedAt }) });
    if (isKept) await old.forget(key);
  }
}

/** Opens the attachments of a draft on this device, by name. */
function filesOf(files: () => UseStore, keyOf: (name: string) => [number, string, string]) {
  const held = (name: string): string => keyOf(name).join(' ');
  return {
    get: async (name: string): Promise<Uint8Array<ArrayBuffer> | undefined> =>
      unkeptFiles.get(held(name)) ?? (await get<Uint8Array<ArrayBuffer>>(keyOf(name), files())),
    /**
     * Stores an attachment.
     * @returns whether the device stored it; if not, only this page has the attachment
     */
    put: async (name: string, bytes: Uint8Array<ArrayBuffer>): Promise<boolean> => {
      try {
        await set(keyOf(name), bytes, files());
        unkeptFiles.delete(held(name));
        return true;
      } catch {
        unkeptFiles.set(held(name), bytes);
        return false;
      }
    },
    remove: async (name: string): Promise<void> => {
      unkeptFiles.delete(held(name));
      await del(keyOf(name), files());
    },
  };
}

const keys = (prefix: string): string[] =>
  Array.from({ length: localStorage.length }, (_, at) => localStorage.key(at) ?? '').filter((key) =>
    key.startsWith(prefix),
  );

function parsed(text: string | null): Draft | undefined {
  try {
    return (JSON.parse(text ?? 'null') as Draft | null) ?? undefined;
  } catch {
    return undefined;
  }
}

/** Makes the name of a new draft: 40 random bits, so that its folder on the forge differs from all others. */
export function newKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(8));
  return [...bytes].map((byte) => (byte % 32).toString(32)).join('');
}

/** Checks whether the draft has changes that are not on the forge. */
export const isUnsaved = ({ typedAt }: Draft): boolean => typedAt !== undefined;
