import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ForgeError } from '#engine/forge/errors.ts';
import { takeFaults } from '#tests/support/faults.ts';
import { SECOND } from '#tests/support/folders.ts';
import { haltedSince, HEALTH_PATH, Watched } from './health.ts';
import { type Office, openOffice } from './open-office.ts';
import { permitAccount } from '#tests/support/forge-accounts.ts';

describe('the health of one part of the office', () => {
  let now = '2026-12-01T01:00:00Z';
  const watched = new Watched(() => now);

  test('R31: a part works until it fails; health then says since when and why, until it works again', () => {
    expect(watched.health).toEqual({ status: 'ok', lookedAt: now, undecided: 0 });
    now = '2026-12-01T01:00:15Z';
    watched.done(2);
    now = '2026-12-01T01:00:30Z';
    watched.failed(new ForgeError('refused', 'GraphQL query ListOpen', 'Bad credentials', { status: 401 }));
    watched.stirred();
    expect(watched.health).toEqual({
      ...{ status: 'failing', lookedAt: '2026-12-01T01:00:15Z', undecided: 2, reason: 'refused' },
    });
    watched.done();
    expect(watched.health).toEqual({ status: 'ok', lookedAt: now, undecided: 0 });
  });

  test.each([
    ['the system', Object.assign(new Error('write'), { code: 'ENOSPC' })],
    ['SQLite', Object.assign(new Error('full'), { code: 'ERR_SQLITE_ERROR', errcode: 13 })],
    ['git, in a reply of the forge', new ForgeError('unreachable', 'POST', 'no space left on this office’s disk')],
  ])('a full disk is reported as full, by the words of %s', (_who, error) => {
    watched.failed(error);
    expect(watched.health.reason).toBe('disk-full');
    watched.done();
  });

  test('a part that hangs is failing once its signals are missing, and a slow part that still gives signals is not', () => {
    for (let i = 0; i < 5; i += 1) {
      watched.tick();
      watched.stirred();
    }
    expect(watched.health.status).toBe('ok');
    watched.tick();
    expect(watched.health.status).toBe('ok');
    watched.tick();
    expect(watched.health).toMatchObject({ status: 'failing', reason: 'silent' });
    watched.done();
    expect(watched.health.status).toBe('ok');
  });
});

describe('the health of a running office', () => {
  const PROCESS = 'disposisi[bot]';
  let folder: string;
  let office: Office;
  let logged: string[] = [];
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'sehat-'));
    office = await openOffice({ folder, root: SECOND, port: 0, log: ({ en }) => void logged.push(en) });
    await office.showSite();
    await office.idle();
  });
  afterAll(async () => {
    await office.close();
    await rm(folder, { recursive: true, force: true });
  });
  const ask = async (method = 'GET') => {
    const answer = await fetch(`${office.url}${HEALTH_PATH}`, { method });
    return { code: answer.status, cache: answer.headers.get('cache-control'), text: await answer.text() };
  };
  const lookAtAll = async (): Promise<void> => {
    await office.showSite();
    await office.idle();
  };

  test('R31: health is 200 while all works, 503 while the process cannot read, and 200 again afterwards', async () => {
    const { code, cache, text } = await ask();
    expect([code, cache]).toEqual([200, 'no-store']);
    const well = JSON.parse(text);
    expect(well).toMatchObject({ status: 'ok', process: { status: 'ok', undecided: 0 }, pages: { status: 'ok' } });
    expect(await haltedSince(office.url)).toBeUndefined();

    // Any obstacle to reading has this effect. Here it is a missing right.
    await permitAccount(office.forge, PROCESS, 'none');
    await lookAtAll();
    await lookAtAll();
    const ill = await ask();
    expect([ill.code, (await ask('HEAD')).code]).toEqual([503, 503]);
    expect(JSON.parse(ill.text)).toMatchObject({
      status: 'failing',
      process: { status: 'failing', lookedAt: well.process.lookedAt, reason: 'refused' },
      pages: { status: 'ok' },
    });
    expect(await haltedSince(office.url)).toBe(well.process.lookedAt);
    // The error is reported once, in words, without a stack.
    const [reported = '', ...more] = takeFaults();
    expect(more).toEqual([]);
    expect(reported).toMatch(/^office: GraphQL query ListOpen/);
    expect(reported).not.toMatch(/^ {4}at /m);

    await permitAccount(office.forge, PROCESS, 'process');
    logged = [];
    await lookAtAll();
    expect((await ask()).code).toBe(200);
    expect(JSON.parse((await ask()).text)).toMatchObject({ status: 'ok', process: { status: 'ok' } });
    expect(logged).toEqual(['The process works again.']);
  });

  test('health can only be read: no other method and no other path is accepted', async () => {
    expect((await ask('POST')).code).toBe(405);
    expect((await fetch(`${office.url}/health/x`)).status).toBe(404);
  });
});
