import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Octokit } from 'octokit';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type EmbeddedForge as LocalForge, startForge } from '#embedded/forge/start-forge.ts';
import { configRevision } from '#engine/config/revision.ts';
import { ForgeError } from './errors.ts';
import type { Forge } from './forge.ts';
import { createForge } from './github.ts';

/** Runs the code against a server: the embedded forge over a real git repository, with a clock that the test sets. */

const BRANCH = 'cms/permohonan/uji';
const DOCUMENT = 'requests/2026/uji/request.yaml';
const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);
const SCHEMA = {
  type: 'object',
  required: ['perihal'],
  properties: { sop: { type: 'string' }, perihal: { type: 'string' } },
};

let folder: string;
let local: LocalForge;
let forge: Forge;
let applicant: Octokit;
let holder: Octokit;
let requests: string[] = [];
let seconds = 0;
const now = (): string => new Date(Date.UTC(2026, 2, 2, 1, 0, seconds)).toISOString().replace('.000', '');
const here = () => ({ owner: local.owner, repo: local.repo });
const costOf = async <T>(work: Promise<T>): Promise<{ value: T; cost: number }> => {
  requests = [];
  const value = await work;
  return { value, cost: requests.length };
};

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'forge-'));
  local = await startForge({ folder, now });
  for (const [login, permission] of [
    ['pemohon', 'write'],
    ['pejabat', 'write'],
  ] as const) {
    await local.accounts.add({ login, permission });
  }
  await local.accounts.add({ login: 'disposisi', type: 'Bot', permission: 'process' });
  await local.seed({ 'sops/roles.yaml': 'a: 1\n', 'sops/x.yaml': 'b: é\n', 'schemas/uji.schema.json': '{}' }, 'Mulai');
  const as = async (login: string) =>
    new Octokit({
      auth: await local.accounts.token(login),
      baseUrl: local.apiUrl,
      throttle: { enabled: false },
      log: SILENT,
    });
  applicant = await as('pemohon');
  holder = await as('pejabat');
  const counting: typeof fetch = (input, init) => {
    requests.push(`${init?.method} ${String(input)}`);
    return fetch(input, init);
  };
  forge = createForge({
    ...here(),
    token: await local.accounts.token('disposisi'),
    baseUrl: local.apiUrl,
    fetch: counting,
  });
});

afterAll(async () => {
  await local?.close();
  await rm(folder, { recursive: true, force: true });
});

const SILENT = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };

/** Commits files on a branch as the applicant, as the CMS does: blobs, tree, commit, ref. */
async function commit(branch: string, files: Record<string, string | Buffer>): Promise<string> {
  seconds += 10;
  const main = await applicant.rest.repos.getBranch({ ...here(), branch: 'main' });
  const tree = await Promise.all(
    Object.entries(files).map(async ([path, content]) => {
      const encoded = Buffer.from(content).toString('base64');
      const blob = await applicant.rest.git.createBlob({ ...here(), content: encoded, encoding: 'base64' });
      return { path, mode: '100644' as const, type: 'blob' as const, sha: blob.data.sha };
    }),
  );
  const made = await applicant.rest.git.createTree({ ...here(), base_tree: main.data.commit.sha, tree });
  const message = 'Permohonan';
  const done = await applicant.rest.git.createCommit({
    ...here(),
    message,
    tree: made.data.sha,
    parents: [main.data.commit.sha],
  });
  const sha = done.data.sha;
  try {
    await applicant.rest.git.updateRef({ ...here(), ref: `heads/${branch}`, sha, force: true });
  } catch {
    await applicant.rest.git.createRef({ ...here(), ref: `refs/heads/${branch}`, sha });
  }
  return sha;
}

async function open(branch: string): Promise<number> {
  seconds += 10;
  return (await applicant.rest.pulls.create({ ...here(), title: 'Permohonan', head: branch, base: 'main' })).data
    .number;
}

const rules = { known: new Map(), schemaFor: () => SCHEMA } as const;

