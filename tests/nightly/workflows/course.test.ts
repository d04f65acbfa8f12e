import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { DESK_LABEL } from '#domain/case/plan/label-names.ts';
import { DRAFT_LABEL } from '#domain/case/push/sign.ts';
import { label, push, RESULTS, requestFiles, review, sampleRequest, withResult } from '../../support/office.ts';
import { later } from '../../support/walk.ts';
import { type Hub, isPublishing, openHub, variant } from '../../workflows/support/open.ts';
import { at, type Payload } from '../../workflows/support/origin.ts';
import { caseAt, openWith } from '../../workflows/support/prepare.ts';
import { ended, jobsOf, jobOutcomes } from '../../workflows/support/tell.ts';

let hub: Hub;
beforeAll(async () => {
  hub = await openHub();
});
afterAll(() => hub.close());

const DEADLINES = '.github/workflows/deadlines.yml';

/** Returns kind and step of each entry of a case, the newest last. */
async function story(number: number, of = hub): Promise<string[]> {
  return (await of.office.journal(number)).map(({ kind, step }) => `${kind} ${step}`);
}

function pass(seconds: number, of = hub): void {
  of.office.setNow(later(of.office.now(), seconds));
}

/** Approves the receipt of a case. */
async function receive(number: number, of = hub): Promise<void> {
  await review(of.office, 'contoh-tu', number, 'APPROVE');
}

