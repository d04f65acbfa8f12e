import { describe, expect, it } from 'vitest';
import { ROW_3 } from '#tests/support/row-3.ts';
import { accepted, at, journalOf, KEPALA, SOURCES, submitted, TU, visit } from '#tests/support/worded-journal.ts';
import { stickyComment } from './comment.ts';
import { noticeMarker, STICKY } from './comment-marks.ts';
import { DRAFT_DISMISSAL, dismissal, noticeComment } from './notice.ts';
import { refusalSentence } from './refusal.ts';
import type { Waiting } from './situation.ts';
import { refusalInComment, stickyOf } from './sticky-input.ts';

const zone = 'Asia/Pontianak';
const FENCE = '```';
type Line = Parameters<typeof journalOf>[number];

const sticky = (sources: Partial<typeof SOURCES>, ...lines: Line[]): string => {
  const { state, journal } = journalOf(...lines);
  return stickyComment(stickyOf(state, journal, { ...SOURCES, ...sources }), { zone });
};
const received = accepted('terima', '10:45', TU, {
  late: 900,
  agenda: { year: 2026, number: 7 },
  next: visit('periksa', '10:45', '12:00'),
});
const refused: Line = {
  kind: 'refused',
  at: at('11:00'),
  step: 'periksa',
  visit: 1,
  gesture: 'approve',
  who: { id: 7, login: 'contoh-7' },
  reason: 'no-role',
  detail: { account: 'contoh-7' },
};
const block = `${FENCE}hasil\n# Mulai (wajib)\nmulai:\n${FENCE}`;

