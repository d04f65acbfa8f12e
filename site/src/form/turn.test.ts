import { describe, expect, it } from 'vitest';
import type { Problem } from '#domain/problem.ts';
import { deskCase, refusedDraft, submittedDraft } from '#tests/site/support/desk-case.ts';
import { sop, Walk } from '#tests/support/walked-case.ts';
import type { DeskCase } from '../desk/desk-case.ts';
import { type FormEntry, formTurnOf } from './turn.ts';

const user = { id: 42, login: 'pemohon-login' };
const entry: FormEntry = {
  ...{ collection: sop.id, slug: '2026/rapat/request', isNew: false, isOnBranch: true },
  account: 'pemohon-login',
};
const NOW = Date.parse('2026-11-25T02:10:00Z');

/** What the forge shows of the entry's branch. */
const asking = (one: DeskCase | undefined, language: 'id' | 'en' = 'id', foreign?: string) => ({
  reader: {
    read: async (collection: string, slug: string) =>
      collection === entry.collection && slug === entry.slug ? one : undefined,
    foreign: async () => foreign,
    now: () => NOW,
  },
  ...{ user, language },
});
const turn = (one: DeskCase | undefined, more: Partial<FormEntry> = {}) =>
  formTurnOf({ ...entry, ...more }, asking(one));

const problem: Problem = {
  ...{ file: 'request.yaml', path: '/pelaksanaan/mulai', code: 'start-not-in-future' },
  label: { id: 'Mulai', en: 'Start' },
  message: { id: 'Waktu mulai sudah lewat', en: 'The start had passed' },
};
const DRAFT = 'Konsep. Belum diajukan dan tidak tampil untuk publik. Ajukan dengan mengubah status menjadi "Ajukan".';
const REFUSED = 'Pengajuan belum diterima. Perbaiki, simpan, lalu ajukan lagi.';