describe('the course of cases through workflows', () => {
  test('R6: row 7 leads to row 8, the applicant revises, and the case returns to row 7', async () => {
    const number = await caseAt(hub, 7);
    pass(60);
    const taken = { ...RESULTS.check(), ketersediaan: 'bersamaan', acara_lain: 'Rapat Dinas Contoh' };
    await review(hub.office, 'contoh-subkor-ile', number, 'APPROVE', withResult('', taken));
    expect(ended(await hub.drain())).toEqual(['bell: success', 'reconcile: success']);
    pass(60);
    await review(hub.office, 'contoh-operator', number, 'APPROVE');
    expect(ended(await hub.drain())).toEqual(['bell: success', 'reconcile: success']);
    pass(60);
    await review(hub.office, 'contoh-subkor-ile', number, 'APPROVE', withResult('', RESULTS.alternatives));
    expect(ended(await hub.drain())).toEqual(['bell: success', 'reconcile: success']);
    expect((await hub.office.state(number))?.visit).toMatchObject({ row: 8, withApplicant: true });
    // The applicant pushes a new schedule and then sets the label, which is their own sign of submission (R13).
    pass(60);
    const client = await hub.office.as('contoh-opd');
    const at = { owner: hub.office.local.owner, repo: hub.office.local.repo };
    const { head } = (await client.rest.pulls.get({ ...at, pull_number: number })).data;
    const moved = sampleRequest({ start: '2026-12-06T09:00:00+07:00', end: '2026-12-06T11:00:00+07:00' });
    await push(hub.office, 'contoh-opd', head.ref, requestFiles(head.ref.slice('permohonan/'.length), moved));
    expect(ended(await hub.drain())).toEqual(expect.arrayContaining(['check: success', 'reconcile: success']));
    pass(60);
    await label(hub.office, 'contoh-opd', number, ['decap-cms/pending_review']);
    const runs = await hub.drain();
    expect(new Set(ended(runs))).toContain('reconcile: success');
    expect((await hub.office.state(number))?.visit).toMatchObject({ row: 7, visit: 2 });
  });

  test('security 16: if the trigger of a review is lost, the scheduled run accepts the act, with the time of the review', async () => {
    const number = await caseAt(hub, 2);
    pass(60);
    await receive(number);
    const at = hub.office.now();
    expect(hub.actions.lose()).toBeGreaterThan(0);
    expect(await hub.drain()).toEqual([]);
    pass(1800);
    expect(ended(await hub.cron(DEADLINES))).toContain('deadlines: success');
    // The time at which the review was submitted counts, not the time at which it was read (R21).
    const entry = (await hub.office.journal(number)).find(({ kind }) => kind === 'accepted');
    expect([entry?.step, entry?.at]).toEqual(['penerimaan', at]);
  });

  test('R30, security 35: an edit of the checklist and a foreign status each start a run, and both are undone', async () => {
    const number = await caseAt(hub, 2);
    const client = await hub.office.as('contoh-bpbd');
    const at = { owner: hub.office.local.owner, repo: hub.office.local.repo };
    const shown = async () => (await hub.office.forge.readCase(number)).pull;
    const before = await shown();
    const [sticky] = before.ownComments;
    pass(60);
    await client.rest.issues.updateComment({ ...at, comment_id: sticky?.id ?? 0, body: 'Disetujui.' });
    const status = { state: 'success', context: 'disposisi', description: 'Selesai' } as const;
    await client.rest.repos.createCommitStatus({ ...at, sha: before.head, ...status });
    expect((await shown()).status).toBeUndefined();
    // There is one run for each event.
    expect(ended(await hub.drain())).toEqual(['reconcile: success', 'reconcile: success']);
    const after = await shown();
    expect(after.ownComments[0]).toMatchObject({
      id: sticky?.id,
      body: expect.stringMatching(/^<!-- disposisi:sticky -->/),
    });
    expect(after.status).toMatchObject({ state: 'pending', description: before.status?.description });
  });

  test('R21: a scheduled run after six hours journals a case’s first twenty minutes as one after half an hour does', async () => {
    const prompt = await lateness(1800);
    const late = await lateness(6 * 3600);
    expect(late).toEqual(prompt);
    expect(prompt.length).toBeGreaterThan(0);
  });

  /**
   * Returns what is journaled of a case’s first twenty minutes, if the scheduled run comes this many seconds after the
   * case began.
   */
  async function lateness(seconds: number): Promise<string[]> {
    const number = await caseAt(hub, 2);
    const begun = Date.parse(hub.office.now());
    pass(1200);
    await receive(number);
    hub.actions.lose();
    pass(seconds - 1200);
    expect(ended(await hub.cron(DEADLINES))).toContain('deadlines: success');
    const journal = await hub.office.journal(number);
    return journal
      .filter(({ at }) => Date.parse(at) <= begun + 1200_000)
      .map(({ kind, step, at }) => `${kind} ${step} after ${(Date.parse(at) - begun) / 1000} s`);
  }

  test('security 16: if three triggers come at once, two runs work, one is cancelled while it waits, and no act is lost', async () => {
    const numbers = [await caseAt(hub, 2), await caseAt(hub, 2), await caseAt(hub, 2)];
    pass(60);
    for (const number of numbers) await receive(number);
    const runs = await hub.drain();
    const outcomes = jobsOf(runs).filter(({ name, conclusion }) => name === 'reconcile' && conclusion !== 'skipped');
    expect(outcomes.map(({ conclusion }) => conclusion).sort()).toEqual(['cancelled', 'success', 'success']);
    expect(outcomes.find(({ conclusion }) => conclusion === 'cancelled')?.why).toContain('disposisi-process');
    for (const number of numbers) expect((await story(number)).at(-1)).toBe('accepted penerimaan');
  });

  test('security 4: a number in the payload of a dispatch starts a run over that case, and accepts no act', async () => {
    const number = await caseAt(hub, 2);
    const client = await hub.maintainer();
    const at = { owner: hub.office.local.owner, repo: hub.office.local.repo };
    await client.rest.repos.createDispatchEvent({
      ...at,
      event_type: 'reconcile',
      client_payload: { case: 99, pull: number },
    });
    expect(ended(await hub.drain())).toEqual(['reconcile: success']);
    await client.rest.actions.createWorkflowDispatch({
      ...at,
      workflow_id: 'reconcile.yml',
      ref: 'main',
      inputs: { case: String(number) },
    });
    const runs = await hub.drain();
    expect(ended(runs)).toEqual(['reconcile: success']);
    expect((await story(number)).filter((line) => line.startsWith('accepted'))).toEqual([]);
  });
});

