import { describe, expect, it } from 'vitest';
import type { Schema } from '#domain/request/annotations.ts';
import { configFolder } from '#engine/config/folder.ts';
import { readConfig } from '#engine/config/read.ts';
import { FIRST } from '#tests/support/folders.ts';
import { applied, normalise } from './normalise.ts';
import { problemsOf } from '../desk/request/checks.ts';

const reading = readConfig(await configFolder(FIRST));
if ('problems' in reading) throw new Error('The configuration is not sound.');
const { procedures, schemas, rooms } = reading.config;
const [procedure] = [...procedures.values()].map(({ value }) => value);
const schema = schemas.get(procedure?.request.schema ?? '')?.value;
if (!procedure || !schema) throw new Error('No procedure.');

const whole = {
  sop: 'protokol-manajemen-krisis',
  pemohon: {
    ...{ jenis: 'opd', instansi: 'Dinas Contoh', akun: 'contoh-opd', nama: 'Contoh', jabatan: 'Contoh' },
    telepon: '080000000001',
  },
  surat: {
    ...{ nomor: '1/CONTOH', tanggal: '2026-11-25', perihal: 'Rapat', srikandi: 'CONTOH-1' },
    penandatangan: { nama: 'Contoh', jabatan: 'Kepala Dinas Contoh' },
    ...{ sifat: 'biasa', derajat: 'segera' },
  },
  krisis: { jenis: 'lainnya', lokasi: 'Contoh', uraian: 'Contoh' },
  kegiatan: { jenis: 'rapat', judul: 'Rapat contoh' },
  pelaksanaan: {
    ...{ mulai: '2026-12-02T09:00:00+07:00', selesai: '2026-12-02T11:00:00+07:00', ruang: 'tcm' },
    ...{ platform: 'zoom', peserta: 18 },
  },
  lampiran: ['surat.pdf'],
};

const tidy = (value: unknown, of: Schema = schema): unknown => applied(value, normalise(of, value));
const problems = (request: unknown) =>
  problemsOf(procedure, schema, rooms, request).map(({ label, code }) => [label?.id, code]);

describe('how the values of a form are tidied', () => {
  it('empty fields of any kind are removed from a request', () => {
    const typed = {
      ...whole,
      pemohon: { ...whole.pemohon, nip: '', surel: null },
      kegiatan: { ...whole.kegiatan, agenda: '  ', pimpinan: undefined },
      pelaksanaan: { ...whole.pelaksanaan, tempat: '', peralatan: [], peserta: 18 },
    };
    expect(tidy(typed)).toEqual(whole);
  });

  it('an empty required field is reported as missing, not as wrongly written', () => {
    const typed = { ...whole, surat: { ...whole.surat, nomor: ' ' }, lampiran: [] };
    expect(problems(tidy(typed))).toEqual([
      ['Lampiran', 'schema-required'],
      ['Nomor surat', 'schema-required'],
    ]);
  });

  it('R9: blanks around a single line and at the ends of lines are removed, other blanks stay, and letters are composed', () => {
    const typed = {
      ...whole,
      krisis: { ...whole.krisis, lokasi: '  Desa Contoh ', uraian: '  satu  \r\n\r\n dua \n' },
      kegiatan: { ...whole.kegiatan, judul: 'Re\u0301union' },
    };
    expect(tidy(typed)).toMatchObject({
      krisis: { lokasi: 'Desa Contoh', uraian: '  satu\n\n dua' },
      kegiatan: { judul: 'R\u00e9union' },
    });
  });

  it('a date that became an object is written as an instant again', () => {
    const typed = { ...whole, pelaksanaan: { ...whole.pelaksanaan, mulai: new Date('2026-12-02T02:00:00Z') } };
    expect(tidy(typed)).toMatchObject({ pelaksanaan: { mulai: '2026-12-02T02:00:00Z' } });
  });

  it('a tidy request is unchanged, even if it has a field that the schema does not know', () => {
    expect(normalise(schema, whole)).toEqual([]);
    expect(normalise(schema, { ...whole, lain: '' })).toEqual([]);
  });

  it('empty items are removed from a list, which is then a new list', () => {
    expect(normalise(schema, { ...whole, lampiran: ['a.pdf', '', 'b.pdf'] })).toEqual([
      { path: ['lampiran'], value: ['a.pdf', 'b.pdf'] },
    ]);
  });
});

describe('R9: the rules that form and process share', () => {
  it('R9: a valid request has no problem', () => {
    expect(problems(whole)).toEqual([]);
  });

  it.each([
    ['the end before the start', { selesai: '2026-12-02T08:00:00+07:00' }, ['Selesai', 'end-not-after-start']],
    ['more people than the room’s capacity', { peserta: 31 }, ['Jumlah peserta', 'room-too-small']],
    ['an unknown room', { ruang: 'lain' }, ['Ruang', 'unknown-room']],
    ['equipment that the room does not have', { peralatan: ['kursi'] }, ['Peralatan', 'unknown-equipment']],
    ['a room and another place', { tempat: 'Posko' }, ['Waktu dan tempat', 'schema-one-of']],
  ])('R9: %s is reported with the label of its field', (_what, change, expected) => {
    expect(problems({ ...whole, pelaksanaan: { ...whole.pelaksanaan, ...change } })).toEqual([expected]);
  });

  it('R9: a character that changes the writing direction is reported with the label of its field', () => {
    const request = { ...whole, krisis: { ...whole.krisis, uraian: 'abc\u202edef' } };
    expect(problems(request)).toEqual([['Uraian', 'forbidden-character']]);
  });

  it('R9: the form leaves to the process whether the start is in the future and whether the attachments are there', () => {
    const past = { mulai: '2020-01-01T09:00:00+07:00', selesai: '2020-01-01T10:00:00+07:00' };
    expect(problems({ ...whole, pelaksanaan: { ...whole.pelaksanaan, ...past }, lampiran: ['tidak-ada.pdf'] })).toEqual(
      [],
    );
  });
});
