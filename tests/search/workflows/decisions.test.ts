import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { label, push, review, sampleRequest, setState, submit } from '../../support/office.ts';
import { type Hub, openHub, variant } from '../../workflows/support/open.ts';
import type { Job, Run } from '../../workflows/support/run.ts';
import { jobsOf } from '../../workflows/support/tell.ts';

let hub: Hub;
let number: number;
beforeAll(async () => {
  hub = await openHub({ isTemplate: true });
  number = await submit(hub.office, 'contoh-opd', 'satu', sampleRequest());
  await hub.office.run(number);
  hub.actions.lose();
});
afterAll(() => hub.close());

const at = () => ({ owner: hub.office.local.owner, repo: hub.office.local.repo });

/**
 * Decides which runs the received events start, and executes none of them.
 * @returns the runs that began
 */
async function decided(): Promise<readonly Run[]> {
  return hub.drain({ decideOnly: () => true });
}

/** Returns `workflow/job` of every job that was not skipped. */
const started = (runs: readonly Run[]): string[] =>
  jobsOf(runs)
    .filter(({ conclusion }) => conclusion !== 'skipped')
    .map(({ scope, spec }) => `${scope.file.name}/${spec.id}`)
    .sort();

/**
 * Does something on the forge.
 * @returns the jobs that this started
 */
async function startedBy(act: () => Promise<unknown>): Promise<string[]> {
  await act();
  return started(await decided());
}

describe('which event starts which workflow', () => {
  test('R1: a review starts the trigger’s workflow, whose end starts the process', async () => {
    const acts = await startedBy(() => review(hub.office, 'contoh-tu', number, 'COMMENT', 'Catatan.'));
    expect(acts).toEqual(['bell/ring', 'reconcile/reconcile']);
  });

  test('R19: editing or dismissing a review starts the trigger’s workflow too', async () => {
    const id = await review(hub.office, 'contoh-kabid-ikp', number, 'APPROVE');
    await decided();
    const reviewer = await hub.office.as('contoh-kabid-ikp');
    const on = { ...at(), pull_number: number, review_id: id };
    expect(await startedBy(() => reviewer.rest.pulls.updateReview({ ...on, body: 'Diubah.' }))).toContain('bell/ring');
    const dismissed = () => reviewer.rest.pulls.dismissReview({ ...on, message: 'Keliru.' });
    expect(await startedBy(dismissed)).toContain('bell/ring');
  });

  test('R13: a label, a close and a reopening start the process', async () => {
    expect(await startedBy(() => label(hub.office, 'contoh-opd', number, ['satu-label']))).toContain(
      'reconcile/reconcile',
    );
    expect(await startedBy(() => setState(hub.office, 'contoh-opd', number, 'closed'))).toEqual([
      'reconcile/reconcile',
    ]);
    const again = await startedBy(() => setState(hub.office, 'contoh-opd', number, 'open'));
    expect(again).toEqual(['check/check', 'reconcile/reconcile']);
  });

  test('a push to the request starts the quick check and the process, and not the tests of the code', async () => {
    const files = { 'requests/2026/satu/catatan.yaml': 'a: 1\n' };
    const acts = await startedBy(() => push(hub.office, 'contoh-opd', 'permohonan/satu', files));
    expect(acts).toEqual(['check/check', 'reconcile/reconcile']);
  });

  test('a change of the code starts the tests of the code, without a right to write or a secret; in an office it starts no tests', async () => {
    const client = await hub.office.as('contoh-opd');
    const change = async (branch: string) => {
      await push(hub.office, 'contoh-opd', branch, { 'scripts/entry/cli/main.ts': `// ${branch}\n` });
      await client.rest.pulls.create({ ...at(), title: branch, head: branch, base: 'main' });
    };
    expect(await startedBy(() => change('kode-kantor'))).not.toContain('ci/test');
    const settings = hub.actions.settings;
    hub.actions.settings = { ...settings, variables: {} };
    try {
      await change('kode');
      const runs = await decided();
      const ci = jobsOf(runs).filter(({ scope }) => scope.file.name === 'ci');
      expect(started(runs)).toContain('ci/test');
      for (const job of ci) expect([job.secrets, mayMore(job)]).toEqual([{}, false]);
    } finally {
      hub.actions.settings = settings;
    }
  });

  test('R32: a change of `sops/` on main starts a publication, and a request that comes to main starts nothing', async () => {
    const client = await hub.maintainer();
    const put = (path: string) =>
      client.rest.repos.createOrUpdateFileContents({ ...at(), path, message: path, content: 'eA==', branch: 'main' });
    const published = await startedBy(() => put('sops/catatan.txt'));
    expect(published).toEqual(expect.arrayContaining(['publish/shared', 'publish/whole']));
    expect(await startedBy(() => put('requests/2026/lama/catatan.txt'))).toEqual([]);
  });

  test('R21: each schedule starts its own workflow, and never at the full hour', async () => {
    for (const [path, name] of [
      ['deadlines.yml', 'deadlines/sweep'],
      ['verify.yml', 'verify/verify'],
    ] as const) {
      const client = await hub.maintainer();
      const { data } = await client.rest.repos.get(at());
      const start = hub.actions.runs.length;
      await hub.actions.cron(`.github/workflows/${path}`, data, { id: 1, login: 'contoh-pengelola' });
      expect(started(await decided())).toContain(name);
      for (const { happening } of hub.actions.runs.slice(start)) {
        if (happening.event === 'schedule')
          expect(String(happening.payload['schedule'])).not.toMatch(/^(\d+,)*0[,\s]|^\*/);
      }
    }
  });

  test('a dispatch with a job’s own token starts the workflow that it names, and a push with that token starts nothing', async () => {
    const grant = { contents: 'write', actions: 'write' } as const;
    const token = await hub.office.local.accounts.token('github-actions[bot]', { grant });
    const { octokit } = await import('#tests/support/forge-world.ts');
    const client = octokit(hub.office.local, token);
    expect(
      await startedBy(() => client.rest.repos.createDispatchEvent({ ...at(), event_type: 'deadlines' })),
    ).toContain('deadlines/sweep');
    const dispatch = () =>
      client.rest.actions.createWorkflowDispatch({ ...at(), workflow_id: 'verify.yml', ref: 'main' });
    expect(await startedBy(dispatch)).toEqual(['verify/verify']);
    expect(await startedBy(() => client.rest.repos.createDispatchEvent({ ...at(), event_type: 'lain' }))).toEqual([]);
    // Nothing but a dispatch starts a workflow with a job’s own token.
    await client.rest.git.createRef({ ...at(), ref: 'refs/heads/oleh-token', sha: await mainHead() });
    expect(started(await decided())).toEqual([]);
    expect(hub.actions.ignored.at(-1)?.event).toBe('push');
  });

  test('in a copy that is not set up yet a label starts nothing', async () => {
    const settings = hub.actions.settings;
    hub.actions.settings = { ...settings, variables: {} };
    try {
      const acts = await startedBy(() => label(hub.office, 'contoh-opd', number, ['label-lain']));
      expect(acts).toEqual([]);
    } finally {
      hub.actions.settings = settings;
    }
  });
});

