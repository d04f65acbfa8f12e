import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, expect, test } from 'vitest';
import { ROOT } from '../support/folders.ts';
import {
  type Office,
  openOffice,
  pullOf,
  requestFiles,
  requestPath,
  sampleRequest,
  sentAt,
} from '../support/office.ts';
import { straightWalk, tick } from '../support/walk.ts';

// PyGithub knows nothing of this project, so it uses the embedded forge as it would use GitHub. PyGithub is Debian’s
// package python3-github. If the package is not installed, the test is reported as not run.
const python = ['python3', '/usr/bin/python3'].find(
  (each) => spawnSync(each, ['-c', 'import github'], { stdio: 'ignore' }).status === 0,
);

interface Reply {
  readonly value?: unknown;
  readonly refused?: number;
}

let office: Office;
const close: (() => unknown)[] = [];
afterAll(async () => {
  for (const each of close) await each();
});

/**
 * Starts PyGithub in an operating-system process.
 * @returns a function that sends a command in a person’s name and returns PyGithub’s reply
 */
function secondClient(): (login: string, what: string, given?: Record<string, unknown>) => Promise<Reply> {
  const { apiUrl, owner, repo, accounts } = office.local;
  const script = join(ROOT, 'tests/e2e/second-client.py');
  const child = spawn(python ?? 'python3', [script, apiUrl, `${owner}/${repo}`], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  close.push(async () => {
    child.stdin.end();
    await once(child, 'exit');
  });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const tokens = new Map<string, string>();
  return async (login, what, given = {}) => {
    const token = tokens.get(login) ?? (await accounts.token(login, { ttl: 'P90D' }));
    tokens.set(login, token);
    child.stdin.write(`${JSON.stringify({ token, do: what, with: given })}\n`);
    const { value, done } = await lines.next();
    if (done) throw new Error('PyGithub ended');
    return JSON.parse(value) as Reply;
  };
}

test.skipIf(python === undefined)(
  'R1: with PyGithub, a client of GitHub by other people, a request goes through all ten rows and is merged',
  async () => {
    office = await openOffice();
    close.push(() => office.close());
    const client = secondClient();
    const files = requestFiles('lain', sampleRequest());
    const opened = await client('contoh-opd', 'open_request', {
      branch: 'permohonan/lain',
      title: 'Permohonan',
      files,
    });
    const number = Number(opened.value);
    const { runError, entries } = await office.run(number);
    expect([runError, entries.map(({ kind }) => kind)]).toEqual([undefined, ['submitted']]);
    // The applicant cannot approve, and an official cannot merge.
    expect(await client('contoh-opd', 'review', { number, event: 'APPROVE', body: '' })).toEqual({ refused: 422 });
    expect(await client('contoh-tu', 'merge', { number })).toEqual({ refused: 403 });
    expect(await client('contoh-tu', 'requested', { number })).toEqual({ value: { users: ['contoh-tu'], teams: [] } });
    const { head } = await pullOf(office, number);
    expect(await client('contoh-tu', 'ref', { name: 'heads/permohonan/lain' })).toEqual({ value: head.sha });
    expect(await client('contoh-tu', 'ref', { name: 'heads/permohonan/la' })).toEqual({ refused: 404 });
    for (const { row, who, body } of straightWalk()) {
      if (row === 10) office.setNow('2026-12-05T04:30:00Z');
      else tick(office);
      if (row === 2 || row === 10) {
        const { value } = await client(who, 'state', { number });
        expect(value).toMatchObject({ merged: false, state: 'open', status: 'pending' });
        expect(value).toHaveProperty('labels', expect.arrayContaining([`baris/${row}`]));
      }
      const review = { number, event: 'APPROVE', body: sentAt(body, office.now()) };
      expect(await client(who, 'review', review)).toEqual({ value: 'APPROVED' });
      expect((await office.run(number)).entries.at(-1)).toMatchObject({ kind: 'accepted', step: expect.any(String) });
    }
    const { value } = await client('contoh-tu', 'state', { number });
    expect(value).toMatchObject({
      merged: true,
      state: 'closed',
      status: 'success',
      files: Object.keys(files).sort(),
      reviews: straightWalk().length,
    });
    const path = requestPath('lain');
    expect(await client('contoh-tu', 'read', { path })).toEqual({ value: files[path] });
    expect(await client('contoh-tu', 'read', { path: 'tidak/ada' })).toEqual({ refused: 404 });
    // A feature that the embedded forge lacks is an error, not an empty list.
    expect(await client('contoh-tu', 'hooks')).toEqual({ refused: 501 });
  },
);
