import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { DESK_LABEL } from '#domain/case/plan/label-names.ts';
import { reviewBody, sendClose, sendReview } from '#site/src/desk/acts.ts';
import { pullOf, push, requestFiles, review, sampleRequest } from '../../support/office.ts';
import { later } from '../../support/walk.ts';
import { type Desk, deskOf, interleaved, stepwise } from '../../workflows/support/desk.ts';
import { type Hub, openHub, variant } from '../../workflows/support/open.ts';
import { caseAt } from '../../workflows/support/prepare.ts';
import { ended, jobsOf } from '../../workflows/support/tell.ts';
import { permitAccount } from '#tests/support/forge-accounts.ts';

const RECONCILE = '.github/workflows/reconcile.yml';
const DEADLINES = '.github/workflows/deadlines.yml';

let hub: Hub;
beforeAll(async () => {
  hub = await openHub();
  // These officials have triage and no other right.
  for (const login of ['contoh-tu', 'contoh-kepala-dinas', 'contoh-walikota'])
    await permitAccount(hub.office.local, login, 'triage');
});
afterAll(() => hub.close());

const at = ({ office: { local } }: Hub) => ({ owner: local.owner, repo: local.repo });
const labelsOf = async (number: number, of = hub) => (await pullOf(of.office, number)).labels.map(({ name }) => name);
const story = async (number: number) => (await hub.office.journal(number)).map(({ kind, step }) => `${kind} ${step}`);
const pass = (seconds: number): void => hub.office.setNow(later(hub.office.now(), seconds));

/** Adds a label, as the given account. */
async function mark(of: Hub, login: string, number: number, name = DESK_LABEL): Promise<void> {
  const client = await of.office.as(login);
  await client.rest.issues.addLabels({ ...at(of), issue_number: number, labels: [name] });
}
async function unmark(of: Hub, login: string, number: number): Promise<void> {
  const client = await of.office.as(login);
  await client.rest.issues.removeLabel({ ...at(of), issue_number: number, name: DESK_LABEL }).catch(() => undefined);
}

/** Approves with the code of the desk. */
async function approveAt(desk: Desk, number: number, forge = desk.forge): Promise<void> {
  const one = await desk.read(number);
  await sendReview(forge, one, 'approve', reviewBody(one, '', undefined));
}

describe('an act at the desk', () => {
  test('R1, R30: a review at the desk starts one run of the process, by the removed label; the trigger of the review is skipped', async () => {
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

  test('R1, R30: a close at the desk starts two runs of the process, one by the close and one by the removed label', async () => {
    const number = await caseAt(hub, 2);
    pass(60);
    const desk = await deskOf(hub, 'contoh-tu');
    const one = await desk.read(number);
    await sendClose(desk.forge, one, reviewBody(one, 'Bukan kewenangan kota.', undefined));
    expect(ended(await hub.drain())).toEqual(['reconcile: success', 'reconcile: success']);
    expect((await hub.office.state(number))?.end).toMatchObject({ kind: 'rejected' });
    expect(await labelsOf(number)).not.toContain(DESK_LABEL);
  });

  test('R1: a review on the forge’s own page, and a review of a person who cannot set the label, start the trigger’s workflow', async () => {
    const number = await caseAt(hub, 2);
    pass(60);
    await review(hub.office, 'contoh-tu', number, 'APPROVE');
    expect(ended(await hub.drain())).toEqual(['bell: success', 'reconcile: success']);
    await permitAccount(hub.office.local, 'contoh-kabid-ikp', 'read');
    await approveAt(await deskOf(hub, 'contoh-kabid-ikp'), number);
    expect(ended(await hub.drain())).toEqual(['bell: success', 'reconcile: success']);
    expect((await story(number)).at(-1)).toMatch(/^refused /);
  });
});

describe('a label of the desk that was left', () => {
  test('R30, security 16: while the desk’s label is left by an account with triage, no trigger runs; the next scheduled run removes the label, and triggers run again', async () => {
    const number = await caseAt(hub, 2);
    pass(60);
    await mark(hub, 'contoh-walikota', number);
    await review(hub.office, 'contoh-tu', number, 'APPROVE');
    expect(ended(await hub.drain())).toEqual([]);
    expect((await story(number)).at(-1)).toMatch(/^submitted /);
    pass(1800);
    // The removal by the process starts a run too, since somebody may have acted after the scheduled run had read.
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

  test('R28, R30: no review at the desk is lost next to a review on the forge’s page, or if the process removes the label in between', async () => {
    expect(await lost(hub, number, [...interleaved({ a: 3, f: 1 }), ...interleaved({ a: 3, p: 1 })])).toEqual([]);
  });

  test('with the defence removed: if the removal of the label by the process starts no run, a review in between is read by no run', async () => {
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
  test('R13: of a request in the form, the opening, the sign and the loss of the sign start the process, and the draft label does not', async () => {
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
    // Decap replaces all labels by one call.
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
