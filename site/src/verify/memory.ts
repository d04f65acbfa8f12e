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

interface Kept {
  readonly checkpoint?: SeenCheckpoint;
  readonly chains?: Readonly<Record<string, SeenChain>>;
}

/** How many chains are remembered; the ones seen last. */
const CHAINS = 200;

/** What a browser remembers of an office's log, so that the office cannot show it another history later (R37). */
export type Memory = ReturnType<typeof memoryIn>;

/**
 * The memory in a browser's storage. What cannot be read there counts as nothing seen.
 * @param storage undefined: this browser gives none
 * @param name of the office's site, since one origin may serve several
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
    /** undefined: nothing was seen yet. */
    get checkpoint(): SeenCheckpoint | undefined {
      return read().checkpoint;
    },
    chain: (id: string): SeenChain | undefined => {
      const { chains = {} } = read();
      return Object.hasOwn(chains, id) ? chains[id] : undefined;
    },
    /** false: this browser keeps nothing. */
    get keeps(): boolean {
      return write(read());
    },
    rememberCheckpoint: (seen: SeenCheckpoint): void => void write({ ...read(), checkpoint: seen }),
    rememberChain: (id: string, seen: SeenChain): void => {
      const kept = read();
      const others = Object.entries(kept.chains ?? {}).filter(([each]) => each !== id);
      write({ ...kept, chains: Object.fromEntries([...others, [id, seen] as const].slice(-CHAINS)) });
    },
    /** Begins anew: for an office that openly did so too. */
    forget: (): void => void write({}),
  };
}
