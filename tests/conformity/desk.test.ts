import { afterAll, beforeAll, expect, onTestFinished, test, vi } from 'vitest';
import { planDay } from '#domain/manage/plans.ts';
import { NAMED } from '#domain/procedure/office-files.ts';
import { journalPath } from '#domain/journal/paths.ts';
import { ask, type Client, createClient } from '#engine/forge/octokit.ts';
import { MAIN_REF } from '#domain/case/state/pull.ts';
import { caseQuery, deskBlobsQuery, journalsQuery, LIST, replyQuery } from '#site/src/desk/queries.ts';
import { openForge } from '#site/src/desk/forge.ts';
import { BOOK } from '#site/src/desk/agenda-book.ts';
import { ACCOUNT_OF } from '#site/src/desk/manage/accounts.ts';
import { loadActs, loadManaged } from '#site/src/desk/manage/load.ts';
import { putInForce, approve, listProposals, loadProposal, propose, refuse } from '#site/src/desk/manage/proposals.ts';
import { type Office, openOffice, sampleRequest, submit } from '../support/office.ts';
import { walkTo } from '../support/walk.ts';
import { faultsOfGraphql } from './graphql.ts';
import { recorder } from './recorder.ts';

const record = recorder();
let office: Office;
let client: Client;
let number: number;

beforeAll(async () => {
  office = await openOffice({ fetch: record.fetch });
  number = await submit(office, 'contoh-opd', 'rapat', sampleRequest());
  await submit(office, 'contoh-bpbd', 'lain', sampleRequest({ account: 'contoh-bpbd' }), { draft: true });
  await walkTo(office, number, 4);
  await office.scheduledRun();
  client = createClient({
    owner: office.local.owner,
    repo: office.local.repo,
    token: await office.local.accounts.token('contoh-opd', { ttl: 'P700D' }),
    baseUrl: office.local.apiUrl,
    fetch: record.fetch,
  });
});
afterAll(() => office.close());

test('queries of desk and scheduled run, and the embedded forge’s responses, are valid by GitHub’s GraphQL schema', async () => {
  const journal = journalPath(number);
  const state = await office.state(number);
  const { procedure, schema } = state?.opens ?? {};
  await ask(client, LIST, {});
  await ask(client, journalsQuery(2), { j0: journal, j1: journalPath(number + 1) });
  await ask(client, caseQuery(1), { number, journal, f0: `${MAIN_REF}:sops/roles.yaml` });
  for (const isDraft of [true, false]) await ask(client, replyQuery(isDraft), { number, journal });
  await ask(client, deskBlobsQuery(2), { b0: procedure?.blob, b1: schema?.blob });
  await office.forge.readBlobs([procedure?.blob ?? '']);
  expect([...record.seen]).toEqual(
    expect.arrayContaining(
      ['Desk', 'Journals', 'DeskCase', 'Answer', 'Blobs', 'ListOpen', 'ReadBlobs'].map((name) => `GraphQL ${name} 200`),
    ),
  );
  expect([...new Set(record.faults)]).toEqual([]);
});

test('the calls of Kelola, and the embedded forge’s responses, are valid by GitHub’s descriptions', async () => {
  const { owner, repo, apiUrl, accounts } = office.local;
  await accounts.add({ login: 'contoh-pengelola', id: 1190, name: 'Contoh Pengelola', permission: 'admin' });
  vi.stubGlobal('fetch', record.fetch);
  onTestFinished(() => void vi.unstubAllGlobals());
  const open = async (login: string) =>
    openForge(
      { kind: 'github', api: apiUrl, graphql: apiUrl.replace(/v3$/, 'graphql'), owner, repo },
      await accounts.token(login, { ttl: 'P700D' }),
    );
  const [maintainer, other] = [await open('contoh-pengelola'), await open('contoh-tu')];
  const managed = await loadManaged(maintainer);
  expect([managed.maintains, (await loadManaged(other)).maintains]).toEqual([true, false]);
  const name = { id: 'Libur', en: 'Holiday' };
  const days = ['2026-12-09', '2026-12-10'].map((date) =>
    planDay(managed.text(NAMED.calendar) ?? '', managed.calendar, { date, name, isLeave: false }),
  );
  const [first, second] = await Promise.all(
    days.map((text) =>
      propose(maintainer, owner, managed, {
        files: { put: [{ path: NAMED.calendar, text }], gone: [] },
        sentences: [],
      }),
    ),
  );
  const proposal = await loadProposal(maintainer, managed, first ?? 0);
  if (!proposal) throw new Error('There is no proposal.');
  await approve(other, proposal);
  await refuse(maintainer, second ?? 0, 'Bukan hari libur.');
  await putInForce(maintainer, proposal);
  expect(await loadProposal(maintainer, managed, first ?? 0)).toMatchObject({
    ...{ state: 'in-force', approvedBy: ['contoh-tu'], paths: [NAMED.calendar] },
  });
  expect((await listProposals(maintainer)).map(({ state }) => state).sort()).toEqual(['in-force', 'refused']);
  expect((await loadActs(maintainer, [number])).get(number)?.acts.length).toBeGreaterThan(0);
  await ask(client, BOOK, {});
  expect([...record.seen]).toEqual(
    expect.arrayContaining(['ManagedOffice', 'ProposalTrees', 'AgendaBook'].map((each) => `GraphQL ${each} 200`)),
  );
  expect([...new Set(record.faults)]).toEqual([]);
});

test('the account of a login is asked for as GitHub describes it; the embedded forge needs no such question', () => {
  expect(faultsOfGraphql({ query: ACCOUNT_OF, variables: { login: 'contoh' } }, { data: { user: null } })).toEqual([]);
});
