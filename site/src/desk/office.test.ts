import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { stepOf } from '#domain/procedure/steps.ts';
import { PERMITS } from '../../../tests/support/folders.ts';
import { procedureOf } from './office.ts';

test('R39: when the desk reads a procedure, it adds the implied correction step, and Request changes leads to that step', () => {
  const procedure = procedureOf(readFileSync(join(PERMITS, 'sops/izin-balai.yaml'), 'utf8'));
  expect(stepOf(procedure, 'correction')).toMatchObject({ kind: 'revise', actor: 'applicant' });
  expect(stepOf(procedure, 'pemeriksaan').outcomes.changes).toEqual({ continues: true, to: 'correction' });
});
