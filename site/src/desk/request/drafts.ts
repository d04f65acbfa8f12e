import { createStore, del, entries, get, set, type UseStore } from 'idb-keyval';

export type TypedValues = Readonly<Record<string, unknown>>;

/** What a draft continues: the request as the forge had it when this device last read or wrote it. */
export interface DraftBase {
  /** Commit at the tip of its branch. */
  readonly head: string;
  readonly text: string;
  readonly attachments: readonly string[];
}

/** A request as it is typed, also incomplete, on this device. */
export interface Draft {
  /** Its name on this device: the number of its pull request, or a random one before there is one. */
  readonly key: string;
  readonly procedure: string;
  readonly value: TypedValues;
  /** What it is about, as far as that is typed. */
  readonly title?: string;
  /** Attachments that only this device has, or has anew, by name. */
  readonly added: readonly string[];
  /** When something was last typed or attached that the forge does not have; absent: the forge has all of it. */
  readonly typedAt?: string;
  readonly number?: number;
  /** What its pull request is called, where this device gave it its title. */
  readonly called?: string;
  readonly branch?: string;
  /** Folder of the request, decided once, so that a second try writes to the same place. */
  readonly folder?: string;
  readonly base?: DraftBase;
  /** Another account's commit that the person has seen at the tip, and in whose place the next save stands (R48). */
  readonly over?: string;
  /** Such a save was made since they last submitted: the first submission after it is refused (R48). */
  readonly twice?: true;
  /** What is about to stand there: where the answer is lost, its commit says whether it does. */
  readonly attempt?: DraftBase;
}

/** What this device keeps for one account, over reloads, crashes and the end of a session. */
export type Drafts = ReturnType<typeof draftsOf>;

/** Where drafts are kept. `formulir`: what earlier versions kept of the form of the CMS apart from the desk's. */
type Shelf = 'konsep' | 'formulir';

/** What the device had no place for, by what it would lie under: it goes with this page. */
const unkept = new Map<string, Draft>();
const unkeptFiles = new Map<string, Uint8Array<ArrayBuffer>>();

const opened = new Map<Shelf, UseStore>();
/** Opened when it is first needed: a browser that keeps nothing has none. */
function storeOf(shelf: Shelf): UseStore {
  const store = opened.get(shelf) ?? createStore(`disposisi-${shelf}`, 'lampiran');
  opened.set(shelf, store);
  return store;
}

/**
 * Texts lie where writing is done when the call returns, so that a crash takes no letter; attachments, which are too large for
 * that, next to it. Every window writes to the one state, so none holds another.
 * @param account its number: another one that signs in here sees none of it
 */
export function draftsOf(account: number, shelf: Shelf = 'konsep') {
  const own = `disposisi-${shelf}-${account}-`;
  const files = (): UseStore => storeOf(shelf);
  const of = (key: string): Draft | undefined => unkept.get(own + key) ?? parsed(localStorage.getItem(own + key));
  const fileKey = (key: string, name: string): [number, string, string] => [account, key, name];
  /** @returns whether the device has it; where it has no place for it, this page alone holds it */
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
    /** Calls when another window has changed or forgotten this draft. @returns ends that */
    watch: (key: string, changed: (draft: Draft | undefined) => void): (() => void) => {
      const heard = (event: StorageEvent): void => {
        if (event.storageArea === localStorage && (event.key === own + key || event.key === null)) changed(of(key));
      };
      // A window that was asleep heard nothing.
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
    /** On signing out: the next person at this device is shown nothing of it. */
    forgetAll: async (): Promise<void> => {
      for (const key of keys(own)) localStorage.removeItem(key);
      unkept.clear();
      unkeptFiles.clear();
      await forgetFiles(() => true).catch(() => undefined);
    },
  };
}

/** Takes what an earlier version of the form of the CMS has kept on this device as drafts of requests that are not saved yet. */
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

/** Attachments that wait on this device, by name. */
function filesOf(files: () => UseStore, keyOf: (name: string) => [number, string, string]) {
  const held = (name: string): string => keyOf(name).join(' ');
  return {
    get: async (name: string): Promise<Uint8Array<ArrayBuffer> | undefined> =>
      unkeptFiles.get(held(name)) ?? (await get<Uint8Array<ArrayBuffer>>(keyOf(name), files())),
    /** @returns whether the device has it; where it has no place for it, this page alone holds it */
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

/** A name for a new draft: 40 random bits, by which its place on the forge differs from every other as well. */
export function newKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(8));
  return [...bytes].map((byte) => (byte % 32).toString(32)).join('');
}

/** Is there something that the forge does not have? */
export const isUnsaved = ({ typedAt }: Draft): boolean => typedAt !== undefined;
