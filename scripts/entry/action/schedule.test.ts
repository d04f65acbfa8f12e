import { expect, test } from 'vitest';
import { readSchedule } from './schedule.ts';

const run = (run_started_at: string, status: string, conclusion: string | null) => ({
  run_started_at,
  status,
  conclusion,
  event: 'schedule',
});

/** Returns the schedule that is read from these runs, and the addresses that were requested. */
async function reported(workflow_runs: unknown[]) {
  const asked: string[] = [];
  const fetch = async (input: string | URL | Request) => {
    asked.push(String(input));
    return Response.json({ total_count: workflow_runs.length, workflow_runs });
  };
  const at = { owner: 'kantor', repo: 'agenda', token: 'x' };
  return { schedule: await readSchedule({ ...at, fetch: fetch as typeof globalThis.fetch }), asked };
}

test('R21: a run that failed, was skipped or is queued has checked no deadline, and a run in progress has', async () => {
  const { schedule } = await reported([
    run('2026-12-01T05:11:00Z', 'queued', null),
    run('2026-12-01T04:11:00Z', 'completed', 'failure'),
    run('2026-12-01T03:41:00Z', 'completed', 'skipped'),
    run('2026-12-01T03:11:00Z', 'in_progress', null),
    run('2026-12-01T01:41:00Z', 'completed', 'success'),
  ]);
  expect(schedule).toEqual({ last: '2026-12-01T03:11:00Z', since: '2026-12-01T01:41:00Z', longestGap: 5_400 });
});

test('R21: a run that the schedule did not start has checked the deadlines too', async () => {
  const level = { ...run('2026-12-01T04:05:00Z', 'completed', 'success'), event: 'repository_dispatch' };
  const { schedule, asked } = await reported([level]);
  expect(schedule).toEqual({ last: '2026-12-01T04:05:00Z' });
  expect(asked.filter((url) => /[?&](event|status)=/.test(url))).toEqual([]);
});
