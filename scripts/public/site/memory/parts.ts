/**
 * Divides an ordered list into parts that stay where they are. The parts depend only on the keys in the list. If a key
 * is added or removed, only the part that contains it changes, or it is split in two, or two parts become one. Parts
 * that are counted from the beginning would all move by one line instead (R38).
 */

/** The keys of a list. A key has {@link KEY_DIGITS} hexadecimal digits, so that the order of texts is its order. */
export interface ListKeys {
  /** Counts the keys from `from` on and before `to`. It stops at `most`. */
  readonly count: (from: string, to: string, most: number) => number;
  /** Returns the lowest key that is at `from` or after it. */
  readonly next: (from: string) => string | undefined;
  /** Returns the highest key before `to`. */
  readonly previous: (to: string) => string | undefined;
}

/** A part of a list: the keys from `from` on and before `to`. */
export interface ListPart {
  readonly from: string;
  readonly to: string;
}

/** The digits of a place, such as a time, and those of a case number. */
const PLACE_DIGITS = 9;
const NUMBER_DIGITS = 8;
export const KEY_DIGITS = PLACE_DIGITS + NUMBER_DIGITS;

const ALL = 16n ** BigInt(KEY_DIGITS);
export const FIRST_KEY = '0'.repeat(KEY_DIGITS);
/** A text that comes after every key. */
export const END = 'g';

/**
 * Returns a key by which a list has first the lower places and, at one place, the lower case numbers.
 * @param place a whole number, such as seconds since 1970; all places from 16 ** 9 on are one place
 * @param number a case number
 */
export const listKey = (place: number, number: number): string =>
  Math.min(place, LAST_PLACE).toString(16).padStart(PLACE_DIGITS, '0') +
  number.toString(16).padStart(NUMBER_DIGITS, '0');
const LAST_PLACE = 16 ** PLACE_DIGITS - 1;

const written = (key: bigint): string => (key === ALL ? END : key.toString(16).padStart(KEY_DIGITS, '0'));

/** Finds the parts of a list with at most `most` keys in each. */
export class Parts {
  readonly #keys: ListKeys;
  readonly #most: number;
  /** Whether a range has too many keys for one part. All searches begin with the same wide ranges. */
  readonly #isLarge = new Map<string, boolean>();

  constructor(keys: ListKeys, most: number) {
    this.#keys = keys;
    this.#most = most;
  }

  /** Returns the part in which a key is, or would be. */
  at(key: string): ListPart {
    const wanted = BigInt(`0x${key}`);
    let [from, size] = [0n, ALL];
    while (size > 1n && this.#isTooLarge(written(from), written(from + size))) {
      size /= 2n;
      if (wanted >= from + size) from += size;
    }
    return { from: written(from), to: written(from + size) };
  }

  /** Returns the nearest part after a part that has a key. */
  after({ to }: ListPart): ListPart | undefined {
    return to === END ? undefined : this.#of(this.#keys.next(to));
  }

  /** Returns the nearest part before a part that has a key. */
  before({ from }: ListPart): ListPart | undefined {
    return this.#of(this.#keys.previous(from));
  }

  /** Returns the parts with a key that have a place in a range, in order. */
  *within({ from, to }: ListPart): Generator<ListPart> {
    for (let part = this.#of(this.#keys.next(from)); part && part.from < to; part = this.after(part)) yield part;
  }

  #of(key: string | undefined): ListPart | undefined {
    return key === undefined ? undefined : this.at(key);
  }

  #isTooLarge(from: string, to: string): boolean {
    const range = `${from} ${to}`;
    const known = this.#isLarge.get(range) ?? this.#keys.count(from, to, this.#most + 1) > this.#most;
    this.#isLarge.set(range, known);
    return known;
  }
}
