import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sampleText } from '../../support/folders.ts';
import { label, pullOf, requestFiles, review, sampleRequest } from '../../support/office.ts';
import { later } from '../../support/walk.ts';
import { ATTACK_ACTION, attackWorkflow } from '../../workflows/support/attack.ts';
import { FOREIGN_SITE, type Hub, openHub, variant } from '../../workflows/support/open.ts';
import { caseAt, openWith } from '../../workflows/support/prepare.ts';
import { ended, firstNamed, jobNamed, jobsOf, printed, jobOutcomes } from '../../workflows/support/tell.ts';
import { permitAccount, pushToFork } from '#tests/support/forge-accounts.ts';

let hub: Hub;
beforeAll(async () => {
  hub = await openHub();
  await caseAt(hub, 3);
});
afterAll(() => hub.close());

const TRIGGER = '.github/workflows/bell.yml';
const OWN = '.github/workflows/own.yml';
const RECONCILE = '.github/workflows/reconcile.yml';
const ACTION = '.github/actions/disposisi/index.cjs';

const at = (of: Hub) => ({ owner: of.office.local.owner, repo: of.office.local.repo });

async function headOf(branch: string, of = hub): Promise<string> {
  const client = await of.office.as('contoh-tu');
  return (await client.rest.git.getRef({ ...at(of), ref: `heads/${branch}` })).data.object.sha;
}

/** Returns the accounts that have moved a branch. */
async function writersOf(ref: string): Promise<string[]> {
  const client = await hub.office.as('contoh-tu');
  const { data } = await client.rest.repos.listActivities({ ...at(hub), ref });
  return [...new Set(data.map(({ actor }) => actor?.login ?? ''))];
}

/** Returns the result of each attempt of an attack, by the attempt’s name, from the attack’s log. */
function outcome(log: string): Record<string, string> {
  return Object.fromEntries(
    [...log.matchAll(/^([\w ]+): (.*)$/gm)].map(([, name = '', result = '']) => [name, result]),
  );
}

/**
 * Returns what the forge replies if the process tries to merge now: `merged`, or the HTTP status and whether the
 * required status is the reason.
 */
async function mergeRefusal(number: number): Promise<unknown> {
  const client = await hub.office.as('disposisi[bot]');
  return client.rest.pulls.merge({ ...at(hub), pull_number: number }).then(
    () => 'merged',
    (error: { status: number; message: string }) => [error.status, /Required status check/.test(error.message)],
  );
}

