import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Entry } from '#domain/generated/journal-entry.ts';
import { REGISTER_BRANCH } from '#domain/journal/paths.ts';
import { verifyClone } from '#engine/register/clone.ts';
import { entriesInClone } from '#engine/register/entries-in-clone.ts';
import { playedOffice, repositoryOf } from '../fixtures/registers/write.ts';
import { ROOT } from '../support/folders.ts';

test('R29: a register of this version has every kind of entry, every reason and every end but `abandoned`, and no finding', async () => {
  const office = await playedOffice();
  const repository = repositoryOf(office);
  expect(await verifyClone(repository)).toMatchObject({ findings: [], notJudged: { configuration: 0 } });
  const entries = [...(await entriesInClone(repository, REGISTER_BRANCH)).values()].flat();
  await office.close();
  expect(entries.some(({ onBehalf }) => onBehalf?.account)).toBe(true);
  for (const field of ['offered', 'postpones', 'informed', 'holds'] as const)
    expect([field, entries.some((entry) => entry[field] !== undefined)]).toEqual([field, true]);
  const { kind, reason, end } = (
    JSON.parse(readFileSync(join(ROOT, 'schemas/journal-entry.schema.json'), 'utf8')) as {
      properties: Record<'kind' | 'reason' | 'end', { enum: string[] }>;
    }
  ).properties;
  const seen = (name: 'kind' | 'reason' | 'end') => new Set(entries.map((entry) => entry[name]));
  // A case is abandoned only after its second successor (R1), which the played office does not reach.
  const isMade = (each: string): boolean => each !== 'abandoned';
  expect(kind.enum.filter((each) => isMade(each) && !seen('kind').has(each as Entry['kind']))).toEqual([]);
  expect(reason.enum.filter((each) => !seen('reason').has(each as Entry['reason']))).toEqual([]);
  expect(end.enum.filter((each) => isMade(each) && !seen('end').has(each as Entry['end']))).toEqual([]);
});
