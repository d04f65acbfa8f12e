import { describe, expect, it } from 'vitest';
import { sampleText } from '#tests/support/folders.ts';
import type { Schema } from './annotations.ts';
import { resultBlock, resultText } from './result.ts';
import { splitReview } from './review.ts';
import { validate } from './schema.ts';
import { readYaml } from './yaml.ts';

const schemaOf = (name: string): Schema => JSON.parse(sampleText(`schemas/${name}.schema.json`)) as Schema;

/** Reads a block as the judge does. */
function readBack(text: string, schema: Schema) {
  const reading = readYaml(text, 'hasil');
  if (!reading.ok) return reading;
  const problems = validate(schema, reading.value, 'hasil', reading.lines);
  return problems.length > 0 ? { ok: false as const, problems } : { ok: true as const, value: reading.value };
}

const start = '2026-12-02T09:00:00+07:00';
const end = '2026-12-02T11:00:00+07:00';
const test = { waktu: '2026-12-01T14:00:00+07:00', hasil: 'baik' };

const valid: [string, Record<string, unknown>][] = [
  [
    'hasil-pengecekan',
    {
      mulai: start,
      selesai: end,
      ketersediaan: 'tersedia',
      ruang: 'tcm',
      tata_letak: 'Meja: melingkar # satu layar',
      uji_koneksi: { ...test, keterangan: '40 Mbps\nstabil' },
      platform: 'zoom',
      peralatan: ['internet'],
    },
  ],
  [
    'hasil-pengecekan',
    {
      mulai: start,
      selesai: end,
      ketersediaan: 'tersedia',
      tempat: 'Posko',
      tata_letak: 'Baris',
      uji_koneksi: test,
      platform: 'lainnya',
      peralatan: [],
    },
  ],
  [
    'hasil-pemberitahuan-alternatif',
    {
      penjelasan: 'Ruang terpakai.',
      alternatif: [
        { mulai: start, selesai: end, ruang: 'tcm' },
        { mulai: start, selesai: end, tempat: 'Aula', keterangan: 'Lebih kecil' },
      ],
    },
  ],
  [
    'hasil-persiapan-teknis',
    { mulai: start, selesai: end, uji_koneksi: test, kesepakatan: '- gladi pukul 08.00\n- operator: dua orang\n' },
  ],
  [
    'hasil-pelaksanaan',
    { mulai: start, selesai: end, uraian: '"Lancar"', hadir: 18, terlaksana_penuh: true, kendala: ['yes', '12', '~'] },
  ],
];

describe('R10: a result is read from the block of a review', () => {
  it.each(valid)('R10: the result %s, written into the block offered, is read back unchanged', (name, value) => {
    const schema = schemaOf(name);
    const review = splitReview(`Catatan.\n\n${resultBlock(schema, value)}\n`);
    expect(review).toMatchObject({ note: 'Catatan.', problems: [] });
    expect(readBack(review.result ?? '', schema)).toEqual({ ok: true, value });
  });

  it('R10: the block offered names every field with title, hint and choices, required fields first', () => {
    expect(resultText(schemaOf('hasil-pemberitahuan-alternatif'), { penjelasan: 'Ruang terpakai.' })).toBe(
      [
        '# Penjelasan: Keterangan bagi pemohon, bila diperlukan.',
        'penjelasan: Ruang terpakai.',
        '# Alternatif (wajib): Pilihan waktu atau tempat bagi pemohon, paling banyak tiga. Ruangnya dipesan sampai dijawab, paling lama tiga hari kerja.',
        'alternatif:',
        '  - mulai:',
        '    selesai:',
        '    # ruang:',
        '    # tempat:',
        '    # keterangan:',
      ].join('\n'),
    );
  });

  it.each(['hasil-pengecekan', 'hasil-pemberitahuan-alternatif', 'hasil-persiapan-teknis', 'hasil-pelaksanaan'])(
    'R10: the block of %s sent back empty is well-formed, and every required field is asked for',
    (name) => {
      const schema = schemaOf(name);
      const reading = readBack(resultText(schema), schema);
      const asked = reading.ok ? [] : reading.problems.map(({ path, code }) => [path.split('/')[1], code.slice(0, 7)]);
      for (const field of schema['required'] as string[]) expect(asked).toContainEqual([field, 'schema-']);
    },
  );

  it.each([
    ['an alias', 'mulai: &a 1', 'yaml-anchor'],
    ['a hidden character', 'mulai: "x\u202e"', 'forbidden-character'],
    ['a field twice', 'mulai: 1\nmulai: 2', 'yaml-duplicate-key'],
    ['no text', '', 'yaml-empty'],
    ['a list instead of fields', '- mulai', 'schema-type'],
    ['another field', 'lain: 1', 'schema-additional-properties'],
    ['a room and a place at once', 'ruang: tcm\ntempat: Aula', 'schema-one-of'],
    ['a room by another alphabet', 'ruang: t\u0441m', 'schema-pattern'],
  ])('R10: a result with %s is refused', (_name, text, code) => {
    const reading = readBack(text, schemaOf('hasil-pengecekan'));
    expect(reading.ok ? [] : reading.problems.map((problem) => problem.code)).toContain(code);
  });
});

describe('R10: a block for a comment with little space', () => {
  const schema = schemaOf('hasil-pengecekan');
  const values = { mulai: start, tata_letak: 'a'.repeat(2_000) };
  it('the block offered has the known values if they fit, and is otherwise empty and whole', () => {
    expect(resultBlock(schema, values, 20_000)).toContain('a'.repeat(2_000));
    const short = resultBlock(schema, values, 2_000);
    expect(short).toBe(resultBlock(schema));
    expect(splitReview(short).problems).toEqual([]);
  });
});
