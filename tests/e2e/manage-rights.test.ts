/**
 * Kelola at the desk, over HTTP, in an office on one machine: what a maintainer can do (R7), and what an official or an
 * applicant cannot do with the same calls.
 */
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { setLetterhead } from '#domain/manage/edit.ts';
import { planDay, planHolder } from '#domain/manage/plans.ts';
import { officeFileWords } from '#domain/versions/office-changes.ts';
import { NAMED, OPTIONAL } from '#domain/procedure/office-files.ts';
import { readOfficeFile } from '#embedded/office/office-file.ts';
import { readSample, shifted } from '#embedded/office/samples.ts';
import { openSample } from '#embedded/office/walk.ts';
import { PROGRAM } from '#engine/config/root.ts';
import { git } from '#engine/register/git.ts';
import { type DeskForge, openForge, RefusedByForge } from '#site/src/desk/forge.ts';
import { loadManaged, parseConfig } from '#site/src/desk/manage/load.ts';
import {
  putInForce,
  approve,
  listProposals,
  loadProposal,
  NotAsShown,
  propose,
  refuse,
} from '#site/src/desk/manage/proposals.ts';
import { settingsOf } from '#site/src/desk/settings.ts';
import { type CheckoutOffice, openCheckoutOffice } from '../support/checkout-office.ts';

let opened: CheckoutOffice;
beforeAll(async () => {
  opened = await openCheckoutOffice();
  const { office } = opened;
  const sample = await readSample(PROGRAM, 'rapat-evakuasi-warga', 'contoh-opd', shifted(office.now(), 'PT72H'));
  await openSample({ office, passed: () => undefined }, sample, 'contoh-opd');
  await office.idle();
});
afterAll(() => opened.close());

const MAINTAINER = 'contoh-pengelola-kantor';
const folder = (): string => join(opened.checkout, '.disposisi');
const owner = (): string => opened.office.forge.owner;

/** Opens the forge as the desk does. */
async function deskOf(login: string): Promise<DeskForge> {
  const { office } = opened;
  const target = { kind: 'embedded' as const, repository: `${office.forge.owner}/${office.forge.repo}` };
  const settings = settingsOf(target as Parameters<typeof settingsOf>[0], office.url, { language: 'id', base: '' });
  return openForge(settings, (await readOfficeFile(folder()))?.tokens[login] ?? '');
}

const refOf = async (name: string): Promise<string> =>
  (await git(join(folder(), 'repo.git'), ['rev-parse', `refs/heads/${name}`])).toString('utf8').trim();

/** Proposes a day off as the desk does, and returns the number of the proposal. */
async function proposeDay(forge: DeskForge, date: string, name: string): Promise<number> {
  const managed = await loadManaged(forge);
  const day = { date, name: { id: name, en: name }, isLeave: false };
  return proposeText(forge, NAMED.calendar, planDay(managed.text(NAMED.calendar) ?? '', managed.calendar, day));
}

async function proposeText(forge: DeskForge, path: string, text: string): Promise<number> {
  const managed = await loadManaged(forge);
  const sentences = officeFileWords(path, parseConfig(managed.text(path)), parseConfig(text)) ?? [];
  const number = await propose(forge, owner(), managed, { files: { put: [{ path, text }], gone: [] }, sentences });
  await opened.office.idle();
  return number;
}

async function read(forge: DeskForge, number: number) {
  const proposal = await loadProposal(forge, await loadManaged(forge), number);
  if (!proposal) throw new Error(`There is no proposal ${number}.`);
  return proposal;
}

/** Returns the status and the words of a refusal by the forge. */
const refusal = (call: Promise<unknown>): Promise<number | string> =>
  call.then(
    () => 'accepted',
    (error: unknown) => (error instanceof RefusedByForge ? error.status : String(error)),
  );

