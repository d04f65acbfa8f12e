import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import type { Procedure } from '#domain/generated/procedure.ts';
import { FIRST, ROOT } from './support/folders.ts';

const page = readFileSync(join(ROOT, 'docs/seed.md'), 'utf8');
const { steps, identity } = parse(
  readFileSync(join(FIRST, 'sops/protokol-manajemen-krisis.yaml'), 'utf8'),
) as Procedure;

interface Line {
  readonly row: string;
  readonly tests: readonly { readonly file: string; readonly title?: string | undefined }[];
}

const lines: readonly Line[] = page.split('\n').flatMap((line) => {
  const cells = line.split('|').map((cell) => cell.trim());
  const last = cells.at(-2) ?? '';
  if (cells.length < 7 || !last.startsWith('`tests/')) return [];
  const named = [...last.matchAll(/`(tests\/[^`]+)`(?:: “(.+?)”)?/g)];
  return [{ row: cells[1] ?? '', tests: named.map(([, file = '', title]) => ({ file, title })) }];
});

test('the page of the printed SOP has a line for each of its rows, each with an existing test', () => {
  const rows = new Set(lines.flatMap(({ row }) => row.split('–')));
  for (const { row } of steps) expect([String(row), rows.has(String(row))]).toEqual([String(row), true]);
  for (const { row, tests } of lines)
    for (const { file, title } of tests) {
      expect([row, file, existsSync(join(ROOT, file))]).toEqual([row, file, true]);
      const source = readFileSync(join(ROOT, file), 'utf8');
      const isThere = title === undefined || [`'${title}'`, `"${title}"`].some((each) => source.includes(each));
      expect([row, title, isThere]).toEqual([row, title, true]);
    }
});

test('the page of the printed SOP quotes the head and each row of the print', () => {
  const said = page.replaceAll(/\s+/g, ' ');
  const { number, title, created, division, equipment, records, related } = identity;
  for (const cell of [number, title, created, division, ...equipment, ...records, ...related])
    expect(said).toContain(cell);
  for (const { completeness, output } of steps) for (const cell of [completeness, output]) expect(said).toContain(cell);
  for (const { time } of steps) expect(said).toContain(time.printed);
});
