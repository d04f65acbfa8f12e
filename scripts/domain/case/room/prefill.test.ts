import { expect, test } from 'vitest';
import { example } from '#tests/support/example-procedure.ts';
import { caseAt, results, run, wib } from '#tests/support/world.ts';
import type { Act } from '../state/state.ts';
import { prefill, settledPlace } from './prefill.ts';

const { procedure, schemas } = example();
const step = procedure.steps.find(({ id }) => id === 'periksa');
const schema = schemas.get('schemas/hasil-contoh.schema.json');
const submitted = { at: '2026-11-20T01:00:00Z', kind: 'label', order: 3 } as const;

const act = (result: Record<string, unknown>, at: string): Act => ({
  ...{ seq: 2, at, step: 'arahan', visit: 1, gesture: 'approve', who: { id: 1, login: 'contoh' }, words: '' },
  ...{ partial: false, replaces: false, result },
});

test('R3: a result is prefilled from the request, in the fields that the procedure names and no others', () => {
  if (!step || !schema) throw new Error('The example has no such step.');
  step.requires = { ...step.requires, books: { room: '/ruang', start: '/selesai', end: '/mulai' } };
  const request = { acara: { mulai: '2026-12-01T09:00:00+07:00', selesai: '2026-12-01T11:00:00+07:00' } };
  expect(prefill(procedure, step, schema, { request, booking: undefined, acts: [], submitted })).toEqual({
    selesai: '2026-12-01T09:00:00+07:00',
    mulai: '2026-12-01T11:00:00+07:00',
  });
  step.requires = { result: 'schemas/hasil-contoh.schema.json' };
  expect(prefill(procedure, step, schema, { request, booking: undefined, acts: [], submitted })).toEqual({});
});

test('R3: a room that an act designated after the submission is prefilled instead of the room asked for, until the request is submitted again', () => {
  if (!step || !schema) throw new Error('The example has no such step.');
  step.requires = { ...step.requires, books: { room: '/ruang', start: '/mulai', end: '/selesai' } };
  const asked = { ...procedure, request: { ...procedure.request, pointers: { room: '/acara/ruang' } } };
  const request = { acara: { ruang: 'aula' } };
  const acts = [act({ ruang: 'tcm' }, '2026-11-20T02:00:00Z')];
  expect(prefill(asked, step, schema, { request, booking: undefined, acts, submitted })).toEqual({ ruang: 'tcm' });
  const again = { ...submitted, at: '2026-11-20T03:00:00Z' };
  expect(prefill(asked, step, schema, { request, booking: undefined, acts, submitted: again })).toEqual({
    ruang: 'aula',
  });
});

test('R24: the place of a case is the one that row 7 settled, once the case has left that row with it', () => {
  const settled = (changes: Readonly<Record<string, unknown>>, isAttested = true) => {
    const history = caseAt('pengecekan');
    const result = results['pengecekan']?.(changes) ?? {};
    history.approve(wib(1, '08:30'), 'contoh-subkor-ile', { result });
    if (isAttested) history.approve(wib(1, '08:31'), 'contoh-operator');
    const { state } = run(history, [], wib(1, '08:32'));
    const sop = history.config.procedures.get('protokol-manajemen-krisis')?.value;
    return state && sop && settledPlace(sop, state);
  };
  const elsewhere = { '/ruang': undefined, '/tempat': 'Posko Utama' };
  expect(settled({})).toEqual({ room: 'tcm' });
  expect(settled(elsewhere)).toEqual({ place: 'Posko Utama' });
  expect(settled(elsewhere, false)).toBeUndefined();
  expect(settled({ ...elsewhere, '/uji_koneksi/hasil': 'gagal' })).toBeUndefined();
});
