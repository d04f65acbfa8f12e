import { describe, expect, test } from 'vitest';
import type { CaseState } from '#domain/case/state/state.ts';
import type { Rules } from '#domain/case/state/world.ts';
import type { Procedure } from '#domain/generated/procedure.ts';
import type { Roles } from '#domain/generated/roles.ts';
import type { Schema } from '#domain/request/annotations.ts';
import { sop as FIRST_SOP } from '#tests/support/walked-case.ts';
import { correctableFields, correctorOf } from './correctable.ts';

const open = (more: object = {}): Schema => ({ type: 'string', 'x-public': true, ...more });
const REQUEST: Schema = {
  type: 'object',
  properties: {
    krisis: { 'x-public': true, type: 'object', properties: { lokasi: open(), warga: open({ type: 'integer' }) } },
    pelaksanaan: {
      'x-public': true,
      type: 'object',
      properties: { mulai: open(), peserta: open({ type: 'integer' }) },
    },
    pemohon: { type: 'object', properties: { nama: { type: 'string' } } },
  },
};
const RESULT: Schema = { type: 'object', properties: { kesepakatan: open() } };
const rules = {
  procedure: { path: 'sops/a.yaml', blob: '', value: FIRST_SOP },
  schema: { path: 'schemas/a.json', blob: '', value: REQUEST },
} satisfies Rules;
const [withResult] = FIRST_SOP.steps.filter(({ requires }) => requires?.result !== undefined);
const schemas = new Map([[withResult?.requires?.result ?? '', { value: RESULT }]]);

const state = (more: Partial<CaseState> = {}): CaseState =>
  ({
    request: {
      krisis: { lokasi: 'Desa Contoh', warga: 5, catatan: ['a'] },
      pelaksanaan: { mulai: '2026-12-02T09:00:00+07:00', peserta: 8 },
      pemohon: { nama: 'Contoh' },
    },
    ...{ acts: [], corrections: [], nature: 'biasa', ...more },
  }) as unknown as CaseState;
const fields = (of: CaseState) =>
  correctableFields({ schemas }, rules, of).map(({ field, of: from, before }) => [from?.visit, field, before]);

describe('R49: which fields of an ended case can be corrected', () => {
  test('public fields with a single value, without those by which something is decided', () => {
    // The number of participants is a pointer of the procedure, by which a room is judged.
    expect(fields(state())).toEqual([
      [undefined, '/krisis/lokasi', 'Desa Contoh'],
      [undefined, '/krisis/warga', 5],
    ]);
  });

  test('the latest result of each visit counts, with the corrections that were made before', () => {
    const act = (visit: number, kesepakatan: string) => ({ step: withResult?.id, visit, result: { kesepakatan } });
    const corrections = [
      { step: withResult?.id, visit: 2, field: '/kesepakatan', before: 'c', after: 'd', at: '', order: 0 },
    ] as never;
    const acts = [act(1, 'a'), act(2, 'b'), act(2, 'c')] as never;
    expect(fields(state({ acts, corrections })).filter(([visit]) => visit !== undefined)).toEqual([
      [1, '/kesepakatan', 'a'],
      [2, '/kesepakatan', 'd'],
    ]);
  });

  test('a restricted case has none (R11)', () => {
    expect(fields(state({ nature: 'rahasia' }))).toEqual([]);
  });
});

test('R49: only a holder, on that day, of the role that main’s procedure names may correct', () => {
  const holder = { account: 2, login: 'ana', name: 'Contoh Ana', from: '2026-12-01', until: '2026-12-05' };
  const roles: Roles = { roles: { arsip: { name: { id: 'Arsip', en: 'Archive' }, holders: [holder] } } };
  const value: Procedure = { ...FIRST_SOP, corrections: { by: 'arsip' } };
  const corrector = (of: Procedure, account: number, at: string) =>
    correctorOf({ procedures: new Map([[value.id, { value: of }]]), roles }, FIRST_SOP, account, at)?.role;
  expect(corrector(value, 2, '2026-12-05T10:00:00Z')).toBe('arsip');
  expect(corrector(value, 2, '2026-12-06T10:00:00Z')).toBeUndefined();
  expect(corrector(value, 3, '2026-12-05T10:00:00Z')).toBeUndefined();
  const { corrections: _, ...without } = value;
  expect(corrector(without, 2, '2026-12-05T10:00:00Z')).toBeUndefined();
});
