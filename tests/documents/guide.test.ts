/** Checks that the guide for templates has every name, in both languages, and that `check` accepts every example. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { FACTS } from '#domain/documents/facts.ts';
import { factsNamed, FORMS } from '#domain/documents/fill.ts';
import { verifyTemplates } from '#domain/documents/verify-template.ts';
import schema from '#schemas/document.schema.json' with { type: 'json' };
import { ROOT } from '../support/folders.ts';
import { office } from '../support/world.ts';

const { block, signatory, column, table, variant, when } = schema.$defs;

const guides = (['docs/panduan/templat.md', 'docs/guide/templates.md'] as const).map(
  (path) => [path, readFileSync(join(ROOT, path), 'utf8')] as const,
);

const examplesIn = (text: string): string[] =>
  [...text.matchAll(/\| `(\{[^`]+\})` \|/g)].map(([, written = '']) => written);

test.each(guides)('the guide %s names every fact and form of a fact, with an example', (_path, text) => {
  const named = examplesIn(text).flatMap(factsNamed);
  expect(Object.keys(FACTS).filter((kind) => !named.some((fact) => fact.kind === kind))).toEqual([]);
  expect(FORMS.filter((form) => !named.some((fact) => fact.form === form))).toEqual([]);
});

test.each(guides)(
  'the guide %s names every kind of block, every condition, and all that a template may have',
  (_path, text) => {
    const keys = [schema, block, signatory, column, table, variant, when].flatMap(({ properties }) =>
      Object.keys(properties),
    );
    const ends = when.properties.ended.items.enum;
    const missing = [...keys, ...ends].filter((key) => !new RegExp(`\`${key}[\`:]`).test(text));
    expect(missing).toEqual([]);
  },
);

test.each(guides)('check accepts the examples of the guide %s', (_path, text) => {
  const texts = examplesIn(text);
  const acts = texts.filter((each) => each.includes('act-'));
  const items = texts.filter((each) => each.includes('{item:'));
  const others = texts.filter((each) => !acts.includes(each) && !items.includes(each));
  const columns = (cells: readonly string[]) => cells.map((cell) => ({ head: 'x', text: cell }));
  const blocks = [
    ...others.map((each) => ({ text: each })),
    { table: { acts: ['disposisi'], columns: columns(acts) } },
    { table: { list: '{result:pemberitahuan-alternatif:/alternatif}', columns: columns(items) } },
  ];
  const template = {
    id: 'surat',
    procedure: 'protokol-manajemen-krisis',
    title: { id: 'Surat', en: 'Letter' },
    audience: 'staff' as const,
    variants: [{ id: 'satu', when: { submitted: true as const }, blocks }],
  };
  const world = {
    procedures: [...office.procedures.values()].map(({ value }) => value),
    schemas: new Map([...office.schemas].map(([path, { value }]) => [path, value])),
    roles: Object.keys(office.roles.roles),
    hasLetterhead: true,
  };
  expect(texts.length).toBeGreaterThan(35);
  expect(verifyTemplates([{ file: 'sops/documents/surat.yaml', template }], world)).toEqual([]);
});

test('the guides in both languages have the same names and examples', () => {
  const [id = [], en = []] = guides.map(([, text]) => examplesIn(text));
  expect(en).toEqual(id);
});
