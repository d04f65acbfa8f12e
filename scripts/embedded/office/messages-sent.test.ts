import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { stringify } from 'yaml';
import { reconcile } from '#engine/process/reconcile.ts';
import { DEVICES_PATH } from '#public/messages/device.ts';
import { makeWebhookSecret, readWebhook } from '#public/messages/webhook.ts';
import { FIRST } from '#tests/support/folders.ts';
import { requestFiles, sampleRequest } from '#tests/support/office.ts';
import { fakeBrowser } from '#tests/support/open-sealed.ts';
import { hangs, openReceiver, talksForEver, type TestReceiver } from '#tests/support/receiver.ts';
import { readOfficeFile } from './office-file.ts';
import { type Office, type OfficeOptions, openOffice } from './open-office.ts';
import { isPushService } from './push/push.ts';
import { removeAccount } from '#tests/support/forge-accounts.ts';

const secret = makeWebhookSecret();
let machine = Date.parse('2026-12-01T01:00:00Z');
let folder: string;
let office: Office;
let tokens: Readonly<Record<string, string>>;
let logged: string[] = [];
/** Replaces a push service. */
let service: TestReceiver;
const gateways: TestReceiver[] = [];

const open = async (options: Partial<OfficeOptions> = {}): Promise<void> => {
  logged = [];
  office = await openOffice({
    folder,
    root: FIRST,
    port: 0,
    log: ({ en }) => void logged.push(en),
    machine: () => machine,
    allows: ({ origin }) => origin === service.url,
    posting: { againAfter: [1] },
    ...options,
  });
  tokens = (await readOfficeFile(folder))?.tokens ?? {};
};
const openAgain = async (options: Partial<OfficeOptions> = {}): Promise<void> => {
  await office.close();
  await open(options);
};
const gateway = async (...answer: Parameters<typeof openReceiver>): Promise<TestReceiver> => {
  const made = await openReceiver(...answer);
  gateways.push(made);
  return made;
};
const webhookAt = ({ url }: TestReceiver) => readWebhook(`${url}/KUNCI-DALAM-ALAMAT`, secret, { mayBeHere: true });

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'told-'));
  service = await openReceiver((response) => void response.writeHead(201).end());
  // An office sends no message until its first start has ended. So the tests open the office once more.
  await open();
});
afterAll(async () => {
  await office.close();
  await service.close();
  await rm(folder, { recursive: true, force: true });
});
afterEach(async () => {
  for (const each of gateways.splice(0)) await each.close();
});

let slug = 0;
/**
 * Submits another request of a sample applicant.
 * @returns its number
 */
async function request(login = 'contoh-opd', nature = 'biasa'): Promise<number> {
  machine += 60_000;
  slug += 1;
  const name = `acara-${slug}`;
  const mine = sampleRequest({ room: null, account: login, nature });
  const files = Object.entries(requestFiles(name, stringify(mine))).map(([path, text]) => ({
    path,
    bytes: Buffer.from(text, 'latin1'),
  }));
  const person = await office.as(login);
  const number = await person.open({ branch: `permohonan/${name}`, title: name, files, draft: false });
  await office.idle();
  return number;
}

async function review(number: number, login: string, verdict: 'APPROVE' | 'REQUEST_CHANGES', note = ''): Promise<void> {
  machine += 60_000;
  await (await office.as(login)).review(number, verdict, note);
  await office.idle();
}

const sentBy = ({ got }: TestReceiver) =>
  got.map(({ body }) => JSON.parse(body)).map(({ type, data }) => [type, data.number, data.to.accounts]);