describe('a writer’s branch that brings workflows of its own', () => {
  test('security 2, 9: an edited trigger runs with all that it asks for, and neither sets the required status nor moves main, register or site', async () => {
    // The workflow of one pull request attacks another case, which waits for its receipt.
    const victim = await caseAt(hub, 2);
    const attack = attackWorkflow({ on: 'pull_request_review', permissions: 'write-all', name: 'bell', victim });
    const number = await openWith(hub, { [TRIGGER]: attack });
    await hub.drain();
    hub.office.setNow(later(hub.office.now(), 60));
    await review(hub.office, 'contoh-bpbd', number, 'COMMENT', 'Membunyikan bel.');
    const main = await headOf('main');
    const runs = await hub.drain();
    const job = firstNamed(runs, 'attack');
    expect(job.permissions).toMatchObject({ contents: 'write', statuses: 'write' });
    expect(outcome(printed([job.run]))).toEqual({
      'read victim': '200',
      key: 'none',
      // The token can set a status of the required name, but main accepts only the App’s.
      status: '201',
      main: '422',
      merge: '403',
      site: '422',
      label: '200',
      approve: '200',
      'read register': '200',
      'move register': '422',
      'write register': '200 UNPROCESSABLE',
    });
    expect(await headOf('main')).toBe(main);
    expect(await writersOf('register')).toEqual(['disposisi[bot]']);
    expect(await mergeRefusal(victim)).toEqual([405, true]);
    expect((await hub.office.journal(victim)).filter(({ kind }) => kind === 'accepted')).toEqual([]);
  });

  test('security 9: a label and an approval by the token of a branch’s workflow do not count', async () => {
    const files = requestFiles('dari-token', sampleRequest());
    const attack = attackWorkflow({ on: 'pull_request', permissions: 'write-all' });
    const number = await openWith(hub, { ...files, [OWN]: attack }, 'cms/requests/dari-token');
    const runs = await hub.drain();
    expect(outcome(printed([firstNamed(runs, 'attack').run]))).toMatchObject({ label: '200', approve: '200' });
    expect(hub.actions.ignored.map(({ event, payload }) => `${event} ${payload['action']}`)).toEqual(
      expect.arrayContaining(['pull_request labeled', 'pull_request_review submitted']),
    );
    await hub.cron('.github/workflows/deadlines.yml');
    expect(await hub.office.journal(number)).toEqual([]);
  });

  test('security 9: a job of a writer’s branch that names the process’s environment does not start', async () => {
    const attack = attackWorkflow({ on: 'pull_request', permissions: '{}', environment: 'disposisi' });
    await openWith(hub, { [OWN]: attack });
    const job = firstNamed(await hub.drain(), 'attack');
    expect([job.conclusion, job.executed, job.secrets]).toEqual(['failure', false, {}]);
    expect(job.why).toContain('may not use the environment disposisi');
  });

  test('security 46: a job that names the environment of Pages does not start, although its branch is named almost as the site’s', async () => {
    for (const branch of ['site-2', 'cms/site']) {
      const attack = attackWorkflow({ on: 'push', permissions: 'write-all', environment: 'github-pages' });
      await openWith(hub, { [OWN]: attack }, branch);
      const job = firstNamed(await hub.drain(), 'attack');
      expect([job.conclusion, job.executed]).toEqual(['failure', false]);
      expect(job.why).toContain('may not use the environment github-pages');
    }
  });

  test('security 9: the workflow of the scheduled run, edited on a writer’s branch and dispatched there, does not start', async () => {
    const branch = 'permohonan/sapuan-sendiri';
    const edited = await variant('.github/workflows/deadlines.yml', /ref: main/, `ref: ${branch}`);
    await openWith(hub, { '.github/workflows/deadlines.yml': edited, [ACTION]: ATTACK_ACTION }, branch);
    await hub.drain();
    const client = await hub.office.as('contoh-opd');
    await client.rest.actions.createWorkflowDispatch({ ...at(hub), workflow_id: 'deadlines.yml', ref: branch });
    const job = jobNamed(await hub.drain(), 'sweep');
    expect([job.conclusion, job.executed]).toEqual(['failure', false]);
  });

  test('security 4: a run that only has the trigger’s name starts the process, which then writes nothing to the register', async () => {
    const fake = attackWorkflow({ on: 'push', permissions: '{}', name: 'bell' }).replace(/run: node.*/, 'run: "true"');
    const before = await headOf('register');
    await openWith(hub, { [OWN]: fake });
    const runs = await hub.drain();
    expect(ended(runs)).toEqual(expect.arrayContaining(['bell: success', 'reconcile: success']));
    expect(await headOf('register')).toBe(before);
  });
});

describe('a request that changes what judges it', () => {
  test('security 1, 2: edited roles, procedure, schema and action change nothing; the request is refused for touching them', async () => {
    const roles = sampleText('sops/roles.yaml').replace(/account: 1002/, 'account: 1102');
    expect(roles).toContain('1102');
    const sop = sampleText('sops/protokol-manajemen-krisis.yaml');
    const schema = sampleText('schemas/permohonan-tcm.schema.json');
    const number = await openWith(hub, {
      'sops/roles.yaml': roles,
      'sops/protokol-manajemen-krisis.yaml': `${sop}\n# diubah\n`,
      'schemas/permohonan-tcm.schema.json': `${schema}\n`,
      [ACTION]: ATTACK_ACTION,
    });
    const before = await headOf('register');
    const runs = await hub.drain();
    expect(ended(runs)).toEqual(expect.arrayContaining(['check: failure', 'reconcile: success']));
    expect(printed(runs)).not.toContain('PWNED');
    expect(printed(runs)).toContain('sops/roles.yaml');
    // Now a person acts who has the role of the receipt only in the edited roles.
    hub.office.setNow(later(hub.office.now(), 60));
    await review(hub.office, 'contoh-bpbd', number, 'APPROVE');
    const acted = await hub.drain();
    expect(ended(acted)).toEqual(expect.arrayContaining(['bell: success', 'reconcile: success']));
    expect(printed(acted)).not.toContain('PWNED');
    expect(await hub.office.journal(number)).toEqual([]);
    expect(await headOf('register')).toBe(before);
    expect((await pullOf(hub.office, number)).merged).toBe(false);
    expect(await mergeRefusal(number)).toEqual([405, true]);
  });

  test('security 1: the quick check reads the request as data: a branch’s own action does not run in it', async () => {
    await openWith(hub, { [ACTION]: ATTACK_ACTION });
    const runs = await hub.drain();
    const check = jobNamed(runs, 'check');
    expect([check.run.origin.ref.startsWith('refs/pull/'), check.conclusion]).toEqual([true, 'failure']);
    expect(printed(runs)).not.toContain('PWNED');
  });
});

