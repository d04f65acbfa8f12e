import { expect, test } from 'vitest';
import { Queue } from './queue.ts';

test('security 77, R31: after 150 triggers by one account, the trigger of another account is looked at in the second run', async () => {
  const runs: number[][] = [];
  const queue = new Queue(
    async ({ pulls }) => {
      runs.push([...pulls]);
      // The other account’s trigger comes while the first run is looking.
      if (runs.length === 1) queue.ring(900, 'lain');
    },
    (error) => expect.unreachable(String(error)),
  );
  for (let pull = 1; pull <= 150; pull += 1) queue.ring(pull, 'banyak');
  await queue.idle();
  expect(runs[1]).toContain(900);
  expect(runs.flat().toSorted((a, b) => a - b)).toEqual([...Array.from({ length: 150 }, (_, n) => n + 1), 900]);
});

test('security 77: an act of another account is not put behind the triggers that wait for the same pull request', async () => {
  const looked: number[] = [];
  const queue = new Queue(
    async ({ pulls }) => void looked.push(...pulls),
    (error) => expect.unreachable(String(error)),
  );
  for (let pull = 1; pull <= 150; pull += 1) queue.ring(pull, 'banyak');
  queue.ring(100, 'pejabat');
  await queue.idle();
  expect(looked.indexOf(100)).toBeLessThan(2);
  expect(looked).toHaveLength(150);
});
