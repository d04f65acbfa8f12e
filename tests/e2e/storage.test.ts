import { execFileSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { journalPath } from '#domain/journal/paths.ts';
import { exportClone } from '../support/export-clone.ts';
import { type Office, openOffice, pullOf, review, sampleRequest, submit } from '../support/office.ts';
import { tick, walkTo } from '../support/walk.ts';

let office: Office;
afterEach(() => office.close());

const git = (...args: string[]): string =>
  execFileSync('git', ['-C', join(office.folder, 'repo.git'), ...args], { encoding: 'utf8' }).trim();

/** Removes an object, as a damaged disk does. The object is named by an expression of git. */
function lose(expression: string): void {
  const oid = git('rev-parse', expression);
  rmSync(join(office.folder, 'repo.git/objects', oid.slice(0, 2), oid.slice(2)));
}

describe('R31: a listed object that cannot be read is an error, never an absence', () => {
  test.each([
    ['the journal of the case', (number: number) => `register:${journalPath(number)}`],
    ['the head of the register', () => 'register'],
    ['the folder of journals', () => 'register:journals'],
    ['the index', () => 'register:index.json'],
    ['the roles', () => 'main:sops/roles.yaml'],
  ])('R31: if %s cannot be read, nothing is judged, written or ended', async (_what, expression) => {
    office = await openOffice();
    const number = await submit(office, 'contoh-opd', 'rusak', sampleRequest());
    await walkTo(office, number, 3);
    tick(office);
    await review(office, 'contoh-kepala-dinas', number, 'APPROVE', 'Tindak lanjuti.');
    const before = [git('rev-parse', 'register'), git('rev-parse', 'main')];
    lose(expression(number));
    const outcome = await office.run(number).catch((error: unknown) => ({ entries: [], runError: String(error) }));
    expect(outcome.runError).toBeTruthy();
    expect(outcome.entries).toEqual([]);
    expect([git('rev-parse', 'register'), git('rev-parse', 'main')]).toEqual(before);
    expect((await pullOf(office, number)).state).toBe('open');
    // The export fails, and a scheduled run writes nothing into the register either.
    await expect(exportClone(join(office.folder, 'repo.git'), office.now())).rejects.toThrow();
    await office.scheduledRun().catch(() => undefined);
    expect(git('rev-parse', 'register')).toBe(before[0]);
  });
});
