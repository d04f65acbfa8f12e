import { execFileSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { verifyClone } from '#engine/register/clone.ts';
import { ROOT } from '../support/folders.ts';

/**
 * Main and register of two offices as the program wrote them before procedures could say anything beyond their tables (R39 and on):
 * completed, rejected, withdrawn, standing; returns, a changed request, rungs, refusals; one in day and night, one in office hours.
 */
const EARLIER = [
  { name: 'first', cases: 4, entries: 37 },
  { name: 'second', cases: 2, entries: 16 },
];

const folders: string[] = [];
afterAll(() => Promise.all(folders.map((folder) => rm(folder, { recursive: true, force: true }))));

test.each(EARLIER)(
  'R29, R44: the journals of $name, written before, are judged again as they stand, entry for entry',
  async ({ name, cases, entries }) => {
    const folder = await mkdtemp(join(tmpdir(), 'buku-agenda-'));
    folders.push(folder);
    const bundle = join(ROOT, 'tests/fixtures/registers', `${name}.bundle`);
    execFileSync('git', ['-c', 'init.defaultBranch=main', 'clone', '--quiet', '--bare', bundle, folder]);
    const verified = await verifyClone(folder);
    expect(verified).toMatchObject({ findings: [], cases, entries, notJudged: { configuration: 0 } });
  },
);
