import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { serveFolder } from '#embedded/office/serve-folder.ts';
import { BOTH_NUMBERS, NUMBER_WITHOUT_CASE } from '#site/src/lib/text.ts';
import { VERDICTS } from '#site/src/verify/words.ts';
import { Walk } from '../support/walked-case.ts';
import { type BuiltSite, buildSite, serve, type Served } from './support/site.ts';

/** The site of case 6, the fifth that was received. The numbers 7, 8 and 999 have no case. */
let site: BuiltSite;
let anyHost: Served;
let origins: string[];
const office = createServer((request, response) => serveFolder(site.folder)(request, response));
beforeAll(async () => {
  const walk = new Walk(6).submit().approve({ agenda: { year: 2026, number: 5 } });
  site = await buildSite([walk]);
  anyHost = await serve(site.folder);
  await new Promise<void>((listening) => office.listen(0, '127.0.0.1', listening));
  origins = [anyHost.origin, `http://127.0.0.1:${(office.address() as AddressInfo).port}`];
});
afterAll(async () => {
  anyHost?.close();
  office.close();
  await site?.remove();
});

const textOf = (html: string): string => html.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ');

it('R13: every number without a case has the same page in both languages, which says what the number can be', async () => {
  for (const origin of origins) {
    const pages = await Promise.all(
      ['berkas/PMK-2026-7/', 'berkas/PMK-2026-8/', 'berkas/PMK-2026-999/', 'en/berkas/PMK-2026-7/'].map((path) =>
        fetch(`${origin}/${path}`),
      ),
    );
    expect(pages.map(({ status }) => status)).toEqual([404, 404, 404, 404]);
    const texts = await Promise.all(pages.map((page) => page.text()));
    expect(new Set(texts).size).toBe(1);
    const reported = textOf(texts[0] ?? '');
    for (const language of ['id', 'en'] as const) expect(reported).toContain(NUMBER_WITHOUT_CASE[language]);
    for (const link of ['/arsip/', '/meja/', '/periksa/', '/en/arsip/', '/en/meja/', '/en/periksa/'])
      expect(texts[0]).toContain(`href="${link}"`);
  }
});

it('R13: search and verification use the same sentence for a number without a case', async () => {
  for (const [language, archive] of [
    ['id', 'arsip/index.html'],
    ['en', 'en/arsip/index.html'],
  ] as const) {
    expect(VERDICTS.unknown[language]).toContain(NUMBER_WITHOUT_CASE[language]);
    expect((await site.text(archive)).replaceAll('&#39;', "'")).toContain(NUMBER_WITHOUT_CASE[language]);
  }
});

it('R13, R35: the page of a case says what its agenda number counts, and what its case number counts', async () => {
  const id = textOf(await site.text('berkas/PMK-2026-6/index.html'));
  expect(id).toContain(`5/2026. ${BOTH_NUMBERS.id}`);
  expect(textOf(await site.text('en/berkas/PMK-2026-6/index.html'))).toContain(`5/2026. ${BOTH_NUMBERS.en}`);
});
