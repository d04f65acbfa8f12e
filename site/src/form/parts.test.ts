import { describe, expect, it } from 'vitest';
import schema from '#tests/fixtures/first/schemas/permohonan-tcm.schema.json';
import { rooms, sop } from '#tests/support/walked-case.ts';
import { formAddress } from './address.ts';
import { attachmentName } from '../request/attachment-name.ts';
import { letterOf } from '../desk/view/request/letter.tsx';
import { localTimes } from '../desk/problem-words.ts';

it('the form opens below any address of the site, in the visitor’s language', () => {
  expect(formAddress({ base: '', language: 'id' })).toBe('/admin/');
  expect(formAddress({ base: '/berkas', language: 'en' })).toBe('/berkas/admin/?lang=en');
});

describe('R8: the names of attachments', () => {
  it.each([
    ['Surat Permohonan (Final).PDF', 'surat-permohonan-final.pdf'],
    ['Peta é.v2.jpeg', 'peta-e-v2.jpeg'],
    ['.pdf', 'pdf'],
    ['会議.png', 'lampiran.png'],
    [`${'a'.repeat(100)}.pdf`, `${'a'.repeat(76)}.pdf`],
    ['--option.pdf', 'option.pdf'],
  ])('the attachment name %s becomes %s', (name, expected) => {
    expect(attachmentName(name)).toBe(expected);
    expect(expected).toMatch(/^[a-z0-9_][a-z0-9._-]{0,79}$/);
  });
});

describe('instants in the rules’ messages', () => {
  const reported = (sentence: string) => localTimes(sentence, 'Asia/Pontianak', 'id');

  it('an instant in a message is shown in the office’s zone', () => {
    expect(reported('diharapkan > 2026-12-01T02:00:00Z, diterima 2026-12-01T01:30:00Z')).toBe(
      'diharapkan > 1 Des 2026 09.00 WIB, diterima 1 Des 2026 08.30 WIB',
    );
  });

  it('a typed text that is no instant is shown as it was typed', () => {
    expect(reported('diterima 2026-02-30T10:00:00Z')).toBe('diterima 2026-02-30T10:00:00Z');
    expect(reported('diterima 2026-02-03T99:00:00Z')).toBe('diterima 2026-02-03T99:00:00Z');
  });
});

describe('the letter next to the form', () => {
  const office = { procedure: sop, schema, rooms };
  const linesOf = (request: unknown) =>
    Object.fromEntries(
      letterOf(office, request, 'id').parts.flatMap(({ lines }) => lines.map(({ label, values }) => [label, values])),
    );

  it('R41: the letter has the fields that only the counter fills in only if they have values', () => {
    const ofCounter = ['Tanggal permohonan masuk', 'Cara permohonan masuk'];
    expect(Object.keys(linesOf({})).filter((label) => ofCounter.includes(label))).toEqual([]);
    expect(linesOf({ pemohon: { masuk_tanggal: '2026-11-26', masuk_lewat: 'surat' } })).toMatchObject({
      [ofCounter[0] ?? '']: ['Kamis, 26 November 2026'],
      [ofCounter[1] ?? '']: ['surat'],
    });
  });

  it('the letter has the office’s letterhead, a first part that begins with number, date and subject, then the other groups of the request', () => {
    const letter = letterOf(office, {}, 'id');
    expect(letter.letterhead).toEqual([...sop.identity.office, sop.identity.division]);
    expect(letter.parts.map(({ title }) => title)).toEqual([
      undefined,
      ...['Pemohon', 'Krisis', 'Kegiatan', 'Pelaksanaan'],
      undefined,
    ]);
    expect(letter.parts[0]?.lines.map(({ label }) => label).slice(0, 3)).toEqual([
      'Nomor surat',
      'Tanggal surat',
      'Hal',
    ]);
  });

  it('the letter shows values in people’s words, and an empty field without a value', () => {
    expect(
      linesOf({
        surat: { sifat: 'terbatas', tanggal: '2026-11-25' },
        pelaksanaan: { mulai: '2026-12-01T09:00:00+07:00', ruang: 'tcm', peralatan: ['internet', 'lain'] },
        lampiran: ['a.pdf', 'b.pdf'],
      }),
    ).toMatchObject({
      'Sifat surat': ['Terbatas'],
      'Tanggal surat': ['Rabu, 25 November 2026'],
      'Nomor surat': [],
      Mulai: ['Selasa, 1 Desember 2026 pukul 09.00 WIB'],
      Ruang: ['Ruang TCM'],
      Peralatan: ['Jaringan internet', 'lain'],
      Lampiran: ['a.pdf', 'b.pdf'],
    });
  });

  it('the letter shows values that are not valid as they were typed', () => {
    expect(linesOf({ pelaksanaan: { mulai: 'besok', peserta: 0 }, surat: 'salah', lampiran: { a: 1 } })).toMatchObject({
      Mulai: ['besok'],
      'Jumlah peserta': ['0'],
      Lampiran: ['{"a":1}'],
    });
  });
});
