import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { parse, stringify } from 'yaml';
import type { Fact, ReviewFact } from '#domain/case/state/facts.ts';
import type { Io } from '#entry/command.ts';
import { run as verify } from '#entry/cli/verbs/verify.ts';
import type { Deps } from '#engine/process/deps.ts';
import { reconcile } from '#engine/process/reconcile.ts';
import { compareRegister, notCompared } from '#engine/forge/compare-register.ts';
import { composeReview } from '#domain/request/review.ts';
import { createClient } from '#engine/forge/octokit.ts';
import { howToCompare } from '#engine/register/compared-with.ts';
import { verifyClone } from '#engine/register/clone.ts';
import { sampleText } from '../support/folders.ts';
import { type Office, openOffice, PEOPLE, review, sampleRequest, setState, submit } from '../support/office.ts';
import { handOver, samplePdf } from '../support/signed.ts';
import { approve, later, sendBack, tick } from '../support/walk.ts';

/** A second holder of the role `tu`, so that the act of one holder can be ascribed to the other. */
const SECOND_CLERK = { login: 'contoh-tu-dua', id: 1991 };
const roles = parse(sampleText('sops/roles.yaml')) as { roles: { tu: { holders: unknown[] } } };
roles.roles.tu.holders.push({
  account: SECOND_CLERK.id,
  login: SECOND_CLERK.login,
  name: 'Contoh Petugas Dua',
  from: '2026-01-01',
});

let office: Office;
beforeAll(async () => {
  office = await openOffice({
    files: { 'sops/roles.yaml': stringify(roles) },
    people: { ...PEOPLE, [SECOND_CLERK.login]: SECOND_CLERK.id },
  });
});
afterAll(() => office.close());

/** Returns the engine of somebody who holds the process’s key: it reads other facts than the forge shows. */
const lying = (lie: (facts: readonly Fact[]) => readonly Fact[]): Deps => ({
  ...office.deps,
  forge: {
    ...office.forge,
    readCase: async (number) => {
      const view = await office.forge.readCase(number);
      return { ...view, facts: lie(view.facts) };
    },
  },
});

const otherReview = (change: (fact: ReviewFact) => ReviewFact) => (facts: readonly Fact[]) =>
  facts.map((fact) => (fact.kind === 'review' ? change(fact) : fact));

let count = 0;
/** Returns a case with one Approve by a holder of `tu`, as the holder of the key writes it. */
async function reportedWith(lie: (facts: readonly Fact[]) => readonly Fact[]): Promise<number> {
  count += 1;
  const number = await submit(office, 'contoh-opd', `permohonan-${count}`, sampleRequest());
  tick(office);
  await review(office, 'contoh-tu', number, 'APPROVE', 'Diterima.');
  tick(office);
  expect((await reconcile(lying(lie), number)).runError).toBe(undefined);
  return number;
}

const client = async () =>
  createClient({
    owner: office.local.owner,
    repo: office.local.repo,
    token: await office.local.accounts.token('contoh-tu', { ttl: 'P1D' }),
    baseUrl: office.local.apiUrl,
    retries: 0,
  });

/** Returns what the command prints, run on the office’s own repository. */
async function said(args: readonly string[]): Promise<{ code: number; lines: string[] }> {
  const lines: string[] = [];
  const io: Io = {
    env: {
      GITHUB_TOKEN: await office.local.accounts.token('contoh-tu', { ttl: 'P1D' }),
      GITHUB_API_URL: office.local.apiUrl,
    },
    cwd: office.folder,
    lang: 'en',
    now: office.now,
    out: (line) => lines.push(line),
    err: (line) => lines.push(line),
    untilEnded: () => Promise.resolve(),
  };
  const code = await verify(['repo.git', ...args], io);
  return { code, lines };
}

const FORGE = () => ['--forge', '--repo', `${office.local.owner}/${office.local.repo}`];

