/** A small seeded random source (mulberry32). The same seed gives the same history on any machine. */
export class Random {
  #state: number;

  constructor(seed: number) {
    this.#state = seed >>> 0;
  }

  /** Returns a number of at least 0, below 1. */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let t = this.#state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  }

  /** Returns a whole number from 0 to below `bound`. */
  below(bound: number): number {
    return Math.floor(this.next() * bound);
  }

  /** Returns true with this likelihood. */
  chance(likelihood: number): boolean {
    return this.next() < likelihood;
  }

  /**
   * Returns one of several.
   * @throws RangeError if the list is empty
   */
  pick<T>(list: readonly T[]): T {
    const index = this.below(list.length);
    for (const [at, each] of list.entries()) if (at === index) return each;
    throw new RangeError('Nothing to pick from.');
  }

  /** Returns the key of one entry, by weight. */
  weighted<K extends string>(weights: Readonly<Record<K, number>>): K {
    const keys = Object.keys(weights).filter((key): key is K => key in weights);
    let left = this.next() * keys.reduce((sum, key) => sum + weights[key], 0);
    for (const key of keys) {
      left -= weights[key];
      if (left < 0) return key;
    }
    return this.pick(keys);
  }

  /** Returns 32 hexadecimal digits: a salt that can be made again. */
  salt(): string {
    return Array.from({ length: 4 }, () =>
      this.below(2 ** 32)
        .toString(16)
        .padStart(8, '0'),
    ).join('');
  }
}