describe('how events of the App itself are skipped', () => {
  const RECONCILE = '.github/workflows/reconcile.yml';

  /** Returns the jobs that a label of the App starts. */
  async function startedByTheApp(of: Hub): Promise<string[]> {
    const on = await submit(of.office, 'contoh-opd', 'dua', sampleRequest());
    of.actions.lose();
    await label(of.office, 'disposisi[bot]', on, ['dari-proses']);
    return started(await of.drain({ decideOnly: () => true }));
  }

  test('R28: a label that the App sets starts no job', async () => {
    expect(await startedByTheApp(hub)).toEqual([]);
  });

  test('R28: if the App dismisses a review, the job of the trigger is skipped', async () => {
    const id = await review(hub.office, 'contoh-kabid-ikp', number, 'APPROVE');
    hub.actions.lose();
    const app = await hub.office.as('disposisi[bot]');
    await app.rest.pulls.dismissReview({ ...at(), pull_number: number, review_id: id, message: 'Bukan giliran Anda.' });
    const runs = await decided();
    expect(runs.map(({ file }) => file.name)).toContain('bell');
    expect(started(runs)).toEqual([]);
  });

  test('with the defence removed: a label that the App sets starts the process again', async () => {
    const text = await variant(RECONCILE, /\n *&& \(github\.actor != .*/, '');
    const undefended = await openHub({ files: { [RECONCILE]: text } });
    try {
      expect(await startedByTheApp(undefended)).toContain('reconcile/reconcile');
    } finally {
      await undefended.close();
    }
  });
});

describe('the rights of jobs', () => {
  test('security 1: every job that ran from a pull request’s own files had no right to write and no secret', () => {
    const jobs = jobsOf(hub.actions.runs).filter(({ run }) => run.origin.ref.startsWith('refs/pull/'));
    expect(jobs.length).toBeGreaterThan(3);
    expect(jobs.filter(mayMore).map(({ name }) => name)).toEqual([]);
  });

  test('security 9: the App’s key reaches the two jobs of the process, the job that makes all pages anew, and no other job', () => {
    const holders = jobsOf(hub.actions.runs).filter(({ secrets }) => 'DISPOSISI_APP_KEY' in secrets);
    const names = holders.map(({ scope, spec }) => `${scope.file.name}/${spec.id}`);
    expect([...new Set(names)].sort()).toEqual(['deadlines/sweep', 'publish/whole', 'reconcile/reconcile']);
    for (const { run, environment } of holders)
      expect([run.origin.ref, environment]).toEqual(['refs/heads/main', 'disposisi']);
  });

  test('security 9, 86: a called publication of all pages gets the App’s key, which the caller passes by name, and no other secret of the environment', async () => {
    const fresh = await openHub();
    try {
      const runs = [...(await fresh.cron('.github/workflows/deadlines.yml'))];
      await submit(fresh.office, 'contoh-opd', 'satu', sampleRequest());
      runs.push(...(await fresh.drain()));
      const called = jobsOf(runs).filter(({ scope, spec }) => scope.caller !== undefined && spec.id === 'whole');
      const callers = called.map(({ scope }) => scope.caller?.scope.file.name);
      expect([...new Set(callers)].sort()).toEqual(['deadlines', 'reconcile']);
      for (const { secrets } of called)
        expect([Object.keys(secrets), (secrets['DISPOSISI_APP_KEY'] ?? '').split('\n')[5]]).toEqual([
          ['DISPOSISI_APP_KEY'],
          fresh.keyLine,
        ]);
    } finally {
      await fresh.close();
    }
  });

  test('no job of these runs has a token of its own that can write', () => {
    const writing = jobsOf(hub.actions.runs).flatMap(({ name, permissions }) =>
      Object.entries(permissions).flatMap(([scope, level]) => (level === 'write' ? [`${name} ${scope}`] : [])),
    );
    expect(writing).toEqual([]);
  });
});

/** Returns whether a job may do more than read: it has a right to write, a secret or an environment. */
function mayMore({ permissions, secrets, environment }: Job): boolean {
  return Object.values(permissions).includes('write') || Object.keys(secrets).length > 0 || environment !== undefined;
}

async function mainHead(): Promise<string> {
  const client = await hub.maintainer();
  return (await client.rest.git.getRef({ ...at(), ref: 'heads/main' })).data.object.sha;
}
