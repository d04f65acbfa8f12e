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

describe('what a form leaves behind', () => {
  it('empty fields are taken away, of whatever kind', () => {
    const typed = {
      ...whole,
      pemohon: { ...whole.pemohon, nip: '', surel: null },
      kegiatan: { ...whole.kegiatan, agenda: '  ', pimpinan: undefined },
      pelaksanaan: { ...whole.pelaksanaan, tempat: '', peralatan: [], peserta: 18 },
    };
    expect(tidy(typed)).toEqual(whole);
  });

  it('an empty field that is needed is reported as missing, not as badly written', () => {
    const typed = { ...whole, surat: { ...whole.surat, nomor: ' ' }, lampiran: [] };
    expect(problems(tidy(typed))).toEqual([
      ['Lampiran', 'schema-required'],
      ['Nomor surat', 'schema-required'],
    ]);
  });

  it('blanks around a line go, those within a text stay; letters are composed (R9)', () => {
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

  it('a request that is as it should be is left alone, and so is what the schema does not know', () => {
    expect(normalise(schema, whole)).toEqual([]);
    expect(normalise(schema, { ...whole, lain: '' })).toEqual([]);
  });

  it('empty items go from a list, which is then written anew', () => {
    expect(normalise(schema, { ...whole, lampiran: ['a.pdf', '', 'b.pdf'] })).toEqual([
      { path: ['lampiran'], value: ['a.pdf', 'b.pdf'] },
    ]);
  });
});

describe('the rules that form and process share (R9)', () => {
  it('a whole request has no problem', () => {
    expect(problems(whole)).toEqual([]);
  });

  it.each([
    ['the end before the start', { selesai: '2026-12-02T08:00:00+07:00' }, ['Selesai', 'end-not-after-start']],
    ['more people than the room holds', { peserta: 31 }, ['Jumlah peserta', 'room-too-small']],
    ['a room that is none', { ruang: 'lain' }, ['Ruang', 'unknown-room']],
    ['equipment that the room has not', { peralatan: ['kursi'] }, ['Peralatan', 'unknown-equipment']],
    ['a room and another place', { tempat: 'Posko' }, ['Pelaksanaan', 'schema-one-of']],
  ])('%s is reported by the field’s label', (_what, change, expected) => {
    expect(problems({ ...whole, pelaksanaan: { ...whole.pelaksanaan, ...change } })).toEqual([expected]);
  });

  it('a character that turns the writing around is reported where it stands', () => {
    const request = { ...whole, krisis: { ...whole.krisis, uraian: 'abc\u202edef' } };
    expect(problems(request)).toEqual([['Uraian', 'forbidden-character']]);
  });

  it('leaves to the process what only it can know: the time of submission, and what attachments hold', () => {
    const past = { mulai: '2020-01-01T09:00:00+07:00', selesai: '2020-01-01T10:00:00+07:00' };
    expect(problems({ ...whole, pelaksanaan: { ...whole.pelaksanaan, ...past }, lampiran: ['tidak-ada.pdf'] })).toEqual(
      [],
    );
  });
});
