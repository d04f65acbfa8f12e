import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { stringify } from 'yaml';
import { openJournal } from '#domain/journal/journal.ts';
import { journalPath } from '#domain/journal/paths.ts';
import type { Entry } from '#domain/generated/journal-entry.ts';
import type { OfficeHealth } from '#embedded/office/health.ts';
import { type Office, openOffice } from '#embedded/office/open-office.ts';
import { scheduledRun } from '#engine/process/scheduled-run.ts';
import { verifyClone } from '#engine/register/clone.ts';
import { takeFaults } from '../support/faults.ts';
import { FIRST } from '../support/folders.ts';
import { requestFiles, sampleRequest } from '../support/office.ts';
import { permitAccount } from '#tests/support/forge-accounts.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** The time of the machine’s clock, which can be set, and the time since the machine was switched on. */
let machine: number;
let counted: number;
let folder: string;
let office: Office;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'berjalan-'));
  [machine, counted] = [Date.parse('2026-12-01T01:00:00Z'), 0];
  office = await opened();
});
afterEach(async () => {
  await office.close();
  await rm(folder, { recursive: true, force: true });
});

const opened = (): Promise<Office> =>
  openOffice({
    folder,
    root: FIRST,
    port: 0,
    log: () => undefined,
    machine: () => machine,
    counted: () => counted,
    tokenDays: 30,
  });

/** Lets time pass, for both clocks. */
function pass(milliseconds: number): void {
  machine += milliseconds;
  counted += milliseconds;
}

async function request(name: string): Promise<number> {
  pass(60_000);
  const document = stringify(
    sampleRequest({ room: null, start: '2028-03-01T09:00:00+07:00', end: '2028-03-01T11:00:00+07:00' }),
  );
  const files = Object.entries(requestFiles(name, document)).map(([path, text]) => ({
    path,
    bytes: Buffer.from(text, 'latin1'),
  }));
  const person = await office.as('contoh-opd');
  const number = await person.open({ branch: `permohonan/${name}`, title: name, files, draft: false });
  await office.idle();
  return number;
}

async function approve(number: number, login: string): Promise<void> {
  pass(60_000);
  await (await office.as(login)).review(number, 'APPROVE', 'Laksanakan.');
  await office.idle();
}

async function journal(number: number): Promise<readonly Entry[]> {
  const path = journalPath(number);
  return openJournal(number, (await office.deps.forge.readRegister([path])).get(path)).entries;
}

const verified = async (): Promise<readonly unknown[]> => (await verifyClone(join(folder, 'repo.git'))).findings;

test('R14, R21, R22, R28: an office that runs for 400 days records deadlines and judges acts as on its first day', async () => {
  const number = await request('lama');
  await approve(number, 'contoh-tu');
  // Nobody restarts the office in this time.
  for (let days = 0; days < 400; days += 100) {
    pass(100 * DAY);
    await scheduledRun(office.deps);
  }
  const before = await journal(number);
  expect(before.filter(({ kind }) => kind === 'rung').length).toBeGreaterThan(0);
  await approve(number, 'contoh-kepala-dinas');
  const act = (await journal(number)).at(-1);
  expect(act).toMatchObject({ kind: 'accepted', who: { login: 'contoh-kepala-dinas' }, at: office.now() });
  expect(act?.late).toBeGreaterThan(390 * 86_400);
  const other = await request('sesudahnya');
  await approve(other, 'contoh-tu');
  expect((await journal(other)).map(({ kind }) => kind)).toEqual(['submitted', 'accepted']);
  expect(await verified()).toEqual([]);
});

test('R14, R16, R28: acts are judged while the machine’s clock was put back by an hour, and after it is right again', async () => {
  const number = await request('mundur');
  machine -= HOUR;
  await approve(number, 'contoh-tu');
  await approve(number, 'contoh-kepala-dinas');
  machine += HOUR;
  await approve(number, 'contoh-kabid-ikp');
  const entries = await journal(number);
  expect(entries.map(({ kind, who }) => [kind, who?.login])).toEqual([
    ['submitted', 'contoh-opd'],
    ['accepted', 'contoh-tu'],
    ['accepted', 'contoh-kepala-dinas'],
    ['refused', 'contoh-kabid-ikp'],
  ]);
  const times = entries.map(({ at }) => at);
  expect(times).toEqual([...new Set(times)].sort());
  expect(office.now()).toBe(new Date(machine).toISOString().replace('.000', ''));
  expect(await verified()).toEqual([]);
});

test('R14, R28: an office that is restarted with a clock put back by minutes continues from its last entry', async () => {
  const number = await request('dimulai-lagi');
  await approve(number, 'contoh-tu');
  const last = (await journal(number)).at(-1)?.at ?? '';
  await office.close();
  machine -= 200_000;
  office = await opened();
  expect(office.now() >= last).toBe(true);
  await approve(number, 'contoh-kepala-dinas');
  const [before, act] = (await journal(number)).slice(-2);
  expect(act).toMatchObject({ kind: 'accepted', who: { login: 'contoh-kepala-dinas' } });
  expect(`${act?.at}` > `${before?.at}`).toBe(true);
  expect(await verified()).toEqual([]);
});

test('R31: while nothing can be recorded, /health says so each time, and since when', async () => {
  const number = await request('tanpa-buku');
  const look = async () => {
    pass(60_000);
    await office.showSite();
    await office.idle();
    return ((await (await fetch(`${office.url}/health`)).json()) as OfficeHealth).process;
  };
  const { lookedAt } = await look();
  // The process reads and cannot write the register, as if a file of its repository were locked.
  await permitAccount(office.forge, 'disposisi[bot]', 'write');
  await approve(number, 'contoh-tu');
  for (let looks = 0; looks < 2; looks += 1)
    expect(await look()).toMatchObject({ status: 'failing', reason: 'refused', undecided: 1, lookedAt });
  takeFaults();
  await permitAccount(office.forge, 'disposisi[bot]', 'process');
  expect(await look()).toMatchObject({ status: 'ok', undecided: 0 });
  expect((await journal(number)).map(({ kind }) => kind)).toEqual(['submitted', 'accepted']);
});
