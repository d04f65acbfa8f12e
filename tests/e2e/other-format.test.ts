import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { refuseUnfinished } from '#engine/erase/refusals.ts';
import { verifyClone } from '#engine/register/clone.ts';
import { exportClone } from '../support/export-clone.ts';
import { type Office, openOffice, pullOf, review, sampleRequest, submit } from '../support/office.ts';

let office: Office;
let number: number;
beforeAll(async () => {
  office = await openOffice();
  number = await submit(office, 'contoh-opd', 'satu', sampleRequest());
  await office.run(number);
});
afterAll(() => office.close());

const git = (...args: string[]): string =>
  execFileSync('git', ['-C', join(office.folder, 'repo.git'), ...args], { encoding: 'utf8' }).trim();
const present = (): string => git('for-each-ref', 'refs/heads/register', 'refs/heads/main');

/** Changes texts of files on the register’s branch, as only another program with the office’s key writes them. */
async function rewrite(path: string, change: (text: string) => string): Promise<void> {
  const head = git('rev-parse', 'register');
  const before = `${git('show', `register:${path}`)}\n`;
  expect(change(before)).not.toBe(before);
  expect(await office.forge.appendRegister(head, 'Another program', [{ path, text: change(before) }])).not.toBe(
    'moved',
  );
}

const repository = () => join(office.folder, 'repo.git');

describe.for([
  ['a trial version 0.x', (text: string) => text.replace('"format": 1', '"version": 1'), /version 0\.8\.0/],
  ['a later version', (text: string) => text.replace('"format": 1', '"format": 2'), /Update this program/],
] as const)('R29, R31: a register of %s', ([, change, sentence]) => {
  let good: string;
  beforeAll(async () => {
    good = `${git('show', 'register:index.json')}\n`;
    await rewrite('index.json', change);
  });
  afterAll(() => rewrite('index.json', () => good));

  test('R29, R31: decides nothing; the status of the case has the sentence, and register and main stay as they are', async () => {
    const before = present();
    await review(office, 'contoh-tu', number, 'APPROVE');
    expect((await office.run(number)).runError).toMatch(sentence);
    await expect(office.scheduledRun()).rejects.toThrow(sentence);
    expect(present()).toBe(before);
    expect(await pullOf(office, number)).toMatchObject({ state: 'open', merged: false });
  });

  test('R29: is neither verified nor published nor erased, and the sentence says which version reads it', async () => {
    const before = present();
    await expect(verifyClone(repository())).rejects.toThrow(sentence);
    await expect(exportClone(repository(), office.now())).rejects.toThrow(sentence);
    await expect(refuseUnfinished('Kantor', repository(), 'register')).rejects.toThrow(sentence);
    expect(present()).toBe(before);
  });
});

test('R29: verify names an entry whose mark of the format was changed, and a run decides nothing', async () => {
  const path = `journals/0/${number}.jsonl`;
  await rewrite(path, (text) => text.replace('"format":1', '"format":2'));
  const { findings } = await verifyClone(repository());
  expect(findings).toContainEqual(expect.objectContaining({ file: path, line: 1 }));
  const before = present();
  expect((await office.run(number)).runError).toContain(path);
  expect(present()).toBe(before);
});
