import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ROOT } from '../support/folders.ts';
import { DEFENCES } from './defences.ts';
import { nearestTests } from './near.ts';
import { mutantsOf } from './operators.ts';

test.each(DEFENCES)(
  'the text of the defence of row $row is in $file exactly once, and its tests exist',
  ({ file, from, tests }) => {
    expect(readFileSync(join(ROOT, file), 'utf8').split(from)).toHaveLength(2);
    expect(tests.length).toBeGreaterThan(0);
    expect(tests.filter((path) => !existsSync(join(ROOT, path)) && !existsSync(join(ROOT, `${path}.test.ts`)))).toEqual(
      [],
    );
  },
);

test('the nearest tests of a file import the file itself, and the walks come later', () => {
  const tests = nearestTests()('scripts/domain/room/slot.ts');
  expect(tests[0]).toBe('scripts/domain/room/slot.test.ts');
  expect(tests.findIndex((path) => path.startsWith('tests/e2e/'))).toBeGreaterThan(5);
});

test('operators are found with their positions, and none in a type', () => {
  const text = 'type A = 1 | 2;\nconst b = (n: number): boolean => n > 1 && !isOdd(n);\n';
  expect(mutantsOf('a.ts', text).map(({ label }) => label)).toEqual([
    'a.ts:2 && -> ||',
    'a.ts:2 > -> >=',
    'a.ts:2 1 -> (1 + 1)',
    'a.ts:2 !isOdd(n) -> isOdd(n)',
  ]);
});

test.each<[what: string, text: string, left: readonly string[]]>([
  ['a call', 'while (a) g();', ['while (a) ;']],
  ['a call that is waited for', 'await g(b);', [';']],
  ['no call whose result is used', 'const a = g(); class B extends A { constructor() { super(); } }', []],
  ['each element of a list', 'a = [b, ...c];', ['a = [...c];', 'a = [b];']],
  ['the only element of a list', 'a = [b,];', ['a = [];']],
  ['nothing of a pattern', '[a, b] = c;', []],
])('each call without a used result, and each element of a list, is dropped once: %s', (_, text, left) => {
  expect(mutantsOf('a.ts', text).map(({ start, to, end }) => text.slice(0, start) + to + text.slice(end))).toEqual(
    left,
  );
});
