import { describe, expect, test } from 'vitest';
import { procedureOfDraft } from './build-procedure.ts';
import { requestSchemaOf } from './build-schema.ts';
import type { OfficeSoFar, SopDraft } from './draft.ts';
import { interview } from './interview.ts';
import { filesOfSop, withRoles } from './write-sop.ts';

const OFFICE: OfficeSoFar = {
  roles: {
    applicant: { name: { id: 'Pemohon', en: 'Applicant' } },
    tu: { name: { id: 'Tata Usaha', en: 'Administration' } },
  },
  zone: 'Asia/Jakarta',
  shorts: ['IK'],
  paths: ['sops/izin-keramaian.yaml'],
  today: '2026-12-01',
};

const HEAD = ['Izin Keramaian / Event permit', '01/CONTOH', 'KANTOR CONTOH', '', '', '', '2'];
const COLUMNS = ['Pemohon, Tata Usaha, Kepala', '', '', '', 'Kepala / Head', ''];
/**
 * The answers for each kind of row. The order of the questions is: activity, who, completeness, time, output, “if not
 * in order”, result, short phrase.
 */
const ROW_1 = ['Mengajukan', '', '', '', '', ''];
const ROW_2 = ['Tata Usaha memeriksa berkas.', '2', '', '15 menit', '', '', ''];
const ROW_3 = ['Menetapkan', '3', '', '2 hari', '', 'x', '', 'menetapkan / decide'];
const FIELDS = ['Nama acara / Name of the event: teks, publik', ''];

/**
 * Runs the interview with these answers.
 * @returns the draft if the interview is complete, the messages about refused answers, and the questions
 */
function interviewed(...answers: readonly string[]): { draft: SopDraft | undefined; said: string[]; asked: string[] } {
  const [said, asked]: [string[], string[]] = [[], []];
  const held = interview(OFFICE);
  let step = held.next();
  for (const answer of answers) {
    if (step.done === true) throw new Error(`Nobody asked for “${answer}”.`);
    asked.push(step.value.text.en);
    step = held.next(answer);
    if (step.done !== true && step.value.said) said.push(step.value.said.en);
  }
  return { draft: step.done === true ? step.value : undefined, said, asked };
}

const draftOf = (...answers: readonly string[]): SopDraft => {
  const { draft, said, asked } = interviewed(...answers);
  if (!draft) throw new Error(`More is asked after ${asked.at(-1)}: ${said.join()}`);
  return draft;
};

const whole = (...rows: readonly (readonly string[])[]): string[] => [
  ...HEAD,
  ...COLUMNS,
  ...rows.flat(),
  ...['', ...FIELDS, ''],
];

