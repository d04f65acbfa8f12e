import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import type { RefusalReason } from '#domain/case/state/reason.ts';
import type { Procedure } from '#domain/generated/procedure.ts';
import type { Language, Text } from '#domain/problem.ts';
import { rowOf, stepOf } from '#domain/procedure/steps.ts';
import { readCurrentCase } from '#embedded/office/current-case.ts';
import { READERS } from '#domain/request/annotations.ts';
import { CHANGES, changedSince } from '#domain/words/changes.ts';
import { TITLES } from '#domain/words/comment.ts';
import { approveWords, changesWords } from '#domain/words/gestures.ts';
import { refusalLine } from '#domain/words/refusal.ts';
import { signedKept } from '#domain/words/entry-remarks.ts';
import { FIELDS } from '#site/src/desk/field-words.ts';
import { LETTERS } from '#site/src/desk/letter-words.ts';
import { WRITING } from '#site/src/desk/request/words.ts';
import { NOTICES } from '#site/src/desk/notice-words.ts';
import { RECORDED } from '#site/src/desk/reply-words.ts';
import { DESK } from '#site/src/desk/words.ts';
import { ENGLISH, INDONESIAN } from '#site/src/form/locale-id.ts';
import { WORDS } from '#site/src/form/words.ts';
import { TEXT } from '#site/src/lib/text.ts';
import { MARKS } from '#site/src/verify/words.ts';
import { PICTURES } from '#tools/pictures/pictures.ts';
import { openPictureOffice } from '#tools/pictures/sample-office.ts';
import { ROOT } from './support/folders.ts';
import { IS_SHIPPED } from './support/shipped.ts';
import { trackedFiles, trackedNames } from './support/tracked.ts';

const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8');

/** The guides for people who use the product, by language. Their pictures are in the same folder. */
const GUIDES = {
  id: {
    folder: 'docs/panduan',
    pictures: 'gambar',
    names: ['pemohon', 'pejabat', 'operator', 'formulir-cms', 'loket', 'langsung-github'],
  },
  en: {
    folder: 'docs/guide',
    pictures: 'pictures',
    names: ['applicant', 'official', 'operator', 'cms-form', 'counter', 'on-github'],
  },
} as const;
const LANGUAGES: readonly Language[] = ['id', 'en'];
const pathsOf = (language: Language): string[] =>
  GUIDES[language].names.map((name) => `${GUIDES[language].folder}/${name}.md`);

const procedure = parse(read('sops/protokol-manajemen-krisis.yaml')) as Procedure;
const { roles } = parse(read('sops/roles.yaml')) as { roles: Readonly<Record<string, { name: Text }>> };
const roleName = (id: string): Text => roles[id]?.name ?? { id, en: id };

/** Returns every text of a nested structure, in a language. A plain string belongs to both languages. */
function textsIn(value: unknown, language: Language): string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [];
  const own = (value as Partial<Text>)[language];
  if (typeof own === 'string') return [own];
  return Object.values(value).flatMap((each) => textsIn(each, language));
}

/** Returns the labels of a schema’s fields, in a language. */
function labelsIn(schema: unknown, language: Language): string[] {
  if (typeof schema !== 'object' || schema === null) return [];
  const label = (schema as Readonly<Record<string, unknown>>)[language === 'id' ? 'title' : 'x-title-en'];
  return [
    ...(typeof label === 'string' ? [label] : []),
    ...Object.values(schema).flatMap((each) => labelsIn(each, language)),
  ];
}

/** Returns the labels of the buttons of all review steps. In an `all`, a label can say whose turn comes next. */
const buttons = (): Text[] =>
  procedure.steps
    .filter(({ kind }) => kind === 'review')
    .flatMap((step) => {
      const { actor } = step;
      const others = typeof actor === 'object' && 'all' in actor ? actor.all.slice(1) : [];
      // Each outcome is shown as if it were the only one, since a result may lead there (R6).
      const ways = step.outcomes.approve.map(({ when: _, ...target }) => ({
        ...step,
        outcomes: { ...step.outcomes, approve: [target] },
      }));
      const approve = ways.flatMap((way) =>
        [[], ...others.map((other) => [other])].flatMap((missing) =>
          [true, false].map((supplies) =>
            approveWords(procedure, way, { request: {}, results: {} }, roleName, { missing, supplies }),
          ),
        ),
      );
      return [...approve, changesWords(procedure, step) ?? []].flat();
    });

