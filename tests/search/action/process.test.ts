import { execFileSync } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { APP_PERMISSIONS } from '#entry/setup/names.ts';
import type { InstalledApp } from '#embedded/forge/installation.ts';
import { makeSigningKey } from '#engine/register/signing-key.ts';
import { type Office, openOffice, review, sampleRequest, submit } from '../../support/office.ts';
import { later, tick } from '../../support/walk.ts';
import { type ActionCall, runAction } from '../../action/support/run-action.ts';

let office: Office;
let app: InstalledApp;

beforeAll(async () => {
  office = await openOffice();
  app = await office.local.installApp({ slug: 'disposisi', permissions: APP_PERMISSIONS });
});
afterAll(() => office.close());

/** Runs the action on a runner whose clock has the forge’s time. */
const act = (call: ActionCall) => runAction({ clock: office.now(), ...call, env: { ...env(), ...call.env } });

const env = () => ({
  GITHUB_API_URL: office.local.apiUrl,
  GITHUB_SERVER_URL: office.local.url,
  GITHUB_REPOSITORY: `${office.local.owner}/${office.local.repo}`,
});
const logKey = makeSigningKey('kantor/berkas');
const asApp = () => ({ 'app-id': String(app.id), 'private-key': app.privateKey, 'log-key': logKey });
const token = () => office.local.accounts.token('contoh-tu');

test('R28: a run journals a submission that its trigger does not name, and reports it in log, outputs and summary', async () => {
  const number = await submit(office, 'contoh-opd', 'satu', sampleRequest());
  const ran = await act({
    inputs: { command: 'reconcile', ...asApp() },
    event: { name: 'workflow_run', payload: { workflow_run: { pull_requests: [{ number: 999 }] } } },
  });
  expect(ran.log).toContain(`#${number} PMK-2026-${number}`);
  expect([ran.code, ran.outputs['moved'], ran.outputs['cases']]).toEqual([0, 'true', String(number)]);
  expect(ran.summary).toContain(`PMK-2026-${number}`);
  expect(ran.summary).toContain('submitted');
  expect((await office.state(number))?.visit.row).toBe(2);
});

test('R16: the summary says that an act was refused, and for which reason', async () => {
  const number = await submit(office, 'contoh-opd', 'dua', sampleRequest({ room: null }));
  await act({ inputs: { command: 'sweep', ...asApp() } });
  tick(office);
  await review(office, 'contoh-walikota', number, 'APPROVE');
  const ran = await act({ inputs: { command: 'sweep', ...asApp() } });
  expect(ran.summary).toMatch(/refused \((no-role|out-of-turn)\)/);
  expect(ran.outputs['moved']).toBe('true');
});

test('R28: a run with nothing new changes nothing, and says so', async () => {
  await act({ inputs: { command: 'sweep', ...asApp() } });
  const ran = await act({ inputs: { command: 'sweep', ...asApp() } });
  expect([ran.code, ran.outputs['moved'], ran.outputs['cases']]).toEqual([0, 'false', '']);
  expect(ran.summary).toContain('Tidak ada yang baru');
});

test('R21: whether a deadline has passed is decided by the forge’s time, not by the runner’s clock', async () => {
  const number = await submit(office, 'contoh-bpbd', 'waktu', sampleRequest({ room: null, account: 'contoh-bpbd' }));
  await act({ inputs: { command: 'sweep', ...asApp() } });
  const due = (await office.state(number))?.visit.deadline?.due ?? '';
  office.setNow(later(due, 120));
  // The runner’s clock is five minutes slow, so that by its time no deadline has passed.
  await act({ inputs: { command: 'sweep', ...asApp() }, clock: later(due, -180) });
  const levels = (await office.journal(number)).filter(({ kind }) => kind === 'rung');
  expect(levels.map(({ at }) => at)).toContain(due);
});

test('R13: the scheduled run dismisses an Approve on a draft, although no trigger names the draft', async () => {
  const number = await submit(office, 'contoh-opd', 'konsep', sampleRequest(), { draft: true });
  const id = await review(office, 'contoh-tu', number, 'APPROVE');
  await act({ inputs: { command: 'sweep', ...asApp() } });
  const { data } = await (
    await office.as('contoh-tu')
  ).request('GET /repos/{owner}/{repo}/pulls/{pull_number}/reviews/{review_id}', {
    owner: office.local.owner,
    repo: office.local.repo,
    pull_number: number,
    review_id: id,
  });
  expect(data.state).toBe('DISMISSED');
});

