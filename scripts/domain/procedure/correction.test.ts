import { describe, expect, test } from 'vitest';
import { example } from '#tests/support/example-procedure.ts';
import { CORRECTION, withCorrection } from './correction.ts';
import { verify } from './verify.ts';
import { procedureWarnings } from './warnings.ts';

/** Returns the example procedure without its correction step. */
function bare() {
  const { procedure, ...world } = example();
  const steps = procedure.steps.filter(({ id }) => id !== 'perbaiki');
  const receipt = steps.find(({ id }) => id === 'terima');
  if (receipt) delete receipt.outcomes.changes;
  for (const { id, outcomes } of steps)
    if (id !== 'terima' && outcomes.changes?.to === 'perbaiki') outcomes.changes = {};
  return { world, procedure: { ...procedure, steps } };
}

describe('R39: the correction step that a procedure may leave out', () => {
  test('R39: the correction step is added for receipt and every Request changes without a target, and the procedure is then sound', () => {
    const { procedure, world } = bare();
    const whole = withCorrection(procedure);
    expect(whole.steps.at(-1)).toMatchObject({
      ...{ id: CORRECTION, kind: 'revise', actor: 'applicant', row: 1, activity: 'mengajukan' },
      outcomes: { approve: [{ to: 'terima' }] },
    });
    expect(whole.steps.flatMap(({ outcomes }) => outcomes.changes ?? [])).toEqual([
      { to: CORRECTION },
      { to: CORRECTION },
      { end: 'failed' },
    ]);
    expect(verify({ file: 'sops/contoh.yaml', procedure: whole }, world)).toEqual([]);
  });

  test('R39: the step to which receipt returns is the correction step for every Request changes; a procedure that leaves nothing out is unchanged', () => {
    const { procedure } = example();
    expect(withCorrection(procedure)).toBe(procedure);
    const [, , , examined] = procedure.steps;
    if (examined) examined.outcomes.changes = {};
    expect(withCorrection(procedure).steps.map(({ id, outcomes }) => [id, outcomes.changes?.to])).toEqual([
      ['ajukan', undefined],
      ['perbaiki', undefined],
      ['terima', 'perbaiki'],
      ['periksa', 'perbaiki'],
      ['putuskan', undefined],
    ]);
  });

  test('R39, R44: an extension does not lead to the correction step', () => {
    const { procedure } = example();
    const [, , , examined] = procedure.steps;
    if (examined) examined.outcomes.changes = { adds: 'P1D' };
    expect(withCorrection(procedure)).toBe(procedure);
  });
});

test('R40: a field that a step asks for outside its sections gives a warning at its line', () => {
  const { procedure } = example();
  const [, own] = procedure.steps;
  if (own) Object.assign(own, { requires: { fields: ['/acara/mulai', '/acara/jumlah'] } });
  const lines = new Map([['/steps/1/requires/fields/1', 12]]);
  expect(procedureWarnings({ file: 'sops/contoh.yaml', procedure, lines }, new Map())).toMatchObject([
    { file: 'sops/contoh.yaml', line: 12, code: 'outside-sections', received: '"/acara/jumlah"' },
  ]);
});

test('R44: a span that ends whenever the case is returned, and does not pause then, gives a warning', () => {
  const { procedure } = example();
  const span = {
    id: 'seluruhnya',
    words: { id: 'seluruhnya', en: 'all of it' },
    over: ['terima', 'periksa'],
    limit: 'P5D',
  };
  const warned = (changes: object) => {
    procedure.spans = [{ ...span, ...changes }];
    return procedureWarnings({ file: 'sops/contoh.yaml', procedure }, new Map());
  };
  expect(warned({})).toMatchObject([{ path: '/spans/0', code: 'span-ends-there', received: '"perbaiki"' }]);
  expect(warned({ pausedAt: ['perbaiki'] })).toEqual([]);
  expect(warned({ over: ['putuskan'] })).toEqual([]);
});

test('R41: a required account gives a warning if people without an account may apply', () => {
  const { procedure } = example();
  const warned = (required: string[], onBehalf = true) => {
    const schema = { type: 'object', properties: { akun: { type: 'string' } }, required };
    const served = { role: 'tu', date: '/tanggal', way: '/cara' };
    const request = { ...procedure.request, schema: 'schemas/a.schema.json', pointers: { applicant: '/akun' } };
    const changed = { ...procedure, request: { ...request, ...(onBehalf ? { onBehalf: served } : {}) } };
    const file = { file: 'sops/contoh.yaml', procedure: changed };
    return procedureWarnings(file, new Map([['schemas/a.schema.json', schema]])).map(({ code, path }) => [code, path]);
  };
  expect(warned(['akun'])).toEqual([['account-required', '/request/pointers/applicant']]);
  expect(warned([])).toEqual([]);
  expect(warned(['akun'], false)).toEqual([]);
});