/** Returns the sentences about refused acts, with the details that the guides show. */
const refusals = (): Text[] => {
  const at = '2026-11-25T03:41:00Z';
  const detail = { account: 'contoh-tu', role: 'walikota', at };
  const booked = { room: 'tcm', start: '2026-11-27T02:00:00Z', end: '2026-11-27T03:30:00Z' };
  const problems = [{ label: DESK.note, message: DESK.noteMissing }];
  const roomName = (): Text => ({ id: 'Ruang TCM', en: 'TCM Room' });
  const reasons: RefusalReason[] = [
    'already-acted',
    'applicant',
    'no-role',
    'out-of-turn',
    'stale',
    'incomplete',
    'room-taken',
  ];
  const names = { zone: procedure.zone, roleName, roomName };
  const wrong = { code: 'schedule-outside-booking', label: { id: 'Selesai', en: 'End' }, message: DESK.noteMissing };
  return [
    ...reasons.map((reason) =>
      refusalLine({ reason, at, problems, detail: reason === 'room-taken' ? booked : detail }, names),
    ),
    refusalLine({ reason: 'incomplete', problems: [wrong] }, names),
    refusalLine(
      { reason: 'room-taken', at, problems, detail: booked },
      { ...names, step: stepOf(procedure, 'pengecekan') },
    ),
  ];
};

/** English words of Decap that the form shows, since the office has no words of its own for them. */
const DECAP = ['Save', 'Draft', 'Log Out', 'Status: %{status}'];

function productTexts(language: Language): string[] {
  const schemas = trackedNames('schemas');
  return [
    ...textsIn(
      [
        DESK,
        FIELDS,
        NOTICES,
        RECORDED,
        LETTERS,
        WRITING,
        WORDS,
        TEXT,
        MARKS,
        TITLES,
        READERS,
        CHANGES,
        changedSince(1),
        signedKept(1),
        buttons(),
        refusals(),
      ],
      language,
    ),
    ...textsIn(language === 'id' ? INDONESIAN : [ENGLISH, DECAP], language),
    ...schemas.flatMap((name) => labelsIn(JSON.parse(read(`schemas/${name}`)), language)),
    ...procedure.steps.flatMap((step) =>
      textsIn(DESK.submitAgain, language).map((text) =>
        text.replace('{r}', String(rowOf(step))).replace('{s}', step.short[language]),
      ),
    ),
  ];
}

/**
 * Returns whether a text of the product equals these words once a number, a name or a word replaces its placeholders.
 */
function says(text: string, words: string): boolean {
  const parts = text.split(/%?\{\w+\}/).map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  // A text that is hardly more than a placeholder would match everything.
  if (parts.length > 1 && parts.join('').replace(/\W/g, '').length < 3) return false;
  return new RegExp(`^${parts.join('[^.;:]{1,40}')}$`).test(words);
}

test.each(DECAP)('Decap’s own English has “%s”', (words) => {
  expect(read('node_modules/decap-cms/dist/decap-cms.js')).toContain(`"${words}"`);
});

describe.each(LANGUAGES)('the guides (%s)', (language) => {
  const { folder, pictures } = GUIDES[language];
  const named = pathsOf(language).flatMap((path) =>
    [...read(path).matchAll(/!\[([^\]]*)\]\(([^)]+)\)/g)].map(([, words = '', picture = '']) => ({ words, picture })),
  );

  test.skipIf(!IS_SHIPPED).each(pathsOf(language))('the guide %s has in bold only words of the product', (path) => {
    const texts = productTexts(language);
    const bold = [...read(path).matchAll(/\*\*([^*]+)\*\*/g)].map(([, words = '']) => words.replace(/\s+/g, ' '));
    expect(bold.length).toBeGreaterThan(1);
    expect([...new Set(bold)].filter((words) => !texts.some((text) => says(text, words)))).toEqual([]);
  });

  test('every picture of the guides is made by the script, exists, is shown once, and is small', () => {
    const taken = Object.values(PICTURES).map((name) => `${name[language]}.webp`);
    expect(trackedNames(`${folder}/${pictures}`).sort()).toEqual([...taken].sort());
    expect(named.map(({ picture }) => picture).sort()).toEqual(taken.map((name) => `${pictures}/${name}`).sort());
    for (const { picture } of named)
      expect([picture, statSync(join(ROOT, folder, picture)).size < 120_000]).toEqual([picture, true]);
  });

  test('every picture of the guides says in words what it shows', () => {
    for (const { words, picture } of named) expect([picture, words.length > 30]).toEqual([picture, true]);
  });
});

