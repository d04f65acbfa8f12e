import { afterEach, beforeEach, expect, test } from 'vitest';
import { close, github, office, open, setup } from '../setup/office.ts';
import type { Settings } from '../setup/fake-settings.ts';
import { permitAccount, renameAccount } from '#tests/support/forge-accounts.ts';

beforeEach(() => open());
afterEach(close);

const people = (findings: readonly string[]): string[] =>
  findings.filter((each) => / (?:holder-(?!writes)|organisation-)/.test(each));
const invitations = (writes: readonly string[]): string[] =>
  writes.filter((each) => /invitations|collaborators/.test(each));

/** An official who is neither in the organisation nor in the repository. */
async function newcomer(): Promise<void> {
  await permitAccount(office.local, 'contoh-walikota', 'none');
  github.settings.memberships['contoh-walikota'] = 'none';
}

test('an official of roles.yaml is invited as a member, and gets Triage once the invitation is accepted', async () => {
  await newcomer();
  const looked = await setup();
  expect(people(looked.findings)).toEqual(['missing holder-no-access/walikota']);
  expect(invitations(looked.writes)).toEqual([]);
  const first = await setup('--apply');
  expect(github.settings.invited).toEqual([1004]);
  expect(invitations(first.writes)).toEqual(['POST /orgs/kantor/invitations']);
  expect(first.err).toContain('✓ "contoh-walikota" was invited to kantor; once that person has accepted');
  expect(first.out).toContain('Invited already; that person accepts at https://github.com/orgs/kantor/invitation');
  expect(invitations((await setup('--apply')).writes)).toEqual([]);
  delete github.settings.memberships['contoh-walikota'];
  const then = await setup('--apply');
  expect(invitations(then.writes)).toEqual(['PUT /collaborators/contoh-walikota']);
  expect(people(then.findings)).toEqual([]);
  const account = (await office.local.accounts.list()).find(({ login }) => login === 'contoh-walikota');
  expect(account?.permission).toBe('triage');
  expect([...new Set(github.faults)]).toEqual([]);
});

test('security 73: the owner of a number that roles.yaml has by mistake is never invited', async () => {
  // The name of the account does not exist any more, and its number was that of a sample person.
  await newcomer();
  await renameAccount(office.local, 'contoh-walikota', 'orang-lain');
  const { findings, out } = await setup('--apply');
  expect(github.settings.invited).toEqual([]);
  expect(people(findings)).toEqual(['wrong holder-other-account/walikota']);
  expect(out).toContain('does not exist, or is another one now');
});

test.each<[string, (settings: Settings) => unknown]>([
  ['every member may read all repositories', (settings) => (settings.basePermission = 'read')],
  ['the token does not show what members may do', (settings) => (settings.basePermission = undefined)],
  ['the token does not show who is a member', ({ memberships }) => (memberships['contoh-walikota'] = 'hidden')],
])('security 73: nobody is invited while %s', async (_what, change) => {
  await newcomer();
  change(github.settings);
  const { writes, out } = await setup('--apply');
  expect(invitations(writes)).toEqual([]);
  expect(out).toContain('Only an owner of kantor can invite a member: https://github.com/orgs/kantor/people');
});

test('what only an owner may do is said once, and the rest is done', async () => {
  await newcomer();
  await permitAccount(office.local, 'contoh-kabid-ikp', 'none');
  github.settings.memberships['contoh-kabid-ikp'] = 'none';
  await permitAccount(office.local, 'contoh-tu', 'read');
  github.settings.isOwner = false;
  const { err, writes, findings } = await setup('--apply');
  expect(err).toMatch(
    /^! holder-no-access\/walikota, holder-no-access\/kabid-ikp: 403 You must be an admin[^\n]*\n {4}→ Only an owner of kantor/m,
  );
  expect(writes).toContain('PUT /collaborators/contoh-tu');
  expect(writes).toContain('POST /labels');
  expect(people(findings)).toEqual(['missing holder-no-access/walikota', 'missing holder-no-access/kabid-ikp']);
});

test('an official who is an outside collaborator is named, since GitHub refuses a token of their own', async () => {
  github.settings.memberships['contoh-tu'] = 'none';
  const { findings, out } = await setup();
  expect(people(findings)).toEqual(['weaker holder-outside/tu']);
  expect(out).toContain('GitHub refuses tokens of their own making');
});

test('the repository of a personal account has no members; people are invited by hand', async () => {
  github.settings.repository.ownedBy = 'User';
  await newcomer();
  const { writes, out } = await setup('--apply');
  expect(invitations(writes)).toEqual([]);
  expect(out).toContain('Invite with the role Write: https://github.com/');
});
