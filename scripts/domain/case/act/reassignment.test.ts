import { expect, test } from 'vitest';
import type { Procedure } from '#domain/generated/procedure.ts';
import { stepOf } from '#domain/procedure/steps.ts';
import { GRANTS } from '#tests/support/folders.ts';
import { configOf } from '#tests/support/world.ts';
import { assignedOf } from '../state/parties.ts';
import { assignedAnew } from './reassignment.ts';
import type { Reassigning } from './turn.ts';
import type { ActSubject } from './verdict.ts';

const config = await configOf(GRANTS);

/** Assigns people anew by a result that names them in this field. Returns the codes of the problems, or the logins. */
function assignedIn(field: string, before: Record<string, unknown>, result: Record<string, unknown>) {
  const value = structuredClone(config.procedures.get('bantuan-warga')?.value as Procedure);
  const step = stepOf(value, 'penilaian');
  Object.assign(assignedOf(step) ?? {}, { field });
  // The objects have only the fields that the function reads, hence the casts. A whole case would need many more steps.
  const state = { opens: { applicant: { id: 20 } }, request: {} };
  const subject = { world: { config }, rules: { procedure: { value } }, state, step } as unknown as ActSubject;
  const from = { step: stepOf(value, 'penunjukan'), act: { result: before } } as unknown as Reassigning;
  const anew = assignedAnew(subject, from, result, '2026-12-21T01:00:00Z');
  return 'problems' in anew ? anew.problems.map(({ code }) => code) : anew.assigns.map(({ account }) => account?.login);
}

const arahan = 'Nilai minggu ini.';

test.each([
  ['/penilai', (penilai: string, arahan: string) => ({ penilai: [penilai], arahan })],
  ['/tim/penilai', (penilai: string, arahan: string) => ({ tim: { penilai: [penilai], arahan } })],
])('R42: a new result may assign other people in %s, and change nothing next to them', (field, naming) => {
  expect(assignedIn(field, naming('nilai-satu', arahan), naming('nilai-dua', arahan))).toEqual(['nilai-dua']);
  expect(assignedIn(field, naming('nilai-satu', arahan), naming('nilai-dua', 'Lain.'))).toEqual(['only-assignment']);
});
