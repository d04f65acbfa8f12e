import { describe, expect, it } from 'vitest';
import type { Text } from '#domain/problem.ts';
import type { Schema } from '#domain/request/annotations.ts';
import { validate } from '#domain/request/schema.ts';
import { sampleText } from '#tests/support/folders.ts';
import { checkNote } from './view/note-field.tsx';
import { checkValue } from './check-value.ts';
import { cleaned } from './cleaned.ts';

const read = (name: string): Schema => JSON.parse(sampleText(`schemas/${name}.schema.json`)) as Schema;
const CHECK = read('hasil-pengecekan');
const ALTERNATIVES = read('hasil-pemberitahuan-alternatif');
const REPORT = read('hasil-pelaksanaan');

const time = '2026-12-01T09:00:00+07:00';
const checked = {
  ...{ mulai: time, selesai: time, ketersediaan: 'tersedia', ruang: 'tcm', tata_letak: 'Meja U' },
  ...{ platform: 'zoom', peralatan: ['computer'] },
  uji_koneksi: { waktu: time, hasil: 'baik' },
};
const slot = { mulai: time, selesai: time, ruang: 'tcm' };
const report = { mulai: time, selesai: time, uraian: 'Lancar.', hadir: 3, terlaksana_penuh: true };
const without = (value: object, name: string): object =>
  Object.fromEntries(Object.entries(value).filter(([key]) => key !== name));

describe('the desk finds in a result what the process would find', () => {
  it.each<[string, Schema, object]>([
    ['a sound check', CHECK, checked],
    ...Object.keys(checked).map((name): [string, Schema, object] => [`without ${name}`, CHECK, without(checked, name)]),
    ['another event with its name', CHECK, { ...checked, ketersediaan: 'bersamaan', acara_lain: 'Rapat' }],
    ['another event without its name', CHECK, { ...checked, ketersediaan: 'bersamaan' }],
    ['room and place', CHECK, { ...checked, tempat: 'Posko' }],
    ['a group that is empty', CHECK, { ...checked, uji_koneksi: {} }],
    ['an unknown choice', CHECK, { ...checked, platform: 'radio' }],
    ['a text that is too long', CHECK, { ...checked, tata_letak: 'x'.repeat(301) }],
    ['equipment named twice', CHECK, { ...checked, peralatan: ['computer', 'computer'] }],
    ['equipment of another form', CHECK, { ...checked, peralatan: ['Komputer!'] }],
    ['no equipment', CHECK, { ...checked, peralatan: [] }],
    ['a sound notice', ALTERNATIVES, { alternatif: [slot] }],
    ['no alternative', ALTERNATIVES, { alternatif: [] }],
    ['an alternative without a place', ALTERNATIVES, { alternatif: [without(slot, 'ruang')] }],
    ['six alternatives', ALTERNATIVES, { alternatif: Array(6).fill(slot) }],
    ['a sound report', REPORT, report],
    ['a fraction of a person', REPORT, { ...report, hadir: 2.5 }],
    ['a negative number', REPORT, { ...report, hadir: -1 }],
    ['too many people', REPORT, { ...report, hadir: 10_001 }],
    ['a missing yes or no', REPORT, without(report, 'terlaksana_penuh')],
  ])('the desk finds in a result what the process finds: %s', (_, schema, value) => {
    // For a choice between fields, the process names the group, and the desk names the first field.
    const places = (found: readonly { path: string }[]) => [
      ...new Set(found.map(({ path }) => path.split('/')[1] ?? '')),
    ];
    const theirs = validate(schema, value, 'hasil');
    const mine = checkValue(schema, value);
    const isChoice = theirs.some(({ code }) => code === 'schema-one-of');
    expect(mine.length > 0).toBe(theirs.length > 0);
    if (isChoice) return;
    expect(places(mine).sort()).toEqual(places(theirs).sort());
    // Each rule has one sentence. For each field, the desk shows the first sentence only.
    const reported = (found: readonly { message: Text }[]) =>
      found.map(({ message }) => `${message.id} / ${message.en}`);
    expect(reported(theirs)).toEqual(expect.arrayContaining(reported(mine)));
  });

  it('R9: the desk reports a character that changes the writing direction in a result, with the label of the field and the code of the character', () => {
    expect(checkValue(CHECK, { ...checked, tata_letak: 'Meja \u202eU' })).toEqual([
      {
        path: '/tata_letak',
        label: { id: 'Tata letak', en: 'Layout' },
        message: {
          id: expect.stringMatching(/^Karakter pengubah arah tulisan tidak diterima \(diterima U\+202E\)\. Hapus /),
          en: expect.stringMatching(
            /^A character that changes the writing direction is not accepted \(received U\+202E\)\. /,
          ),
        },
      },
    ]);
  });

  it('R9: the desk reports a note that changes the writing direction or is too long, and accepts a letter in two pieces', () => {
    const reported = (text: string): string[] =>
      checkNote(text, '/catatan', { id: 'Catatan', en: 'Note' }).map(({ message }) => message.id);
    expect(reported('Seta\u0301.')).toEqual([]);
    expect(reported('a\u202eb')[0]).toContain('U+202E');
    expect(reported('x'.repeat(60_000))).toEqual([
      'Teks terlalu panjang (paling banyak 4000, diterima 60000). Persingkat.',
    ]);
  });

  it('a fault in a result has the label of its field', () => {
    expect(checkValue(CHECK, { ...checked, uji_koneksi: { waktu: time } })).toEqual([
      {
        path: '/uji_koneksi/hasil',
        label: { id: 'Hasil uji', en: 'Outcome' },
        message: { id: 'Wajib diisi', en: 'Must be filled in' },
      },
    ]);
  });
});

describe('how the values of fields become a result', () => {
  it('a result leaves out empty fields, and keeps required groups and lists', () => {
    expect(cleaned(CHECK, { mulai: time, tata_letak: '  ', uji_koneksi: { hasil: '' }, tempat: undefined })).toEqual({
      mulai: time,
      uji_koneksi: {},
      peralatan: [],
    });
    expect(cleaned(REPORT, { kendala: ['', ' Suara '], hadir: 0, terlaksana_penuh: false })).toEqual({
      kendala: ['Suara'],
      hadir: 0,
      terlaksana_penuh: false,
    });
  });
});
