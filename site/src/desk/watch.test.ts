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
  const answer = async <T>(what: string, value: () => T): Promise<T> => {
    asked.push(what);
    if (fault) throw fault;
    return value();
  };
  watch = openWatch({
    forge: { kind: 'github', now: () => Date.parse('2026-12-01T03:00:00Z') },
    read: () => answer('list', () => now),
    head: () => answer('head', () => now.head),
    notify: (one) => reported.push(one),
  });
});

const news = () => reported.map(({ count, news: lines }) => [count, ...lines.map(({ id }) => id)]);

describe('news while the desk is open', () => {
  it('a case that begins to wait is reported once, and earlier ones are not', async () => {
    await watch.look();
    now = deskReading(TU, [FIRST, SECOND], { head: 'b' });
    await watch.look();
    await watch.look();
    expect(news()).toEqual([[1], [2, 'PMK-2026-2'], [2]]);
    expect([1, 2].map(watch.isFresh)).toEqual([false, true]);
    watch.opened(2);
    expect(watch.isFresh(2)).toBe(false);
  });

  it('watching costs only the register’s head while nothing changes, and one list after a change', async () => {
    await watch.look();
    await watch.look();
    await watch.look();
    now = deskReading(TU, [], { head: 'b' });
    await watch.look();
    expect(asked).toEqual(['list', 'head', 'head', 'head', 'list']);
    expect(reported.at(-1)).toEqual({ count: 0, news: [] });
  });

  it('a list and a check at the same time send one request', async () => {
    await Promise.all([watch.read(), watch.look()]);
    expect([asked, reported.length]).toEqual([['list'], 1]);
    await Promise.all([watch.look(), watch.look()]);
    expect(asked).toEqual(['list', 'head']);
  });

  it('a case that returns in another round is news, and the case that the person has open is not', async () => {
    await watch.look();
    now = deskReading(TU, [{ ...FIRST, visit: 2 }], { head: 'b' });
    await watch.look();
    watch.opened(1);
    now = deskReading(TU, [{ ...FIRST, visit: 3 }], { head: 'c' });
    await watch.look();
    expect(news()).toEqual([[1], [1, 'PMK-2026-1'], [1]]);
  });

  it('without network, above a limit or after a session’s end, the desk stays open and forgets nothing', async () => {
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