test('R29, security 36: journaled acts are found on the forge; a review that was edited later is reported, and is no forgery', async () => {
  const number = await submit(office, 'contoh-opd', 'jujur', sampleRequest());
  await office.run(number);
  tick(office);
  expect((await approve(office, number, 'contoh-bpbd')).map(({ reason }) => reason)).toEqual(['no-role']);
  tick(office);
  await sendBack(office, number, 'contoh-tu', 'Perbaiki.');
  tick(office);
  await setState(office, 'contoh-opd', number, 'closed');
  expect((await office.run(number)).entries.map(({ kind }) => kind)).toEqual(['withdrawn']);
  const edited = await submit(office, 'contoh-opd', 'disunting', sampleRequest());
  tick(office);
  const id = await review(office, 'contoh-tu', edited, 'APPROVE', 'Diterima.');
  await office.run(edited);
  tick(office);
  const { owner, repo } = office.local;
  const at = { owner, repo, pull_number: edited, review_id: id };
  const clerk = await office.as('contoh-tu');
  await clerk.request('PUT /repos/{owner}/{repo}/pulls/{pull_number}/reviews/{review_id}', { ...at, body: 'Lain.' });
  await office.run(edited);
  const { code, lines } = await said(FORGE());
  expect(lines.join('\n')).toContain(
    'Not compared with the forge: the words of 1 acts, because their reviews were edited later',
  );
  expect(lines[0]).toMatch(/^Compared with the forge \(\d+ entries of 2 cases as it shows them now\)\.$/);
  expect(code).toBe(0);
  expect((await said([...FORGE(), '--sample', '1'])).lines[0]).toContain(' of 1 case as it shows them now).');
  // With --state, the command writes down what it verified, and the next time it verifies only new entries.
  const state = ['--state', 'verified.json'];
  const first = (await said(state)).lines;
  expect(first[0]).toMatch(/^Compared with this clone alone: /);
  expect(first.join('\n')).toMatch(
    /^No contradiction was found: [1-9]\d* entries of 2 cases in \d+ commits, register/m,
  );
  const again = (await said(state)).lines;
  expect(again[0]).toMatch(
    /^Compared with commit [0-9a-f]{12} \(everything up to that commit is unchanged, and was not/,
  );
  expect(again[1]).toMatch(/^There is no new entry since then, register [0-9a-f]{12}\.$/);
});

test('R29: after a comparison with the forge that compared nothing, as with cases opened again, verify advises only other ones', () => {
  const words = (isWithForge: boolean) => howToCompare({ head: 'a'.repeat(40), log: undefined }, 'klona', isWithForge);
  expect(words(false)).toEqual({ id: expect.stringContaining('--forge'), en: expect.stringContaining('--forge') });
  expect(words(true)).toEqual({
    id: expect.not.stringContaining('--forge'),
    en: expect.not.stringContaining('--forge'),
  });
  expect(words(true).en).toMatch(/\(--checkpoint FILE\), or one from a witness/);
});

test('R29, security 36: acts that the holder of the key forged in every field pass a plain verify, and verify --forge finds them', async () => {
  const invented: ReviewFact = {
    ...{ kind: 'review', id: '999999', order: 999_999, verdict: 'approve', body: 'Rekaan.', commit: undefined },
    at: later(office.now(), 5),
    actor: { id: 1002, login: 'contoh-tu', kind: 'user' },
  };
  // The forged act brings a document that its official did not bring (R47).
  const paper = await handOver(office, 'contoh-tu', 'tanda-terima.pdf', samplePdf('rekaan'));
  const withPaper = composeReview({ note: 'Diterima.', documents: [paper] });
  const label = (change: (at: string) => string) => (facts: readonly Fact[]) =>
    facts.map((fact) => (fact.kind === 'label' ? { ...fact, at: change(fact.at) } : fact));
  const forgeries: readonly (readonly [lie: (facts: readonly Fact[]) => readonly Fact[], named: readonly string[]])[] =
    [
      [otherReview((fact) => ({ ...fact, actor: { ...fact.actor, ...SECOND_CLERK } })), ['forge-differs /who/id']],
      [otherReview((fact) => ({ ...fact, at: later(fact.at, 7) })), ['forge-differs /at']],
      [otherReview((fact) => ({ ...fact, verdict: 'changes' })), ['forge-differs /gesture', 'forge-differs /words']],
      [otherReview((fact) => ({ ...fact, body: 'Lain.' })), ['forge-differs /words', 'forge-differs /note']],
      [otherReview((fact) => ({ ...fact, body: withPaper })), ['forge-differs /words', 'forge-differs /signed']],
      [otherReview(() => ({ ...invented, at: later(office.now(), -1) })), ['forge-missing ', 'forge-left-out ']],
      [label((at) => later(at, 11)), ['forge-differs /at']],
    ];
  const numbers: number[] = [];
  for (const [lie] of forgeries) numbers.push(await reportedWith(lie));
  const { findings } = await verifyClone(join(office.folder, 'repo.git'));
  expect(findings).toEqual([]);
  const journals = new Map(await Promise.all(numbers.map(async (n) => [n, await office.journal(n)] as const)));
  const compared = await compareRegister(await client(), journals);
  const named = numbers.map((number) =>
    compared.findings
      .filter(({ file }) => file === `journals/0/${number}.jsonl`)
      .map(({ code, path }) => `${code} ${path}`),
  );
  expect(named).toEqual(forgeries.map(([, expected]) => expected));
  const { code, lines } = await said(FORGE());
  expect(code).toBe(1);
  expect(lines[0]).toBe('Verification failed: 11 findings. Compared with the forge.');
});

test('R1, R29, security 36: the reason of a rejection is compared with its comment, unless the comment was edited later', async () => {
  const otherReason = otherReview((fact) => (fact.verdict === 'comment' ? { ...fact, body: 'Rekaan.' } : fact));
  /** Returns a case that a holder of `tu` has rejected, as the holder of the key writes it. */
  const rejected = async (lie: (facts: readonly Fact[]) => readonly Fact[]) => {
    count += 1;
    const number = await submit(office, 'contoh-opd', `permohonan-${count}`, sampleRequest());
    await office.run(number);
    tick(office);
    const reason = await review(office, 'contoh-tu', number, 'COMMENT', 'Bukan wewenang kami.');
    tick(office);
    await setState(office, 'contoh-tu', number, 'closed');
    const { entries } = await reconcile(lying(lie), number);
    expect(entries.map(({ kind }) => kind)).toEqual(['rejected']);
    return { number, reason };
  };
  const compared = async (number: number) => {
    const { findings, edited } = await compareRegister(
      await client(),
      new Map([[number, await office.journal(number)]]),
    );
    return [edited, ...findings.map(({ code, path }) => `${code} ${path}`)];
  };
  const honest = await rejected((facts) => facts);
  const forged = await rejected(otherReason);
  expect(await compared(honest.number)).toEqual([0]);
  expect(await compared(forged.number)).toEqual([0, 'forge-differs /note']);
  const { owner, repo } = office.local;
  const at = { owner, repo, pull_number: honest.number, review_id: honest.reason };
  const clerk = await office.as('contoh-tu');
  await clerk.request('PUT /repos/{owner}/{repo}/pulls/{pull_number}/reviews/{review_id}', { ...at, body: 'Lain.' });
  expect(await compared(honest.number)).toEqual([1]);
});

test('R29: a case that the forge does not show is named, and not counted as compared', async () => {
  const number = await submit(office, 'contoh-opd', 'terlihat', sampleRequest());
  await office.run(number);
  const entries = await office.journal(number);
  const compared = await compareRegister(await client(), new Map([number, 8000, 9000].map((n) => [n, entries])));
  expect(compared).toMatchObject({ cases: 1, compared: entries.length, unread: [8000, 9000], findings: [] });
  expect(notCompared(compared)?.en).toBe(
    'Not compared with the forge: cases 8000, 9000, which the forge does not show in full.',
  );
});
