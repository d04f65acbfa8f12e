import { Parser, StaticConfigLoader } from 'html-validate';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { PublicCase } from '#domain/generated/public-case.ts';
import { openJournal, seal } from '#domain/journal/journal.ts';
import { PERMITS } from '../support/folders.ts';
import { salts } from '../support/sealed-journal.ts';
import { after, configOf, History, run, stranger } from '../support/world.ts';
import { type BuiltSite, buildSite } from './support/site.ts';

/** An office whose examiner has five working days, which pause while the citizen corrects the request (R44). */
const config = await configOf(PERMITS);
const kept = config.procedures.get('izin-balai');
if (!kept) throw new Error('The office has no such procedure.');
const procedure = structuredClone(kept.value);
const step = (id: string) => {
  const found = procedure.steps.find((each) => each.id === id);
  if (!found) throw new Error(`The procedure has no step ${id}.`);
  return found;
};
step('pemeriksaan').time.limit = 'P5D';
procedure.spans = [
  {
    ...{ id: 'periksa', words: { id: 'waktu pemeriksaan seluruhnya', en: 'the time for the whole examination' } },
    ...{ over: ['pemeriksaan'], pausedAt: ['correction', 'penerimaan'], clock: 'balai', limit: 'P5D' },
  },
];
const office = {
  ...config,
  procedures: new Map(config.procedures).set('izin-balai', { ...kept, value: procedure }),
};

/** Monday, 7 December 2026, 09.00 in central Indonesia. */
const MONDAY = '2026-12-07T01:00:00Z';
const HOUR = 3600;
const DAY = 24 * HOUR;
const request = {
  ...{ sop: 'izin-balai', akun: stranger.login, acara: 'Pentas', ruang: 'balai' },
  ...{ mulai: '2027-02-01T09:00:00+08:00', selesai: '2027-02-01T11:00:00+08:00' },
};
const MORE = { keputusan: 'perpanjang' };

/** @param until an instant, in seconds after Monday, 09.00 */
function caseUntil(number: number, until: number) {
  const history = new History({ config: office, branch: 'permohonan/balai', opener: stranger, number });
  history.push(after(MONDAY, -60), request);
  history.label(MONDAY, 'opened');
  history.approve(after(MONDAY, HOUR), 'loket');
  history.changes(after(MONDAY, 2 * HOUR), 'periksa', 'Mohon lengkapi.');
  history.push(after(MONDAY, 2 * DAY + HOUR), { ...request, acara: 'Pentas seni' });
  history.sign(after(MONDAY, 2 * DAY + HOUR + 1));
  history.approve(after(MONDAY, 2 * DAY + 1.5 * HOUR), 'loket', 'Lengkap.');
  history.approve(after(MONDAY, 3 * DAY), 'periksa', { note: 'Perlu waktu.', result: MORE });
  const { journal } = run(history, [], after(MONDAY, until));
  const disclosure = { request: config.schemas.get(procedure.request.schema)?.value, hasNature: false };
  return seal(openJournal(number, undefined), journal, { ...disclosure, result: () => undefined }, salts());
}
const [PAUSED, RESUMED, EXTENDED] = [DAY, 2.5 * DAY, 3.5 * DAY];

let site: BuiltSite;
const pages = new Map<string, ReturnType<Parser['parseHtml']>>();
beforeAll(async () => {
  const cases = [PAUSED, RESUMED, EXTENDED].map((until, i) => [i + 1, caseUntil(i + 1, until)] as const);
  site = await buildSite([], { config: office, journals: new Map(cases) });
  const loaded = await new StaticConfigLoader({ root: true }).getConfigFor('page.html');
  for (const path of ['berkas/BLI-2026-1', 'berkas/BLI-2026-2', 'berkas/BLI-2026-3', 'en/berkas/BLI-2026-3'])
    pages.set(path, new Parser(loaded).parseHtml(await site.text(`${path}/index.html`)));
});
afterAll(() => site?.remove());

const words = (path: string): string =>
  (pages.get(path)?.querySelector('main')?.textContent ?? '').replace(/\s+/g, ' ');

describe('R23, R35: five working days are shown as working days on every page', () => {
  test('R23, R35: working days are shown as such during a pause', () => {
    expect(words('berkas/BLI-2026-1')).toContain('berhenti, sisa 5 hari kerja');
  });

  test('R23, R35: working days are shown as such after a pause, of the step and of the span', () => {
    const said = words('berkas/BLI-2026-2');
    expect(said).toContain('(5 hari kerja, sisa 5 hari kerja)');
    expect(said).toContain('Waktu 5 hari kerja berhenti sejak Senin, 7 Desember 2026');
    expect(said).toContain('ketika giliran berpindah, lalu berjalan lagi: tersisa 5 hari kerja.');
    expect(said).toContain('Waktu baku 5 hari kerja, sisa 5 hari kerja, dihitung sejak Rabu, 9 Desember 2026');
  });

  test('R23, R35: after an extension the time limit, the time left and the added working days are shown', () => {
    expect(words('berkas/BLI-2026-3')).toContain(
      '(5 hari kerja, sisa 5 hari kerja, ditambah perpanjangan 2 hari kerja)',
    );
    expect(words('en/berkas/BLI-2026-3')).toContain(
      '(5 working days, with 5 working days left, and an extension of 2 working days)',
    );
  });

  test('R23, R35: working days are never shown as hours or as office time', () => {
    for (const path of pages.keys())
      expect(words(path)).not.toMatch(/\d jam kerja|waktu kantor|\d working hours?\b|office time/);
  });

  test('R23, R35: the data have the allowed time of a visit in working days', async () => {
    const one = JSON.parse(await site.text('data/cases/BLI-2026-3.json')) as PublicCase;
    expect(one.visits.map(({ allowedDays }) => allowedDays)).toEqual([
      undefined,
      undefined,
      5,
      undefined,
      undefined,
      7,
    ]);
  });
});
