import { expect, test } from 'vitest';
import { acts, caseAt, run, wib } from '../support/world.ts';

test('R4: a case goes the straight way through the ten rows and completes', () => {
  const { journal, state } = run(caseAt('end'), [], wib(7, '12:00'));
  expect(acts(journal)).toEqual([
    'submitted pengajuan#1 → penerimaan#1',
    'accepted penerimaan#1 → disposisi#1',
    'accepted disposisi#1 → laporan-walikota#1',
    'accepted laporan-walikota#1 → arahan-walikota#1',
    'accepted arahan-walikota#1 → koordinasi#1',
    'accepted koordinasi#1 → pengecekan#1',
    'accepted pengecekan#1 (partial)',
    'accepted pengecekan#1 → persiapan-teknis#1',
    'accepted persiapan-teknis#1 → pelaksanaan#1',
    'accepted pelaksanaan#1 → completed',
  ]);
  expect(journal.map(({ seq }) => seq)).toEqual(journal.map((_, index) => index + 1));
  expect(state?.end).toMatchObject({ kind: 'completed', at: wib(7, '11:00') });
  expect(state?.opens).toMatchObject({ case: 'PMK-2026-12', applicant: { id: 1101, login: 'contoh-opd' } });
});
