import { afterAll, beforeAll, expect, test } from 'vitest';
import { recorder } from '../conformity/recorder.ts';
import { GH, type Gh, openGh } from '../support/gh.ts';
import { type Office, openOffice, pullOf, requestPath, sampleRequest, submit } from '../support/office.ts';
import { tick, walkTo } from '../support/walk.ts';

// Debian’s `gh` knows GitHub and not this project. It uses the embedded forge as it uses GitHub.
const record = recorder();
let office: Office;
let gh: Gh;
let clone: string;
let number: number;

beforeAll(async () => {
  if (GH === undefined) return;
  office = await openOffice({ files: { 'README.md': '# Kantor Contoh\n' } });
  gh = await openGh(office, record);
  number = await submit(office, 'contoh-opd', 'lain', sampleRequest());
  await walkTo(office, number, 3);
  clone = await gh.clone('contoh-kepala-dinas');
});
afterAll(async () => {
  await gh?.close();
  await office?.close();
});

/** Returns what a person’s `gh` prints. Expects that it succeeded. */
async function says(login: string, ...args: readonly string[]): Promise<string> {
  const { code, out, err } = await gh.run(login, args, clone);
  expect([args.join(' '), code, err]).toEqual([args.join(' '), expect.toSatisfy(isDone), expect.any(String)]);
  return `${out}${err}`;
}

/** Exit code 8 means that checks are pending. */
const isDone = (code: unknown): boolean => code === 0 || code === 8;

const main = () => gh.git('-C', clone, 'ls-remote', 'origin', 'refs/heads/main');

const ghTest = (title: string, body: () => Promise<void>) =>
  test(title, async (context) => {
    context.skip(GH === undefined, 'gh is not installed; Debian has it');
    await body();
  });

ghTest('gh shows the forge’s pull requests, checks and review requests', async () => {
  const head = 'contoh-kepala-dinas';
  expect(await says(head, 'pr', 'list')).toContain('permohonan/lain');
  expect(await says(head, 'pr', 'list', '--search', 'review-requested:@me')).toContain('permohonan/lain');
  expect(await says(head, 'pr', 'list', '--author', 'contoh-bpbd')).not.toContain('permohonan/lain');
  expect(await says(head, 'pr', 'view', `${number}`)).toMatch(/state:\tOPEN[^]*labels:\tbaris\/3[^]*additions:\t[1-9]/);
  expect(await says(head, 'pr', 'view', `${number}`, '--comments')).toContain('disposisi:sticky');
  expect(await says(head, 'pr', 'checks', `${number}`)).toMatch(/^disposisi\tpending/);
  expect(await says(head, 'pr', 'status')).toMatch(/Requesting a code review from you\s+#1/);
  expect(await says(head, 'pr', 'diff', `${number}`)).toContain(requestPath('lain'));
  expect(await says(head, 'repo', 'view')).toContain('Kantor Contoh');
  expect(await says(head, 'issue', 'list')).not.toContain('permohonan');
  expect(JSON.parse(await says(head, 'pr', 'list', '--json', 'number,reviewDecision,mergeable,files'))).toMatchObject([
    { number, mergeable: 'MERGEABLE', reviewDecision: '', files: [{ path: requestPath('lain') }, {}] },
  ]);
  await says(head, 'pr', 'checkout', `${number}`);
  expect((await gh.git('-C', clone, 'rev-parse', 'HEAD')).trim()).toBe((await pullOf(office, number)).head.sha);
  expect(await says(head, 'pr', 'view')).toMatch(/number:\t1/);
});

ghTest('an official can approve by gh, and cannot merge a running case by gh', async () => {
  const before = await main();
  for (const method of ['--merge', '--squash', '--rebase']) {
    const { code, err } = await gh.run('contoh-kepala-dinas', ['pr', 'merge', `${number}`, method], clone);
    expect([code, err]).toEqual([1, expect.stringContaining('Only the process merges into main')]);
  }
  expect(await main()).toBe(before);
  expect((await pullOf(office, number)).state).toBe('open');
  // The applicant cannot approve their own request.
  const own = await gh.run('contoh-opd', ['pr', 'review', `${number}`, '--approve'], clone);
  expect([own.code, own.err]).toEqual([1, expect.stringContaining('your own pull request')]);

  tick(office);
  await says('contoh-kepala-dinas', 'pr', 'comment', `${number}`, '--body', 'Segera.');
  await says('contoh-kepala-dinas', 'pr', 'comment', `${number}`, '--edit-last', '--body', 'Segera ditindaklanjuti.');
  await says('contoh-kepala-dinas', 'pr', 'review', `${number}`, '--comment', '--body', 'Sedang dibaca.');
  await says('contoh-kepala-dinas', 'pr', 'review', `${number}`, '--approve', '--body', 'Tindak lanjuti.');
  expect((await office.run(number)).entries).toMatchObject([{ kind: 'accepted', note: 'Tindak lanjuti.' }]);
  expect(await says('contoh-tu', 'pr', 'view', `${number}`, '--comments')).toContain('Segera ditindaklanjuti.');
  expect(await says('contoh-tu', 'pr', 'view', `${number}`)).toContain('baris/4');
});

ghTest(
  'an applicant edits and closes a request by gh, makes it a draft and back, and opens another request',
  async () => {
    const applicant = 'contoh-opd';
    await submit(office, applicant, 'kedua', sampleRequest({ room: null }));
    await says(applicant, 'pr', 'close', '2', '--comment', 'Belum jadi.');
    await says(applicant, 'pr', 'reopen', '2');
    await says(applicant, 'pr', 'ready', '2', '--undo');
    expect((await pullOf(office, 2)).draft).toBe(true);
    await says(applicant, 'pr', 'ready', '2');
    await says(applicant, 'pr', 'edit', '2', '--title', 'Permohonan kedua', '--add-label', 'baris/4');
    await says(applicant, 'pr', 'edit', '2', '--remove-label', 'baris/4', '--add-reviewer', 'contoh-tu');
    const { title, draft, labels, requested_reviewers } = await pullOf(office, 2);
    expect([title, draft, labels, requested_reviewers?.map(({ login }) => login)]).toEqual([
      'Permohonan kedua',
      false,
      [],
      ['contoh-tu'],
    ]);
    await says(applicant, 'pr', 'close', '2', '--delete-branch');
    expect(await pullOf(office, 2)).toMatchObject({ state: 'closed', merged: false });
    await gh.git('-C', clone, 'push', '--quiet', 'origin', 'HEAD:refs/heads/permohonan/ketiga');
    await says(applicant, 'pr', 'create', '--title', 'Ketiga', '--body', '', '--head', 'permohonan/ketiga');
    expect(await pullOf(office, 3)).toMatchObject({ title: 'Ketiga', user: { login: applicant } });
  },
);

ghTest('every call of gh, and every response to it, is as GitHub describes it', async () => {
  expect(record.seen.size).toBeGreaterThan(20);
  expect([...new Set(record.faults)]).toEqual([]);
});
