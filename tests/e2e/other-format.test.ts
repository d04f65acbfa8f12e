import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { commitment, entryId } from '#domain/journal/chain.ts';
import { journalPath } from '#domain/journal/paths.ts';
import { parseLines, printLines } from '#domain/journal/sealed-line.ts';
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
const journal = () => journalPath(number);

/** Puts another mark into the first line of a journal, with the chain that another program would have written. */
const marked =
  (format: number | undefined) =>
  (text: string): string => {
    const [line, ...rest] = parseLines(number, text);
    const { salt = '', part } = line?.public ?? {};
    if (!line || !part) throw new Error('There is no line.');
    const other = { ...JSON.parse(JSON.stringify({ ...part, format })) };
    const open = { salt, commitment: commitment(salt, other), part: other };
    const id = entryId(line.prev, open.commitment, line.private.commitment);
    return printLines([{ ...line, id, public: open }, ...rest]);
  };

describe.for([
  ['a trial version 0.x', undefined, /version 0\.8\.0/],
  ['a later version', 2, /Update this program/],
] as const)('R29, R31: a register of %s', ([, format, sentence]) => {
  const good: [string, string][] = [];
  beforeAll(async () => {
    for (const path of ['index.json', journal()]) good.push([path, `${git('show', `register:${path}`)}\n`]);
    const mark = format === undefined ? '"version": 1' : `"format": ${format}`;
    await rewrite('index.json', (text) => text.replace('"format": 1', mark));
    await rewrite(journal(), marked(format));
  });
  afterAll(async () => {
    for (const [path, text] of good) await rewrite(path, () => text);
  });

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
  await rewrite(journal(), marked(2));
  const { findings } = await verifyClone(repository());
  expect(findings).toContainEqual(expect.objectContaining({ file: journal(), line: 1, code: 'format' }));
  const before = present();
  expect((await office.run(number)).runError).toContain(journal());
  expect(present()).toBe(before);
});
