import { beforeEach, describe, expect, it } from 'vitest';
import { deskReading, indexedAt } from '#tests/support/desk-reading.ts';
import type { DeskReading } from './desk-list.ts';
import { SessionEnded } from './forge.ts';
import { type DeskWatch, openWatch, type WaitingNow } from './watch.ts';

const TU = 1002;
const [FIRST, SECOND] = [indexedAt('penerimaan'), indexedAt('penerimaan')];

let asked: string[];
let reported: WaitingNow[];
let now: DeskReading;
let fault: Error | undefined;
let watch: DeskWatch;

beforeEach(() => {
  [asked, reported, fault] = [[], [], undefined];
  now = deskReading(TU, [FIRST], { head: 'a' });
  const respond = async <T>(what: string, value: () => T): Promise<T> => {
    asked.push(what);
    if (fault) throw fault;
    return value();
  };
  watch = openWatch({
    forge: { kind: 'github', now: () => Date.parse('2026-12-01T03:00:00Z') },
    read: () => respond('list', () => now),
    head: () => respond('head', () => now.head),
    notify: (one) => reported.push(one),
  });
});

const news = () => reported.map(({ count, news: lines }) => [count, ...lines.map(({ id }) => id)]);

describe('news while the desk is open', () => {
  it('a case that begins to wait while the desk is open is reported once, and a case that waited before is not', async () => {
    await watch.look();
    now = deskReading(TU, [FIRST, SECOND], { head: 'b' });
    await watch.look();
    await watch.look();
    expect(news()).toEqual([[1], [2, 'PMK-2026-2'], [2]]);
    expect([1, 2].map(watch.isFresh)).toEqual([false, true]);
    watch.opened(2);
    expect(watch.isFresh(2)).toBe(false);
  });

  it('while nothing changes, the watch reads only the register’s head; after a change it reads the list once', async () => {
    await watch.look();
    await watch.look();
    await watch.look();
    now = deskReading(TU, [], { head: 'b' });
    await watch.look();
    expect(asked).toEqual(['list', 'head', 'head', 'head', 'list']);
    expect(reported.at(-1)).toEqual({ count: 0, news: [] });
  });

  it('the page and the watch share one reading of the list, and two looks at once share one reading of the head', async () => {
    await Promise.all([watch.read(), watch.look()]);
    expect([asked, reported.length]).toEqual([['list'], 1]);
    await Promise.all([watch.look(), watch.look()]);
    expect(asked).toEqual(['list', 'head']);
  });

  it('a case that waits again in a new round is news, and the case that the person has open is not', async () => {
    await watch.look();
    now = deskReading(TU, [{ ...FIRST, visit: 2 }], { head: 'b' });
    await watch.look();
    watch.opened(1);
    now = deskReading(TU, [{ ...FIRST, visit: 3 }], { head: 'c' });
    await watch.look();
    expect(news()).toEqual([[1], [1, 'PMK-2026-1'], [1]]);
  });

  it('a look that fails (no network, rate limit, session ended) keeps the last list and reports nothing; the next look that succeeds reports what is new', async () => {
    await watch.look();
    for (const each of [new TypeError('Failed to fetch'), new Error('rate limit'), new SessionEnded()]) {
      fault = each;
      await watch.look();
    }
    expect(watch.latest()).toBe(now);
    expect(reported).toHaveLength(1);
    // A person who asks for the list sees the error.
    await expect(watch.read()).rejects.toThrow(SessionEnded);
    fault = undefined;
    now = deskReading(TU, [FIRST, SECOND], { head: 'b' });
    await watch.look();
    expect(news()).toEqual([[1], [2, 'PMK-2026-2']]);
  });
});
