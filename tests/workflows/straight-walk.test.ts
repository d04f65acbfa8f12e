import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { pullOf, review, sampleRequest, submit } from '../support/office.ts';
import { later, straightWalk } from '../support/walk.ts';
import { type Hub, openHub } from './support/open.ts';
import type { Run } from './support/run.ts';
import { ended, jobNamed, jobsOf, printed, told } from './support/tell.ts';

/** The steps of the nine acts; two people act at row 7. */
const STEPS = [
  'penerimaan',
  'disposisi',
  'laporan-walikota',
  'arahan-walikota',
  'koordinasi',
  'pengecekan',
  'pengecekan',
  'persiapan-teknis',
  'pelaksanaan',
];

let hub: Hub;
let number: number;
let opening: readonly Run[];
const walk: { readonly row: number; readonly runs: readonly Run[] }[] = [];
let night: readonly Run[];
let published: readonly Run[];

/** Publishes, but runs only the export for real: it alone sees the register. The site is built in its own tests. */
async function publish(): Promise<readonly Run[]> {
  const client = await hub.maintainer();
  const at = { owner: hub.office.local.owner, repo: hub.office.local.repo };
  await client.rest.actions.createWorkflowDispatch({ ...at, workflow_id: 'publish.yml', ref: 'main' });
  return hub.drain({ decideOnly: ({ spec }) => spec.id !== 'export' });
}

beforeAll(async () => {
  hub = await openHub();
  number = await submit(hub.office, 'contoh-opd', 'satu', sampleRequest());
  opening = await hub.drain();
  for (const { row, who, body } of straightWalk()) {
    // Row 10 is acted on once the event has begun.
    hub.office.setNow(row === 10 ? '2026-12-05T05:00:00Z' : later(hub.office.now(), 60));
    await review(hub.office, who, number, 'APPROVE', body);
    walk.push({ row, runs: await hub.drain() });
  }
  published = await publish();
  night = await hub.cron('.github/workflows/verify.yml');
});
afterAll(() => hub.close());

describe('the straight walk, with the workflows as the only engine', () => {
  test('R13: opening a request starts the quick check, and the process by pull_request_target', () => {
    expect(ended(opening)).toEqual(['check: success', 'reconcile: success']);
    expect(jobNamed(opening, 'check').permissions).toEqual({ contents: 'read', 'pull-requests': 'read' });
    expect(jobNamed(opening, 'reconcile').run.happening.event).toBe('pull_request_target');
  });

  test('R1: each act rings the bell, whose end starts the process from main', () => {
    for (const { row, runs } of walk) {
      expect([row, ended(runs)]).toEqual([row, ['bell: success', 'reconcile: success']]);
      const bell = jobNamed(runs, 'ring');
      expect([bell.permissions, bell.secrets, bell.run.origin.ref]).toEqual([{}, {}, `refs/pull/${number}/merge`]);
      const process = jobNamed(runs, 'reconcile');
      expect([process.run.happening.event, process.run.origin.ref]).toEqual(['workflow_run', 'refs/heads/main']);
      expect([process.environment, process.permissions]).toEqual(['disposisi', { contents: 'read' }]);
    }
  });

  test('security 1: the process works in a checkout that holds its action and nothing else', () => {
    for (const { runs } of walk) {
      const [checkout] = jobNamed(runs, 'reconcile').steps;
      expect(checkout?.log.split('\n')).toContain('.github/actions/disposisi/action.yml');
      expect(checkout?.log.split('\n').filter((path) => !path.startsWith('.github/actions/disposisi/'))).toEqual([]);
    }
  });

  test('R28: the case goes through its ten rows to its merge, every act accepted', async () => {
    const journal = await hub.office.journal(number);
    const acts = journal.filter(({ kind }) => kind !== 'rung');
    expect(acts.map(({ kind, step }) => `${kind} ${step}`)).toEqual([
      'submitted pengajuan',
      ...STEPS.map((step) => `accepted ${step}`),
    ]);
    const pull = await pullOf(hub.office, number);
    expect([pull.merged, pull.merged_by?.login]).toEqual([true, 'disposisi[bot]']);
  });

  test('R32: the site is published whenever the register moved', () => {
    for (const { row, runs } of walk) expect([row, jobNamed(runs, 'publish').conclusion]).toEqual([row, 'success']);
    const deploy = jobNamed(walk[0]?.runs ?? [], 'publish / deploy');
    expect(deploy.permissions).toEqual({ 'id-token': 'write', pages: 'write' });
  });

  test('security 26: what goes on to be built is the public part alone, made with a token that only reads', async () => {
    const job = jobNamed(published, 'export');
    expect([job.executed, job.conclusion, job.permissions]).toEqual([
      true,
      'success',
      { actions: 'read', contents: 'read' },
    ]);
    const artifact = job.run.artifacts.get('public-data');
    const text = await readFile(artifact?.kept ?? '', 'utf8');
    expect(text).toContain(`PMK-2026-${number}`);
    expect(text).not.toMatch(/080000000001|CONTOH-1|Narahubung Contoh|Contoh rekaan/);
  });

  test('R29: at night the register proves whole, with a token that only reads', () => {
    expect(ended(night)).toEqual(['verify: success']);
    expect(jobNamed(night, 'verify').permissions).toEqual({ contents: 'read' });
    expect(printed(night)).toContain('Utuh');
  });

  test('R28: what the App itself did started no process', () => {
    const own = hub.actions.runs.filter(({ happening }) => happening.actor.login === 'disposisi[bot]');
    expect(own.length).toBeGreaterThan(10);
    const worked = own.filter(({ conclusion }) => conclusion !== 'skipped');
    expect(told(worked)).toEqual([]);
  });

  test('security 30: no log, summary or output holds the App’s key or a token', () => {
    const all = hub.actions.runs;
    const text = `${printed(all)}\n${JSON.stringify(jobsOf(all).map(({ outputs }) => outputs))}`;
    expect(text.length).toBeGreaterThan(1000);
    expect(text).not.toContain(hub.keyLine);
    expect(text).not.toContain('PRIVATE KEY');
    expect(text).not.toMatch(/\b(?:ghs|dsp)_[\w-]{10}|authorization: /i);
  });

  test('security 30: the App’s key reached the jobs of the process alone', () => {
    const holders = jobsOf(hub.actions.runs).filter(({ secrets }) => Object.keys(secrets).length > 0);
    expect(new Set(holders.map(({ scope, spec }) => `${scope.file.name}/${spec.id}`))).toEqual(
      new Set(['reconcile/reconcile']),
    );
  });
});
