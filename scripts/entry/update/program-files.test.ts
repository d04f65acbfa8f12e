import { expect, test } from 'vitest';
import { isOfOffice, planFiles, type TreeFile } from './program-files.ts';

const files = (tree: Readonly<Record<string, string>>): TreeFile[] =>
  Object.entries(tree).map(([path, oid]) => ({ path, oid }));

test('an update replaces the program’s files, and leaves the office’s own as they are', () => {
  const copy = files({
    'scripts/same.ts': 'a',
    'scripts/older.ts': 'b',
    'scripts/former.ts': 'c',
    'scripts/patched.ts': 'patch',
    'site/src/form/generated/form.ts': 'of the office',
    'sops/roles.yaml': 'own roles',
    'docs/kantor.md': 'own text',
  });
  const version = files({
    'scripts/same.ts': 'a',
    'scripts/older.ts': 'b2',
    'scripts/patched.ts': 'd',
    'scripts/new.ts': 'e',
    'site/src/form/generated/form.ts': 'of the sample',
    'sops/roles.yaml': 'sample roles',
    'sops/new.yaml': 'sample',
  });
  const known = new Set([...version.map(({ path }) => path), 'scripts/former.ts', 'a', 'b', 'b2', 'c', 'd', 'e']);
  expect(planFiles({ copy, version, known })).toEqual({
    added: ['scripts/new.ts'],
    changed: ['scripts/older.ts', 'scripts/patched.ts', 'site/src/form/generated/form.ts'],
    removed: ['scripts/former.ts'],
    overwritten: ['scripts/patched.ts'],
    kept: ['sops/roles.yaml', 'docs/kantor.md'],
  });
});

test.each([
  ['sops/rooms.yaml', true],
  ['requests/2026/banjir/permohonan.yaml', true],
  ['schemas/permohonan-tcm.schema.json', true],
  ['schemas/hasil-pengecekan.schema.json', true],
  ['schemas/roles.schema.json', false],
  ['.github/CODEOWNERS', true],
  ['.github/workflows/ci.yml', false],
  ['site/forge.json', true],
  ['site/public/CNAME', true],
  ['site/public/favicon.svg', false],
])('%s is of the office: %s', (path, isIt) => expect(isOfOffice(path)).toBe(isIt));
