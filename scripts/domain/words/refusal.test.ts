import { describe, expect, it } from 'vitest';
import type { Objection } from '#domain/case/state/reason.ts';
import { DEPENDS_ON_WORDS } from '#domain/replay/claim.ts';
import { type RefusalReading, type RefusedAct, refusalSentence } from './refusal.ts';

const names: Readonly<Record<string, string>> = { tu: 'TU', 'kepala-dinas': 'Kepala Dinas', tcm: 'Ruang TCM' };
const named = (id: string) => ({ id: names[id] ?? id, en: names[id] ?? id });
const reading: RefusalReading = {
  zone: 'Asia/Pontianak',
  roleName: named,
  roomName: named,
  turn: { who: named('kepala-dinas'), row: 3 },
};
const ABSENT = { code: 'schema-required' };
/** File, path and code of a problem. No sentence names them. */
const PLACE = { file: 'hasil', path: '', code: 'wrong' };
const TURN = ' Giliran Kepala Dinas (langkah 3).';
const TURN_EN = ' Turn: Kepala Dinas (step 3).';

const table: [act: Objection & Partial<RefusedAct>, id: string, en: string][] = [
  [
    { reason: 'closed', detail: { at: '2026-11-25T03:42:00Z' } },
    'Tindakan tidak diterima: berkas sudah ditutup Rabu, 25 November 2026 pukul 10.42 WIB; tidak ada lagi yang perlu dilakukan.',
    'Act not accepted: the case was closed Wednesday, 25 November 2026, 10:42 WIB; nothing is left to do.',
  ],
  [
    { reason: 'edited' },
    `Tindakan tidak diterima: isi tindakan ini diubah akun lain sebelum dibaca; buat tinjauan baru.${TURN}`,
    `Act not accepted: the text was changed by another account before it was read; make a new review.${TURN_EN}`,
  ],
  [
    { reason: 'not-a-person', detail: { account: 'contoh-bot' } },
    `Tindakan tidak diterima: contoh-bot bukan akun perorangan; pakai akun pejabatnya.${TURN}`,
    `Act not accepted: contoh-bot is not a personal account; use a holder's account.${TURN_EN}`,
  ],
  [
    { reason: 'already-acted', detail: { at: '2026-11-25T03:41:59Z' }, at: '2026-11-25T03:42:10Z' },
    'Sudah tercatat pukul 10.41; tidak perlu diulang.',
    'Already recorded at 10:41; no need to repeat.',
  ],
  [
    { reason: 'applicant' },
    `Tindakan tidak diterima: pemohon tidak memutus permohonannya sendiri; serahkan kepada pejabat lain.${TURN}`,
    `Act not accepted: applicants do not decide their own request; leave it to another holder.${TURN_EN}`,
  ],
  [
    { reason: 'no-role', detail: { account: 'contoh-tamu' } },
    `Tindakan tidak diterima: contoh-tamu tidak memangku jabatan ini; minta pengelola mencatat surat perintah Plt./Plh.${TURN}`,
    `Act not accepted: contoh-tamu is not a holder; ask the maintainer to record the decree that makes this person acting official.${TURN_EN}`,
  ],
  [
    { reason: 'no-role', detail: { account: 'contoh-tamu' }, gesture: 'close' },
    `Tindakan tidak diterima: contoh-tamu tidak memangku jabatan; hanya pemohon, atau pejabat pada gilirannya, yang dapat menutup permohonan atau menghapus cabangnya.${TURN}`,
    `Act not accepted: contoh-tamu holds no role; only the applicant, or a holder on turn, can close the request or delete its branch.${TURN_EN}`,
  ],
  [
    { reason: 'out-of-turn', detail: { role: 'kepala-dinas' } },
    `Tindakan tidak diterima: belum giliran; tunggu Kepala Dinas.${TURN}`,
    `Act not accepted: not the turn yet; wait for Kepala Dinas.${TURN_EN}`,
  ],
  [
    { reason: 'too-early', detail: { row: 10, at: '2026-11-25T02:00:00Z' } },
    `Tindakan tidak diterima: langkah 10 mulai Rabu, 25 November 2026 pukul 09.00 WIB; ulangi sesudahnya.${TURN}`,
    `Act not accepted: step 10 starts Wednesday, 25 November 2026, 09:00 WIB; repeat it afterwards.${TURN_EN}`,
  ],
  [
    { reason: 'no-such-outcome' },
    `Tindakan tidak diterima: langkah ini tidak dapat mengembalikan berkas; setujui, atau tutup dengan alasan.${TURN}`,
    `Act not accepted: this step has no Request changes; approve, or close with a reason.${TURN_EN}`,
  ],
  [
    { reason: 'no-such-outcome', gesture: 'close' },
    `Tindakan tidak diterima: pelaksana ini tidak dapat menolak permohonan pada langkah ini; setujui atau kembalikan.${TURN}`,
    `Act not accepted: this role cannot reject the request in this step; approve or request changes.${TURN_EN}`,
  ],
  [
    { reason: 'stale' },
    `Tindakan tidak diterima: permohonan berubah; baca ulang, lalu putuskan.${TURN}`,
    `Act not accepted: the request has changed; read it again, then decide.${TURN_EN}`,
  ],
  [
    { reason: 'four-eyes', detail: { name: 'Contoh Petugas TU', row: 2 } },
    `Tindakan tidak diterima: harus orang lain, bukan Contoh Petugas TU (langkah 2).${TURN}`,
    `Act not accepted: it must be another person, not Contoh Petugas TU (step 2).${TURN_EN}`,
  ],
  [
    {
      reason: 'incomplete',
      problems: [
        {
          ...PLACE,
          ...ABSENT,
          label: { id: 'Mulai', en: 'Start' },
          message: { id: 'Wajib diisi.', en: 'Is required.' },
        },
        { ...PLACE, label: { id: 'Mulai', en: 'Start' }, message: { id: 'Terlalu awal', en: 'Is too early' } },
        { ...PLACE, ...ABSENT, message: { id: 'Catatan.', en: 'A note.' } },
      ],
    },
    `Tindakan tidak diterima: belum lengkap: Mulai, Catatan. Lengkapi, lalu kirim ulang.${TURN}`,
    `Act not accepted: Start, A note are missing. Complete it and send it again.${TURN_EN}`,
  ],
  [
    { reason: 'room-taken', detail: { room: 'tcm', start: '2026-11-25T02:00:00Z', end: '2026-11-25T04:00:00Z' } },
    `Tindakan tidak diterima: Ruang TCM sudah dipesan pada Rabu, 25 November 2026 pukul 09.00–11.00 WIB; pilih ruang lain atau kembalikan.${TURN}`,
    `Act not accepted: Ruang TCM is taken Wednesday, 25 November 2026, 09:00–11:00 WIB; choose another room or request changes.${TURN_EN}`,
  ],
];