test('security 30: no log has the key, a token or a header, whatever fails', async () => {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const wrongKey = privateKey.export({ type: 'pkcs1', format: 'pem' }).toString();
  const runs = [
    await act({ inputs: { command: 'sweep', ...asApp() } }),
    await act({ inputs: { command: 'sweep', ...asApp(), 'app-id': '12' } }),
    await act({ inputs: { command: 'sweep', ...asApp(), 'private-key': wrongKey } }),
    await act({
      inputs: { command: 'sweep', ...asApp() },
      env: { GITHUB_API_URL: 'http://127.0.0.1:1/api/v3' },
    }),
    await act({ inputs: { command: 'verify', token: 'ghs_0123456789012345678901234567890123456' } }),
  ];
  expect(runs.map(({ code }) => code)).toEqual([0, 1, 1, 1, 1]);
  const body = app.privateKey.split('\n').filter((line) => line.length > 20 && !line.startsWith('-'));
  for (const { log, summary } of runs) {
    // The runner hides the text after `::add-mask::`. This text must be nowhere else.
    const shown = `${log.replace(/^::add-mask::.*$/gm, '')}${summary}`;
    for (const line of [...body, logKey]) expect(shown).not.toContain(line);
    expect(shown).not.toMatch(/ghs_|dsp_|eyJ[\w-]+\.|authorization|bearer|x-access-token/i);
  }
  // Each line of the App’s key, the signing key and the new token are masked. In the last run, the given token is
  // masked.
  expect(runs[0]?.log.match(/^::add-mask::/gm)).toHaveLength(body.length + 2);
  expect(runs[4]?.log).toContain('::add-mask::ghs_0123456789');
});

test('R8, R9: check fails and annotates the file of an invalid request, and finds a valid one sound', async () => {
  const number = await submit(office, 'contoh-opd', 'buruk', { ...sampleRequest(), pelaksanaan: { mulai: 'besok' } });
  const event = { name: 'pull_request', payload: { pull_request: { number } } };
  const ran = await act({ inputs: { command: 'check', token: await token() }, event });
  expect(ran.code).toBe(1);
  expect(ran.log).toMatch(/^::error file=requests\/2026\/buruk\/request\.yaml,line=\d+::/m);
  const good = await submit(office, 'contoh-opd', 'baik', sampleRequest());
  const sound = await act({
    inputs: { command: 'check', token: await token() },
    event: { name: 'pull_request', payload: { pull_request: { number: good } } },
  });
  expect([sound.code, sound.log.split('\n').slice(1)]).toEqual([0, ['Baik. / Sound.', '']]);
});

test('R29: verify says with what it compared the register: its clone alone, the office’s own site, or a head that was named', async () => {
  const verify = async (site: string) => act({ inputs: { command: 'verify', token: await token() }, site });
  const ran = await verify(office.local.url);
  expect(ran.summary).toMatch(/Dibandingkan hanya dengan klon ini sendiri: .* \/ Compared with this clone alone: /);
  expect(ran.summary).toContain('Tidak ditemukan pertentangan');
  expect(ran.code).toBe(0);
  // The register’s head on the office’s own site proves nothing against the office.
  const head = execFileSync('git', ['-C', join(office.folder, 'repo.git'), 'rev-parse', 'refs/heads/register']);
  const site = createServer((_, response) => response.end(JSON.stringify({ head: head.toString('utf8').trim() })));
  await new Promise<void>((resolve) => site.listen(0, '127.0.0.1', resolve));
  const own = await verify(`http://127.0.0.1:${(site.address() as AddressInfo).port}`);
  site.close();
  expect([own.code, own.summary]).toEqual([0, expect.stringMatching(/Compared with the office’s own site alone: /)]);
  const cut = await act({
    inputs: { command: 'verify', token: await token(), published: 'a'.repeat(40) },
  });
  expect([cut.code, cut.log]).toEqual([1, expect.stringContaining('::error::')]);
  expect(cut.summary).toContain(`Compared with the head ${'a'.repeat(12)} that you named.`);
});

test('security 74, R50: verify fails and names a branch that brings back what an erasure removed', async () => {
  const git = (...args: string[]) =>
    execFileSync('git', ['-C', join(office.folder, 'repo.git'), ...args], { encoding: 'utf8' }).trim();
  const [before, erased] = [git('rev-parse', 'register'), git('rev-parse', 'permohonan/satu')];
  const line = { at: office.now(), before, size: 0, root: '', erased: [erased] };
  const blob = execFileSync('git', ['-C', join(office.folder, 'repo.git'), 'hash-object', '-w', '--stdin'], {
    input: `${JSON.stringify(line)}\n`,
    encoding: 'utf8',
  }).trim();
  const tree = execFileSync('git', ['-C', join(office.folder, 'repo.git'), 'mktree'], {
    input: `${git('ls-tree', 'register')}\n100644 blob ${blob}\trewrites.jsonl\n`,
    encoding: 'utf8',
  }).trim();
  const who = ['-c', 'user.name=Contoh', '-c', 'user.email=contoh@example.org'];
  git('update-ref', 'refs/heads/register', git(...who, 'commit-tree', '-m', 'x', '-p', before, tree));
  const ran = await act({ inputs: { command: 'verify', token: await token() } });
  git('update-ref', 'refs/heads/register', before);
  expect([ran.code, ran.summary]).toEqual([
    1,
    expect.stringMatching(/refs\/heads\/permohonan\/satu.*dihapus menurut R50/),
  ]);
});

test('R28: a run reads the case that its input names', async () => {
  const looked = async (name: string) => {
    const { code, outputs } = await act({ inputs: { command: 'reconcile', case: name, ...asApp() } });
    return [code, (outputs['cases'] ?? '').split(',').filter(Boolean)];
  };
  expect(await looked('')).toEqual([0, expect.not.arrayContaining(['1'])]);
  expect(await looked('PMK-2026-1')).toEqual([0, expect.arrayContaining(['1'])]);
});