describe('the gateway of an office on one machine', () => {
  test('the gateway gets one message for each entry, also if the case is judged again, by two runs at once or after a restart', async () => {
    const there = await gateway();
    await openAgain({ webhook: webhookAt(there) });
    const number = await request();
    await review(number, 'contoh-tu', 'APPROVE');
    await review(number, 'contoh-kepala-dinas', 'REQUEST_CHANGES', 'Lengkapi surat.');
    await there.came(3);
    expect(sentBy(there)).toEqual([
      ['case.turn', number, [1002]],
      ['case.turn', number, [1003]],
      ['case.returned', number, [1101]],
    ]);
    await Promise.all([reconcile(office.deps, number), reconcile(office.deps, number)]);
    await openAgain({ webhook: webhookAt(there) });
    await reconcile(office.deps, number);
    const other = await request('contoh-bpbd');
    await office.messagesSent();
    expect(sentBy(there).slice(3)).toEqual([['case.turn', other, [1002]]]);
    expect(logged.filter((line) => line.startsWith('Webhook'))).toEqual(['Webhook: 1 message sent.']);
  });

  test('if two runs judge one act at once, its message is sent once', async () => {
    const there = await gateway();
    await openAgain({ webhook: webhookAt(there) });
    const number = await request();
    machine += 60_000;
    await (await office.as('contoh-tu')).review(number, 'APPROVE', '');
    await Promise.all([reconcile(office.deps, number), reconcile(office.deps, number), office.idle()]);
    await request();
    await office.messagesSent();
    expect(sentBy(there).filter(([, of]) => of === number)).toEqual([
      ['case.turn', number, [1002]],
      ['case.turn', number, [1003]],
    ]);
  });

  test.each([
    ['hangs', hangs],
    ['replies without end', talksForEver],
  ])('security 48: a gateway that %s delays neither an act nor the end of the office', async (_what, answer) => {
    const there = await gateway(answer);
    await openAgain({ webhook: webhookAt(there), posting: { longest: 3_600_000 } });
    const number = await request();
    await there.came(1);
    await review(number, 'contoh-tu', 'APPROVE');
    expect((await office.deps.forge.readCase(number)).pull.status?.description).toContain('langkah 3');
    await there.came(2);
    await openAgain();
  });

  test('security 30: an unreachable gateway is reported in one line, without its address and without the secret', async () => {
    const there = await openReceiver();
    await there.close();
    await openAgain({ webhook: webhookAt(there) });
    await request();
    await office.messagesSent();
    expect(logged.filter((line) => !/Submitted/.test(line))).toEqual([
      'Webhook: 1 of 1 messages did not arrive (no connection); they are not sent again.',
    ]);
    expect(logged.join('\n')).not.toMatch(/KUNCI|whsec_|127\.0\.0\.1/);
  });
});

