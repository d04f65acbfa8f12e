import { summary } from '@actions/core';
import { afterEach, expect, test, vi } from 'vitest';
import type { Outcome } from '#engine/process/reconcile.ts';
import { reportOutcomes } from './report-outcomes.ts';

afterEach(() => {
  vi.restoreAllMocks();
  summary.emptyBuffer();
});

const outcome: Outcome = {
  ...{ number: 7, caseId: 'PMK-2026-7', entries: [], effects: [], refusals: [], head: undefined },
  ...{ index: undefined, runError: undefined, seen: undefined },
};

/** Returns what a run with these outcomes writes to the log and to the summary. */
async function reported(...outcomes: readonly Outcome[]): Promise<readonly string[]> {
  const printed: unknown[] = [];
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => printed.push(text) > 0);
  // There is no runner here that gives a file for the summary.
  vi.spyOn(summary, 'write').mockResolvedValue(summary);
  await reportOutcomes(outcomes);
  return [printed.join(''), summary.stringify()];
}

test('R28: a run without a case says in log and summary that there is nothing new', async () => {
  for (const text of await reported()) expect(text).toBe('Tidak ada yang baru. / Nothing new.\n');
});

test('R28: a run with one case names the case in log and summary', async () => {
  for (const text of await reported(outcome)) {
    expect(text).toContain('#7 PMK-2026-7');
    expect(text).not.toContain('Nothing new');
  }
});
