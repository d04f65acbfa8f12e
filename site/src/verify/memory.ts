export interface SeenCheckpoint {
  readonly note: string;
  readonly size: number;
  /** Hexadecimal. */
  readonly root: string;
  /** The office's keys as they were published, the last one signing. */
  readonly keys: readonly string[];
  /** When it was seen, by the reader's clock. */
  readonly at: string;
}

export interface SeenChain {
  readonly entries: number;
  readonly tip: string;
  readonly at: string;
}

/** Two things that an office published and that cannot both be true. */
export interface Evidence {
  readonly seen: SeenCheckpoint | { readonly note: string };
  readonly published: SeenCheckpoint | { readonly note: string };
}

/** What a browser remembers of an office's log, so that the office cannot show it another history later (R37). */
export interface Memory {
  /** undefined: nothing was seen yet. */
  readonly checkpoint: SeenCheckpoint | undefined;
  readonly chain: (id: string) => SeenChain | undefined;
  /** false: this browser keeps nothing. */
  readonly keeps: boolean;
  readonly rememberCheckpoint: (seen: SeenCheckpoint) => void;
  readonly rememberChain: (id: string, seen: SeenChain) => void;
  /** Begins anew: for an office that openly did so too. */
  readonly forget: () => void;
}

interface Kept {
  readonly checkpoint?: SeenCheckpoint;
  readonly chains?: Readonly<Record<string, SeenChain>>;
}

/** How many chains are remembered; the ones seen last. */
const CHAINS = 200;

/**
 * The memory in a browser's storage. What cannot be read there counts as nothing seen.
 * @param storage undefined: this browser gives none
 * @param name of the office's site, since one origin may serve several
 */
export function memoryIn(storage: Pick<Storage, 'getItem' | 'setItem'> | undefined, name: string): Memory {
  const key = `disposisi-pos ${name}`;
  const read = (): Kept => {
    try {
      const value: unknown = JSON.parse(storage?.getItem(key) ?? '{}');
      return typeof value === 'object' && value !== null ? value : {};
    } catch {
      return {};
    }
  };
  const write = (kept: Kept): boolean => {
    try {
      storage?.setItem(key, JSON.stringify(kept));
      return storage !== undefined;
    } catch {
      return false;
    }
  };
  return {
    get checkpoint() {
      return read().checkpoint;
    },
    chain: (id) => {
      const { chains = {} } = read();
      return Object.hasOwn(chains, id) ? chains[id] : undefined;
    },
    get keeps() {
      return write(read());
    },
    rememberCheckpoint: (seen) => void write({ ...read(), checkpoint: seen }),
    rememberChain: (id, seen) => {
      const kept = read();
      const others = Object.entries(kept.chains ?? {}).filter(([each]) => each !== id);
      write({ ...kept, chains: Object.fromEntries([...others, [id, seen] as const].slice(-CHAINS)) });
    },
    forget: () => void write({}),
  };
}