const ask = (method: string, login: string | undefined, body?: unknown): Promise<Response> =>
  fetch(`${office.url}${DEVICES_PATH}`, {
    method,
    headers: login === undefined ? {} : { authorization: `token ${tokens[login] ?? login}` },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
const devicesOf = async (login: string): Promise<string[]> =>
  ((await (await ask('GET', login)).json()) as { devices: string[] }).devices;
const kept = async (): Promise<{ account: number; endpoint: string }[]> =>
  JSON.parse(await readFile(join(folder, 'push.json'), 'utf8')).devices;

/** Asks for notifications as a person in a browser, and returns this browser. */
async function browserOf(login: string, name: string, language = 'id') {
  const browser = fakeBrowser();
  const endpoint = `${service.url}/${name}`;
  const answer = await ask('POST', login, { endpoint, keys: browser.keys, language });
  expect(answer.status).toBe(201);
  const texts = () =>
    service.got.filter(({ path }) => path === `/${name}`).map(({ bytes }) => JSON.parse(browser.open(bytes)));
  return { endpoint, keys: browser.keys, texts };
}

describe('devices of people at the desk', () => {
  beforeAll(() => openAgain());

  test('a person is notified on the device where they asked, in its language, encrypted for that device only', async () => {
    const [tu, kepala] = [await browserOf('contoh-tu', 'tu'), await browserOf('contoh-kepala-dinas', 'kepala', 'en')];
    const number = await request();
    await review(number, 'contoh-tu', 'APPROVE');
    await office.messagesSent();
    expect(tu.texts()).toEqual([
      {
        id: expect.stringMatching(/^[0-9a-f]{32}-turn$/),
        title: `PMK-2026-${number}: Rapat koordinasi contoh`,
        text: expect.stringMatching(/^Menunggu .* \(langkah 2 dari 10\) — tenggat /),
        lang: 'id',
        address: `/meja/#/${number}`,
      },
    ]);
    expect(kepala.texts()).toMatchObject([
      { text: expect.stringMatching(/^Waiting for /), address: `/en/meja/#/${number}` },
    ]);
    const [{ headers, body } = { headers: {}, body: '' }] = service.got;
    expect(body).not.toContain('Menunggu');
    expect(headers).toMatchObject({ ttl: '86400', 'content-encoding': 'aes128gcm' });
    expect(String(headers['authorization'])).toMatch(/^vapid t=.+, k=.+/);
    expect(((await stat(join(folder, 'push.json'))).mode & 0o777).toString(8)).toBe('600');
  });

  test('R11: for a restricted case, a device is sent number, row and time only', async () => {
    const tu = await browserOf('contoh-tu', 'tu-rahasia');
    const number = await request('contoh-bpbd', 'rahasia');
    await office.messagesSent();
    expect(tu.texts()).toMatchObject([
      {
        title: `PMK-2026-${number}`,
        text: expect.stringMatching(/^Menunggu tindakan \(langkah 2 dari 10\) — tenggat [^.]+\.[^.]+\.$/),
      },
    ]);
  });

  test('security 49: nobody can ask for another account’s notifications, or see or remove another account’s devices', async () => {
    const { keys } = fakeBrowser();
    const endpoint = `${service.url}/milik-opd`;
    await ask('POST', 'contoh-opd', { endpoint, keys, account: 1002, login: 'contoh-tu' });
    expect((await kept()).find((each) => each.endpoint === endpoint)?.account).toBe(1101);
    const [mine] = await devicesOf('contoh-opd');
    expect(mine).toMatch(/^[0-9a-f]{64}$/);
    expect(await devicesOf('contoh-bpbd')).toEqual([]);
    expect(await (await ask('GET', 'contoh-opd')).text()).not.toContain(service.url);
    // Nobody can end another account’s notifications either.
    expect((await ask('DELETE', 'contoh-bpbd', { endpoint })).status).toBe(200);
    expect(await devicesOf('contoh-opd')).toEqual([mine]);
    await ask('DELETE', 'contoh-opd', { endpoint });
    expect(await devicesOf('contoh-opd')).toEqual([]);
  });

  test('security 49: without a token, with a guessed or revoked token, or as a bot, nobody can ask for notifications', async () => {
    const { keys } = fakeBrowser();
    const body = { endpoint: `${service.url}/tanpa`, keys };
    const ended = tokens['contoh-opd'] ?? '';
    for (const login of [undefined, 'dsp_tebakan', 'disposisi[bot]'])
      for (const [method, given] of [['GET'], ['POST', body], ['DELETE', body]] as const)
        expect((await ask(method, login, given)).status).toBe(401);
    await office.forge.accounts.revoke('contoh-opd');
    expect((await ask('POST', ended, body)).status).toBe(401);
    expect((await kept()).map(({ endpoint }) => endpoint)).not.toContain(body.endpoint);
    await openAgain();
  });

  test.each([
    'http://127.0.0.1:4780/api/v3/user',
    'https://127.0.0.1/',
    'https://localhost/',
    'http://169.254.169.254/latest/meta-data/',
    'https://[::1]/',
    'https://10.0.0.1/',
    'https://fcm.googleapis.com.contoh.example/',
    'https://contoh.example/fcm.googleapis.com',
    'https://fcm.googleapis.com@127.0.0.1/',
    'https://fcm.googleapis.com:8443/',
    'http://fcm.googleapis.com/fcm/send/x',
    'https://notify.windows.com.contoh.example/',
    'https://xnotify.windows.com/',
    'file:///etc/passwd',
  ])('security 49: %s is no push service', (address) => expect(isPushService(new URL(address))).toBe(false));

  test.each([
    'https://fcm.googleapis.com/fcm/send/x',
    'https://updates.push.services.mozilla.com/wpush/v2/x',
    'https://web.push.apple.com/x',
    'https://db5p.notify.windows.com/w/?token=x',
  ])('security 49: %s is a push service', (address) => expect(isPushService(new URL(address))).toBe(true));

  test('security 49: an unknown service’s address and an invalid key are refused, and are saved nowhere', async () => {
    const { keys } = fakeBrowser();
    const endpoint = `${service.url}/x`;
    const point = Buffer.alloc(65, 4).toString('base64url');
    for (const [body, status] of [
      [{ endpoint: 'https://10.0.0.1/x', keys }, 422],
      [{ endpoint: 'x', keys }, 422],
      [{ endpoint }, 422],
      [{ endpoint, keys: { ...keys, p256dh: 'AAAA' } }, 422],
      [{ endpoint, keys: { ...keys, p256dh: point } }, 422],
      [{ endpoint, keys: { ...keys, auth: 'AAAA' } }, 422],
      ['x'.repeat(5_000), 413],
      ['teks', 400],
    ] as const)
      expect([body, (await ask('POST', 'contoh-opd', body)).status]).toEqual([body, status]);
    expect(await devicesOf('contoh-opd')).toEqual([]);
    expect((await ask('PUT', 'contoh-opd', {})).status).toBe(405);
  });

  test('security 49: an account has at most five devices, a sixth replaces the oldest, and a browser belongs to the last account that asked in it', async () => {
    for (let at = 1; at <= 6; at += 1) await browserOf('contoh-bpbd', `bpbd-${at}`);
    const own = (await kept()).filter(({ account }) => account === 1102);
    expect(own.map(({ endpoint }) => endpoint)).toEqual([2, 3, 4, 5, 6].map((at) => `${service.url}/bpbd-${at}`));
    await browserOf('contoh-opd', 'bpbd-6');
    expect(await devicesOf('contoh-bpbd')).toHaveLength(4);
    expect(await devicesOf('contoh-opd')).toHaveLength(1);
  });

  test('a device that is gone and the devices of a deleted account are forgotten, and other devices are notified', async () => {
    const others = await browserOf('contoh-tu', 'tu-2');
    await browserOf('contoh-walikota', 'walikota');
    await removeAccount(office.forge, 'contoh-walikota');
    const gone = await openReceiver((response) => void response.writeHead(410).end());
    const real = service;
    service = gone;
    const { endpoint } = await browserOf('contoh-tu', 'hilang');
    await openAgain({ allows: ({ origin }) => [gone.url, real.url].includes(origin) });
    service = real;
    await request();
    await office.messagesSent();
    const left = (await kept()).map((each) => each.endpoint);
    expect(left).not.toContain(endpoint);
    expect(left).not.toContain(`${service.url}/walikota`);
    expect(others.texts()).toHaveLength(1);
    expect(logged.filter((line) => line.startsWith('Messages to devices'))).toEqual([]);
    await gone.close();
  });

  test('security 48: a push service that hangs delays neither an act nor the end of the office', async () => {
    const dead = await gateway(hangs);
    const real = service;
    service = dead;
    await openAgain({ posting: { longest: 3_600_000 } });
    await browserOf('contoh-kepala-dinas', 'mati');
    service = real;
    const number = await request();
    await review(number, 'contoh-tu', 'APPROVE');
    await openAgain();
    expect((await office.deps.forge.readCase(number)).pull.status?.description).toContain('langkah 3');
  });

  test('an office that revokes its tokens at the start has no device and a new key, so people ask once more', async () => {
    await browserOf('contoh-tu', 'tu-3');
    const key = async () => ((await (await ask('GET', 'contoh-tu')).json()) as { key: string }).key;
    const before = await key();
    await openAgain();
    expect(await key()).toBe(before);
    await openAgain({ revokeTokens: true });
    expect(await devicesOf('contoh-tu')).toEqual([]);
    expect(await key()).not.toBe(before);
  });

  test('a damaged file of devices is reported without its content', async () => {
    await office.close();
    const path = join(folder, 'push.json');
    const text = await readFile(path, 'utf8');
    for (const damage of ['RAHASIA', '{"version":1,"keys":"RAHASIA"}', '{"version":2}']) {
      await writeFile(path, damage);
      const fault = await open().catch((error: unknown) => error);
      expect(JSON.stringify(fault)).toContain('push.json');
      expect(JSON.stringify(fault)).not.toContain('RAHASIA');
    }
    await writeFile(path, text);
    await open();
  });
});
