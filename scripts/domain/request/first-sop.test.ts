import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { sampleText } from '#tests/support/folders.ts';
import { trackedNames } from '#tests/support/tracked.ts';
import { fieldAt, isPublicAt, type Schema } from './annotations.ts';
import { checkAttachment } from './attachment-type.ts';
import { sha256 } from './digest.ts';
import { hasInternalField } from './public.ts';
import { projectRequest } from '#tests/support/project-request.ts';
import { validate } from './schema.ts';
import { checkSemantics, type RequestRules } from './semantics.ts';
import { checkChange } from './tree.ts';
import { verifySchema } from './verify-schema.ts';
import { readYaml } from './yaml.ts';

const root = new URL('../../../', import.meta.url);
const bytesOf = (path: string): Uint8Array => readFileSync(new URL(path, root));
const schemaOf = (path: string): Schema => JSON.parse(sampleText(path));
const documentOf = (path: string): Record<string, unknown> => {
  const reading = readYaml(bytesOf(path), path);
  if (!reading.ok) throw new Error(reading.problems.map(({ code }) => code).join(', '));
  return reading.value as Record<string, unknown>;
};

const REQUEST = 'schemas/permohonan-tcm.schema.json';
const schema = schemaOf(REQUEST);
const procedure = documentOf('tests/fixtures/first/sops/protokol-manajemen-krisis.yaml');
const rules = procedure['request'] as RequestRules & { pointers: Record<string, string> };
const rooms = documentOf('tests/fixtures/first/sops/rooms.yaml')['rooms'] as {
  id: string;
  capacity: number;
  equipment: { id: string }[];
}[];
const results = (procedure['steps'] as { requires?: { result?: string } }[]).flatMap(
  ({ requires }) => requires?.result ?? [],
);
const samples = trackedNames('examples/requests');

describe('R9, R11: the schemas of the first SOP', () => {
  it.each([REQUEST, ...results])('R11: the schema %s passes the checks on which form and projection rely', (path) => {
    const found = schemaOf(path);
    expect(verifySchema(found, path)).toEqual([]);
    expect(found['$id']).toBe(path.replace('schemas/', ''));
  });

  it('R3: every request pointer of the first SOP leads to a field of its request schema', () => {
    for (const pointer of Object.values(rules.pointers).flat()) expect(fieldAt(schema, pointer), pointer).toBeDefined();
  });

  it('R9: the fix for a telephone number with spaces and hyphens says to remove them', () => {
    const found = validate(schema, { pemohon: { telepon: '0812 3456-7890' } }, 'f');
    expect(found.find(({ path }) => path === '/pemohon/telepon')).toMatchObject({
      path: '/pemohon/telepon',
      fix: { id: 'Hapus spasi dan tanda hubungnya', en: 'Remove its spaces and hyphens' },
    });
  });

  it('R9: the message about a field says how to write it, with an example, and not that its form is wrong', () => {
    const wrong = { pemohon: { telepon: 'kantor', nip: '12' }, pelaksanaan: {} };
    const found = validate(schema, wrong, '').map(({ path, message, expected }) => [path, message, expected]);
    expect(found).toContainEqual([
      '/pemohon/telepon',
      {
        id: 'Tulis nomor dengan angka saja, contoh 081234567890',
        en: 'Write the number in digits only, such as 081234567890',
      },
      undefined,
    ]);
    expect(found).toContainEqual([
      '/pelaksanaan',
      {
        id: 'Isi hanya salah satu: ruang atau tempat lain',
        en: 'Fill in only one of the two: a room or another place',
      },
      undefined,
    ]);
    expect(String(found)).not.toContain('Format tidak sesuai');
  });

  it('R11: personal data, the crisis’s description, the SRIKANDI reference and the attachments are internal', () => {
    const internal = ['akun', 'nama', 'nip', 'jabatan', 'telepon', 'surel'].map((name) => `/pemohon/${name}`);
    for (const pointer of [
      ...internal,
      '/krisis/uraian',
      '/surat/srikandi',
      '/surat/penandatangan/nama',
      '/surat/penandatangan/nip',
      '/lampiran',
    ]) {
      expect(fieldAt(schema, pointer), pointer).toBeDefined();
      expect(isPublicAt(schema, pointer), pointer).toBe(false);
    }
    expect(hasInternalField(schema)).toBe(true);
  });

  it.each(['alice', 'a', 'Contoh-Pemohon', 'a-1', '0', 'x'.repeat(39)])('R9: the account %s is accepted', (account) => {
    expect(accountProblems(account)).toEqual([]);
  });

  it.each(['', '-a', 'a-', 'a--b', 'a b', '@a', 'a_b', 'al\u0456ce', 'ａｌｉｃｅ', 'x'.repeat(40), 'a\nb', 'bot[bot]'])(
    'R9: the account %j is refused (security 20)',
    (account) => {
      expect(accountProblems(account)).not.toEqual([]);
    },
  );

  const accountProblems = (akun: string) =>
    validate(schema, { pemohon: { akun } }, 'x').filter(({ path }) => path === '/pemohon/akun');
});

