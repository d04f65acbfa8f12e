import { describe, expect, it } from 'vitest';
import fc from '#tests/support/fast-check.ts';
import { rounds } from '#tests/support/rounds.ts';
import { END, FIRST_KEY, type ListKeys, listKey, Parts } from '../memory/parts.ts';
import { isLaterPart, type PartedList, partedPages } from './parted-pages.ts';
import type { Props } from './page-props.ts';

const MOST = 4;
const URL = '/daftar/';

function keysOf(keys: ReadonlySet<string>): ListKeys {
  const sorted = [...keys].sort();
  return {
    count: (from, to, most) => Math.min(most, sorted.filter((key) => key >= from && key < to).length),
    next: (from) => sorted.find((key) => key >= from),
    previous: (to) => sorted.findLast((key) => key < to),
  };
}

/** A page of the list shows its keys, and links to the pages before and after it. */
const listOf = (keys: ReadonlySet<string>): PartedList<Props<'running'>> => ({
  ...{ url: URL, keys: keysOf(keys), most: MOST },
  props: ({ from, to }, path, near) => ({
    ...{ page: 'running', procedure: 'sop', path, ...near },
    cases: [...keys]
      .filter((key) => key >= from && key < to)
      .map((id) => ({ id }) as Props<'running'>['cases'][number]),
  }),
  empty: { page: 'running', procedure: 'sop', path: URL, cases: [] },
});

/** The pages of a list, which are changed as a site changes its pages. */
class Shown {
  readonly pages = new Map<string, string>();
  /** The number of pages whose data the last call of {@link plan} made, and of those that differed. */
  read = 0;
  written = 0;

  plan(keys: ReadonlySet<string>, touched?: Iterable<string>): this {
    [this.read, this.written] = [0, 0];
    const urls = (): string[] => [...this.pages.keys()].sort();
    const around = {
      hasPage: (url: string) => this.pages.has(url),
      pagesAround: (below: string, url: string) => {
        const before = urls().findLast((each) => each > below && each <= url);
        const after = urls().find((each) => each > url);
        return { ...(before ? { before } : {}), ...(after ? { after } : {}) };
      },
    };
    for (const { url, ...planned } of partedPages(listOf(keys), around, touched))
      if (planned.props) {
        const text = JSON.stringify(planned.props);
        this.read += 1;
        if (this.pages.get(url) !== text) this.written += 1;
        this.pages.set(url, text);
      } else {
        const until = planned.until ?? `${url} `;
        for (const each of urls()) if (each >= url && each < until) this.pages.delete(each);
      }
    return this;
  }
}

const key = fc
  .tuple(fc.integer({ min: 0, max: 40 }), fc.integer({ min: 1, max: 30 }))
  .map(([place, n]) => listKey(place, n));
const sets = fc.uniqueArray(key, { maxLength: 60 });

describe('R38: a list is divided into parts that stay where they are', () => {
  it('R38: each key is in one part, no part has too many keys, and the order of the parts is that of the keys', () => {
    fc.assert(
      fc.property(sets, (all) => {
        const keys = new Set(all);
        const parts = [...new Parts(keysOf(keys), MOST).within({ from: FIRST_KEY, to: END })];
        const inParts = parts.map(({ from, to }) => [...keys].filter((each) => each >= from && each < to).sort());
        expect(inParts.flat()).toEqual([...keys].sort());
        for (const each of inParts) expect(each.length > 0 && each.length <= MOST).toBe(true);
      }),
    );
  });

  it('R38: pages that are changed step by step equal pages that are all made again, whatever is added and removed', () => {
    fc.assert(
      fc.property(
        sets,
        fc.array(fc.uniqueArray(key, { minLength: 1, maxLength: 12 }), { maxLength: 6 }),
        (all, steps) => {
          const keys = new Set(all);
          const shown = new Shown().plan(keys);
          for (const touched of steps) {
            for (const each of touched) if (!keys.delete(each)) keys.add(each);
            shown.plan(keys, touched);
            expect(Object.fromEntries(shown.pages)).toEqual(Object.fromEntries(new Shown().plan(keys).pages));
          }
        },
      ),
      { numRuns: rounds(300) },
    );
  });

  it('R38: a key that is added or removed changes at most four pages and reads at most six, however long the list is', () => {
    const keys = new Set(Array.from({ length: 2_000 }, (_, i) => listKey((i * 7_919) % 5_000, i)));
    const shown = new Shown().plan(keys);
    expect(shown.pages.size).toBeGreaterThan(500);
    const expectFew = ({ read, written }: Shown): void => {
      expect(written).toBeLessThanOrEqual(4);
      expect(read).toBeLessThanOrEqual(6);
    };
    for (let i = 0; i < 40; i += 1) {
      const moved = listKey((i * 7_919) % 5_000, i);
      keys.delete(moved);
      expectFew(shown.plan(keys, [moved]));
      const added = listKey((i * 131) % 5_000, i);
      keys.add(added);
      expectFew(shown.plan(keys, [added]));
    }
  });

  it('the first page has the address of the list, and an empty list has its first page', () => {
    const shown = new Shown().plan(new Set());
    expect([...shown.pages.keys()]).toEqual([URL]);
    const keys = new Set(Array.from({ length: 9 }, (_, i) => listKey(i, i)));
    expect([...shown.plan(keys, keys).pages.keys()].filter((url) => !isLaterPart(url))).toEqual([URL]);
    expect([...shown.plan(new Set(), keys).pages.keys()]).toEqual([URL]);
  });
});