describe('a fork’s pull request', () => {
  test('security 1, 2, 9: workflows of a fork only read, get no secret, and its pull request is no case', async () => {
    await hub.office.local.accounts.add({ login: 'orang-luar', permission: 'read' });
    const attack = attackWorkflow({ on: '[pull_request, pull_request_review]', permissions: 'write-all' });
    const trigger = attackWorkflow({ on: 'pull_request_review', permissions: 'write-all', name: 'bell' });
    await pushToFork(hub.office.local, 'orang-luar', 'permohonan', {
      ...requestFiles('dari-luar', sampleRequest()),
      [OWN]: attack,
      [TRIGGER]: trigger,
      [ACTION]: ATTACK_ACTION,
    });
    const client = await hub.office.as('orang-luar');
    const wish = { ...at(hub), title: 'Permohonan', head: 'orang-luar:permohonan', base: 'main' };
    const { number } = (await client.rest.pulls.create(wish)).data;
    await review(hub.office, 'contoh-tu', number, 'COMMENT', 'Membunyikan bel.');
    const main = await headOf('main');
    const runs = await hub.drain();
    const attacks = jobsOf(runs).filter(({ name, run }) => name === 'attack' && run.origin.fork);
    expect(attacks).toHaveLength(3);
    for (const job of attacks) {
      expect([job.run.origin.fork, job.secrets, Object.values(job.permissions).includes('write')]).toEqual([
        true,
        {},
        false,
      ]);
      expect(outcome(printed([job.run]))).toEqual({
        key: 'none',
        status: '403',
        main: '403',
        merge: '403',
        site: '403',
        label: '403',
        approve: '403',
        'read register': '200',
        'move register': '403',
        'write register': '200 FORBIDDEN',
      });
    }
    expect(await headOf('main')).toBe(main);
    expect(await writersOf('register')).toEqual(['disposisi[bot]']);
    expect(await hub.office.journal(number)).toEqual([]);
    const target = jobsOf(runs).filter(
      ({ run, name }) => name === 'reconcile' && run.happening.event === 'pull_request_target',
    );
    expect(target.map(({ run }) => run.origin.ref)).toEqual(['refs/heads/main']);
    const texts = printed(runs.filter(({ file }) => file.name === 'reconcile'));
    expect(texts).not.toContain('PWNED');
  });
});

describe('a writer who changes the variables of the repository', () => {
  test('security 63: the address in a changed variable is in no comment, no status and no log, and is not called', async () => {
    const { office } = hub;
    expect(Object.values(hub.actions.settings.variables)).toContain(FOREIGN_SITE);
    const number = await caseAt(hub, 2);
    office.setNow(later(office.now(), 60));
    await review(office, 'contoh-tu', number, 'APPROVE');
    const runs = await hub.drain();
    expect(ended(runs)).toEqual(['bell: success', 'reconcile: success']);
    const client = await office.as('contoh-tu');
    const head = (await pullOf(office, number)).head.sha;
    const statuses = (await client.rest.repos.listCommitStatusesForRef({ ...at(hub), ref: head })).data;
    const comments = (await client.rest.issues.listComments({ ...at(hub), issue_number: number })).data;
    const address = `https://kantor.example/berkas/PMK-2026-${number}/`;
    expect(statuses[0]?.target_url).toMatch(`${address}#`);
    expect(comments.map(({ body }) => body).join()).toContain(address);
    const night = await hub.cron('.github/workflows/verify.yml');
    expect(printed(night)).toContain('https://kantor.example/data/register.json');
    const said = JSON.stringify([statuses, comments, printed(hub.actions.runs)]);
    expect(said).not.toContain(FOREIGN_SITE);
  });
});

