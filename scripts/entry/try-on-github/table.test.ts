import { expect, test } from 'vitest';
import { held, notAsked, notHeld } from './check.ts';
import { exitCodeOf, trialTable } from './table.ts';

const says = { id: 'Contoh', en: 'An example' };
const rows = [
  { check: { id: 'satu', says }, verdict: held({ id: 'dilihat', en: 'seen' }) },
  { check: { id: 'dua-dua', says }, verdict: notAsked({ id: 'Beri izin.', en: 'Give the permission.' }) },
  {
    check: { id: 'tiga', says },
    verdict: notHeld({ id: 'diterima', en: 'accepted' }, { id: 'Jalankan setup.', en: 'Run setup.' }),
  },
];

test('the table has each check with its verdict, the reason and what to do, and then what stays', () => {
  expect(trialTable(rows, [{ id: '#1, ditutup', en: '#1, closed' }])).toEqual([
    'satu     TERBUKTI / HELD',
    '         Contoh',
    '         An example',
    '         → dilihat',
    '         → seen',
    'dua-dua  TIDAK TERJAWAB / COULD NOT BE ASKED',
    '         Contoh',
    '         An example',
    '         → Beri izin.',
    '         → Give the permission.',
    'tiga     TIDAK TERBUKTI / NOT HELD',
    '         Contoh',
    '         An example',
    '         → diterima',
    '         → accepted',
    '         → Jalankan setup.',
    '         → Run setup.',
    'Terbukti 1 dari 3 / Held: 1 of 3',
    'Tetap ada di repositori percobaan / Stays in the scratch repository:',
    '         #1, ditutup',
    '         #1, closed',
    '         register, situs, dan daftar run di Actions; hapus repositori ini sesudah percobaan',
    '         the register, the site, and the list of runs in Actions; delete this repository after the trial',
  ]);
});

test('R31: the exit code is 0 only if every check held; a check that could not be asked is no success', () => {
  expect([exitCodeOf(rows.slice(0, 1)), exitCodeOf(rows.slice(0, 2)), exitCodeOf(rows)]).toEqual([0, 1, 1]);
});
