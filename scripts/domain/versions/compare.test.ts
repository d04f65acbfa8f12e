import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { parse } from 'yaml';
import fc from '#tests/support/fast-check.ts';
import { FIRST } from '#tests/support/folders.ts';
import { compareVersions, type Plain } from './compare.ts';

const sop = parse(readFileSync(`${FIRST}/sops/protokol-manajemen-krisis.yaml`, 'utf8')) as Procedure;

interface PlainStep {
  id: string;
  row: number;
  activity: string;
  time: { limit?: string };
  outcomes: { approve: { to?: string }[] };
  [more: string]: Plain;
}
type Procedure = { steps: PlainStep[]; identity: { legalBasis: string[]; revised: string } } & {
  [more: string]: Plain;
};

/** Returns the changes that are listed after an edit of a copy. */
function changed(change: (copy: Procedure) => void) {
  const copy = structuredClone(sop);
  change(copy);
  return compareVersions(sop, copy);
}
const stepIn = (procedure: Procedure, id: string): PlainStep =>
  procedure.steps.find((step) => step.id === id) as PlainStep;

it('R7: two versions with the same content have no difference, in any order of properties', () => {
  expect(compareVersions(sop, Object.fromEntries(Object.entries(sop).reverse()))).toEqual([]);
});

it('a changed time limit is listed at its step', () => {
  const before = stepIn(sop, 'disposisi').time.limit;
  expect(changed((copy) => void (stepIn(copy, 'disposisi').time.limit = 'PT15M'))).toEqual([
    { kind: 'changed', path: ['steps', 'disposisi', 'time', 'limit'], before, after: 'PT15M' },
  ]);
});

it('a new step is listed whole, and later steps are unchanged', () => {
  const step = { ...stepIn(sop, 'disposisi'), id: 'paraf', activity: 'Sekretaris memberi paraf' };
  expect(changed((copy) => void copy.steps.splice(2, 0, step))).toEqual([
    { kind: 'added', path: ['steps', 'paraf'], after: step },
  ]);
});

it('a removed step is listed, and so is another order of steps', () => {
  const [first, second, ...rest] = sop.steps as [PlainStep, PlainStep, ...PlainStep[]];
  expect(changed((copy) => void (copy.steps = rest)).map(({ kind, path }) => [kind, ...path])).toEqual([
    ['removed', 'steps', first.id],
    ['removed', 'steps', second.id],
  ]);
  expect(changed((copy) => void (copy.steps = [second, first, ...rest])).map(({ kind }) => kind)).toEqual(['moved']);
});

it('a step with another id and the same row and activity is a renamed step', () => {
  expect(
    changed((copy) => {
      const step = stepIn(copy, 'disposisi');
      [step.id, step.time.limit] = ['perintah', 'PT15M'];
    }).map(({ kind, path, before, after }) => [kind, path.join('/'), before, after]),
  ).toEqual([
    ['renamed', 'steps/perintah', 'disposisi', 'perintah'],
    ['changed', 'steps/perintah/time/limit', 'PT30M', 'PT15M'],
  ]);
});

it('laws that were added and removed are listed one by one, in one list', () => {
  const [gone, ...kept] = sop.identity.legalBasis;
  expect(
    changed((copy) => void (copy.identity.legalBasis = [...kept, 'Peraturan baru'])).map(({ kind, before, after }) => [
      kind,
      before ?? after,
    ]),
  ).toEqual([
    ['added', 'Peraturan baru'],
    ['removed', gone],
  ]);
});

it('an added part is listed whole, by its path', () => {
  expect(changed((copy) => void (copy['spans'] = [{ id: 'semua', limit: 'P7D' }]))).toEqual([
    { kind: 'added', path: ['spans'], after: [{ id: 'semua', limit: 'P7D' }] },
  ]);
});

const plain = fc.letrec<{ value: Plain }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    fc.constantFrom<Plain>('a', 'b', 1, true, null),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom('steps', 'approve', 'id', 'en', 'to', 'time', '__proto__'), tie('value'), {
      maxKeys: 3,
    }),
  ),
})).value;

const ordered = (value: Plain): string =>
  JSON.stringify(value, (_, each: unknown) =>
    typeof each === 'object' && each !== null && !Array.isArray(each)
      ? Object.fromEntries(Object.entries(each).sort(([a], [b]) => (a < b ? -1 : 1)))
      : each,
  );

it('changes are listed if and only if the versions differ', () => {
  fc.assert(
    fc.property(plain, plain, (a, b) => {
      expect(compareVersions(a, a)).toEqual([]);
      expect(compareVersions(a, b).length === 0).toBe(ordered(a) === ordered(b));
    }),
  );
});