describe('R7: a maintainer at the desk', () => {
  test('R17: proposes an acting official in one sentence, sees it checked, and puts it in force; comments of the file stay', async () => {
    const forge = await deskOf(MAINTAINER);
    const managed = await loadManaged(forge);
    expect(managed.maintains).toBe(true);
    const before = managed.text(NAMED.roles) ?? '';
    const holder = {
      ...{
        account: 1006,
        login: 'contoh-kabid-ikp',
        name: 'Contoh Kabid IKP',
        from: '2026-12-01',
        until: '2026-12-05',
      },
      acting: { kind: 'plh' as const, decree: 'SP 800/12/2026' },
    };
    const number = await proposeText(
      forge,
      NAMED.roles,
      planHolder(before, managed.office.roles, 'kepala-dinas', holder),
    );
    const sentence =
      'Contoh Kabid IKP (akun contoh-kabid-ikp) menjadi Plh. Kepala Dinas dari 1 sampai 5 Desember 2026, SP 800/12/2026';
    const proposal = await read(forge, number);
    expect(proposal).toMatchObject({
      ...{ title: sentence, state: 'open', check: { is: 'sound' }, isOutdated: false, other: undefined },
      ...{ paths: [NAMED.roles], author: MAINTAINER },
    });
    expect(proposal.sentences.map(({ id }) => id)).toEqual([sentence]);
    expect(await listProposals(forge)).toMatchObject([{ number, title: sentence, state: 'open' }]);
    await putInForce(forge, proposal);
    await opened.office.idle();
    const after = await opened.onMain(NAMED.roles);
    expect(after.split('\n').filter((line) => before.split('\n').includes(line))).toEqual(before.split('\n'));
    expect(await read(forge, number)).toMatchObject({ state: 'in-force', paths: [NAMED.roles] });
    expect((await read(forge, number)).sentences.map(({ id }) => id)).toEqual([sentence]);
  });

  test('the same change is proposed once, and a refused one says why on its pull request', async () => {
    const forge = await deskOf(MAINTAINER);
    const number = await proposeDay(forge, '2026-12-10', 'Libur');
    expect(await proposeDay(forge, '2026-12-10', 'Libur')).toBe(number);
    await refuse(forge, number, 'Bukan hari libur.');
    expect(await read(forge, number)).toMatchObject({ state: 'refused' });
    expect(await proposeDay(forge, '2026-12-10', 'Libur')).not.toBe(number);
  });

  test('a configuration that is not sound is shown as such, with the reasons of the process', async () => {
    const forge = await deskOf(MAINTAINER);
    const managed = await loadManaged(forge);
    const text = (managed.text(NAMED.calendar) ?? '').replace('date: 2026-01-01', 'date: 2025-01-01');
    const number = await proposeText(forge, NAMED.calendar, text);
    const { check } = await read(forge, number);
    expect(check).toMatchObject({ is: 'problems' });
    expect(check.is === 'waiting' ? '' : check.text?.id).toContain('Tanggal ini bukan bagian dari tahun itu');
  });

  test('a letterhead that would make every letter fail is found too, although no case is judged by it', async () => {
    const forge = await deskOf('contoh-tu');
    const managed = await loadManaged(forge);
    const arms = { image: 'bukan gambar', alt: 'Lambang' };
    const letterhead = { lines: ['KANTOR'], place: 'Contoh' };
    const check = async (text: string) => read(forge, await proposeText(forge, OPTIONAL.letterhead, text));
    const before = managed.text(OPTIONAL.letterhead) ?? '';
    const broken = await check(setLetterhead(before, { ...letterhead, arms }));
    expect(broken.check).toMatchObject({
      is: 'problems',
      text: { id: expect.stringContaining('Lambang harus ditulis') },
    });
    expect((await check(setLetterhead(before, letterhead))).check.is).toBe('sound');
  });

  test('a proposal that somebody changed after it was read is not put in force', async () => {
    const [forge, thief] = [await deskOf(MAINTAINER), await deskOf('contoh-tu')];
    const number = await proposeDay(forge, '2026-12-11', 'Libur');
    const shown = await read(forge, number);
    // An account that may write may push to any branch of the office, also to a proposal.
    const main = await refOf('main');
    const { tree } = await thief.rest<{ tree: { sha: string } }>('GET', `/git/commits/${shown.head}`);
    const stolen = await thief.rest<{ sha: string }>('POST', '/git/trees', {
      base_tree: tree.sha,
      tree: [{ path: NAMED.rooms, mode: '100644', type: 'blob', content: 'rooms: []\n' }],
    });
    const made = { message: 'Ruang', tree: stolen.sha, parents: [shown.head] };
    const { sha } = await thief.rest<{ sha: string }>('POST', '/git/commits', made);
    const { head } = await forge.rest<{ head: { ref: string } }>('GET', `/pulls/${number}`);
    await thief.rest('PATCH', `/git/refs/heads/${head.ref}`, { sha, force: false });
    await expect(putInForce(forge, shown)).rejects.toThrow(NotAsShown);
    expect(await refOf('main')).toBe(main);
    await opened.office.idle();
    // What is shown comes from the commits, not from the title that the maintainer wrote.
    const now = await read(forge, number);
    expect(now.paths).toEqual([NAMED.calendar, NAMED.rooms]);
    expect(now.sentences.map(({ id }) => id)).toContain('Ruang TCM: dihapus');
  });

  test('a proposal whose file changed on main meanwhile is outdated, and one with a file outside of the configuration is none', async () => {
    const forge = await deskOf(MAINTAINER);
    const [first, second] = [
      await proposeDay(forge, '2026-12-14', 'Libur'),
      await proposeDay(forge, '2026-12-15', 'Libur'),
    ];
    await putInForce(forge, await read(forge, first));
    await opened.office.idle();
    expect((await read(forge, second)).isOutdated).toBe(true);
    const person = await opened.office.as('contoh-tu');
    const more = ['sops/calendar.yaml', 'requests/2026/lain/request.yaml'];
    const mixed = await person.open({
      ...{ branch: 'sop/campur', title: 'Libur', draft: false },
      files: more.map((path) => ({ path, bytes: Buffer.from('# lain\n') })),
    });
    expect((await read(forge, mixed)).other).toBe('requests/2026/lain/request.yaml');
  });

  test('a comment in the words of the process, by somebody else, counts as no check', async () => {
    const [forge, thief] = [await deskOf(MAINTAINER), await deskOf('contoh-opd')];
    const managed = await loadManaged(forge);
    const text = (managed.text(NAMED.calendar) ?? '').replace('date: 2026-01-01', 'date: 2024-01-01');
    const number = await proposeText(forge, NAMED.calendar, text);
    const [own] = await thief.rest<readonly { id: number; body: string }[]>('GET', `/issues/${number}/comments`);
    const body =
      (own?.body ?? '').replace(/\n\n[\s\S]*$/, '') +
      '\n\n**Seandainya perubahan ini sudah berlaku**\n\nBaik.\n\n<details>\n<summary>English</summary>\n\nGood.\n\n</details>';
    await thief.rest('POST', `/issues/${number}/comments`, { body });
    expect(await read(forge, number)).toMatchObject({ check: { is: 'problems' } });
    // An account that may write may edit a comment, as on GitHub. Then it no longer counts as the process's comment.
    await thief.rest('PATCH', `/issues/comments/${own?.id}`, { body });
    expect((await read(forge, number)).check.is).not.toBe('sound');
    await refuse(forge, number, '');
  });
});

