import { afterEach, beforeEach, expect, test } from 'vitest';
import { scheduledRun } from '#engine/process/scheduled-run.ts';
import {
  type Office,
  openOffice,
  pullOf,
  push,
  requestFiles,
  review,
  sampleRequest,
  submit,
} from '../support/office.ts';
import { approve, later, tick, walkTo } from '../support/walk.ts';
import { type Answer, type Call, openWire, type Wire } from '../support/wire.ts';

const PROCEDURE = 'sops/protokol-manajemen-krisis.yaml';

let office: Office;
let wire: Wire;
beforeEach(async () => {
  wire = openWire();
  office = await openOffice({ fetch: wire.fetch, fails: true });
  await office.local.accounts.add({ login: 'contoh-pengelola', permission: 'admin' });
});
afterEach(() => office.close());

const json = (status: number, data: unknown, headers: Record<string, string> = {}): Response =>
  new Response(JSON.stringify(data), { status, headers: { 'content-type': 'application/json', ...headers } });

/** Returns the status of the process, as everybody sees it. */
const statusOf = async (number: number) => (await office.forge.readCase(number)).pull.status;

/** Returns a case at row 3 with an act of the holder on turn, which no run has read yet. */
async function caseWithNews(): Promise<number> {
  const number = await submit(office, 'contoh-opd', 'gangguan', sampleRequest());
  await walkTo(office, number, 3);
  tick(office);
  await review(office, 'contoh-kepala-dinas', number, 'APPROVE', 'Tindak lanjuti.');
  return number;
}

/** Replies of a failing forge, each with a name. */
const REPLIES: [string, Answer][] = [
  ['502', () => json(502, { message: 'Server Error' })],
  ['503 in HTML', () => new Response('<html>', { status: 503, headers: { 'content-type': 'text/html' } })],
  ['403', () => json(403, { message: 'Resource not accessible by integration' })],
  [
    '403 secondary limit',
    () => json(403, { message: 'You have exceeded a secondary rate limit.' }, { 'retry-after': '60' }),
  ],
  ['429', () => json(429, { message: 'Too many requests' }, { 'retry-after': '60' })],
  ['401', () => json(401, { message: 'Bad credentials' })],
  ['half a reply', () => new Response('{"data":{"reposi', { headers: { 'content-type': 'application/json' } })],
  ['200 without data', () => json(200, {})],
  ['no reply', () => Promise.reject(new TypeError('fetch failed'))],
];

test.each(REPLIES)(
  'security 18, R31: with the reply “%s” to a read, a run writes nothing into the register, and the next run accepts the act',
  async (_name, reply) => {
    const number = await caseWithNews();
    const before = (await office.forge.readCase(number)).register;
    for (const what of ['ReadCase', 'GET /activity']) {
      wire.fault = (call) => (call.what === what ? reply : undefined);
      const calls = wire.calls.length;
      const run = await office.run(number);
      wire.fault = undefined;
      expect([what, run.runError === undefined, run.entries]).toEqual([what, false, []]);
      // The retries are limited: the call and three more.
      expect(wire.calls.slice(calls).filter((call) => call.what === what).length).toBeLessThanOrEqual(4);
      expect(wire.calls.slice(calls).filter(({ kind }) => kind === 'register')).toEqual([]);
      expect((await office.forge.readCase(number)).register).toEqual(before);
    }
    expect((await office.run(number)).entries.map(({ kind }) => kind)).toEqual(['accepted']);
  },
);

test('security 18, R31: a reply that has an error besides its data is a run error', async () => {
  const number = await caseWithNews();
  wire.fault = ({ what }) =>
    what === 'ReadCase'
      ? async (truth) => {
          const { data } = (await (await truth()).json()) as { data: { repository: { pullRequest: object } } };
          Object.assign(data.repository.pullRequest, { reviews: { nodes: [], pageInfo: { hasNextPage: false } } });
          const path = ['repository', 'pullRequest', 'reviews'];
          return json(200, { data, errors: [{ type: 'MAX_NODE_LIMIT_EXCEEDED', path, message: 'Too many nodes.' }] });
        }
      : undefined;
  const run = await office.run(number);
  wire.fault = undefined;
  expect([run.entries, run.runError?.includes('Too many nodes.')]).toEqual([[], true]);
  expect((await office.run(number)).entries.map(({ kind }) => kind)).toEqual(['accepted']);
});

test('security 18, R31: two bad replies before a good one are no run error', async () => {
  const number = await caseWithNews();
  const left = new Map([
    ['ReadCase', 2],
    ['Append', 2],
    ['GET /activity', 2],
  ]);
  wire.fault = ({ what }: Call) => {
    const count = left.get(what) ?? 0;
    left.set(what, count - 1);
    return count > 0 ? () => json(502, { message: 'Server Error' }) : undefined;
  };
  const run = await office.run(number);
  expect([run.runError, run.entries.map(({ kind }) => kind)]).toEqual([undefined, ['accepted']]);
});