describe('R16: the reply to a refused act says why, whose turn it is, and what to do', () => {
  it.each(table.map((row) => [row[0].reason, ...row] as const))(
    'R16: the sentence about the refusal %s says why, whose turn it is, and what to do',
    (_, act, id, en) => {
      expect(refusalSentence(act, reading)).toEqual({ id, en });
    },
  );

  it('R16: the sentences cover every reason', () => {
    expect(new Set(table.map(([act]) => act.reason))).toEqual(new Set(Object.keys(DEPENDS_ON_WORDS)));
  });

  it('R45: a person who decided the case of origin is refused; the sentence names that case if the refusal’s details contain it, and otherwise says only “the case of origin”', () => {
    const line = (detail?: RefusedAct['detail']) => refusalSentence({ reason: 'four-eyes', detail }, reading);
    expect(line({ case: 'IZB-2026-3' })).toEqual({
      id: `Tindakan tidak diterima: harus orang lain, bukan yang memutus berkas IZB-2026-3.${TURN}`,
      en: `Act not accepted: it must be another person than the one who decided the case IZB-2026-3.${TURN_EN}`,
    });
    expect(line().id).toBe(`Tindakan tidak diterima: harus orang lain, bukan yang memutus berkas asal.${TURN}`);
    expect(line().en).toContain('than the one who decided the case of origin.');
  });

  it('R46: a refusal names rows with their letters', () => {
    const act: RefusedAct = { reason: 'four-eyes', detail: { name: 'Contoh', row: '3a' } };
    const turn = { who: named('kepala-dinas'), row: '3b' };
    expect(refusalSentence(act, { ...reading, turn })).toEqual({
      id: 'Tindakan tidak diterima: harus orang lain, bukan Contoh (langkah 3a). Giliran Kepala Dinas (langkah 3b).',
      en: 'Act not accepted: it must be another person, not Contoh (step 3a). Turn: Kepala Dinas (step 3b).',
    });
  });

  it('R16: a refusal lists a wrong value as wrong, not as missing', () => {
    const end = { ...PLACE, label: { id: 'Selesai', en: 'End' }, message: { id: 'Terlalu lama', en: 'Too late' } };
    const note = { ...PLACE, code: 'note-missing', label: { id: 'isi', en: 'text' }, message: { id: '-', en: '-' } };
    const said = (...problems: (typeof end)[]) => refusalSentence({ reason: 'incomplete', problems }, reading);
    expect(said(end)).toEqual({
      id: `Tindakan tidak diterima: tidak sesuai: Selesai. Perbaiki, lalu kirim ulang.${TURN}`,
      en: `Act not accepted: End is not right. Correct it and send it again.${TURN_EN}`,
    });
    expect(said(note, end)).toEqual({
      id: `Tindakan tidak diterima: belum lengkap: isi; tidak sesuai: Selesai. Perbaiki, lalu kirim ulang.${TURN}`,
      en: `Act not accepted: text is missing; End is not right. Correct it and send it again.${TURN_EN}`,
    });
  });

  it('R16: a refusal names no turn after the end', () => {
    const sentence = refusalSentence({ reason: 'stale' }, { ...reading, turn: undefined });
    expect(sentence.id).toBe('Tindakan tidak diterima: permohonan berubah; baca ulang, lalu putuskan.');
  });

  it('R2: the reply to a repetition on a later day names the day of the first act', () => {
    const act: RefusedAct = {
      reason: 'already-acted',
      detail: { at: '2026-11-25T16:59:00Z' },
      at: '2026-11-25T17:00:00Z',
    };
    expect(refusalSentence(act, reading)).toEqual({
      id: 'Sudah tercatat Rabu, 25 November 2026 pukul 23.59 WIB; tidak perlu diulang.',
      en: 'Already recorded on Wednesday, 25 November 2026, 23:59 WIB; no need to repeat.',
    });
  });

  it('R11: a refusal uses general words if the details are not public', () => {
    const said = (reason: RefusedAct['reason']) => refusalSentence({ reason }, { ...reading, turn: undefined }).id;
    expect(said('no-role')).toBe(
      'Tindakan tidak diterima: akun ini tidak memangku jabatan ini; minta pengelola mencatat surat perintah Plt./Plh.',
    );
    expect(said('out-of-turn')).toBe('Tindakan tidak diterima: belum giliran; tunggu pelaksananya.');
    expect(said('incomplete')).toBe(
      'Tindakan tidak diterima: belum lengkap: catatan atau hasil. Lengkapi, lalu kirim ulang.',
    );
    expect(said('room-taken')).toBe('Tindakan tidak diterima: ruang sudah dipesan; pilih ruang lain atau kembalikan.');
  });

  it('a refusal escapes every name, typed or configured', () => {
    const marks = { name: (text: string) => `<${text}>`, words: (text: string) => text };
    const act: RefusedAct = { reason: 'four-eyes', detail: { name: '@semua', row: 2 } };
    expect(refusalSentence(act, { ...reading, marks }).id).toBe(
      'Tindakan tidak diterima: harus orang lain, bukan <@semua> (langkah 2). Giliran <Kepala Dinas> (langkah 3).',
    );
  });
});