test('a guide has the same steps and the same pictures in both languages', () => {
  const shapeOf = (path: string): string[] => read(path).match(/^ *(?:\d+\.|#+|-|!\[|\|)/gm) ?? [];
  const [indonesian, english] = LANGUAGES.map((language) => pathsOf(language).map(shapeOf));
  expect(english).toEqual(indonesian);
});

test.each([
  ['pejabat', 700],
  ['pemohon', 800],
  ['operator', 650],
])('the guide %s has at most %i words, so that people read it', (name, most) => {
  expect(read(`docs/panduan/${name}.md`).trim().split(/\s+/).length).toBeLessThanOrEqual(most);
});

test('the cases in the pictures still reach the rows that the pictures show', async () => {
  const { office, numbers, close } = await openPictureOffice(0);
  const rows = new Map<string, unknown>();
  for (const [name, number] of Object.entries(numbers)) {
    const { journal, procedure: pinned } = await readCurrentCase(office.deps.forge, number);
    const step = pinned?.steps.find(({ id }) => id === journal.state?.visit.step);
    rows.set(name, step && rowOf(step));
  }
  await close();
  expect(Object.fromEntries(rows)).toEqual({
    ...{ laporan: 10, evakuasi: 9, insiden: 7, terlambat: 4, kembali: 1, disposisi: 3 },
    konsep: undefined,
  });
});

test('R11: no text for people calls anything “for officials only”, since everyone who can open the forge reads it', () => {
  const ONLY = /hanya untuk (?:petugas|pejabat)|(?:for )?officials only|only (?:for|to) officials/i;
  const places = ['site/src', 'scripts', 'schemas', 'sops', 'docs/panduan', 'docs/guide'];
  const read = places.flatMap((place) => trackedFiles(place)).filter((path) => !/\.(?:test\.ts|webp)$/.test(path));
  const saying = read.filter((path) => ONLY.test(readFileSync(join(ROOT, path), 'utf8').replace(/\s+/g, ' ')));
  expect(read.length).toBeGreaterThan(500);
  expect(saying).toEqual([]);
  expect('Diisi Subkor; hanya untuk petugas.').toMatch(ONLY);
});

test.each([
  ['docs/guide/suitable.md', 'only for trying'],
  ['docs/guide/installation.md', 'only for trying'],
  ['docs/guide/costs.md', 'only for trying'],
  ['docs/panduan/cocokkah.md', 'hanya untuk mencoba'],
  ['docs/panduan/pemasangan.md', 'hanya untuk mencoba'],
  ['docs/panduan/biaya.md', 'hanya untuk mencoba'],
])('%s sends no real office to the office on one machine, which takes only sample people', (path, words) => {
  const text = read(path).replace(/\s+/g, ' ');
  expect(text).toContain(words);
  expect(text).not.toMatch(/(?:or run|atau jalankan) (?:the office on one machine|kantor di satu mesin)/);
});

test.each([
  ['docs/guide/installation.md', /for this repository only, for (\d+) days/],
  ['docs/panduan/pemasangan.md', /untuk repositori ini, berlaku (\d+) hari/],
])('%s asks for a token that outlives an invitation, which GitHub keeps open for seven days', (path, days) => {
  const [, count] = days.exec(read(path).replace(/\s+/g, ' ')) ?? [];
  expect(Number(count)).toBeGreaterThan(14);
});