test('security 18, R31: if the request cannot be read or the register cannot be written, the status says so', async () => {
  const draft = await submit(office, 'contoh-opd', 'tak-terbaca', sampleRequest());
  wire.fault = ({ what }) => (what === 'ReadFolders' ? () => json(502, { message: 'Server Error' }) : undefined);
  expect((await office.run(draft)).runError).toContain('ReadFolders');
  expect(await statusOf(draft)).toMatchObject({ state: 'error' });
  expect(await office.journal(draft)).toEqual([]);
  wire.fault = undefined;
  expect((await office.run(draft)).entries.map(({ kind }) => kind)).toEqual(['submitted']);
  expect(await statusOf(draft)).toMatchObject({ state: 'pending' });

  const number = await caseWithNews();
  const { register } = await office.forge.readCase(number);
  wire.fault = ({ what }) => (what === 'Append' ? () => json(403, { message: 'Forbidden' }) : undefined);
  expect((await office.run(number)).runError).toContain('Append');
  expect((await statusOf(number))?.description).toContain('belum dapat ditentukan');
  // The same error is not reported twice.
  wire.count();
  await office.run(number);
  expect(wire.count().write).toBe(0);
  expect((await office.forge.readCase(number)).register).toEqual(register);
  wire.fault = undefined;
  expect((await office.scheduledRun()).flatMap(({ entries }) => entries.map(({ kind }) => kind))).toEqual(['accepted']);
  expect(await statusOf(number)).toMatchObject({ state: 'pending' });
});

test('R26: a register commit whose reply was lost is found again, and not written twice', async () => {
  const number = await caseWithNews();
  let lost = 0;
  wire.fault = ({ what }) =>
    what === 'Append' && lost === 0
      ? async (truth) => {
          lost += 1;
          await truth();
          return json(502, { message: 'Server Error' });
        }
      : undefined;
  expect((await office.run(number)).runError).toBe(undefined);
  expect(lost).toBe(1);
  const kinds = (await office.journal(number)).map(({ kind }) => kind);
  expect(kinds).toEqual(['submitted', 'accepted', 'accepted']);
  expect((await pullOf(office, number)).labels.map(({ name }) => name)).toContain('baris/4');
});

test('security 18, R30: effects that did not reach the forge are written by the next run, and a refused effect blocks no other effect', async () => {
  const number = await caseWithNews();
  const labels = async () => (await pullOf(office, number)).labels.map(({ name }) => name);
  wire.fault = ({ kind }) => (kind === 'write' ? () => json(502, { message: 'Server Error' }) : undefined);
  expect((await office.run(number)).runError).toBeDefined();
  expect((await office.state(number))?.visit.row).toBe(4);
  expect(await labels()).toContain('baris/3');
  wire.fault = undefined;
  await office.scheduledRun();
  expect(await labels()).toContain('baris/4');

  tick(office);
  await review(office, 'contoh-kepala-dinas', number, 'APPROVE', 'Dilaporkan.');
  wire.fault = ({ what }) => (what.startsWith('PUT') ? () => json(403, { message: 'Forbidden' }) : undefined);
  const run = await office.run(number);
  expect([run.runError, run.refusals.map(({ effect, status }) => [effect.do, status])]).toEqual([
    undefined,
    [['labels', 403]],
  ]);
  expect((await statusOf(number))?.description).toContain('Wali Kota');
});

test('R31: a programming error in one case blocks no other case, and is reported', async () => {
  const numbers = [];
  for (const slug of ['satu', 'dua'])
    numbers.push(await submit(office, 'contoh-opd', slug, sampleRequest({ room: null })));
  const [broken = 0, sound = 0] = numbers;
  const faulty: typeof office.forge = {
    ...office.forge,
    readCase: async (number) => {
      if (number === broken) throw new TypeError('a slip');
      return office.forge.readCase(number);
    },
  };
  const log: string[] = [];
  await expect(scheduledRun({ ...office.deps, forge: faulty, log: (line) => log.push(line.en) })).rejects.toThrow(
    '1 of 2 cases',
  );
  expect((await office.journal(sound)).map(({ kind }) => kind)).toEqual(['submitted']);
  expect(log.join()).toContain(`#${broken}: TypeError: a slip`);
  await office.scheduledRun();
  expect((await office.journal(broken)).map(({ kind }) => kind)).toEqual(['submitted']);
});