describe('R30: the sticky comment', () => {
  it('the sticky comment shows the state of the case, its checklist, what the row needs and what was refused', () => {
    const body = sticky(
      { resultBlock: block, link: 'https://contoh.go.id/berkas/12' },
      submitted('09:00'),
      received,
      refused,
    );
    expect(body.split('\n<details>')[0]).toBe(`${STICKY}

### Berkas [CTH-2026-12](<https://contoh.go.id/berkas/12>) · nomor agenda 7/2026

Menunggu Kepala dan TU memeriksa (langkah 4 dari 5) — tenggat Rabu, 25 November 2026 pukul 12.00 WIB.

| No. | Langkah | Pelaksana | Status |
| ---: | --- | --- | --- |
| 1 | mengajukan | Pemohon | selesai 25 Nov 2026 09.00 |
| 2 | menerima | TU atau Kepala | selesai 25 Nov 2026 10.45, terlambat 15 menit |
| 3 | menerima | TU atau Kepala | selesai 25 Nov 2026 10.45, terlambat 15 menit |
| 4 | memeriksa | Kepala dan TU | **sedang berjalan** |
| 5 | memutuskan | Panitia | belum |

**Yang diperlukan pada langkah ini**

- Hasil: blok \`hasil\` yang terisi, di dalam tindakan itu sendiri
- Ruang harus kosong; Setujui memesankannya
- Setujui → Panitia (langkah 5)
- Kembalikan → pemohon (langkah 1) (alasan wajib)

**Tindakan yang tidak diterima**

- 25 Nov 2026 11.00, contoh-7: Tindakan tidak diterima: contoh-7 tidak memangku jabatan ini; minta pengelola mencatat surat perintah Plt./Plh. Giliran Kepala dan TU (langkah 4).

Salin, isi, dan sertakan pada Setujui:

*Copy, fill in, and put it into the Approve:*

${FENCE}\`markdown
${block}
${FENCE}\`
`);
  });

  it('the sticky comment has the same content in English, folded', () => {
    const body = sticky({ resultBlock: block }, submitted('09:00'), received, refused);
    const english = body.slice(body.indexOf('<details>'));
    expect(english).toMatch(
      /^<details>\n<summary>English<\/summary>\n\n### Case CTH-2026-12 · agenda number 7\/2026\n\n/,
    );
    expect(english).toContain(
      'Waiting for Kepala and TU to memeriksa (step 4 of 5), due Wednesday, 25 November 2026, 12:00 WIB.',
    );
    expect(english).toContain('| 3 | menerima | TU or Kepala | done 25 Nov 2026 10:45, 15 minutes late |');
    expect(english).toContain(
      'Act not accepted: contoh-7 is not a holder; ask the maintainer to record the decree that makes this person acting official. Turn: Kepala and TU (step 4).',
    );
    expect(english.endsWith('\n\n</details>')).toBe(true);
  });

  it('R37: the sticky comment names the place of the last entry in the log, if that place is given', () => {
    const body = sticky({ place: { leaf: 1233, id: 'ab'.repeat(32) } }, submitted('09:00'), received);
    expect(body).toContain('Bukti pencatatan: Entri ke-1.234 dalam log (CTH-2026-12) · abababababababab…');
    expect(body).toContain('Proof of record: Entry 1,234 of the log (CTH-2026-12) · abababababababab…');
    expect(sticky({}, submitted('09:00'), received)).not.toContain('Bukti pencatatan');
  });

  it('the sticky comment changes only at the deadline if nothing happens', () => {
    const { state, journal } = journalOf(submitted('09:00'), received);
    const body = (now: string) => stickyComment(stickyOf(state, journal, SOURCES), { zone, now: at(now) });
    expect(body('10:50')).toBe(body('12:00'));
    expect(body('12:01')).toBe(body('18:00'));
    expect(body('12:01')).toContain('Lewat tenggat: menunggu Kepala dan TU memeriksa');
  });

  it('R2: the sticky comment shows neither a repeated act nor a refusal of an earlier step', () => {
    const double: Line = { ...refused, reason: 'already-acted', detail: { at: at('10:45') } };
    const earlier: Line = { ...refused, step: 'terima' };
    expect(sticky({}, submitted('09:00'), received, double, earlier)).not.toContain('tidak diterima');
  });

  it('the sticky comment asks nothing of a holder while the applicant is on turn, and shows no refusal after the end', () => {
    const back = accepted('periksa', '11:00', KEPALA, {
      gesture: 'changes',
      note: 'x',
      next: visit('perbaiki', '11:00'),
    });
    expect(sticky({ resultBlock: block }, submitted('09:00'), received, back)).not.toContain('Yang diperlukan');
    const end: Line = { kind: 'withdrawn', at: at('13:00'), end: 'withdrawn' };
    expect(sticky({ resultBlock: block }, submitted('09:00'), received, refused, end)).not.toMatch(
      /Yang diperlukan|tidak diterima/,
    );
  });

  it('security 24: a reason in the sticky comment is inline code, on one line', () => {
    const note = 'lihat @semua\n</details> closes #1 `x`';
    const back = accepted('periksa', '11:00', KEPALA, { gesture: 'changes', note, next: visit('perbaiki', '11:00') });
    expect(sticky({}, submitted('09:00'), received, back)).toContain(
      'Dikembalikan Kepala kepada pemohon (langkah 4 dari 5): `` lihat @semua </details> closes #1 `x` ``.',
    );
  });
});

describe('the markers in comments of the process', () => {
  it('a key that could end the marker of a notice, or has another form, is an error', () => {
    for (const key of ['', 'a --> b', 'a--b', 'A', 'a\nb']) expect(() => noticeMarker(key)).toThrow(Error);
  });
});

const due = at('10:42');
const row3: Waiting = { ...ROW_3, overdue: true };
const toApplicant: Waiting = {
  kind: 'waiting',
  row: 8,
  rows: 10,
  withApplicant: true,
  who: [],
  joiner: 'or',
  short: { id: 'mempertimbangkan alternatif', en: 'consider the alternatives' },
  after: {
    kind: 'returned',
    row: 8,
    rows: 10,
    by: { id: 'Subkor ILE', en: 'Subcoordinator ILE' },
    reason: 'Lihat @semua',
  },
};

