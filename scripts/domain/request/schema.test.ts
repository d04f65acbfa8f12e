import { describe, expect, it } from 'vitest';
import { formatProblem, withoutReceived } from '#domain/problem.ts';
import { hintAt, READERS, readersOf } from './annotations.ts';
import { requireValidSchema } from './compile.ts';
import { validate } from './schema.ts';
import { readYaml } from './yaml.ts';

const schema = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  $id: 'contoh.schema.json',
  type: 'object',
  additionalProperties: false,
  required: ['nama', 'acara'],
  $defs: {
    baris: {
      oneOf: [
        { type: 'integer', minimum: 1 },
        { type: 'string', pattern: '^[1-9][a-z]$' },
      ],
    },
  },
  properties: {
    nama: { type: 'string', title: 'Nama', 'x-title-en': 'Name', description: 'Nama lengkap.', maxLength: 5 },
    nip: { type: 'string', title: 'NIP', pattern: '^[0-9]{18}$', examples: ['000000000000000000'] },
    acara: {
      type: 'object',
      title: 'Acara',
      'x-public': true,
      additionalProperties: false,
      required: ['jenis'],
      properties: {
        jenis: {
          type: 'string',
          title: 'Jenis',
          'x-title-en': 'Kind',
          description: 'Bentuk acara.',
          'x-description-en': 'Its form.',
          'x-public': true,
          enum: ['rapat', 'pers'],
          'x-labels': { pers: { id: 'Konferensi pers', en: 'Press conference' } },
        },
        ruang: { type: 'string', title: 'Ruang', 'x-public': true },
        tempat: { type: 'string', title: 'Tempat lain', 'x-public': true },
        peserta: { type: 'integer', title: 'Peserta', 'x-public': true, minimum: 1 },
      },
      oneOf: [{ required: ['ruang'] }, { required: ['tempat'] }],
    },
    tanggal: { type: 'string', title: 'Tanggal', format: 'date', examples: ['2026-11-30'] },
    baris: {
      title: 'Baris',
      examples: [3, '3a'],
      oneOf: [{ $ref: '#/$defs/baris' }, { type: 'array', items: { $ref: '#/$defs/baris' } }],
    },
    daftar: { type: 'array', title: 'Daftar', maxItems: 1, items: { type: 'string', maxLength: 3 } },
  },
};

const check = (yaml: string) => {
  const reading = readYaml(yaml, 'request.yaml');
  return reading.ok ? validate(schema, reading.value, 'request.yaml', reading.lines) : reading.problems;
};
const only = (yaml: string) => {
  const problems = check(yaml);
  expect(problems).toHaveLength(1);
  return problems[0] ? formatProblem(problems[0]) : '';
};

