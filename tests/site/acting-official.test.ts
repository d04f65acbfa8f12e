import { afterAll, beforeAll, expect, test } from 'vitest';
import { Walk } from '../support/walked-case.ts';
import { type BuiltSite, buildSite } from './support/site.ts';

/** Two cases: one that an acting official returned, and one whose title an acting official corrected after the end. */
const acting = { kind: 'plh', decree: 'CONTOH/PLH/1' } as const;
const returned = new Walk(1).to('disposisi');
returned.changes('Belum lengkap.', { who: { ...returned.holder(), acting } });
const corrected = new Walk(2)
  .submit({ kegiatan: { judul: 'Rapat' } })
  .to('pelaksanaan')
  .approve();
corrected.add('corrected', {
  who: { ...corrected.holder('tu'), acting },
  corrected: { field: '/kegiatan/judul', before: 'Rapat', after: 'Rapat koordinasi' },
});

let site: BuiltSite;
beforeAll(async () => {
  site = await buildSite([returned, corrected], { address: 'https://contoh.example' });
}, 120_000);
afterAll(() => site?.remove());

/** Returns the text of a file of the site, without tags. */
const words = async (path: string): Promise<string> =>
  (await site.text(path)).replace(/<[^>]+>/g, '').replace(/\s+/g, ' ');

test.each([
  ['the sentence on top of the case’s page', 'berkas/PMK-2026-1/index.html', 'Dikembalikan Plh. Kepala Dinas kepada'],
  ['the entry on the case’s page', 'berkas/PMK-2026-1/index.html', 'Plh. Kepala Dinas — '],
  ['the note about a correction', 'berkas/PMK-2026-2/index.html', /Dibetulkan .{5,40}, Plh\. TU\./],
  ['the first page', 'index.html', 'Dibetulkan (Plh. TU)'],
  ['the feed', 'perubahan.atom', 'Dibetulkan (Plh. TU)'],
])('R17, R35: %s names the office of an acting official with Plh. before it', async (_where, path, says) => {
  expect(await words(path)).toMatch(says);
});