describe.each(['contoh-tu', 'contoh-kepala-dinas', 'contoh-opd'])('R7, R17: %s, who is no maintainer', (login) => {
  test('may propose a change, and cannot put it in force by any call; main and register stay', async () => {
    const forge = await deskOf(login);
    expect((await loadManaged(forge)).maintains).toBe(false);
    const [main, register] = [await refOf('main'), await refOf('register')];
    const managed = await loadManaged(forge);
    const { viewer } = managed;
    const own = {
      ...{ account: viewer.databaseId, login: viewer.login, name: 'Saya', from: '2026-12-01', until: '2026-12-31' },
      acting: { kind: 'plh' as const, decree: 'X' },
    };
    const text = planHolder(managed.text(NAMED.roles) ?? '', managed.office.roles, 'walikota', own);
    const number = await proposeText(forge, NAMED.roles, text);
    const proposal = await read(forge, number);
    expect(proposal).toMatchObject({ state: 'open', author: login });
    const { head } = proposal;
    const { node_id: id } = await forge.rest<{ node_id: string }>('GET', `/pulls/${number}`);
    const merge = `mutation M($id: ID!) { mergePullRequest(input: { pullRequestId: $id }) { clientMutationId } }`;
    const commitOn = `mutation C($branch: CommittableBranch!, $head: GitObjectID!, $files: FileChanges!) {
      createCommitOnBranch(input: { branch: $branch, expectedHeadOid: $head, message: { headline: "x" }, fileChanges: $files }) { commit { oid } }
    }`;
    const move = `mutation U($repository: ID!, $refs: [RefUpdate!]!) {
      updateRefs(input: { repositoryId: $repository, refUpdates: $refs }) { clientMutationId }
    }`;
    const { repository } = await forge.graphql<{ repository: { id: string } }>(
      'query R($owner: String!, $repo: String!) { repository(owner: $owner, name: $repo) { id } }',
      {},
    );
    const named = `${owner()}/${opened.office.forge.repo}`;
    const content = Buffer.from(text).toString('base64');
    const updates = (name: string, beforeOid: string) => ({
      repository: repository.id,
      refs: [{ name: `refs/heads/${name}`, beforeOid, afterOid: head, force: true }],
    });
    const calls: readonly (() => Promise<unknown>)[] = [
      () => putInForce(forge, proposal),
      () => forge.rest('PUT', `/pulls/${number}/merge`, {}),
      () => forge.graphql(merge, { id }),
      () => forge.rest('PATCH', '/git/refs/heads/main', { sha: head, force: false }),
      () => forge.rest('PATCH', '/git/refs/heads/main', { sha: head, force: true }),
      () => forge.rest('PATCH', '/git/refs/heads/register', { sha: head, force: true }),
      () => forge.rest('DELETE', '/git/refs/heads/main'),
      () => forge.rest('DELETE', '/git/refs/heads/register'),
      () => forge.rest('PUT', `/contents/${NAMED.roles}`, { message: 'x', content, branch: 'main' }),
      () => forge.graphql(move, updates('main', main)),
      () => forge.graphql(move, updates('register', register)),
      ...['main', 'register'].map(
        (branchName) => () =>
          forge.graphql(commitOn, {
            branch: { repositoryNameWithOwner: named, branchName },
            head: branchName === 'main' ? main : register,
            files: { additions: [{ path: NAMED.roles, contents: content }] },
          }),
      ),
    ];
    for (const call of calls) expect(await refusal(call())).not.toBe('accepted');
    // Neither an approval of somebody else, nor a status by the proposer, makes the proposal one that merges.
    await deskOf('contoh-loket').then((other) => approve(other, proposal));
    await refusal(forge.rest('POST', `/statuses/${head}`, { state: 'success', context: 'disposisi' }));
    expect(await refusal(putInForce(forge, proposal))).toBe(403);
    await opened.office.idle();
    expect(await refOf('main')).toBe(main);
    expect(await refOf('register')).toBe(register);
    await refuse(forge, number, '');
  });

  test('cannot sign in as the maintainer', async () => {
    const page = await fetch(`${opened.office.url}/auth?provider=github`);
    const ticket = /data-ticket="([^"]+)"/.exec(await page.text())?.[1] ?? '';
    const answer = await fetch(`${opened.office.url}/auth`, {
      method: 'POST',
      headers: {
        ...{ 'content-type': 'application/json', origin: opened.office.url },
        cookie: page.headers.get('set-cookie')?.split(';')[0] ?? '',
      },
      body: JSON.stringify({ login: MAINTAINER, ticket }),
    });
    expect(answer.status).toBe(403);
  });
});
