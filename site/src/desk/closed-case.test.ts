import { expect, it } from 'vitest';
import { deskCase } from '#tests/site/support/desk-case.ts';
import { Walk } from '#tests/support/walked-case.ts';
import { myTurn } from './desk-case.ts';

/**
 * Returns what an account reads at the desk, in place of the form, about a case in which the account cannot act.
 * @param account 42 is the applicant, and 100 is an official who acts
 */
function read(walk: Walk, account: number): string {
  const one = deskCase({ walk });
  if (!one.current) throw new Error('There is no case.');
  const mine = myTurn({ ...one, viewer: { ...one.viewer, databaseId: account } }, one.current, '2026-11-26T02:00:00Z');
  return 'why' in mine ? mine.why.id : 'giliran';
}

const completed = () => new Walk(7).to('pelaksanaan').approve();
const rejected = () => new Walk(7).to('disposisi').reject('Bukan kewenangan kami.');
const withdrawn = () => new Walk(7).to('disposisi').withdraw();

it('R16, R35: the person who ended a case reads what they did, and that nothing is left to do', () => {
  expect(read(completed(), 100)).toBe(
    'Anda menyetujui langkah 10; berkas sudah ditutup. Tidak ada lagi yang perlu dilakukan.',
  );
  expect(read(rejected(), 100)).toBe(
    'Anda menolak permohonan ini; berkas sudah ditutup. Tidak ada lagi yang perlu dilakukan.',
  );
});

it('R6, R35: a person who confirmed a result that ended the case reads that they recorded the result, not that they approved', () => {
  const walk = new Walk(7).to('pengecekan').approve({ partial: true });
  const because = { id: 'gangguan jaringan internet', en: 'the internet connection is disturbed' };
  walk.add('accepted', { gesture: 'approve', end: 'failed', because, who: walk.holder('staf-operator') });
  expect(read(walk, 100)).toBe(
    'Anda mencatat hasil langkah 7; berkas sudah ditutup. Tidak ada lagi yang perlu dilakukan.',
  );
});

it('R52: a person who was informed by account reads whose turn it is, and an account without a role reads that a role is needed', () => {
  const walk = new Walk(7).to('arahan-walikota');
  walk.approve({ note: 'x', informed: { accounts: [{ id: 77, login: 'contoh-bpbd' }] } });
  expect(read(walk, 77)).toBe('Bukan giliran Anda: menunggu Kabid Aptika (langkah 6).');
  expect(read(walk, 78)).toMatch(/memangku jabatan/);
});

it('R16, R35: the applicant of an ended case is pointed to a new request, unless the case is completed; an official never is', () => {
  expect(read(rejected(), 42)).toMatch(/^Berkas sudah ditutup .* Bila masih diperlukan, ajukan permohonan baru\.$/);
  expect(read(withdrawn(), 42)).toBe(
    'Anda menarik permohonan ini; berkas sudah ditutup. Bila masih diperlukan, ajukan permohonan baru.',
  );
  expect(read(completed(), 42)).toMatch(/^Berkas sudah ditutup .* Tidak ada lagi yang perlu dilakukan\.$/);
  expect(read(withdrawn(), 100)).toMatch(/^Berkas sudah ditutup .* Tidak ada lagi yang perlu dilakukan\.$/);
});
