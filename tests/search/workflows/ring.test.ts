import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { DESK_LABEL } from '#domain/case/plan/label-names.ts';
import { reviewBody, sendClose, sendReview } from '#site/src/desk/acts.ts';
import { pullOf, push, requestFiles, review, sampleRequest } from '../../support/office.ts';
import { later } from '../../support/walk.ts';
import { type Desk, deskOf, interleaved, stepwise } from '../../workflows/support/desk.ts';
import { type Hub, openHub, variant } from '../../workflows/support/open.ts';
import { caseAt } from '../../workflows/support/prepare.ts';
import { ended, jobsOf } from '../../workflows/support/tell.ts';

const RECONCILE = '.github/workflows/reconcile.yml';
const DEADLINES = '.github/workflows/deadlines.yml';

let hub: Hub;
beforeAll(async () => {
  hub = await openHub();
  // The official has triage and no other right.
  for (const login of ['contoh-tu', 'contoh-kepala-dinas', 'contoh-walikota'])
    await hub.office.local.accounts.permit(login, 'triage');
});
afterAll(() => hub.close());

const at = ({ office: { local } }: Hub) => ({ owner: local.owner, repo: local.repo });
const labelsOf = async (number: number, of = hub) => (await pullOf(of.office, number)).labels.map(({ name }) => name);
const story = async (number: number) => (await hub.office.journal(number)).map(({ kind, step }) => `${kind} ${step}`);
const pass = (seconds: number): void => hub.office.setNow(later(hub.office.now(), seconds));

/** Adds or removes a label, as a person. */
async function mark(of: Hub, login: string, number: number, name = DESK_LABEL): Promise<void> {
  const client = await of.office.as(login);
  await client.rest.issues.addLabels({ ...at(of), issue_number: number, labels: [name] });
}
async function unmark(of: Hub, login: string, number: number): Promise<void> {
  const client = await of.office.as(login);
  await client.rest.issues.removeLabel({ ...at(of), issue_number: number, name: DESK_LABEL }).catch(() => undefined);
}

/** Approves as the desk does it, by the desk’s own code. */
async function approveAt(desk: Desk, number: number, forge = desk.forge): Promise<void> {
  const one = await desk.read(number);
  await sendReview(forge, one, 'approve', reviewBody(one, '', undefined));
}

describe('an act at the desk', () => {
  test('R1, R30: a review at the desk starts one run of the process, by the removed label, and its trigger is skipped', async () => {
    const number = await caseAt(hub, 2);
    pass(60);
    await approveAt(await deskOf(hub, 'contoh-tu'), number);
    const runs = await hub.drain();
    expect(ended(runs)).toEqual(['reconcile: success']);
    const [ring] = runs.filter(({ conclusion }) => conclusion === 'success');
    expect(ring?.happening).toMatchObject({ event: 'pull_request_target', payload: { action: 'unlabeled' } });
    expect(runs.filter(({ file }) => file.name === 'bell').map(({ conclusion }) => conclusion)).toEqual(['skipped']);
    expect((await story(number)).at(-1)).toBe('accepted penerimaan');
    expect(await labelsOf(number)).not.toContain(DESK_LABEL);
  });

  test('R1, R30: a close with its reason starts one run by itself and one by the label, and no trigger', async () => {
    const number = await caseAt(hub, 2);
    pass(60);
    const desk = await deskOf(hub, 'contoh-tu');
    const one = await desk.read(number);
    await sendClose(desk.forge, one, reviewBody(one, 'Bukan kewenangan kota.', undefined));
    expect(ended(await hub.drain())).toEqual(['reconcile: success', 'reconcile: success']);
    expect((await hub.office.state(number))?.end).toMatchObject({ kind: 'rejected' });
    expect(await labelsOf(number)).not.toContain(DESK_LABEL);
  });

  test('R1: a review on the forge’s own page, and one of a person who cannot set the label, start the trigger’s workflow', async () => {
    const number = await caseAt(hub, 2);
    pass(60);
    await review(hub.office, 'contoh-tu', number, 'APPROVE');
    expect(ended(await hub.drain())).toEqual(['bell: success', 'reconcile: success']);
    await hub.office.local.accounts.permit('contoh-kabid-ikp', 'read');
    await approveAt(await deskOf(hub, 'contoh-kabid-ikp'), number);
    expect(ended(await hub.drain())).toEqual(['bell: success', 'reconcile: success']);
    expect((await story(number)).at(-1)).toMatch(/^refused /);
  });
});

describe('a label of the desk that was left', () => {
  test('R30, security 16: a label left by an account with triage makes triggers wait for the next run, which removes it; the next trigger runs', async () => {
    const number = await caseAt(hub, 2);
    pass(60);
    await mark(hub, 'contoh-walikota', number);
    await review(hub.office, 'contoh-tu', number, 'APPROVE');
    expect(ended(await hub.drain())).toEqual([]);
    expect((await story(number)).at(-1)).toMatch(/^submitted /);
    pass(1800);
    // The process’s own removal starts a run too, since somebody may have acted after the process had read.
    expect(ended(await hub.cron(DEADLINES))).toEqual(['deadlines: success', 'reconcile: success']);
    expect(await story(number)).toContain('accepted penerimaan');
    expect(await labelsOf(number)).not.toContain(DESK_LABEL);
    pass(60);
    await review(hub.office, 'contoh-kepala-dinas', number, 'COMMENT', 'Catatan.');
    expect(ended(await hub.drain())).toEqual(['bell: success', 'reconcile: success']);
  });
});