describe('R30: notices mention the people whom they are for, and nobody else', () => {
  it('R30: a notice of a return mentions the applicant, and quotes the note', () => {
    const body = noticeComment(
      { kind: 'turn', waiting: toApplicant, note: 'Lihat @semua\n#12' },
      { key: 'turn:12', logins: ['contoh-pemohon'], zone },
    );
    expect(body).toBe(`<!-- disposisi:notice:turn:12 -->

@contoh-pemohon

Dikembalikan Subkor ILE kepada pemohon (langkah 8 dari 10). Menunggu pemohon mempertimbangkan alternatif (langkah 8 dari 10) — tanpa waktu baku.

${FENCE}text
Lihat @semua
#12
${FENCE}

*Returned by the subcoordinator ILE to the applicant (step 8 of 10). Waiting for the applicant to consider the alternatives (step 8 of 10), no time limit.*`);
  });

  it('R12: a notice of a refused submission lists every reason with its field, without values of internal fields', () => {
    const body = noticeComment(
      {
        kind: 'submission-refused',
        problems: [
          {
            file: 'requests/2026/x/request.yaml',
            path: '/pelaksanaan/mulai',
            code: 'past',
            label: { id: 'Mulai', en: 'Start' },
            message: { id: 'Sudah lewat.', en: 'It is past.' },
            received: '"@semua"',
            fix: { id: 'Pilih waktu lain', en: 'Choose another time' },
          },
          {
            file: 'requests/2026/x/request.yaml',
            path: '/pemohon/nik',
            line: 4,
            code: 'pattern',
            message: { id: 'Bukan NIK', en: 'No NIK' },
            received: '"rahasia"',
            internal: true,
          },
        ],
      },
      { key: 'refused:3', logins: ['contoh-pemohon'], zone },
    );
    expect(body).toContain('Pengajuan belum diterima: 2 hal harus diperbaiki.');
    expect(body).toContain('- **Mulai**: Sudah lewat (diterima `"@semua"`). Pilih waktu lain.');
    expect(body).toContain('- **Start**: It is past (received `"@semua"`). Choose another time.');
    expect(body).toContain('- `requests/2026/x/request.yaml:4` `/pemohon/nik`: Bukan NIK.');
    expect(body).toContain('*Submission refused: 2 points must be corrected.*');
    expect(body).not.toContain('rahasia');
  });

  it.each([
    [
      'a step informs',
      noticeComment(
        {
          kind: 'informed',
          by: { id: 'Kepala Dinas', en: 'Head of agency' },
          short: { id: 'memberi disposisi', en: 'give the disposition' },
          row: 3,
        },
        { key: 'informed:5', logins: ['contoh-kabid'], zone },
      ),
      '@contoh-kabid\n\nTembusan: Kepala Dinas selesai memberi disposisi (langkah 3).\n\n*For information: Head of agency has acted (step 3): give the disposition.*',
    ],
    [
      'the case ends',
      noticeComment(
        { kind: 'ended', ending: { kind: 'withdrawn', at: due } },
        { key: 'ended', logins: ['a', 'a', 'b'], zone },
      ),
      '@a @b\n\nDitarik pemohon pada Rabu, 25 November 2026 pukul 10.42 WIB.\n\n*Withdrawn by the applicant on Wednesday, 25 November 2026, 10:42 WIB.*',
    ],
    [
      'R22: a reminder',
      noticeComment(
        {
          kind: 'rung',
          level: {
            share: 0.8,
            action: 'remind',
            notified: row3.who,
            deadline: { due, clock: 'continuous' },
            at: at('10:36'),
          },
          waiting: row3,
        },
        { key: 'rung:6', logins: ['contoh-kepala'], zone },
      ),
      '@contoh-kepala\n\nPengingat kepada Kepala Dinas: sisa 6 menit. Menunggu Kepala Dinas memberi disposisi (langkah 3 dari 10) — tenggat Rabu, 25 November 2026 pukul 10.42 WIB.\n\n*Reminder to Head of agency: 6 minutes left. Waiting for Head of agency to give the disposition (step 3 of 10), due Wednesday, 25 November 2026, 10:42 WIB.*',
    ],
    [
      'R1: the case continues, since its pull request was closed',
      noticeComment(
        { kind: 'moved', by: 'contoh-lain', isMerged: false },
        { key: 'moved:7', logins: ['contoh-pemohon'], zone },
      ),
      '@contoh-pemohon\n\nBerkas ini berlanjut di sini: pull request sebelumnya ditutup contoh-lain dan tidak dapat dibuka lagi. Nomor, waktu, dan semua keputusan tetap berlaku; tindakan berikutnya hanya berlaku di sini.\n\n*The case continues here: contoh-lain closed its pull request, which cannot be reopened. Its number, its times and all decisions remain valid. From now on, only acts in this pull request count.*',
    ],
    [
      'R1: the case continues, since its pull request was merged',
      noticeComment(
        { kind: 'moved', by: 'contoh-lain', isMerged: true },
        { key: 'moved:7', logins: ['contoh-pemohon'], zone },
      ),
      '@contoh-pemohon\n\nBerkas ini berlanjut di sini: pull request sebelumnya digabungkan contoh-lain ke cabang lain. Nomor, waktu, dan semua keputusan tetap berlaku; tindakan berikutnya hanya berlaku di sini.\n\n*The case continues here: contoh-lain merged its pull request into another branch. Its number, its times and all decisions remain valid. From now on, only acts in this pull request count.*',
    ],
  ])('R30: a notice mentions the people whom it is for: %s', (_, body, expected) => {
    expect(body.split('\n').slice(2).join('\n')).toBe(expected);
  });

  it('R30: a notice of an act says which of the persons it names are notified by it', () => {
    const by = { id: 'Kepala Dinas', en: 'Head of agency' };
    const named = [
      { name: 'Bu Sari', isNotified: true },
      { name: 'Pak Budi', isNotified: false },
    ];
    const body = noticeComment(
      { kind: 'informed', by, short: { id: 'menugaskan', en: 'assign' }, row: 3, named },
      { key: 'informed:5', logins: ['contoh-kabid'], zone },
    );
    expect(body.split('\n').filter((line) => line.startsWith('- '))).toEqual([
      '- `Bu Sari`: diberi tahu melalui akunnya',
      '- `Pak Budi`: hanya dicatat, tanpa akun; diberi tahu di luar sistem',
      '- `Bu Sari`: notified by their account',
      '- `Pak Budi`: written down, without an account; notified outside the system',
    ]);
  });

  it('R30: a notice without logins mentions nobody', () => {
    const body = noticeComment(
      { kind: 'ended', ending: { kind: 'rejected', at: due, reason: '@semua' } },
      { key: 'ended', logins: [], zone },
    );
    expect(body.replace(/`[^`]*`/g, '')).not.toContain('@');
  });
});

describe('R16: the message of a dismissed review', () => {
  it('R13: the message of a dismissed review on a draft says that nothing is recorded, and to wait for the applicant', () => {
    expect(DRAFT_DISMISSAL).toBe(
      'Permohonan ini masih konsep dan belum diajukan; tindakan tidak dicatat. Tunggu pemohon mengajukannya.\n\n*This request is a draft and not submitted yet; the act is not recorded. Wait for the applicant to submit it.*',
    );
  });

  it('R16: the message of a dismissed review says why, whose turn it is, what is missing and what to do, in both languages', () => {
    const { state } = journalOf(submitted('09:00'), received);
    const problems = [
      {
        file: 'hasil',
        path: '/mulai',
        code: 'schema-required',
        label: { id: 'Mulai', en: 'Start' },
        message: { id: 'Wajib diisi', en: 'Is required' },
      },
      {
        file: 'hasil',
        path: '/selesai',
        code: 'too-long',
        label: { id: 'Selesai', en: 'End' },
        message: { id: 'Terlalu lama', en: 'Is too late' },
      },
    ];
    const sentence = refusalSentence({ reason: 'incomplete', problems }, refusalInComment(state.visit.step, SOURCES));
    // The sentence names what is missing, so that the list below explains only what is wrong.
    expect(dismissal(sentence, problems)).toBe(
      [
        'Tindakan tidak diterima: belum lengkap: Mulai; tidak sesuai: Selesai. Perbaiki, lalu kirim ulang. Giliran Kepala dan TU (langkah 4).',
        '- **Selesai**: Terlalu lama.',
        '*Act not accepted: Start is missing; End is not right. Correct it and send it again. Turn: Kepala and TU (step 4).*',
        '- **End**: Is too late.',
      ].join('\n\n'),
    );
  });

  it('R16: the list below a refusal names a missing part that has no label, because the sentence does not say where it is', () => {
    const missing = {
      file: 'hasil',
      path: '/mulai',
      code: 'schema-required',
      message: { id: 'Wajib diisi', en: 'Is required' },
    };
    expect(dismissal({ id: 'Tidak.', en: 'No.' }, [missing])).toContain('`hasil` `/mulai`: Wajib diisi.');
  });
});
