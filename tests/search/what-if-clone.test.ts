import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Entry } from '#domain/generated/journal-entry.ts';
import { stepOf } from '#domain/procedure/steps.ts';
import type { ConfigChange } from '#domain/what-if/what-if.ts';
import { busyRegister } from '#tests/support/busy-register.ts';
import { changed } from '#tests/support/changed.ts';
import { mainCommits, newConfig, registerCommits } from '#tests/support/forged-register.ts';
import { importCommits, initRepository } from '#tests/support/git-commits.ts';
import { rounds } from '#tests/support/rounds.ts';
import { registerHead } from '#engine/register/clone.ts';
import { git } from '#engine/register/git.ts';
import { MainHistory } from '#engine/register/main-history.ts';
import { whatIfInClone, type WhatIfResult } from '#engine/register/what-if-clone.ts';

const SOP = 'protokol-manajemen-krisis';
/** The number of cases. `CASES=1000` is the number in docs/proof.md. */
const CASES = Number(process.env['CASES'] ?? rounds(250));

const journals = new Map<number, Entry[]>();
let folder: string;

const refs = async (): Promise<string> => (await git(folder, ['for-each-ref'])).toString('utf8');

async function whatIf(change: ConfigChange): Promise<WhatIfResult> {
  const main = await MainHistory.read(folder);
  if (!main) throw new Error('There is no main.');
  return whatIfInClone(folder, await registerHead(folder), main, change);
}

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'what-if-'));
  const steps = busyRegister(CASES);
  for (const step of steps)
    if ('number' in step) journals.set(step.number, [...(journals.get(step.number) ?? []), ...step.entries]);
  initRepository(folder);
  importCommits(folder, 'main', mainCommits);
  importCommits(folder, 'register', registerCommits(steps));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe(`what-if, of ${CASES} cases`, () => {
  it('what-if with the unchanged procedure reproduces every decision exactly, and writes nothing', async () => {
    const before = await refs();
    const { cases } = await whatIf(changed(newConfig, SOP));
    expect(cases.length).toBe(journals.size);
    expect(cases.length).toBeGreaterThan(CASES * 0.9);
    expect(
      cases.filter(({ identical, differences, unknown }) => !identical || differences.length + unknown > 0),
    ).toEqual([]);
    expect(await refs()).toBe(before);
  });

  it('what-if with a halved time limit names exactly the visits that only this limit makes late', async () => {
    const { cases } = await whatIf(
      changed(newConfig, SOP, (procedure) => {
        stepOf(procedure, 'disposisi').time = { printed: '15 menit', limit: 'PT15M' };
      }),
    );
    const shown = cases.flatMap(({ number, differences }) =>
      differences.map((each) => (each.kind === 'late' ? `${number} ${each.step}#${each.visit} ${each.seconds}` : each)),
    );
    const byHand = [...journals].sort(([a], [b]) => a - b).flatMap(([number, journal]) => lateByHalf(number, journal));
    expect(shown).toEqual(byHand);
    expect(byHand.length).toBeGreaterThan(CASES * 0.1);
    expect(byHand.length).toBeLessThan(CASES);
  });
});

/** Returns the visits to `disposisi` that took more than 15 minutes, but not more than the allowed 30. */
function lateByHalf(number: number, journal: readonly Entry[]): string[] {
  return journal.flatMap((entry, at) => {
    if (entry.next?.step !== 'disposisi') return [];
    const end = journal.slice(at + 1).find(({ next, end }) => next ?? end);
    const took = end ? (Date.parse(end.at) - Date.parse(entry.next.begins)) / 1000 : 0;
    return took > 900 && took <= 1800 ? [`${number} disposisi#${entry.next.visit} ${took - 900}`] : [];
  });
}
