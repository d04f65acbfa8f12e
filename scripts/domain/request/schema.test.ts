import { describe, expect, it } from 'vitest';
import { formatProblem, problemSentence, withoutReceived } from '#domain/problem.ts';
import { hintAt, READERS, type Schema } from './annotations.ts';
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

it('a value whose error is not about quotation marks gets no advice to quote; each of several expected forms is named', () => {
  const forms = { oneOf: [{ const: 'office' }, { type: 'object', required: ['lines'] }] };
  const schema: Schema = { type: 'object', properties: { width: { type: 'integer' }, head: forms } };
  const said = validate(schema, { width: 'lebar', head: 'kantor' }, 'x.yaml').map((each) => formatProblem(each));
  expect(said.sort()).toEqual([
    'x.yaml /head — Format tidak sesuai (diharapkan office / lines: …, tertulis "kantor"). Perbaiki isian ini.',
    'x.yaml /width — Harus berupa bilangan bulat (tertulis "lebar"). Perbaiki isian ini.',
  ]);
});

describe('R9: a document is checked against its schema', () => {
  it('R9: a group of fields that is empty is asked for as a whole', () => {
    expect(only('nama: Budi\nacara:\n')).toContain('Lengkapi semua isian di bagian ini.');
    expect(only('nama: Budi\nacara:\n')).not.toContain('null');
  });

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
      'an unknown field',
      'nama: Budi\nacara: {jenis: rapat, ruang: tcm}\nsetuju: true',
      'request.yaml:3 /setuju — Isian ini tidak dikenal (tertulis true). Hapus, atau periksa ejaannya.',
    ],
    [
      'an unknown choice',
      'nama: Budi\nacara:\n  ruang: tcm\n  jenis: pesta',
      'request.yaml:4 “Jenis” /acara/jenis — Bukan salah satu pilihan (diharapkan rapat, pers (Konferensi pers), tertulis "pesta"). Perbaiki isian ini.',
    ],
    [
      'an identifier without quotation marks',
      'nama: Budi\nacara: {jenis: rapat, ruang: tcm}\nnip: 42',
      'request.yaml:3 “NIP” /nip — Harus berupa teks (tertulis 42). Perbaiki isian ini; nomor ditulis di dalam tanda kutip.',
    ],
    [
      'another form, shown by the example',
      'nama: Budi\nacara: {jenis: rapat, ruang: tcm}\nnip: "12"',
      'request.yaml:3 “NIP” /nip — Format tidak sesuai (diharapkan 000000000000000000, tertulis "12"). Perbaiki isian ini.',
    ],
    [
      'a date of another form',
      'nama: Budi\nacara: {jenis: rapat, ruang: tcm}\ntanggal: 30-11-2026',
      'request.yaml:3 “Tanggal” /tanggal — Harus berupa tanggal (diharapkan 2026-11-30, tertulis "30-11-2026"). Perbaiki isian ini.',
    ],
    [
      'too long a text',
      'nama: Budiman\nacara: {jenis: rapat, ruang: tcm}',
      'request.yaml:1 “Nama” /nama — Paling banyak 5 karakter; ada 7 (tertulis "Budiman"). Persingkat.',
    ],
    [
      'an item of a list',
      'nama: Budi\nacara: {jenis: rapat, ruang: tcm}\ndaftar:\n  - panjang',
      'request.yaml:4 “Daftar” /daftar/0 — Paling banyak 3 karakter; ada 7 (tertulis "panjang"). Persingkat.',
    ],
    [
      'neither of two ways to write it, once',
      'nama: Budi\nacara: {jenis: rapat, ruang: tcm}\nbaris: 3aa',
      'request.yaml:3 “Baris” /baris — Format tidak sesuai (diharapkan 3 / 3a, tertulis "3aa"). Perbaiki isian ini.',
    ],
    [
      'neither of two ways to write it, in a list',
      'nama: Budi\nacara: {jenis: rapat, ruang: tcm}\nbaris: [3, 3A]',
      'request.yaml:3 /baris/1 — Format tidak sesuai (diharapkan 3 / 3a, tertulis "3A"). Maksud Anda 3a?',
    ],
    [
      'a value in none of the allowed forms',
      'nama: Budi\nacara: {jenis: rapat, ruang: tcm}\nbaris: true',
      'request.yaml:3 “Baris” /baris — Format tidak sesuai (diharapkan 3 / 3a, tertulis true). Perbaiki isian ini.',
    ],
    [
      'neither of two alternatives',
      'nama: Budi\nacara: {jenis: rapat}',
      'request.yaml:2 “Acara” /acara — Isi salah satu saja: Ruang / Tempat lain. Perbaiki isian ini.',
    ],
    [
      'both of two alternatives',
      'nama: Budi\nacara: {jenis: rapat, ruang: tcm, tempat: Lapangan}',
      'request.yaml:2 “Acara” /acara — Isi salah satu saja: Ruang / Tempat lain. Perbaiki isian ini.',
    ],
  ])('R9: %s is reported with line, title, pointer, expectation and fix', (_name, yaml, expected) => {
    expect(only(yaml)).toBe(expected);
  });

  it('R12: every problem is reported at once, in the order of the document', () => {
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

  it('R11: the values of internal fields can be removed before a refusal is published', () => {
    const [problem] = check('nama: Rahasia\nacara: {jenis: rapat, ruang: tcm}');
    expect(problem).toMatchObject({ received: '"Rahasia"', internal: true });
    expect(problem && JSON.stringify(withoutReceived(problem))).not.toContain('Rahasia');
    const [shown] = check('nama: Budi\nacara: {jenis: pesta, ruang: tcm}');
    expect(shown && withoutReceived(shown)).toMatchObject({ received: '"pesta"' });
  });

  it('R11: the hint of a field ends with whether the public sees it', () => {
    expect(hintAt(schema, '/acara/jenis', 'Asia/Pontianak')).toEqual({
      id: 'Bentuk acara. Tampil untuk publik.',
      en: 'Its form. Shown to the public.',
    });
    expect(hintAt(schema, '/acara/ruang', 'Asia/Pontianak')).toMatchObject({ id: 'Tampil untuk publik.' });
    expect(hintAt(schema, '/nama', 'Asia/Pontianak').id).toBe('Nama lengkap. Tidak tampil untuk publik.');
  });

  it('R11: an internal field is hidden from the public only, and the form says who can open the forge', () => {
    expect(READERS.embedded).toEqual({
      id: 'Tidak tampil untuk publik; dapat dibaca setiap akun kantor ini.',
      en: 'Not shown to the public; every account of this office can read it.',
    });
    expect(READERS.github).toEqual({
      id: 'Tidak tampil untuk publik; dapat dibaca semua yang memiliki akses ke repositori kantor ini.',
      en: 'Not shown to the public; everybody with access to this office’s repository can read it.',
    });
    expect(READERS.public).toEqual({ id: 'Tampil untuk publik.', en: 'Shown to the public.' });
  });

  it('R7: two revisions of one schema with one $id are two schemas', () => {
    const older = { ...schema, properties: { ...schema.properties, nama: { type: 'string', maxLength: 2 } } };
    const value = { nama: 'Budi', acara: { jenis: 'rapat', ruang: 'tcm' } };
    expect(validate(schema, value, 'x')).toEqual([]);
    expect(validate(older, value, 'x')).toHaveLength(1);
  });

  it('R9: for a condition, only the missing requirement is reported', () => {
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

  it.each<[keyword: string, rule: object, value: unknown, id: string, en: string]>([
    ['minimum', { minimum: 1 }, 0, 'Paling sedikit 1 (tertulis 0).', 'At least 1 (written 0).'],
    ['maximum', { maximum: 5 }, 6, 'Paling banyak 5 (tertulis 6).', 'At most 5 (written 6).'],
    [
      'exclusiveMinimum',
      { exclusiveMinimum: 0 },
      0,
      'Harus lebih dari 0 (tertulis 0).',
      'Must be more than 0 (written 0).',
    ],
    [
      'exclusiveMaximum',
      { exclusiveMaximum: 9 },
      9,
      'Harus kurang dari 9 (tertulis 9).',
      'Must be less than 9 (written 9).',
    ],
    ['multipleOf', { multipleOf: 5 }, 7, 'Harus kelipatan 5 (tertulis 7).', 'Must be a multiple of 5 (written 7).'],
    [
      'minLength',
      { minLength: 3 },
      'ab',
      'Paling sedikit 3 karakter; ada 2 (tertulis "ab").',
      'At least 3 characters; there are 2 (written "ab").',
    ],
    ['minLength', { minLength: 3 }, '', 'Wajib diisi (tertulis "").', 'Must be filled in (written "").'],
    [
      'maxLength',
      { maxLength: 1 },
      'ab',
      'Paling banyak 1 karakter; ada 2 (tertulis "ab").',
      'At most 1 character; there are 2 (written "ab").',
    ],
    [
      'minItems',
      { minItems: 2 },
      [1],
      'Paling sedikit 2 butir; ada 1 (tertulis [1]).',
      'At least 2 items; there is 1 (written [1]).',
    ],
    ['minItems', { minItems: 2 }, [], 'Wajib diisi.', 'Must be filled in.'],
    [
      'maxItems',
      { maxItems: 1 },
      [1, 2],
      'Paling banyak 1 butir; ada 2 (tertulis [1,2]).',
      'At most 1 item; there are 2 (written [1,2]).',
    ],
    [
      'uniqueItems',
      { uniqueItems: true },
      [1, 2, 1],
      'Butir ke-1 dan ke-3 sama (tertulis [1,2,1]).',
      'Items 1 and 3 are the same (written [1,2,1]).',
    ],
    [
      'minProperties',
      { minProperties: 1 },
      {},
      'Paling sedikit 1 isian; ada 0 (tertulis {}).',
      'At least 1 field; there are 0 (written {}).',
    ],
    [
      'maxProperties',
      { maxProperties: 0 },
      { a: 1 },
      'Paling banyak 0 isian; ada 1 (tertulis {"a":1}).',
      'At most 0 fields; there is 1 (written {"a":1}).',
    ],
    [
      'dependentRequired',
      { dependentRequired: { a: ['b'] } },
      { a: 1 },
      'Wajib diisi, karena a diisi.',
      'Must be filled in, since a is.',
    ],
    ['required', { required: ['b'] }, {}, 'Wajib diisi.', 'Must be filled in.'],
    [
      'additionalProperties',
      { additionalProperties: false },
      { a: 1 },
      'Isian ini tidak dikenal (tertulis 1).',
      'There is no such field (written 1).',
    ],
    [
      'type',
      { type: 'integer' },
      'x',
      'Harus berupa bilangan bulat (tertulis "x").',
      'Must be a whole number (written "x").',
    ],
    [
      'type',
      { type: ['string', 'null'] },
      1,
      'Harus berupa teks atau kosong (null) (tertulis 1).',
      'Must be text or empty (null) (written 1).',
    ],
    [
      'enum',
      { enum: ['a'] },
      'b',
      'Bukan salah satu pilihan (diharapkan a, tertulis "b").',
      'Not one of the choices (expected a, written "b").',
    ],
    [
      'const',
      { const: 1 },
      2,
      'Isi tidak sesuai (diharapkan 1, tertulis 2).',
      'Not the expected value (expected 1, written 2).',
    ],
    [
      'pattern',
      { pattern: '^a$', examples: ['a'] },
      'b',
      'Format tidak sesuai (diharapkan a, tertulis "b").',
      'Not in the expected format (expected a, written "b").',
    ],
    [
      'format',
      { format: 'email', examples: ['a@contoh.id'] },
      'b',
      'Harus berupa alamat surel (diharapkan a@contoh.id, tertulis "b").',
      'Must be an email address (expected a@contoh.id, written "b").',
    ],
    [
      'format',
      { format: 'date', formatMinimum: '2026-01-01' },
      '2025-01-01',
      'Tidak boleh sebelum 2026-01-01 (tertulis "2025-01-01").',
      'Not before 2026-01-01 (written "2025-01-01").',
    ],
    [
      'oneOf',
      { oneOf: [{ required: ['a'] }, { required: ['b'] }] },
      {},
      'Isi salah satu saja: a / b.',
      'Fill in only one of these: a / b.',
    ],
    [
      'anyOf',
      { anyOf: [{ required: ['a'] }, { required: ['b'] }] },
      {},
      'Isi paling sedikit salah satu: a / b.',
      'Fill in at least one of these: a / b.',
    ],
    ['not', { not: { const: 1 } }, 1, 'Isi tidak sesuai (tertulis 1).', 'Not the expected value (written 1).'],
  ])('R9: %s is reported in a plain sentence, with the expected and the written value', (_, rule, value, id, en) => {
    const type = Array.isArray(value) ? 'array' : typeof value === 'number' ? 'integer' : typeof value;
    const problems = validate({ type, ...rule }, value, '');
    const reported = problems.map(({ fix: _fix, ...problem }) => problem);
    expect(reported.map((problem) => problemSentence(problem, 'id'))).toEqual([id]);
    expect(reported.map((problem) => problemSentence(problem, 'en'))).toEqual([en]);
  });

  it('R9: an unknown keyword of a schema is refused', () => {
    expect(() => requireValidSchema({ type: 'string', 'x-publik': true })).toThrow('x-publik');
    expect(() => requireValidSchema({ type: 'string', 'x-public': false })).toThrow('x-public');
  });

  it.each(['x-form', 'x-label'])(
    'the text of %s in a schema is refused if it lacks one of the two languages',
    (name) => {
      const withText = (text: object) => () => requireValidSchema({ type: 'string', [name]: text });
      expect(withText({ id: 'lima angka', en: 'five digits' })).not.toThrow();
      expect(withText({ id: 'lima angka' })).toThrow(name);
      expect(withText({ en: 'five digits' })).toThrow(name);
    },
  );
});
