import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Entry } from '#domain/generated/journal-entry.ts';
import { readPublished } from '#tests/support/published-file.ts';
import { sop, Walk, world } from '#tests/support/walked-case.ts';
import { exportRegister } from '#tests/support/export-register.ts';
import { manifestOf } from '../folder.ts';
import { openLocalSite } from '../local-site.ts';

const root = new URL('../../../..', import.meta.url).pathname;
let folder = '';
let built = 0;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'situs-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const place = () => ({ root, out: join(folder, String(++built)), address: 'https://contoh.example/berkas' });
const dataOf = (...walks: Walk[]) => exportRegister(world(walks));
const ORIGIN: NonNullable<Entry['origin']> = {
  ...{ case: `${sop.short}-2026-1`, procedure: sop.id, opener: 42, end: 'rejected', at: '2026-11-25T04:00:00Z' },
  decidedBy: [{ id: 977, login: 'pemutus-rahasia', name: 'Contoh Pemutus', role: 'tu' }],
};
const origin = () => new Walk(1).submit().withdraw();
const following = (more: Partial<Entry> = {}) => new Walk(2).submit({}, { origin: ORIGIN, ...more });

describe('R45: pages of cases with an origin', () => {
  it('R11, R45: the data of a case name its origin, but not how the origin ended or who decided it; of a restricted case not even the origin', () => {
    const [, two] = dataOf(origin(), following()).dossiers;
    expect(two?.case.origin).toEqual({ case: ORIGIN.case });
    expect(`${JSON.stringify(two?.case)}${two?.chain}`).not.toMatch(/decidedBy|pemutus-rahasia|977/);
    const [, restricted] = dataOf(origin(), following({ nature: 'rahasia' })).dossiers;
    expect(restricted?.case.narrowed).toBe(true);
    expect(`${JSON.stringify(restricted?.case)}${restricted?.chain}`).not.toContain(ORIGIN.case);
  });

  it('R45: the page of an origin lists the cases that refer to it, and is made again when such a case comes or ends', async () => {
    const here = place();
    const site = await openLocalSite(here);
    const page = (id = 1, language = '') =>
      readPublished(join(here.out, `${language}berkas/${sop.short}-2026-${id}/index.html`));
    const first = dataOf(origin());
    await site.publish(first.publication, { all: () => first.dossiers });
    expect(await page()).not.toContain('Berkas lanjutan');
    const steps = [
      [following(), 'Berjalan', 'Running'],
      [following().withdraw(), 'Ditarik', 'Withdrawn'],
    ] as const;
    for (const [walk, id, en] of steps) {
      const { publication, dossiers } = dataOf(origin(), walk);
      const made = await site.publish(publication, { all: () => dossiers, changed: dossiers.slice(1), years: true });
      expect(made.whole).toBe(false);
      expect(await page()).toContain(
        `<a href="/berkas/berkas/${sop.short}-2026-2/">${sop.short}-2026-2</a>, ${sop.title.id}: ${id}`,
      );
      expect(await page(1, 'en/')).toContain(`${sop.title.en}: ${en}`);
      expect(await page(2)).toContain(
        `<dt>Berkas asal</dt><dd><a href="/berkas/berkas/${ORIGIN.case}/">${ORIGIN.case}</a>`,
      );
      const anew = place();
      const whole = await openLocalSite(anew);
      await whole.publish(publication, { all: () => dossiers });
      expect(await manifestOf(here.out)).toEqual(await manifestOf(anew.out));
      whole.close();
    }
    site.close();
  });

  it('R11, R45: the page of an origin no longer lists a case that has become restricted', async () => {
    const here = place();
    const site = await openLocalSite(here);
    const before = dataOf(origin(), following());
    await site.publish(before.publication, { all: () => before.dossiers });
    const walk = following().changes('alasan').submit({}, { nature: 'rahasia', origin: ORIGIN });
    const { publication, dossiers } = dataOf(origin(), walk);
    await site.publish(publication, { all: () => dossiers, changed: dossiers.slice(1) });
    const page = await readPublished(join(here.out, `berkas/${ORIGIN.case}/index.html`));
    expect(page).not.toContain(`${sop.short}-2026-2`);
    site.close();
  });
});