// If a clock is wrong by more than a minute, GitHub refuses the App’s claim. Then the run fails, and the next run does
// its work.
describe('a runner whose clock is wrong', () => {
  test.each([-45, 45])(
    'R21: a runner whose clock is wrong by %i seconds judges by the forge’s clock',
    async (wrongBy) => {
      const wrong = await openHub({ wrongBy });
      try {
        const number = await caseAt(wrong, 2);
        pass(60, wrong);
        await receive(number, wrong);
        expect(ended(await wrong.drain())).toEqual(['bell: success', 'reconcile: success']);
        const journal = await wrong.office.journal(number);
        expect(journal.map(({ kind, at }) => [kind, at])).toEqual([
          ['submitted', later(wrong.office.now(), -60)],
          ['accepted', wrong.office.now()],
        ]);
      } finally {
        await wrong.close();
      }
    },
  );
});

describe('concurrency groups', () => {
  const RECONCILE = '.github/workflows/reconcile.yml';

  test('security 17: two runs at once, without any concurrency group, lose no act and use no agenda number twice', async () => {
    const apart = await openHub({
      files: {
        [RECONCILE]: await variant(RECONCILE, /group: >-\s+\$\{\{[^]*?\}\}\n/, `group: apart-\${{ github.run_id }}\n`),
      },
    });
    try {
      const numbers = [await caseAt(apart, 2), await caseAt(apart, 2)];
      pass(60, apart);
      for (const number of numbers) await receive(number, apart);
      const runs = await apart.drain();
      const worked = jobsOf(runs).filter(({ name, conclusion }) => name === 'reconcile' && conclusion !== 'skipped');
      expect(worked.map(({ conclusion }) => conclusion)).toEqual(['success', 'success']);
      for (const number of numbers) {
        expect((await story(number, apart)).filter((line) => line === 'accepted penerimaan')).toHaveLength(1);
      }
      const agenda = await Promise.all(numbers.map(async (number) => (await apart.office.state(number))?.agenda));
      expect(new Set(agenda.map((each) => JSON.stringify(each))).size).toBe(2);
      expect(ended(await apart.cron('.github/workflows/verify.yml'))).toEqual(['verify: success']);
    } finally {
      await apart.close();
    }
  });

  test.each([
    ['a label of the App', 'disposisi[bot]', 'dari-proses'],
    ['the desk’s label', 'contoh-walikota', DESK_LABEL],
    ['the form’s draft label', 'contoh-opd', DRAFT_LABEL],
  ])(
    'R28, R30: a run that is started by %s removes no waiting run, so that an act is still judged',
    async (_, who, name) => {
      expect(await isCaseJudged(hub, who, name)).toBe(true);
    },
  );

  test('with the defence removed: if all runs are in one concurrency group, a skipped run removes a waiting run, and an act is not judged', async () => {
    const undefended = await openHub({
      files: { [RECONCILE]: await variant(RECONCILE, /group: >-\s+\$\{\{[^]*?\}\}\n/, 'group: disposisi-process\n') },
    });
    try {
      expect(await isCaseJudged(undefended, 'disposisi[bot]', 'dari-proses')).toBe(false);
      expect(await isCaseJudged(undefended, 'contoh-walikota', DESK_LABEL)).toBe(false);
    } finally {
      await undefended.close();
    }
  });

  test('security 64: while a foreign workflow occupies the process’s concurrency group for an hour, the scheduled run judges an act', async () => {
    expect(await whileHeld(hub)).toEqual({ scheduled: 'worked', act: 'judged' });
  });

  test('with the defence removed: a scheduled run in the occupied concurrency group waits too, and the act is not judged', async () => {
    const own = /group: disposisi-own-\$\{\{ github\.run_id \}\}/;
    const undefended = await openHub({
      files: { [DEADLINES]: await variant(DEADLINES, own, 'group: disposisi-process') },
    });
    try {
      expect(await whileHeld(undefended)).toEqual({ scheduled: 'held', act: 'waits' });
    } finally {
      await undefended.close();
    }
  });

  /**
   * Lets a writer’s branch bring a workflow that occupies the concurrency group of the process and does not end. Then
   * makes an act, lets an hour pass, and starts a run by the schedule.
   * @returns what happened to the scheduled run and to the act while the group is still occupied
   */
  async function whileHeld(of: Hub): Promise<{ readonly scheduled: string; readonly act: string }> {
    const number = await caseAt(of, 2);
    const start = of.actions.runs.length;
    const { promise: held, resolve: release } = Promise.withResolvers<void>();
    const since = () => jobsOf(of.actions.runs.slice(start));
    await openWith(of, { '.github/workflows/tahan.yml': HOLDER });
    const work = of.drain({
      decideOnly: async (job) => {
        if (job.name === 'hold') await held;
        return job.name === 'hold' || isPublishing(job);
      },
    });
    try {
      await vi.waitFor(() => expect(since().find(({ name }) => name === 'hold')?.state).toBe('running'), PATIENCE);
      pass(60, of);
      await receive(number, of);
      const waiting = () =>
        since().find(({ name, run }) => name === 'reconcile' && run.happening.event === 'workflow_run');
      await vi.waitFor(() => expect(waiting()?.state).toBe('pending'), PATIENCE);
      pass(3600, of);
      const client = await of.maintainer();
      const { data } = await client.rest.repos.get({ owner: of.office.local.owner, repo: of.office.local.repo });
      await of.actions.cron(DEADLINES, data, { id: 1, login: 'contoh-pengelola' });
      // Two more events come, one after the other. When the second run is queued, the scheduled run is queued too.
      for (const name of ['catatan', 'catatan-lain']) {
        await mark(of, 'contoh-opd', number, name);
        const ring = () =>
          since().find(({ name: job, run }) => job === 'reconcile' && isSetting(run.happening.payload, name));
        await vi.waitFor(() => expect(['pending', 'done']).toContain(ring()?.state), PATIENCE);
      }
      const swept = () => since().find(({ name }) => name === 'sweep');
      const isHeld = swept()?.state === 'pending' || swept()?.conclusion === 'cancelled';
      if (!isHeld) await vi.waitFor(() => expect(swept()?.conclusion).toBe('success'), PATIENCE);
      const isJudged = (await story(number, of)).includes('accepted penerimaan');
      return { scheduled: isHeld ? 'held' : 'worked', act: isJudged ? 'judged' : 'waits' };
    } finally {
      release();
      await work;
    }
  }

  /**
   * Makes an act while one run works, and then sets a label.
   * @returns whether the act was judged in the end
   */
  async function isCaseJudged(of: Hub, who: string, name: string): Promise<boolean> {
    const [first, second] = [await caseAt(of, 2), await caseAt(of, 2)];
    const start = of.actions.runs.length;
    let open = (): void => undefined;
    const gate = new Promise<void>((resolve) => {
      open = resolve;
    });
    const processes = () => jobsOf(of.actions.runs.slice(start)).filter(({ name }) => name === 'reconcile');
    await mark(of, 'contoh-opd', first, 'catatan');
    const work = of.drain({
      decideOnly: async (job) => {
        if (job !== processes()[0]) return isPublishing(job);
        await gate;
        return true;
      },
    });
    await vi.waitFor(() => expect(processes()[0]?.state).toBe('running'), { timeout: 120_000 });
    await receive(second, of);
    await vi.waitFor(() => expect(processes()[1]?.state).toBe('pending'), { timeout: 120_000 });
    await mark(of, who, first, name);
    await vi.waitFor(() => expect(processes().some(({ run }) => isSetting(run.happening.payload, name))).toBe(true), {
      timeout: 120_000,
    });
    open();
    await work;
    expect(jobOutcomes(of.actions.runs.slice(start)).length).toBeGreaterThan(3);
    return (await story(second, of)).at(-1) === 'accepted penerimaan';
  }
});

const PATIENCE = { timeout: 120_000 };

/** A workflow of a writer’s branch that takes the concurrency group of the process, and cancels the run in it. */
const HOLDER = `name: tahan
on: push
concurrency: { group: disposisi-process, cancel-in-progress: true }
jobs:
  hold:
    runs-on: ubuntu-latest
    steps:
      - run: sleep 3600
`;

const isSetting = (payload: Payload, name: string): boolean =>
  payload['action'] === 'labeled' && at(payload, 'label.name') === name;

/** Adds a label, which makes one event. */
async function mark({ office }: Hub, login: string, number: number, name: string): Promise<void> {
  const client = await office.as(login);
  const at = { owner: office.local.owner, repo: office.local.repo };
  await client.rest.issues.addLabels({ ...at, issue_number: number, labels: [name] });
}