describe('secrets of the process', () => {
  test('security 30: a run whose key is not the App’s fails with a message, and prints nothing of key, claim or token', async () => {
    const other = await hub.office.local.installApp({ slug: 'lain', permissions: {}, permission: 'write' });
    const { settings } = hub.actions;
    const secrets = { ...settings.environments['disposisi']?.secrets, DISPOSISI_APP_KEY: other.privateKey };
    const environments = { disposisi: { branches: ['main'], secrets } };
    hub.actions.settings = { ...settings, environments };
    try {
      const runs = await hub.cron('.github/workflows/deadlines.yml');
      expect(ended(runs)).toContain('deadlines: failure');
      const text = printed(runs);
      expect(text).toMatch(/::error.*401/s);
      const lines = other.privateKey.split('\n').filter((line) => line.length > 20 && !line.startsWith('-'));
      for (const line of lines) expect(text).not.toContain(line);
      expect(text).not.toMatch(/eyJ[\w-]+\.|authorization|\bghs_\w/i);
    } finally {
      hub.actions.settings = settings;
    }
  });
});

describe('the same attacks succeed with a defence removed', () => {
  test('security 1: a run of the process that checks out a pull request’s head runs the action of that head, with the App’s key', async () => {
    const undefended = await openHub({
      files: { [RECONCILE]: await variant(RECONCILE, /ref: main/, `ref: \${{ github.event.pull_request.head.sha }}`) },
    });
    try {
      await openWith(undefended, { [ACTION]: ATTACK_ACTION });
      const log = printed([jobNamed(await undefended.drain(), 'reconcile').run]);
      expect(log).toMatch(/PWNED 1\d{3}/);
    } finally {
      await undefended.close();
    }
  });

  test('security 9: an environment without a branch rule gives the App’s key to any branch', async () => {
    const undefended = await openHub({
      settings: (settings) => ({
        ...settings,
        environments: Object.fromEntries(
          Object.entries(settings.environments).map(([name, environment]) => [
            name,
            { ...environment, branches: undefined },
          ]),
        ),
      }),
    });
    try {
      await openWith(undefended, {
        [OWN]: attackWorkflow({ on: 'pull_request', permissions: '{}', environment: 'disposisi' }),
      });
      const job = firstNamed(await undefended.drain(), 'attack');
      expect(outcome(printed([job.run]))['key']).toMatch(/^PWNED/);
      expect(jobOutcomes([job.run])).toEqual(['attack/attack: success']);
    } finally {
      await undefended.close();
    }
  });

  test('security 9: with rulesets that let a job’s token do what the App may do, an attack sets the status and writes main, register and site', async () => {
    const undefended = await openHub();
    try {
      await permitAccount(undefended.office.local, 'github-actions[bot]', 'process');
      const victim = await caseAt(undefended, 2);
      await openWith(undefended, { [OWN]: attackWorkflow({ on: 'pull_request', permissions: 'write-all', victim }) });
      const job = firstNamed(await undefended.drain(), 'attack');
      // The attack’s status counts, and main, register and site accept what it writes.
      const worked = { status: '201', main: '200', site: '201', 'write register': '200' };
      expect(outcome(printed([job.run]))).toMatchObject(worked);
    } finally {
      await undefended.close();
    }
  });

  test('security 2: if the App’s key is a secret of the repository, the trigger of a writer’s branch gets the key', async () => {
    const undefended = await openHub({
      settings: (settings) => ({ ...settings, secrets: { DISPOSISI_APP_KEY: hub.app.privateKey } }),
    });
    try {
      const attack = attackWorkflow({ on: 'pull_request_review', permissions: 'write-all', name: 'bell' });
      const number = await openWith(undefended, { [TRIGGER]: attack });
      await undefended.drain();
      await label(undefended.office, 'contoh-opd', number, []);
      await review(undefended.office, 'contoh-tu', number, 'COMMENT', 'Membunyikan bel.');
      const job = firstNamed(await undefended.drain(), 'attack');
      expect(outcome(printed([job.run]))).toMatchObject({ key: expect.stringMatching(/^PWNED/), status: '201' });
    } finally {
      await undefended.close();
    }
  });
});