describe('the order of steps at the desk', () => {
  let number: number;
  beforeAll(async () => {
    number = await caseAt(hub, 3);
  });

  /**
   * Tries orders of steps. `a` and `b` act at the desk, which takes three steps. `f` reviews on the forge’s page, and
   * `p` is the process, which removes a label that it has read.
   * @returns the orders in which a review is read by no run that starts after it
   */
  async function lost(of: Hub, on: number, orders: readonly string[]): Promise<string[]> {
    const found: string[] = [];
    const desks = { a: await deskOf(of, 'contoh-tu'), b: await deskOf(of, 'contoh-kepala-dinas') };
    const one = await desks.a.read(on);
    for (const order of orders) {
      const gates = { a: stepwise(desks.a.forge, 3), b: stepwise(desks.b.forge, 3) };
      const acts = (['a', 'b'] as const)
        .filter((who) => order.includes(who))
        .map((who) => sendReview(gates[who].forge, one, 'approve', ''));
      const steps: Readonly<Record<string, () => Promise<unknown>>> = {
        a: gates.a.step,
        b: gates.b.step,
        f: () => review(of.office, 'contoh-walikota', on, 'COMMENT', 'Catatan.'),
        p: () => unmark(of, 'disposisi[bot]', on),
      };
      let waiting = 0;
      for (const letter of order) {
        const before = of.actions.runs.length;
        const reviews = await reviewsOf(of, on);
        await steps[letter]?.();
        waiting += (await reviewsOf(of, on)) - reviews;
        await of.drain({ decideOnly: () => true });
        if (jobsOf(of.actions.runs.slice(before)).some(looks)) waiting = 0;
      }
      await Promise.all(acts);
      if (waiting > 0) found.push(order);
    }
    return found;
  }

  const looks = ({ name, conclusion }: { readonly name: string; readonly conclusion: string | undefined }): boolean =>
    name === 'reconcile' && conclusion === 'success';

  async function reviewsOf(of: Hub, on: number): Promise<number> {
    const client = await of.maintainer();
    return (await client.paginate(client.rest.pulls.listReviews, { ...at(of), pull_number: on, per_page: 100 })).length;
  }

  test('R28, R30: each review of two officials at the desk is read by a run that starts after it', async () => {
    expect(await lost(hub, number, interleaved({ a: 3, b: 3 }))).toEqual([]);
  });

  test('R28, R30: no review is lost next to a review on the forge, or if the process removes the label in between', async () => {
    expect(await lost(hub, number, [...interleaved({ a: 3, f: 1 }), ...interleaved({ a: 3, p: 1 })])).toEqual([]);
  });

  test('with the defence removed: if the process’s removal starts no run, an act during its work is lost', async () => {
    const withoutRun = await variant(RECONCILE, / \|\| format\([^)]*\) == 'unlabeled meja'\)/, ')');
    const undefended = await openHub({ files: { [RECONCILE]: withoutRun } });
    try {
      expect(await lost(undefended, await caseAt(undefended, 3), interleaved({ a: 3, p: 1 }))).toEqual(['aapa']);
    } finally {
      await undefended.close();
    }
  });
});

describe('the form’s draft label', () => {
  test('R13: a draft that is saved and submitted starts the process at its opening and at its sign, and not by the draft label', async () => {
    const client = await hub.office.as('contoh-opd');
    const branch = 'cms/protokol-manajemen-krisis/2026/satu/request';
    await push(hub.office, 'contoh-opd', branch, requestFiles('satu', sampleRequest()));
    await hub.drain({ decideOnly: () => true });
    const wish = { ...at(hub), title: 'satu', head: branch, base: 'main' };
    const { data } = await client.rest.pulls.create(wish);
    const started = async () =>
      jobsOf(await hub.drain({ decideOnly: () => true }))
        .filter(({ conclusion }) => conclusion !== 'skipped')
        .map(({ name, run }) => `${name} by ${String(run.happening.payload['action'])}`);
    expect(await started()).toEqual(['check by opened', 'reconcile by opened']);
    // Decap sets all labels at once, with another of its own.
    const set = (label: string) =>
      client.rest.issues.setLabels({ ...at(hub), issue_number: data.number, labels: [label] });
    await set('decap-cms/draft');
    expect(await started()).toEqual([]);
    await set('decap-cms/pending_review');
    expect(await started()).toEqual(['reconcile by labeled']);
    await set('decap-cms/draft');
    expect(await started()).toEqual(['reconcile by unlabeled']);
  });
});