describe('whose turn a request is, before it is saved', () => {
  it('a new request is the applicant’s, and nobody is asked', async () => {
    const reader = { ...asking(undefined).reader, read: () => Promise.reject(new Error('asked')) };
    expect(await formTurnOf({ ...entry, isNew: true }, { ...asking(undefined), reader })).toMatchObject({
      maySave: true,
    });
  });

  it('a draft is the applicant’s, also once its sign was taken back', async () => {
    const draft = { maySave: true, mayDelete: true, tone: 'calm', sentence: DRAFT };
    const { comments } = refusedDraft([problem]);
    expect(await turn(undefined)).toEqual(draft);
    expect(await turn(deskCase())).toEqual(draft);
    expect(await turn(deskCase({ pull: { comments } }))).toEqual(draft);
  });

  it('a draft that is submitted and not read yet is said to be', async () => {
    const { maySave, sentence } = await turn(deskCase({ pull: submittedDraft() }));
    expect([maySave, sentence]).toEqual([
      true,
      'Sudah diajukan, dan belum dibaca proses. Yang disimpan sekarang ikut diajukan.',
    ]);
  });

  it('R48: before they save, the opener of a draft reads that the form holds another account’s change, and where to choose', async () => {
    expect(await formTurnOf(entry, asking(deskCase(), 'id', 'orang-lain'))).toEqual({
      ...{ maySave: true, mayDelete: true, tone: 'attention', sentence: DRAFT },
      found: [expect.stringMatching(/^Akun lain \(@orang-lain\) mengubah permohonan ini.* di Meja kerja /)],
    });
  });

  it('R12: a draft whose submission was refused has every reason', async () => {
    expect(await turn(deskCase({ pull: refusedDraft([problem]) }))).toEqual({
      ...{ maySave: true, mayDelete: true, submits: true, tone: 'attention', sentence: REFUSED },
      problems: [problem],
    });
  });

  it('and until these are there what its status says', async () => {
    const pull = submittedDraft('FAILURE', 'Pengajuan belum diterima: 1 isian harus diperbaiki. Mulai: sudah lewat.');
    expect(await turn(deskCase({ pull }))).toMatchObject({
      sentence: REFUSED,
      found: ['Pengajuan belum diterima: 1 isian harus diperbaiki. Mulai: sudah lewat.'],
    });
  });

  it('while others are on turn nothing may be saved, and it says whose turn it is as the pages do', async () => {
    const one = deskCase({ walk: new Walk(7).to('disposisi') });
    expect(await turn(one)).toEqual({
      ...{ maySave: false, tone: 'calm' },
      sentence:
        'Sudah diajukan sebagai berkas PMK-2026-7. Menunggu Kepala Dinas memberi disposisi (langkah 3 dari 10) — tenggat Rabu, 25 November 2026 pukul 09.33 WIB. Perubahan tidak dapat disimpan sampai giliran kembali kepada pemohon.',
    });
    const { sentence } = await formTurnOf(entry, asking(one, 'en'));
    expect(sentence).toMatch(
      /^Submitted as case PMK-2026-7\. Waiting for .* \(step 3 of 10\), due .* WIB\. No change can/,
    );
  });

  it('a case that came back may be saved: who returned it, and why as it was written', async () => {
    const walk = new Walk(7).submit().wait(5).changes('Lengkapi *lampiran* @semua\n\n<b>dan</b> tanggal');
    const { maySave, tone, sentence, found = [], problems } = await turn(deskCase({ walk }));
    expect([maySave, tone, problems]).toEqual([true, 'attention', undefined]);
    expect(sentence).toMatch(/^Berkas PMK-2026-7 kembali kepada pemohon\./);
    expect(found[0]).toMatch(/^Dikembalikan TU kepada pemohon \(langkah 2 dari 10\)\. Menunggu pemohon .* — /);
    expect(found.slice(1)).toEqual(['Lengkapi *lampiran* @semua', '<b>dan</b> tanggal']);
    const english = await formTurnOf(entry, asking(deskCase({ walk }), 'en'));
    expect(english.found?.[0]).toMatch(/^Returned by .* to the applicant \(step 2 of 10\)\. Waiting for the applicant/);
    expect(english.found?.slice(1)).toEqual(found.slice(1));
  });

  it('one that an Approve gave to the applicant has what was written with it', async () => {
    const walk = new Walk(7).to('pengecekan').approve({ partial: true });
    const because = { id: 'uji koneksi gagal', en: 'the connection test failed' };
    walk.approveTo('pemberitahuan-alternatif', { who: walk.holder('staf-operator'), because });
    walk.approve({ note: 'Lusa kosong.' });
    const { maySave, found = [] } = await turn(deskCase({ walk }));
    expect([maySave, found.length, found[1]]).toEqual([true, 2, 'Lusa kosong.']);
    expect(found[0]).toContain('(langkah 8 dari 10');
  });

  it('R12: a further submission that was refused has its reasons too', async () => {
    const walk = new Walk(7).submit().changes('Belum lengkap.');
    walk.add('submission-refused', { gesture: 'submit', problems: [problem] });
    const { found, problems } = await turn(deskCase({ walk }));
    expect(found).toEqual([expect.stringMatching(/^Pengajuan belum diterima: 1 isian harus diperbaiki\. Menunggu /)]);
    expect(problems).toEqual([problem]);
  });

  it('what has ended is not to be changed, whether it is on main or still open in the form', async () => {
    for (const none of [undefined, deskCase()])
      expect(await turn(none, { isOnBranch: false })).toMatchObject({ maySave: false });
    const walk = new Walk(7).submit().reject('Di luar kewenangan.');
    const { maySave, sentence } = await turn(deskCase({ walk, pull: { state: 'CLOSED' } }));
    expect(maySave).toBe(false);
    expect((await turn(deskCase({ walk }), { isOnBranch: false })).sentence).toBe(sentence);
    expect(sentence).toMatch(
      /^Berkas PMK-2026-7 sudah berakhir\. Ditolak .*Di luar kewenangan\. Ajukan permohonan baru\.$/,
    );
  });

  it('what is another’s is not to be changed: the opener’s number decides, not what the request says of itself', async () => {
    const opened = (databaseId: number) => deskCase({ pull: { author: { login: 'x', databaseId } } });
    expect(await turn(opened(43))).toMatchObject({ maySave: false });
    expect(await turn(opened(42), { account: 'lain' })).toMatchObject({ maySave: true });
    expect(await turn(undefined, { account: 'lain' })).toMatchObject({ maySave: false });
    const walk = new Walk(7).submit().changes('Belum lengkap.');
    expect(await turn(deskCase({ walk }), { account: 'lain' })).toMatchObject({ maySave: true });
    const other = { ...asking(deskCase({ walk })), user: { id: 43, login: 'pemohon-login' } };
    expect(await formTurnOf(entry, other)).toMatchObject({ maySave: false });
  });

  it('a forge that does not answer is not taken for leave to save', async () => {
    const reader = { ...asking(undefined).reader, read: () => Promise.reject(new Error('502')) };
    await expect(formTurnOf(entry, { ...asking(undefined), reader })).rejects.toThrow('502');
  });
});