describe('R3: the interview about a printed SOP', () => {
  test('in the interview, Enter accepts the offer: a free file, a free prefix, the office’s zone, its roles', () => {
    const draft = draftOf(...whole(ROW_1, ROW_2, ROW_3));
    expect(draft).toMatchObject({ id: 'izin-keramaian-2', short: 'IK2', zone: 'Asia/Jakarta' });
    expect(draft.columns).toEqual([
      { role: 'applicant', heading: 'Pemohon' },
      { role: 'tu', heading: 'Tata Usaha' },
      { role: 'kepala', heading: 'Kepala' },
    ]);
    expect(draft.newRoles).toEqual([{ id: 'kepala', name: { id: 'Kepala', en: 'Head' } }]);
    expect(draft.rows[1]).toMatchObject({ limit: 'PT15M', otherwise: 'applicant', short: { id: 'memeriksa berkas' } });
  });

  test('a role that has a column is not offered for another column', () => {
    const columns = ['Pemohon, Tata Usaha, TU', '', '', '', 'Subbagian / Section', ''];
    const { said, draft } = interviewed(...HEAD, ...columns, ...ROW_1, ...ROW_2, '', ...FIELDS, '');
    expect([said, draft?.columns.map(({ role }) => role)]).toEqual([[], ['applicant', 'tu', 'tu-2']]);
  });

  test('in the file of a new SOP, an empty line is between two steps, and none before the first', () => {
    const draft = draftOf(...whole(ROW_1, ROW_2));
    const text = filesOfSop(draft, true).get('sops/izin-keramaian-2.yaml');
    expect(text).toMatch(/^steps:\n {2}- id: .*\n(?: {4}.*\n)+\n {2}- id: /m);
  });

  test.each<[string, readonly string[], string]>([
    ['a prefix that is taken', [...HEAD.slice(0, 4), 'ik'], 'Another SOP already uses IK.'],
    ['a file that is there', [...HEAD.slice(0, 3), 'izin-keramaian'], 'This file already exists.'],
    ['an unknown zone', [...HEAD.slice(0, 5), 'Asia/Jakrta'], 'This time zone is unknown. Did you mean Asia/Jakarta?'],
    ['hours that cannot be read', [...HEAD.slice(0, 6), '1', 'pagi'], 'Example: 08:00-12:00, 13:00-16:00'],
    ['one column', [...HEAD, 'Pemohon'], 'At least two columns are needed.'],
    [
      'a time that cannot be read',
      [...HEAD, ...COLUMNS, ...ROW_1.slice(0, 3), '15 mennit'],
      'Example: 30 menit, 1 jam',
    ],
    [
      'an actor without a column',
      [...HEAD, ...COLUMNS, 'Mengajukan', '7'],
      'Not a role column: “7”. 1 Pemohon, 2 Tata Usaha, 3 Kepala.',
    ],
    [
      'the applicant deciding too',
      [...HEAD, ...COLUMNS, 'Mengajukan', '1+2'],
      'does not decide together with officials',
    ],
    ['a row that is not above', [...HEAD, ...COLUMNS, ...ROW_1, ...ROW_2, ...ROW_3.slice(0, 5), '4'], '2–2: back to'],
    ['a mistyped kind', [...whole(ROW_1, ROW_2).slice(0, -3), 'Acara: tekss'], 'Did you mean teks?'],
    [
      'one choice',
      [...whole(ROW_1, ROW_2).slice(0, -3), 'Acara: pilihan A'],
      'A choice needs at least two options: A|B.',
    ],
    ['a question mark', [...HEAD, ...COLUMNS, ...ROW_1.slice(0, 3), '?'], '10-15 menit (counted as 15)'],
  ])('the interview replies to %s with a message, and asks again', (_what, answers, says) => {
    const { said, draft } = interviewed(...answers);
    expect(draft).toBeUndefined();
    expect(said).toEqual([expect.stringContaining(says)]);
  });

  test.each(['sesuai jadwal', '1 bulan', '±'])('R4: the time “%s” is kept as printed, without a limit', (printed) => {
    const row = [...ROW_2.slice(0, 3), printed, ...ROW_2.slice(4)];
    const { steps } = procedureOfDraft(draftOf(...whole(ROW_1, row)));
    expect(steps.at(-1)?.time).toEqual({ printed });
  });

  test('the interview’s table does not end before an official decides in a row', () => {
    expect(interviewed(...HEAD, ...COLUMNS, ...ROW_1, '').said).toEqual(['An answer is needed.']);
  });

  test('R6: a row leads back to another row or to the applicant, ends the case, or has no way back', () => {
    const [fourth, fifth] = ['2', '-'].map((way, i) => [`Kegiatan ${i}`, '2', '', '', '', way, '', '']);
    const { steps } = procedureOfDraft(draftOf(...whole(ROW_1, ROW_2, ROW_3, fourth ?? [], fifth ?? [])));
    expect(steps.map(({ outcomes }) => outcomes.changes)).toEqual([
      undefined,
      undefined,
      { to: 'perbaikan' },
      { end: 'failed' },
      { to: 'memeriksa-berkas' },
      undefined,
    ]);
    expect(steps.at(-1)?.outcomes.approve).toEqual([{ end: 'completed' }]);
  });

  test('R5: several actors of a row act together, or any one of them acts', () => {
    const rows = ['2+3', '2/3'].map((who, i) => [`Kegiatan ${i}`, who, '', '', '', ...(i > 0 ? [''] : []), '', '']);
    const { steps } = procedureOfDraft(draftOf(...whole(ROW_1, ...rows)));
    expect(steps.slice(2).map(({ actor }) => actor)).toEqual([{ all: ['tu', 'kepala'] }, { any: ['tu', 'kepala'] }]);
  });

  test('R6: a row of the applicant between others becomes a revise step', () => {
    const third = ['Pemohon melengkapi', '1', '', '', '', ''];
    const { steps } = procedureOfDraft(draftOf(...whole(ROW_1, ROW_2, third, ROW_3)));
    expect(steps.map(({ kind }) => kind)).toEqual(['submit', 'revise', 'review', 'revise', 'review']);
  });

  test('R46: if the first row is an official’s, the submission shares that row', () => {
    const first = ['Tata Usaha menerima', '2', '', '1 jam', '', '', ''];
    const { steps, receipt } = procedureOfDraft(draftOf(...whole(first, ROW_3)));
    expect(steps.map(({ id, row }) => [id, row])).toEqual([
      ['pengajuan', 1],
      ['perbaikan', 1],
      ['menerima', 1],
      ['menetapkan', 2],
    ]);
    expect(receipt).toBe('menerima');
  });

  test('R11: fields are internal unless they are called public, and a file becomes the list of attachments', () => {
    const fields = ['Nama: publik', 'Uraian: teks panjang, boleh kosong', 'Surat / Letter: berkas', '', 'y'];
    const draft = draftOf(...HEAD, ...COLUMNS, ...ROW_1, ...ROW_2, '', ...fields);
    const schema = requestSchemaOf(draft, 'schemas/x.schema.json');
    expect(schema).toMatchObject({
      required: ['sop', 'sifat', 'nama', 'lampiran'],
      properties: {
        sop: { const: 'izin-keramaian-2' },
        sifat: { enum: ['biasa', 'terbatas', 'rahasia', 'sangat_rahasia'] },
        nama: { 'x-public': true, 'x-archive': 'title' },
        uraian: { 'x-widget': 'text' },
        lampiran: { minItems: 1, description: expect.stringMatching(/^Surat\./) },
      },
    });
    expect(schema).not.toHaveProperty('properties.uraian.x-public');
    expect(procedureOfDraft(draft).request.pointers).toEqual({ nature: '/sifat', attachments: '/lampiran' });
  });

  test('the archive can be filtered by the public choices of a new SOP, and not by its internal choices', () => {
    const fields = ['Jenis: pilihan Konser|Pasar, publik', 'Risiko: pilihan Rendah|Tinggi', ''];
    const draft = draftOf(...HEAD, ...COLUMNS, ...ROW_1, ...ROW_2, '', ...fields, '');
    const schema = requestSchemaOf(draft, 'schemas/x.schema.json');
    expect(schema).toMatchObject({ properties: { jenis: { 'x-archive': 'filter' } } });
    expect(schema).not.toHaveProperty('properties.risiko.x-archive');
  });
});

test('R17: new roles are added to the role file, and so is the office’s zone if one is given', () => {
  const text = '# Kepala\nroles:\n  # Bawaan\n  applicant: { name: { id: P, en: A }, holders: [] }\n';
  const role = { id: 'kepala', name: { id: 'Kepala', en: 'Head' } };
  const added = '\n  kepala:\n    name: { id: Kepala, en: Head }\n    holders: []\n';
  expect(withRoles(text, [role], undefined)).toBe(text + added);
  expect(withRoles(text, [role], 'Asia/Jakarta')).toBe(text.replace('roles:', 'zone: Asia/Jakarta\nroles:') + added);
  expect(withRoles(text, [], undefined)).toBe(text);
});
