import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { ROOT } from './support/folders.ts';
import { firstColumn, formFindings, readRuleBook, ruleFindings, ruleNumbers } from './support/rule-book.ts';
import { testTitles } from './support/test-titles.ts';
import { trackedFiles } from './support/tracked.ts';

const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8');

test('every rule of docs/rules.md has a test that names it, and every number that is named is a rule', () => {
  const files = ['scripts', 'site', 'tests', 'docs'].flatMap((folder) => trackedFiles(folder));
  const texts = files
    .filter((file) => /\.(?:ts|tsx|astro|mjs|md)$/.test(file))
    .map((file) => ({ file, text: read(file) }));
  const titles = texts
    .filter(({ file }) => file.endsWith('.test.ts'))
    .flatMap(({ file, text }) => testTitles(text, file).map((title) => ({ file, title })));
  const named = texts.map(({ file, text }) => ({ file, numbers: ruleNumbers(text) }));
  expect(ruleFindings(read('docs/rules.md'), titles, named)).toEqual([]);
});

/** Returns the values that the schema of entries lists for a property. */
const listed = (name: string): unknown =>
  (JSON.parse(read('schemas/journal-entry.schema.json')) as { properties: Record<string, { enum: string[] }> })
    .properties[name]?.enum;

test('every rule has one sentence, its limits, and the files that decide it; at least one of these files names the rule', () => {
  const named = ['scripts', 'site']
    .flatMap((folder) => trackedFiles(folder))
    .filter((file) => !file.includes('.test.'))
    .map((file) => ({ file, numbers: ruleNumbers(read(file)) }));
  expect(formFindings(read('docs/rules.md'), named)).toEqual([]);
});

test('the table of R16 has the reasons that the schema of entries lists, in the same order', () => {
  expect(firstColumn(read('docs/rules.md'), 'reason')).toEqual(listed('reason'));
});

