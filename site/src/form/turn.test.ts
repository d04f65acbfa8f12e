import { describe, expect, it } from 'vitest';
import { noticeComment } from '#domain/words/notice.ts';
import type { FormOffice } from '#public/form/office.ts';
import { roles, rooms, sop } from '#tests/support/walked-case.ts';
import { Forge } from './forge.ts';
import { type FormEntry, linesOf, turnOf } from './turn.ts';

const office: FormOffice = {
  procedures: [sop],
  schemas: {},
  rooms,
  roles: Object.fromEntries(Object.entries(roles.roles).map(([id, { name }]) => [id, name])),
};
const user = { id: 1101, login: 'contoh-opd' };
const path = 'requests/2026/rapat/request.yaml';
const entry: FormEntry = {
  ...{ collection: sop.id, slug: '2026/rapat/request', path, isNew: false, isOnBranch: true },
  account: 'contoh-opd',
};

interface Shown {
  readonly open?: {
    readonly step: string;
    readonly row: number;
    readonly withApplicant: boolean;
    readonly applicant?: number;
  };
  readonly comments?: readonly { readonly type: string; readonly body: string }[];
}

/** A forge that shows one case and the comments of its pull request. */
const forgeShowing = ({ open, comments = [] }: Shown): Forge =>
  Object.assign(new Forge({ api: '', repo: 'kantor/disposisi' }, { ...user, token: '' }), {
    openCase: async (asked: string) =>
      open && asked === path ? { id: 'PMK-2026-7', number: 7, applicant: user.id, ...open } : undefined,
    pullOf: async (branch: string) => (branch === `cms/${sop.id}/2026/rapat/request` ? 7 : undefined),
    botComments: async () => comments.flatMap(({ type, body }) => (type === 'Bot' ? [body] : [])),
  });

const turn = (shown: Shown, more: Partial<FormEntry> = {}) =>
  turnOf({ ...entry, ...more }, { office, forge: forgeShowing(shown), user, language: 'id' });

const refused = noticeComment(
  {
    kind: 'submission-refused',
    problems: [
      {
        ...{
          file: path,
          path: '/pelaksanaan/mulai',
          code: 'start-not-in-future',
          expected: '> 2026',
          received: '2025',
        },
        label: { id: 'Mulai', en: 'Start' },
        message: { id: 'Waktu mulai sudah lewat', en: 'The start had passed' },
        fix: { id: 'Pilih waktu lain', en: 'Choose another time' },
      },
    ],
  },
  { key: 'refused:1', logins: ['contoh-opd'], zone: 'Asia/Pontianak' },
);

describe('whose turn a request is, before it is saved', () => {
  it('a new request is the applicant’s, and nobody is asked', async () => {
    const forge = new Forge({ api: 'http://x.invalid', repo: 'a/b' }, { ...user, token: '' });
    const world = { office, forge, user, language: 'id' } as const;
    expect(await turnOf({ ...entry, isNew: true }, world)).toMatchObject({ maySave: true });
  });

  it('a draft is the applicant’s', async () => {
    expect(await turn({})).toEqual({
      ...{ maySave: true, tone: 'calm' },
      sentence: 'Konsep. Belum diajukan dan tidak tampil untuk publik. Ajukan dengan mengubah status menjadi "Ajukan".',
    });
  });

  it('while others are on turn nothing may be saved, and it says who is', async () => {
    const open = { step: 'disposisi', row: 3, withApplicant: false };
    expect(await turn({ open })).toEqual({
      ...{ maySave: false, tone: 'calm' },
      sentence:
        'Sudah diajukan. Berkas PMK-2026-7 sedang pada baris 3: giliran Kepala Dinas. Perubahan tidak dapat disimpan sampai giliran kembali kepada pemohon.',
    });
    const both = await turn({ open: { step: 'pengecekan', row: 7, withApplicant: false } });
    expect(both.sentence).toContain('giliran Subkor ILE atau Staf/operator');
  });

  it('a case that came back may be saved, with the process’s last words to the applicant', async () => {
    const open = { step: 'perbaikan', row: 1, withApplicant: true };
    const notice = (text: string) => ({
      type: 'Bot',
      body: `<!-- disposisi:notice:turn:4 -->\n\n@contoh-opd\n\n${text}\n\n*English*`,
    });
    const comments = [
      notice('Lama.'),
      notice('Baru.'),
      { type: 'User', body: refused },
      { type: 'Bot', body: '<!-- disposisi:sticky -->\n\nx' },
    ];
    expect(await turn({ open, comments })).toMatchObject({ maySave: true, tone: 'attention', found: ['Baru.'] });
  });

  it('a draft whose submission was refused says why, field by field', async () => {
    const { sentence, found } = await turn({ comments: [{ type: 'Bot', body: refused }] });
    expect(sentence).toBe('Pengajuan belum diterima. Perbaiki, simpan, lalu ajukan lagi.');
    expect(found).toContain('• Mulai: Waktu mulai sudah lewat (diharapkan > 2026, diterima 2025). Pilih waktu lain.');
  });

  it('what is on main is ended, and what is another’s is not to be changed', async () => {
    expect(await turn({}, { isOnBranch: false })).toMatchObject({ maySave: false });
    expect(await turn({}, { account: 'contoh-bpbd' })).toMatchObject({ maySave: false });
    const open = { step: 'perbaikan', row: 1, withApplicant: true, applicant: 1102 };
    expect(await turn({ open })).toMatchObject({ maySave: false });
    // The account's number decides, not what the request says of itself.
    expect(await turn({ open: { ...open, applicant: 1101 } }, { account: 'lain' })).toMatchObject({ maySave: true });
  });

  it('a forge that does not answer is not taken for leave to save', async () => {
    const forge = Object.assign(forgeShowing({}), { openCase: () => Promise.reject(new Error('502')) });
    await expect(turnOf(entry, { office, forge, user, language: 'id' })).rejects.toThrow('502');
  });
});

describe('the process’s words, without the marks of markdown', () => {
  it('in the language that is asked for', () => {
    expect(linesOf(refused, 'en').join('\n')).toContain(
      '• Start: The start had passed (expected > 2026, received 2025). Choose another time.',
    );
    expect(linesOf(refused, 'en').join('\n')).not.toContain('Mulai');
  });

  it('what a person wrote stands in both, as it was written', () => {
    const note = 'Lengkapi *lampiran* @semua\n\n```\n<b>dan</b> tanggal';
    const body = `<!-- disposisi:notice:turn:2 -->\n\n@contoh-opd\n\nDikembalikan \\[TU\\] (baris 2).\n\n\`\`\`\`text\n${note}\n\`\`\`\`\n\n*Returned by TU.*`;
    expect(linesOf(body, 'id')).toEqual(['Dikembalikan [TU] (baris 2).', ...note.split('\n').filter(Boolean)]);
    expect(linesOf(body, 'en')).toEqual(['Returned by TU.', ...note.split('\n').filter(Boolean)]);
  });
});
