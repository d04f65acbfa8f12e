import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { Schema } from '#domain/request/annotations.ts';
import { FIRST } from '#tests/support/folders.ts';
import { cleaned } from '../cleaned.ts';
import { resultYaml } from '../result-yaml.ts';
import { twoVersions } from './two-versions.ts';

const SCHEMA = JSON.parse(readFileSync(join(FIRST, 'schemas/permohonan-tcm.schema.json'), 'utf8')) as Schema;

const here = { krisis: { lokasi: 'Kelurahan Contoh' } };
const base = { text: resultYaml(cleaned(SCHEMA, here)), head: 'a'.repeat(40), attachments: [] };

it('only fields that differ are shown, although the draft lacks the empty groups that a written version has', () => {
  const theirs = cleaned(SCHEMA, { krisis: { lokasi: 'Kelurahan Lain' } });
  expect(twoVersions(SCHEMA, { value: here, base }, theirs).differing).toEqual(['/krisis/lokasi']);
});

it('a field that only the other version has changed is chosen from there, also in a group that is empty here', () => {
  const theirs = cleaned(SCHEMA, { ...here, kegiatan: { jenis: 'rapat', judul: 'Rapat contoh' } });
  const { differing, first } = twoVersions(SCHEMA, { value: here, base }, theirs);
  expect(differing).toEqual(['/kegiatan/jenis', '/kegiatan/judul']);
  expect(first).toEqual({ '/kegiatan/jenis': 'there', '/kegiatan/judul': 'there' });
});

it('a field that was changed here is chosen from here', () => {
  const value = { krisis: { lokasi: 'Kelurahan di sini' } };
  const theirs = cleaned(SCHEMA, { krisis: { lokasi: 'Kelurahan di sana' } });
  expect(twoVersions(SCHEMA, { value, base }, theirs).first).toEqual({ '/krisis/lokasi': 'here' });
});
