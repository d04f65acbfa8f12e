import { describe, expect, test } from 'vitest';
import { at, HEAD, item, PROCESS, review, SELF } from '#tests/support/raw-pull.ts';
import { markOf } from './pull-view.ts';
import { MARK_ITEMS } from './queries.ts';

const mark = (reviews = [review(1)], items = [item('LabeledEvent', 1)], head = HEAD): string =>
  markOf(head, reviews, items, SELF);

describe('R28: the mark of a pull request', () => {
  test.each([
    ['another head', mark(undefined, undefined, 'b'.repeat(40))],
    ['a new review', mark([review(1), review(2)])],
    ['an edited review', mark([review(1, { lastEditedAt: at(3) })])],
    ['another event', mark(undefined, [item('LabeledEvent', 1), item('ClosedEvent', 2)])],
  ])('R28: the mark of a pull request changes with %s', (_name, changed) => {
    expect(changed).not.toBe(mark());
  });

  test('R28: the mark does not change when the process labels, closes, reopens, dismisses or reviews', () => {
    const own = ['LabeledEvent', 'UnlabeledEvent', 'ClosedEvent', 'ReopenedEvent', 'ReviewDismissedEvent'];
    const items = [item('LabeledEvent', 1), ...own.map((kind, n) => item(kind, n + 2, { actor: PROCESS }))];
    expect(mark([review(1), review(2, { author: PROCESS })], items)).toBe(mark());
    expect(mark([review(1, { state: 'DISMISSED' })])).toBe(mark());
  });

  test('R28: the mark of the whole history equals the mark of the newest part that the list of open pull requests shows', () => {
    const items = Array.from({ length: 90 }, (_, n) => item('LabeledEvent', n, n > 20 ? { actor: PROCESS } : {}));
    const reviews = Array.from({ length: 50 }, (_, n) => review(n + 1));
    expect(mark(reviews, items)).toBe(mark(reviews.slice(-20), items.slice(-MARK_ITEMS)));
  });
});