test('R16: a test of the domain expects each reason', () => {
  const domain = trackedFiles('tests/domain').map(read).join('\n');
  const expected = new Set([...domain.matchAll(/(?:reason: |\[\s*)'([a-z-]+)'/g)].map(([, reason]) => reason));
  expect((listed('reason') as string[]).filter((reason) => !expected.has(reason))).toEqual([]);
});

test('the table of R16 names files of the domain', () => {
  const [, rows = ''] = read('docs/rules.md').split('\n| reason |');
  const [table = ''] = rows.split('\n\n');
  const named = [...table.matchAll(/`([a-z-]+\.ts)`/g)].map(([, name = '']) => name);
  const there = trackedFiles('scripts/domain').map((path) => path.slice(path.lastIndexOf('/') + 1));
  expect(named.length).toBeGreaterThan(0);
  expect(named.filter((name) => !there.includes(name))).toEqual([]);
});

test('the glossary has the ends that the schema of entries lists, in the same order (R1, R43)', () => {
  expect(firstColumn(read('docs/rules.md'), 'code')).toEqual(listed('end'));
});

describe('a rule in another form is found', () => {
  const rule = ['### R1 One', '', 'It is one sentence (R2).', '', '- A limit.', '', 'Decided in `scripts/a.ts`.'].join(
    '\n',
  );
  const named = [
    { file: 'scripts/a.ts', numbers: [1] },
    { file: 'scripts/b.ts', numbers: [2] },
  ];

  test('a rule in the right form has no finding', () => {
    expect(formFindings(rule, named)).toEqual([]);
  });

  test.each([
    ['two sentences', 'sentence (R2).', 'sentence. It is another.', 'R1 does not open with one sentence'],
    ['a list without a sentence before it', 'It is one sentence (R2).\n\n', '', 'R1 does not open with one sentence'],
    ['no limits', '- A limit.\n\n', '', 'R1 has no list of its limits'],
    ['no file', '\n\nDecided in `scripts/a.ts`.', '', 'R1 does not end with the files that it is decided in'],
    ['a file that is gone', 'a.ts', 'c.ts', 'R1 is decided in scripts/c.ts, which is not there'],
    ['a file that does not name it', 'a.ts', 'b.ts', 'R1 is named in no file that it is decided in'],
  ])('in the form of rules, %s is found', (_what, part, instead, finding) => {
    expect(formFindings(rule.replace(part, instead), named)).toContain(finding);
  });
});

describe('a disagreement between rules, tests and files is found', () => {
  const UNKNOWN = 99;
  const book = ['## Cases', '', '### R1 One', '', '### R2 Two', '', '## Planned rules', '', '- R3 Three'];
  const whole = book.join('\n');
  const titles = [
    { file: 'a.test.ts', title: 'R1: one' },
    { file: 'b.test.ts', title: 'two (R2)' },
  ];
  const named = [
    { file: 'scripts/a.ts', numbers: [1, 2] },
    { file: 'docs/a.md', numbers: [1, 3] },
  ];
  const bookWith = (at: string, line: string) => ({ text: whole.replace(at, line) });
  const titlesWith = (title: string) => ({ tests: [...titles, { file: 'c.test.ts', title }] });
  const namesWith = (file: string, number: number) => ({ names: [...named, { file, numbers: [number] }] });
  const agreed = { text: whole, tests: titles, names: named };

  test('rules, tests and files that agree have no finding', () => {
    expect(ruleFindings(whole, titles, named)).toEqual([]);
  });

  test.each<[string, Partial<typeof agreed>, string]>([
    ['a rule without a test', { tests: titles.slice(1) }, 'R1 is in no test’s title'],
    ['a test of a planned number', titlesWith('R1–R3: all'), 'R3 is only planned, but c.test.ts tests it'],
    [
      'code that names a number that is no rule',
      namesWith('scripts/b.ts', UNKNOWN),
      `scripts/b.ts names R${UNKNOWN}, which is no rule`,
    ],
    [
      'a test that names a number that is no rule',
      namesWith('c.test.ts', UNKNOWN),
      `c.test.ts names R${UNKNOWN}, which is no rule`,
    ],
    [
      'a document that names a number that is no rule',
      namesWith('docs/b.md', UNKNOWN),
      `docs/b.md names R${UNKNOWN}, which is no rule`,
    ],
    ['code that names a planned number', namesWith('site/b.tsx', 3), 'site/b.tsx names R3, which is no rule'],
    ['a duplicate rule', bookWith('### R2', '### R1 Again\n\n### R2'), 'R1 stands twice'],
    ['a rule that is planned as well', bookWith('- R3', '- R2 Two\n- R3'), 'R2 stands twice'],
    ['rules out of order', bookWith('### R1 One\n\n### R2', '### R2 Two\n\n### R1'), 'R1 stands after R2'],
    ['a number left out', bookWith('- R3', '- R4'), 'R3 is left out'],
    ['a heading of another form', bookWith('### R2', '### R3: Three\n\n### R2'), '“### R3: Three” is neither'],
    ['a heading among planned numbers', bookWith('- R3', '### R4 Four\n\n- R3'), '“### R4 Four” is neither'],
  ])('between rules, tests and files, %s is found', (_what, planted, finding) => {
    const { text, tests, names } = { ...agreed, ...planted };
    expect(ruleFindings(text, tests, names).join('\n')).toContain(finding);
  });

  test('docs/rules.md has more than thirty rules', () => {
    const { rules } = readRuleBook(read('docs/rules.md'));
    expect(rules.length).toBeGreaterThan(30);
  });
});

test.each([
  ['R5, R6 and (R16)', [5, 6, 16]],
  ['security 6, R26–R28', [26, 27, 28]],
  ['R4-R6: R5', [4, 5, 6]],
  ['R3’s other file, and R3', [3]],
  ['R, R0x1, AR7, R7a, R123 and `R${number}`', []],
])('rules are read from “%s”', (text, expected) => {
  expect(ruleNumbers(text)).toEqual(expected);
});

test.each([
  [`test('one', () => {});`, ['one']],
  ['describe("a", () => { it(`b ${c}`, () => {}); });', ['a', 'b ${c}']],
  [`test.each(ROWS.map((row) => [row.name, row] as const))('%s', (_name, row) => {});`, ['%s']],
  [`describe.skipIf(!hasBrowser)('a', () => { test.each([['b']])('%s', () => {}); });`, ['a', '%s']],
  ['it.each`x\n${1}`("tagged", () => {});', ['tagged']],
  [`test(\n  'over lines',\n  async () => {},\n  1000,\n);`, ['over lines']],
  [`describe.skip('a', () => { test('b', () => {}); }); it.todo('c'); test.skip.each([1])('d', () => {});`, []],
  [`expect(say('no title')).toBe("test('quoted')"); // test('a comment')`, []],
])('titles are read from %j', (source, expected) => {
  expect(testTitles(source)).toEqual(expected);
});