describe('R9: a document is held against its schema', () => {
  it('R9: a valid document has no problem', () => {
    expect(check('nama: Budi\nacara: {jenis: rapat, ruang: tcm}\n')).toEqual([]);
  });

  it.each([
    [
      'a missing field',
      'acara: {jenis: rapat, ruang: tcm}',
      'request.yaml:1 “Nama” /nama — Wajib diisi. Lengkapi isian ini.',
    ],
    [
      'a field that is none',
      'nama: Budi\nacara: {jenis: rapat, ruang: tcm}\nsetuju: true',
      'request.yaml:3 /setuju — Isian ini tidak dikenal (diterima true). Hapus, atau periksa ejaannya.',
    ],
    [
      'a choice that is none',
      'nama: Budi\nacara:\n  ruang: tcm\n  jenis: pesta',
      'request.yaml:4 “Jenis” /acara/jenis — Bukan salah satu pilihan (diharapkan rapat, pers (Konferensi pers), diterima "pesta"). Perbaiki isian ini.',
    ],
    [
      'an identifier without quotation marks',
      'nama: Budi\nacara: {jenis: rapat, ruang: tcm}\nnip: 42',
      'request.yaml:3 “NIP” /nip — Harus berupa teks (diterima 42). Perbaiki isian ini; nomor ditulis di dalam tanda kutip.',
    ],
    [
      'another form, shown by the example',
      'nama: Budi\nacara: {jenis: rapat, ruang: tcm}\nnip: "12"',
      'request.yaml:3 “NIP” /nip — Bentuk penulisan tidak sesuai (diharapkan 000000000000000000, diterima "12"). Perbaiki isian ini.',
    ],
    [
      'a date of another form',
      'nama: Budi\nacara: {jenis: rapat, ruang: tcm}\ntanggal: 30-11-2026',
      'request.yaml:3 “Tanggal” /tanggal — Bentuk penulisan tidak sesuai (diharapkan 2026-11-30, diterima "30-11-2026"). Perbaiki isian ini.',
    ],
    [
      'too long a text',
      'nama: Budiman\nacara: {jenis: rapat, ruang: tcm}',
      'request.yaml:1 “Nama” /nama — Tidak boleh lebih dari 5 karakter (diterima "Budiman"). Perbaiki isian ini.',
    ],
    [
      'an item of a list',
      'nama: Budi\nacara: {jenis: rapat, ruang: tcm}\ndaftar:\n  - panjang',
      'request.yaml:4 “Daftar” /daftar/0 — Tidak boleh lebih dari 3 karakter (diterima "panjang"). Perbaiki isian ini.',
    ],
    [
      'neither of two ways to write it, once',
      'nama: Budi\nacara: {jenis: rapat, ruang: tcm}\nbaris: 3aa',
      'request.yaml:3 “Baris” /baris — Bentuk penulisan tidak sesuai (diharapkan 3 / 3a, diterima "3aa"). Perbaiki isian ini.',
    ],
    [
      'neither of two ways to write it, in a list',
      'nama: Budi\nacara: {jenis: rapat, ruang: tcm}\nbaris: [3, 3aa, 0]',
      'request.yaml:3 “Baris” /baris — Bentuk penulisan tidak sesuai (diharapkan 3 / 3a, diterima [3,"3aa",0]). Perbaiki isian ini.',
    ],
    [
      'neither of two alternatives',
      'nama: Budi\nacara: {jenis: rapat}',
      'request.yaml:2 “Acara” /acara — Isi tepat satu dari isian ini: Ruang / Tempat lain. Perbaiki isian ini.',
    ],
    [
      'both of two alternatives',
      'nama: Budi\nacara: {jenis: rapat, ruang: tcm, tempat: Lapangan}',
      'request.yaml:2 “Acara” /acara — Isi tepat satu dari isian ini: Ruang / Tempat lain. Perbaiki isian ini.',
    ],
  ])('R9: %s is told with line, title, pointer, expectation and way out', (_name, yaml, expected) => {
    expect(only(yaml)).toBe(expected);
  });

  it('R12: every problem is told at once, in the order of the document', () => {
    const problems = check('tanggal: besok\nacara:\n  jenis: pesta\n  peserta: 0\nlain: 1\n');
    expect(problems.map(({ code, path }) => `${code} ${path}`)).toEqual([
      'schema-required /nama',
      'schema-format /tanggal',
      'schema-one-of /acara',
      'schema-enum /acara/jenis',
      'schema-minimum /acara/peserta',
      'schema-additional-properties /lain',
    ]);
    expect(problems.every(({ message }) => message.id !== '' && message.en !== '' && message.id !== message.en)).toBe(
      true,
    );
  });

  it('R11: what an internal field held can be left out before a refusal is published', () => {
    const [problem] = check('nama: Rahasia\nacara: {jenis: rapat, ruang: tcm}');
    expect(problem).toMatchObject({ received: '"Rahasia"', internal: true });
    expect(problem && JSON.stringify(withoutReceived(problem))).not.toContain('Rahasia');
    const [shown] = check('nama: Budi\nacara: {jenis: pesta, ruang: tcm}');
    expect(shown && withoutReceived(shown)).toMatchObject({ received: '"pesta"' });
  });

  it.each(['embedded', 'github'] as const)('R11: a hint ends with who will read the field (%s)', (keeper) => {
    expect(hintAt(schema, '/acara/jenis', keeper, 'Asia/Pontianak')).toEqual({
      id: 'Bentuk acara. Tampil untuk publik.',
      en: 'Its form. Shown to the public.',
    });
    expect(hintAt(schema, '/acara/ruang', keeper, 'Asia/Pontianak')).toMatchObject({ id: 'Tampil untuk publik.' });
    expect(hintAt(schema, '/nama', keeper, 'Asia/Pontianak').id).toBe(`Nama lengkap. ${READERS[keeper].id}`);
  });

  it('R11: what is internal is kept from the public, and from nobody who can open the office’s forge', () => {
    expect(readersOf(false, 'embedded')).toEqual({
      id: 'Tidak tampil untuk publik; dapat dibaca setiap akun kantor ini.',
      en: 'Not shown to the public; every account of this office can read it.',
    });
    expect(readersOf(false, 'github')).toEqual({
      id: 'Tidak tampil untuk publik; dapat dibaca semua yang memiliki akses ke repositori kantor ini.',
      en: 'Not shown to the public; everybody with access to this office’s repository can read it.',
    });
    for (const keeper of ['embedded', 'github'] as const)
      expect(readersOf(true, keeper)).toEqual({ id: 'Tampil untuk publik.', en: 'Shown to the public.' });
  });

  it('R7: two revisions of one schema, of one $id, are two schemas', () => {
    const older = { ...schema, properties: { ...schema.properties, nama: { type: 'string', maxLength: 2 } } };
    const value = { nama: 'Budi', acara: { jenis: 'rapat', ruang: 'tcm' } };
    expect(validate(schema, value, 'x')).toEqual([]);
    expect(validate(older, value, 'x')).toHaveLength(1);
  });

  it('R9: of a condition only what it asks for is told', () => {
    const text = { type: 'string' };
    const conditional = {
      type: 'object',
      properties: { sifat: text, alasan: text },
      if: { properties: { sifat: { const: 'rahasia' } }, required: ['sifat'] },
      // oxlint-disable-next-line unicorn/no-thenable -- a keyword of JSON Schema
      then: { required: ['alasan'] },
    };
    expect(validate(conditional, { sifat: 'rahasia' }, 'x').map(({ code, path }) => `${code} ${path}`)).toEqual([
      'schema-required /alasan',
    ]);
  });

  it('R9: a keyword that nobody knows is refused', () => {
    expect(() => requireValidSchema({ type: 'string', 'x-publik': true })).toThrow('x-publik');
    expect(() => requireValidSchema({ type: 'string', 'x-public': false })).toThrow('x-public');
  });
});