describe('one case from beginning to end, on a server', () => {
  let number: number;
  const heads: string[] = [];

  test('R38: reading a case costs two reads, its content one, and each new attachment one', async () => {
    heads.push(await commit(BRANCH, { [DOCUMENT]: 'sop: uji\nperihal: Satu\n' }));
    number = await open(BRANCH);
    seconds += 10;
    await applicant.rest.issues.setLabels({ ...here(), issue_number: number, labels: ['decap-cms/pending_review'] });
    heads.push(await commit(BRANCH, { [DOCUMENT]: 'sop: uji\nperihal: Dua\n', 'requests/2026/uji/denah.png': PNG }));

    const { value: view, cost } = await costOf(forge.readCase(number));
    expect(cost).toBe(2);
    expect(view.facts.map((fact) => ('what' in fact ? fact.what : fact.kind))).toEqual([
      'push',
      'opened',
      'labeled',
      'push',
    ]);
    expect(view.facts.map((fact) => fact.actor.login)).toEqual(Array(4).fill('pemohon'));
    expect(view.facts.flatMap((fact) => (fact.kind === 'push' ? fact.head : []))).toEqual(heads);
    expect(view.register).toEqual({ head: undefined, index: undefined, journal: undefined });
    expect(view.config.map(({ path, text }) => [path, text])).toEqual([
      ['schemas/uji.schema.json', '{}'],
      ['sops/roles.yaml', 'a: 1\n'],
      ['sops/x.yaml', 'b: é\n'],
    ]);
    expect(view.pull).toMatchObject({
      branch: BRANCH,
      head: heads[1],
      state: 'open',
      labels: ['decap-cms/pending_review'],
    });

    const present = await costOf(forge.readContents(view.pull, [view.pull.head], rules.known, rules.schemaFor));
    expect(present.cost).toBe(2);
    const content = present.value.get(view.pull.head);
    expect(content).toMatchObject({
      document: { path: DOCUMENT },
      request: { sop: 'uji', perihal: 'Dua' },
      problems: [],
    });
    const known = new Map((content?.attachments ?? []).map((each) => [each.oid, each]));
    expect((await costOf(forge.readContents(view.pull, heads, known, rules.schemaFor))).cost).toBe(2);
  });

  test('the content of an earlier head that is on no branch any more is still read', async () => {
    const { pull } = await forge.readCase(number);
    const contents = await forge.readContents(pull, heads, rules.known, rules.schemaFor);
    expect(contents.get(heads[0] ?? '')?.request).toEqual({ sop: 'uji', perihal: 'Satu' });
  });

  test('R19: a dismissed review keeps its verdict, and a dismissal by the process is no fact', async () => {
    seconds += 10;
    const review = { ...here(), pull_number: number, event: 'REQUEST_CHANGES' as const, body: 'Lengkapi' };
    const { data } = await holder.rest.pulls.createReview(review);
    seconds += 10;
    const before = await forge.readCase(number);
    const dismiss = { do: 'dismiss', review: data.id, message: 'Belum giliran' } as const;
    expect(await forge.applyEffects(before.pull, [dismiss])).toEqual([]);
    const { pull, facts, mark } = await forge.readCase(number);
    expect(facts.at(-1)).toMatchObject({ kind: 'review', verdict: 'changes', body: 'Lengkapi', id: String(data.id) });
    expect(pull.reviews).toEqual([{ id: data.id, dismissed: true, verdict: 'changes' }]);
    expect(mark).toBe(before.mark);
  });

  test('R30: what the process wrote on a pull request is read back, and is no fact', async () => {
    const { pull, facts, mark } = await forge.readCase(number);
    const refusals = await forge.applyEffects(pull, [
      { do: 'status', oid: pull.head, state: 'pending', description: 'Baris 1', url: undefined },
      { do: 'labels', labels: ['decap-cms/draft', 'baris-1'] },
      { do: 'comment', body: 'Daftar langkah' },
      { do: 'request-reviews', add: ['pejabat'], remove: [] },
    ]);
    expect(refusals).toEqual([]);
    const after = await forge.readCase(number);
    expect(after.facts).toEqual(facts);
    expect(after.mark).toBe(mark);
    expect(after.pull).toMatchObject({
      status: { state: 'pending', description: 'Baris 1' },
      requested: ['pejabat'],
      ownComments: [{ body: 'Daftar langkah' }],
    });
    expect([...after.pull.labels].sort()).toEqual(['baris-1', 'decap-cms/draft']);
    const [comment] = after.pull.ownComments;
    await forge.applyEffects(pull, [{ do: 'edit-comment', id: comment?.id ?? 0, body: 'Lain' }]);
    expect((await forge.readCase(number)).pull.ownComments).toEqual([{ id: comment?.id, body: 'Lain' }]);
  });

  test('R26: the register is begun, extended from its newest head only, and read', async () => {
    const path = `journals/0/${number}.jsonl`;
    const begun = await forge.appendRegister(undefined, 'Mulai', [
      { path: 'index.json', text: '{}' },
      { path, text: '1\n' },
    ]);
    if (begun === 'moved') throw new Error('moved');
    expect(await forge.appendRegister(undefined, 'Mulai', [{ path, text: 'x' }])).toBe('moved');
    const next = await forge.appendRegister(begun.head, 'Lanjut', [{ path, text: '1\n2 é\n' }]);
    expect(await forge.appendRegister(begun.head, 'Terlambat', [{ path, text: 'x' }])).toBe('moved');
    const { register } = await forge.readCase(number);
    expect(register).toEqual({ head: next === 'moved' ? '' : next.head, index: '{}', journal: '1\n2 é\n' });
    expect([...(await forge.readRegister([path, 'journals/0/999.jsonl']))]).toEqual([[path, '1\n2 é\n']]);
  });

  test('R28, R38: the list of open pull requests costs one read, and agrees with the full read of a case', async () => {
    const view = await forge.readCase(number);
    const { value: list, cost } = await costOf(forge.listOpen());
    expect(cost).toBe(1);
    expect(list.pulls).toMatchObject([{ number, branch: BRANCH, foreign: false, draft: false, mark: view.mark }]);
    expect(list.register).toEqual({ ...view.register, journal: undefined });
    expect(list.configRevision).toBe(configRevision(view.config));
  });

  test('R7: files of the configuration are read by their blob ids', async () => {
    const { config } = await forge.readCase(number);
    const ids = config.map((file) => file.blob);
    expect([...(await forge.readBlobs(ids)).values()]).toEqual(config.map((file) => file.text));
  });

  test('R1: a person’s close is a fact; the process’s restoring of the branch and reopening are no facts', async () => {
    seconds += 10;
    await applicant.rest.pulls.update({ ...here(), pull_number: number, state: 'closed' });
    await applicant.rest.git.deleteRef({ ...here(), ref: `heads/${BRANCH}` });
    const closed = await forge.readCase(number);
    expect(closed.facts.at(-1)).toMatchObject({ kind: 'close', merged: false, actor: { login: 'pemohon' } });
    expect(closed.pull).toMatchObject({ state: 'closed', branchHead: undefined });
    seconds += 10;
    const restore = { do: 'restore-branch', branch: BRANCH, oid: closed.pull.head, exists: false } as const;
    expect(await forge.applyEffects(closed.pull, [restore, { do: 'reopen' }])).toEqual([]);
    const reopened = await forge.readCase(number);
    expect(reopened.pull).toMatchObject({ state: 'open', branchHead: closed.pull.head, head: closed.pull.head });
    expect(reopened.facts).toEqual(closed.facts);
  });

  test('security 6: main moves only from the commit that was read, and a merge by the process is no fact', async () => {
    const { pull, facts, main } = await forge.readCase(number);
    const success = { do: 'status', oid: pull.head, state: 'success', description: 'Selesai', url: undefined } as const;
    const [files = []] = await forge.readFolder(['main'], 'sops');
    const old = { do: 'merge', oid: pull.head, onto: main, message: 'Selesai', files } as const;
    await local.seed({ 'catatan.txt': 'x' }, 'Main moves');
    expect(await forge.applyEffects(pull, [success, old])).toMatchObject([{ effect: old, status: 422 }]);
    const again = await forge.readCase(number);
    expect(await forge.applyEffects(again.pull, [{ ...old, onto: again.main }])).toEqual([]);
    const merged = await forge.readCase(number);
    expect(merged.pull.state).toBe('merged');
    expect(merged.facts).toEqual(facts);
    expect((await forge.listOpen()).pulls).toEqual([]);
  });
});

test('the process makes a draft ready, which is no fact', async () => {
  await commit('permohonan-lain', { 'requests/2026/lain/request.yaml': 'sop: uji\nperihal: Lain\n' });
  seconds += 10;
  const opened = { ...here(), title: 'Lain', head: 'permohonan-lain', base: 'main', draft: true };
  const { number } = (await applicant.rest.pulls.create(opened)).data;
  const { pull, facts } = await forge.readCase(number);
  expect(pull.draft).toBe(true);
  expect(await forge.applyEffects(pull, [{ do: 'ready' }])).toEqual([]);
  const after = await forge.readCase(number);
  expect(after.pull.draft).toBe(false);
  expect(after.facts).toEqual(facts);
});

test('R31: a missing pull request and an invalid token are errors', async () => {
  await expect(forge.readCase(4711)).rejects.toThrow(ForgeError);
  await local.accounts.revoke('disposisi');
  const error = await forge.listOpen().catch((thrown: unknown) => thrown);
  expect(error).toMatchObject({ kind: 'refused', status: 401 });
});
