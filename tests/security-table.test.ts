import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const ROOT = new URL('../', import.meta.url);
const text = readFileSync(new URL('docs/SECURITY.md', ROOT), 'utf8');

interface Row {
  readonly number: number;
  readonly tests: readonly { readonly file: string; readonly name: string }[];
}

const rows: readonly Row[] = text.split('\n').flatMap((line) => {
  const [, number, , , tests = ''] = line.split('|').map((cell) => cell.trim());
  if (!/^\d+$/.test(number ?? '')) return [];
  const named = [...tests.matchAll(/`([^`]+)`: “(.+?)”(?=;|$)/g)];
  return [{ number: Number(number), tests: named.map(([, file = '', name = '']) => ({ file, name })) }];
});

test('the table of threats has its rows in order, without duplicates, and each with a test', () => {
  const numbers = rows.map(({ number }) => number);
  expect(numbers.slice(0, 30)).toEqual(Array.from({ length: 30 }, (_, at) => at + 1));
  expect(numbers).toEqual([...new Set(numbers)].sort((a, b) => a - b));
  expect(rows.filter(({ tests }) => tests.length === 0)).toEqual([]);
});

test.each(rows.flatMap(({ number, tests }) => tests.map((each) => ({ number, ...each }))))(
  'row $number: $file has “$name”',
  ({ file, name }) => {
    const source = readFileSync(new URL(file, ROOT), 'utf8');
    // The sentence is a string in the source: a test’s title, or the text of a table’s entry.
    const written = [`'${name}'`, `"${name}"`, `\`${name}\``, `says: '${name}'`];
    expect(written.some((each) => source.includes(each))).toBe(true);
    expect(source).not.toMatch(/\b(?:test|it|describe)\.skip\(/);
  },
);
