import { afterAll, beforeAll, expect, test } from 'vitest';
import { journalPath } from '#domain/journal/paths.ts';
import { ask, type Client, createClient } from '#engine/forge/octokit.ts';
import { MAIN_REF } from '#domain/case/state/pull.ts';
import { REPLY, caseQuery, deskBlobsQuery, journalsQuery, LIST } from '#site/src/desk/queries.ts';
import { type Office, openOffice, sampleRequest, submit } from '../support/office.ts';
import { walkTo } from '../support/walk.ts';
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
  await ask(client, REPLY, { number, journal });
  await ask(client, deskBlobsQuery(2), { b0: procedure?.blob, b1: schema?.blob });
  await office.forge.readBlobs([procedure?.blob ?? '']);
  expect([...record.seen]).toEqual(
    expect.arrayContaining(
      ['Desk', 'Journals', 'DeskCase', 'Answer', 'Blobs', 'ListOpen', 'ReadBlobs'].map((name) => `GraphQL ${name} 200`),
    ),
  );
  expect([...new Set(record.faults)]).toEqual([]);
});