describe('R8, R9: the shipped sample requests', () => {
  it('R8: some sample requests are shipped', () => {
    expect(samples.length).toBeGreaterThanOrEqual(2);
  });

  it.each(samples)('R8, R9: the sample %s is a valid request with valid attachments', (slug) => {
    const folder = `examples/requests/${slug}/`;
    const names = trackedNames(`examples/requests/${slug}`);
    const change = (name: string) => ({
      path: `requests/2026/${slug}/${name}`,
      status: 'added' as const,
      mode: '100644',
      oid: sha256(bytesOf(folder + name)),
      size: bytesOf(folder + name).length,
    });
    const tree = checkChange(names.map(change), { onMain: [], inOpenCases: [] });
    expect(tree).toMatchObject({
      kind: 'request',
      request: { path: `requests/2026/${slug}/request.yaml` },
      problems: [],
    });

    const attachments = names.filter((name) => name !== 'request.yaml');
    for (const name of attachments) expect(checkAttachment(name, bytesOf(folder + name))).toHaveProperty('type');
    const value = documentOf(`${folder}request.yaml`);
    expect(validate(schema, value, slug)).toEqual([]);
    const facts = { file: `requests/2026/${slug}/request.yaml`, submittedAt: '2026-11-30T00:00:00Z', attachments };
    expect(checkSemantics(value, rules, rooms, facts).problems).toEqual([]);
  });

  it('R11: the public part of the samples names no person', () => {
    const shown = samples.map((slug) =>
      projectRequest(schema, documentOf(`examples/requests/${slug}/request.yaml`), rules.pointers['nature']),
    );
    expect(JSON.stringify(shown)).not.toMatch(/Narahubung|08000|contoh-pemohon|CONTOH-00/);
    expect(shown.filter((value) => value === undefined)).toHaveLength(1);
    expect(shown).toContainEqual(
      expect.objectContaining({ kegiatan: expect.objectContaining({ jenis: 'konferensi_video' }) }),
    );
  });
});

describe('R12: a request that is incomplete or contradicts itself', () => {
  it('R12: every reason for which a request is refused is reported at once', () => {
    const path = 'tests/fixtures/requests/incomplete.yaml';
    const reading = readYaml(bytesOf(path), path);
    const problems = reading.ok ? validate(schema, reading.value, path, reading.lines) : reading.problems;
    expect(problems.map(({ line, code, path: pointer }) => `${line} ${code} ${pointer}`)).toEqual([
      '2 schema-required /sop',
      '2 schema-required /pemohon/jabatan',
      '3 schema-enum /pemohon/jenis',
      '4 schema-pattern /pemohon/instansi',
      '5 schema-pattern /pemohon/akun',
      '7 schema-type /pemohon/nip',
      '8 schema-pattern /pemohon/telepon',
      '9 schema-format /pemohon/surel',
      '10 schema-required /surat/penandatangan',
      '12 schema-format /surat/tanggal',
      '13 schema-pattern /surat/perihal',
      '17 schema-enum /surat/sifat',
      '22 schema-pattern /krisis/uraian',
      '26 schema-additional-properties /kegiatan/tema',
      '27 schema-one-of /pelaksanaan',
      '28 schema-format /pelaksanaan/mulai',
      '29 schema-format /pelaksanaan/selesai',
      '32 schema-enum /pelaksanaan/platform',
      '33 schema-minimum /pelaksanaan/peserta',
      '34 schema-unique-items /pelaksanaan/peralatan',
      '35 schema-min-items /lampiran',
    ]);
  });

  it('R9: a text with markup is a valid text, since texts are escaped where they are shown (security 23-25)', () => {
    expect(validate(schema, documentOf('tests/fixtures/requests/hostile-text.yaml'), 'x')).toEqual([]);
  });
});
