import { expect, it } from 'vitest';
import { flowOf } from '#public/site/flow/flow.ts';
import { connectingLetters, pagesOfRows } from '#site/src/lib/print.ts';
import { sop } from '../support/walked-case.ts';

const pages = pagesOfRows(flowOf(sop));

it('the rows of the SOP are spread over sheets, each once, in order', () => {
  expect(pages.flat().map(({ number }) => number)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
  expect(pages.length).toBeGreaterThan(1);
});

it('each line that continues on the next sheet has a letter of its own, and no other line has one', () => {
  const turns = connectingLetters(pages);
  expect(turns).toHaveLength(pages.length - 1);
  for (const [i, letters] of turns.entries()) {
    const [foot, head] = [pages[i]?.at(-1)?.cells ?? [], pages[i + 1]?.[0]?.cells ?? []];
    const down = foot.map(({ lines }) => lines.some(([, y1, , y2]) => Math.max(y1, y2) === 100));
    const on = head.map(({ lines }) => lines.some(([, y1, , y2]) => Math.min(y1, y2) === 0));
    expect(letters.map(Boolean)).toEqual(down);
    expect(on).toEqual(down);
  }
  const used = turns.flat().filter((letter) => letter !== undefined);
  expect(used.length).toBeGreaterThan(0);
  expect(new Set(used).size).toBe(used.length);
});
