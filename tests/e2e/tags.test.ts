import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { parse, stringify } from 'yaml';
import type { Roles } from '#domain/generated/roles.ts';
import { readMain } from '#embedded/office/on-main.ts';
import { verifyClone } from '#engine/register/clone.ts';
import { caseQuery, OFFICE } from '#site/src/desk/queries.ts';
import { sampleText } from '../support/folders.ts';
import { type Office, openOffice, push, sampleRequest, submit } from '../support/office.ts';
import { approve, tick } from '../support/walk.ts';

const STRANGER = 'contoh-bpbd';
let office: Office;
beforeAll(async () => {
  office = await openOffice();
});
afterAll(() => office.close());

test('R7, R31, security 68: tags named main and register, made by a writer, are read neither as configuration nor as register', async () => {
  const number = await submit(office, 'contoh-opd', 'satu', sampleRequest());
  await office.run(number);
  const before = await readMain(join(office.folder, 'repo.git'));
  // The tags have the names of the two branches, and point at other roles on a branch that anybody may push.
  const roles = parse(sampleText('sops/roles.yaml')) as Roles;
  const other = { account: 1102, login: STRANGER, name: 'Contoh Lain', from: '2026-01-01' };
  for (const role of Object.values(roles.roles)) role.holders = [other];
  const sha = await push(office, STRANGER, 'lain', { 'sops/roles.yaml': stringify(roles), 'index.json': '{}\n' });
  const { owner, repo } = office.local;
  const client = await office.as(STRANGER);
  for (const name of ['main', 'register'])
    await client.request('POST /repos/{owner}/{repo}/git/refs', { owner, repo, ref: `refs/tags/${name}`, sha });
  tick(office);
  expect((await approve(office, number, STRANGER)).map(({ kind, reason }) => [kind, reason])).toEqual([
    ['refused', 'no-role'],
  ]);
  tick(office);
  expect((await approve(office, number, 'contoh-tu')).map(({ kind }) => kind)).toEqual(['accepted']);
  expect(await readMain(join(office.folder, 'repo.git'))).toEqual(before);
  expect((await verifyClone(join(office.folder, 'repo.git'))).findings).toEqual([]);
  // The queries of the desk read the branch, not the tag.
  type Read = { repository: { sops: { entries: { name: string; oid: string }[] } } };
  const at = { owner, repo, number, journal: 'journals/0/1.jsonl' };
  const main = await office.forge.listFolders('refs/heads/main', ['sops']);
  const wanted = main.find(({ path }) => path === 'sops/roles.yaml')?.oid;
  for (const query of [OFFICE, caseQuery(0)]) {
    const { repository } = await client.graphql<Read>(query, at);
    expect(repository.sops.entries.find(({ name }) => name === 'roles.yaml')?.oid).toBe(wanted);
  }
});