test('R7, R31: under an unsound configuration every case waits and its status has the reason; once the configuration is repaired, the case continues', async () => {
  const number = await caseWithNews();
  const other = await submit(office, 'contoh-bpbd', 'lain', sampleRequest({ account: 'contoh-bpbd' }));
  const { config, register } = await office.forge.readCase(number);
  const sound = config.find(({ path }) => path === PROCEDURE)?.text ?? '';
  await push(office, 'contoh-pengelola', 'main', { [PROCEDURE]: sound.replace('to: laporan-walikota', 'to: entah') });
  const looked = await office.scheduledRun();
  expect(looked.map((run) => [run.number, run.entries, run.runError?.includes('entah')])).toEqual([
    [number, [], true],
    [other, [], true],
  ]);
  for (const each of [number, other]) {
    expect(await statusOf(each)).toMatchObject({ state: 'error' });
    expect((await statusOf(each))?.description).toContain(PROCEDURE);
  }
  wire.count();
  await office.scheduledRun();
  expect(wire.count()).toMatchObject({ register: 0, write: 0 });
  expect((await office.forge.readCase(number)).register).toEqual(register);
  const acted = office.now();
  tick(office);
  await push(office, 'contoh-pengelola', 'main', { [PROCEDURE]: sound });
  const repaired = await office.scheduledRun();
  expect(repaired.map(({ entries }) => entries.map(({ kind, at }) => [kind, at <= acted]))).toEqual([
    [['accepted', true]],
    [['submitted', true]],
  ]);
  expect(await statusOf(number)).toMatchObject({ state: 'pending' });
  expect(await office.scheduledRun()).toEqual([]);
});

test('R7: a case keeps the procedure and the request schema with which it began, and a new case uses the changed ones', async () => {
  const old = await submit(office, 'contoh-opd', 'lama', sampleRequest());
  await walkTo(office, old, 2);
  const { config } = await office.forge.readCase(old);
  const textOf = (path: string) => config.find((file) => file.path === path)?.text ?? '';
  const { schema } = (await office.state(old))?.opens ?? { schema: { path: '' } };
  const changed = textOf(PROCEDURE).replace(
    /(id: disposisi\n[\s\S]*?)time: \{ printed: 30 menit, limit: PT30M \}/,
    '$1time: { printed: 45 menit, limit: PT45M }',
  );
  expect(changed).not.toBe(textOf(PROCEDURE));
  await push(office, 'contoh-pengelola', 'main', { [PROCEDURE]: changed, [schema.path]: `${textOf(schema.path)}\n` });
  const young = await submit(office, 'contoh-bpbd', 'baru', sampleRequest({ account: 'contoh-bpbd' }));
  await walkTo(office, young, 2);
  tick(office);
  const due = async (number: number) => {
    await approve(office, number, 'contoh-tu');
    return (await office.state(number))?.visit.deadline?.due;
  };
  expect(await due(old)).toBe(later(office.now(), 30 * 60));
  expect(await due(young)).toBe(later(office.now(), 45 * 60));
  const opens = await Promise.all([old, young].map(async (number) => (await office.state(number))?.opens));
  expect(opens[0]?.procedure.blob).not.toBe(opens[1]?.procedure.blob);
  expect(opens[0]?.schema.blob).not.toBe(opens[1]?.schema.blob);
  // An operating-system process reads the old case’s revision once, so this run reads nothing for it.
  tick(office);
  await review(office, 'contoh-kepala-dinas', old, 'APPROVE', 'Tindak lanjuti.');
  wire.count();
  await office.run(old);
  expect(wire.count().read).toBe(2);
  // A later push, too, is checked by the schema with which the case began.
  tick(office);
  await push(office, 'contoh-opd', 'permohonan/lama', requestFiles('lama', sampleRequest({ room: null })));
  expect((await office.run(old)).entries.map(({ kind }) => kind)).toEqual(['superseded']);
});

test('R31: the error of an index that cannot be read names the file and the remedy, and the register is not written', async () => {
  const number = await caseWithNews();
  const { head } = (await office.forge.readCase(number)).register;
  const damaged: Office['forge'] = {
    ...office.forge,
    listOpen: async () => {
      const listed = await office.forge.listOpen();
      return { ...listed, register: { ...listed.register, index: listed.register.index?.slice(0, 40) } };
    },
  };
  await expect(scheduledRun({ ...office.deps, forge: damaged })).rejects.toMatchObject({
    name: 'UnreadableIndex',
    text: { id: expect.stringContaining('index.json'), en: expect.stringContaining('Restore it') },
  });
  expect((await office.forge.readCase(number)).register.head).toBe(head);
  expect((await scheduledRun(office.deps)).flatMap(({ entries }) => entries)).toHaveLength(1);
});
