import { expect, test } from 'vitest';
import { findingsIn } from './finding.ts';
import { foreignRuns } from './rules-runs.ts';
import type { RepositorySituation } from './read-situation.ts';

type WorkflowRun = RepositorySituation['runs'][number];

const NOW = '2026-12-01T01:00:00Z';
const run = (of: Partial<WorkflowRun>): WorkflowRun => ({
  path: '.github/workflows/reconcile.yml',
  event: 'workflow_run',
  branch: 'main',
  isRunning: true,
  hasEnded: false,
  started: '2026-12-01T00:00:00Z',
  ...of,
});
// These are the only fields of a situation that the rule reads.
const found = (of: Partial<WorkflowRun>) =>
  findingsIn(
    foreignRuns({
      now: NOW,
      runs: [run({}), run(of)],
      workflowsOnMain: ['bell.yml', 'reconcile.yml', 'kantor.yml'].map((name) => ({ name, text: '' })),
    } as unknown as RepositorySituation),
  ).map(({ is }) => is);

test.each<[string, Partial<WorkflowRun>]>([
  ['the process itself', {}],
  ['a workflow that the office added on main', { path: '.github/workflows/kantor.yml', event: 'push' }],
  ['a run from main over a pull request', { event: 'pull_request_target', branch: 'permohonan/x' }],
  [
    'a trigger that ended an hour ago',
    { path: '.github/workflows/bell.yml', event: 'pull_request_review', branch: 'permohonan/x', isRunning: false },
  ],
  ['GitHub’s build of Pages', { path: 'dynamic/pages/pages-build-deployment', event: 'dynamic', branch: 'site' }],
])('security 64: %s is not reported', (_what, of) => {
  expect(found(of)).toEqual([]);
});

test.each<[string, Partial<WorkflowRun>, string]>([
  [
    'a workflow that main does not have',
    { path: '.github/workflows/tahan.yml', event: 'push', branch: 'permohonan/x', isRunning: false },
    '.github/workflows/tahan.yml (push, permohonan/x)',
  ],
  [
    'a copy of the process on another branch',
    { event: 'workflow_dispatch', branch: 'permohonan/x' },
    '.github/workflows/reconcile.yml (workflow_dispatch, permohonan/x)',
  ],
  [
    'a trigger that runs for an hour',
    { path: '.github/workflows/bell.yml', event: 'pull_request_review', branch: 'permohonan/x' },
    '.github/workflows/bell.yml (pull_request_review, permohonan/x)',
  ],
])('security 64: %s is reported, with its branch', (_what, of, is) => {
  expect(found(of)).toEqual([is]);
});
