import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { APP_PERMISSIONS } from '#entry/setup/names.ts';
import type { InstalledApp } from '#embedded/forge/installation.ts';
import { makeSigningKey } from '#engine/register/signing-key.ts';
import { makeWebhookSecret } from '#public/messages/webhook.ts';
import { type Office, openOffice, review, sampleRequest, submit } from '../../support/office.ts';
import { hangs, openReceiver, type TestReceiver } from '../../support/receiver.ts';
import { tick } from '../../support/walk.ts';
import { type ActionCall, runAction } from '../../action/support/run-action.ts';

let office: Office;
let app: InstalledApp;
let temp: string;
let gateway: TestReceiver;

beforeAll(async () => {
  office = await openOffice();
  app = await office.local.installApp({ slug: 'disposisi', permissions: APP_PERMISSIONS });
  temp = await mkdtemp(join(tmpdir(), 'disposisi-job-'));
  gateway = await openReceiver();
});
afterAll(async () => {
  await gateway.close();
  await office.close();
  await rm(temp, { recursive: true });
});

const PRELOAD = fileURLToPath(new URL('../../action/support/gateway.mjs', import.meta.url));
const secret = makeWebhookSecret();
const PATH = '/masuk/KUNCI-DALAM-ALAMAT';

const act = (call: ActionCall) =>
  runAction({
    clock: office.now(),
    ...call,
    env: {
      GITHUB_API_URL: office.local.apiUrl,
      GITHUB_SERVER_URL: office.local.url,
      GITHUB_REPOSITORY: `${office.local.owner}/${office.local.repo}`,
      NODE_OPTIONS: `--import ${PRELOAD}`,
      HARNESS_GATEWAY: gateway.url,
      // The runner makes this folder for one job, and all steps of the job share it.
      RUNNER_TEMP: temp,
      ...call.env,
    },
  });

const process_ = (command = 'sweep') => ({
  inputs: {
    command,
    'app-id': String(app.id),
    'private-key': app.privateKey,
    'log-key': makeSigningKey('kantor/berkas'),
  },
  site: 'https://kantor.example',
});
const tell = (more: Record<string, string> = {}) => ({
  inputs: { command: 'tell', 'webhook-url': `https://gerbang.example${PATH}`, 'webhook-secret': secret, ...more },
});

/** Empties the runner’s folder, as at the beginning of a new job. */
async function freshJob(): Promise<void> {
  for (const name of await readdir(temp)) await rm(join(temp, name), { recursive: true });
}

describe('messages of an office on GitHub', () => {
  test('the run that journals an entry saves its message, and a later step of the same job sends it, once', async () => {
    const number = await submit(office, 'contoh-opd', 'satu', sampleRequest());
    const ran = await act(process_());
    expect(ran.outputs['messages']).toBe('true');
    expect(gateway.got).toEqual([]);
    const reported = await act(tell());
    expect([reported.code, reported.log]).toEqual([0, expect.stringContaining('1 pesan terkirim')]);
    expect(gateway.got.map(({ path, body }) => [path, JSON.parse(body)])).toEqual([
      [
        PATH,
        {
          type: 'case.turn',
          timestamp: expect.any(String),
          data: expect.objectContaining({
            case: `PMK-2026-${number}`,
            desk: { id: `https://kantor.example/meja/#/${number}`, en: `https://kantor.example/en/meja/#/${number}` },
            to: { accounts: [1002], roles: ['tu'] },
          }),
        },
      ],
    ]);
    expect(gateway.got[0]?.body).not.toMatch(/080000000001|Narahubung|contoh-opd/);
  });

  test('later jobs send no message about an entry that is already journaled', async () => {
    const before = gateway.got.length;
    for (const command of ['sweep', 'reconcile', 'sweep']) {
      await freshJob();
      const ran = await act(process_(command));
      expect(ran.outputs['messages']).toBe('false');
      // The workflow then skips this step. If the step runs all the same, it finds no message.
      await act(tell());
    }
    expect(gateway.got).toHaveLength(before);
  });

  test('if two jobs read a submission at once, one of them sends its message', async () => {
    await freshJob();
    const before = gateway.got.length;
    const number = await submit(office, 'contoh-bpbd', 'dua', sampleRequest({ room: null, account: 'contoh-bpbd' }));
    const other = await mkdtemp(join(tmpdir(), 'disposisi-job-'));
    const both = await Promise.all([act(process_()), act({ ...process_(), env: { RUNNER_TEMP: other } })]);
    expect(both.map(({ outputs }) => outputs['messages']).sort()).toEqual(['false', 'true']);
    await act(tell());
    await act({ ...tell(), env: { RUNNER_TEMP: other } });
    await rm(other, { recursive: true });
    expect(gateway.got.slice(before).map(({ body }) => JSON.parse(body).data.number)).toEqual([number]);
  });

  test('an office without a gateway sends nothing, and no job fails for that', async () => {
    await freshJob();
    tick(office);
    await review(office, 'contoh-tu', 1, 'APPROVE');
    expect((await act(process_())).outputs['messages']).toBe('true');
    const before = gateway.got.length;
    const reported = await act(tell({ 'webhook-url': '', 'webhook-secret': '' }));
    expect([reported.code, reported.log.trim()]).toEqual([0, '']);
    expect(gateway.got).toHaveLength(before);
  });

  test('security 48: a gateway that hangs, and invalid settings, make no job fail', async () => {
    const dead = await openReceiver(hangs);
    const hung = await act({ ...tell(), env: { HARNESS_GATEWAY: dead.url } });
    expect([hung.code, hung.log]).toEqual([
      0,
      expect.stringContaining('1 of 1 messages did not arrive (no answer in time)'),
    ]);
    await dead.close();
    for (const wrong of [
      { 'webhook-secret': 'KUNCI-TANPA-AWALAN' },
      { 'webhook-url': 'http://gerbang.example/KUNCI-DALAM-ALAMAT' },
      { 'webhook-url': '' },
    ]) {
      const ran = await act(tell(wrong));
      expect([ran.code, ran.log]).toEqual([
        0,
        expect.stringMatching(/::warning::Pesan tidak dikirim.*DISPOSISI_WEBHOOK_/),
      ]);
    }
  });

  test('security 30: the log has the secret and the path of the address only in the lines that tell the runner to mask them, and the summary has neither', async () => {
    const dead = await openReceiver((response) => void response.writeHead(500).end());
    const runs = [
      await act(tell()),
      await act({ ...tell(), env: { HARNESS_GATEWAY: dead.url } }),
      await act({ ...tell(), env: { HARNESS_GATEWAY: 'http://127.0.0.1:1' } }),
      await act(tell({ 'webhook-secret': 'whsec_KUNCI-SALAH' })),
      await act({ ...tell(), env: { RUNNER_TEMP: '/nowhere' } }),
    ];
    await dead.close();
    for (const { log, summary } of runs) {
      expect(log).toContain('::add-mask::');
      const shown = `${log.replace(/^::add-mask::.*$/gm, '')}${summary}`;
      expect(shown).not.toContain(secret.slice(6));
      expect(shown).not.toContain('KUNCI');
    }
  });
});
