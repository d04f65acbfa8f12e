export interface SeenCheckpoint {
  readonly note: string;
  readonly size: number;
  /** Root of the tree in hexadecimal. */
  readonly root: string;
  /** The keys of the office as they were published. The last key is the one that signs. */
  readonly keys: readonly string[];
  /** The time at which the checkpoint was seen, by the reader's clock. */
  readonly at: string;
}

/** How many entries a chain had when it was remembered, the id of its last entry, and when that was. */
export interface SeenChain {
  readonly entries: number;
  readonly tip: string;
  readonly at: string;
}

/** Two checkpoints of an office, one of which must be wrong. */
export interface Evidence {
  readonly seen: SeenCheckpoint | { readonly note: string };
  readonly published: SeenCheckpoint | { readonly note: string };
}

interface Kept {
  readonly checkpoint?: SeenCheckpoint;
  readonly chains?: Readonly<Record<string, SeenChain>>;
}

/** The number of chains that are remembered. The chains that were seen last are kept. */
const CHAINS = 200;

/**
 * The memory of a browser about an office's log, so that the office cannot later show this browser another history
 * (R37).
 */
export type Memory = ReturnType<typeof memoryIn>;

/**
 * Opens the memory in a browser's storage. If the storage cannot be read, nothing counts as seen.
 * @param storage storage of the browser; undefined if the browser offers none
 * @param name name of the office's site, because one origin may serve several sites
 */
export function memoryIn(storage: Pick<Storage, 'getItem' | 'setItem'> | undefined, name: string) {
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
    /** The checkpoint that is remembered; undefined if none is. */
    get checkpoint(): SeenCheckpoint | undefined {
      return read().checkpoint;
    },
    chain: (id: string): SeenChain | undefined => {
      const { chains = {} } = read();
      return Object.hasOwn(chains, id) ? chains[id] : undefined;
    },
    /** Whether this browser can store anything. */
    get keeps(): boolean {
      return write(read());
    },
    rememberCheckpoint: (seen: SeenCheckpoint): void => void write({ ...read(), checkpoint: seen }),
    rememberChain: (id: string, seen: SeenChain): void => {
      const kept = read();
      const others = Object.entries(kept.chains ?? {}).filter(([each]) => each !== id);
      write({ ...kept, chains: Object.fromEntries([...others, [id, seen] as const].slice(-CHAINS)) });
    },
    /** Forgets everything. This is for an office that openly began a new register. */
    forget: (): void => void write({}),
  };
}
