import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { REGISTER_BRANCH } from '#domain/journal/paths.ts';
import { verifyClone } from '#engine/register/clone.ts';
import { importCommits, initRepository } from '../support/git-commits.ts';
import type { Commits } from './register.ts';

/**
 * Returns `verify`’s findings in a clone of these commits.
 * @param published the id of a head that is known from elsewhere
 */
export async function findingsOf(commits: Commits, published?: string): Promise<{ file: string; code: string }[]> {
  const folder = mkdtempSync(join(tmpdir(), 'tampering-'));
  try {
    initRepository(folder);
    importCommits(folder, REGISTER_BRANCH, commits);
    const { findings } = await verifyClone(folder, published === undefined ? {} : { published });
    return findings.map(({ file, code }) => ({ file, code }));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Returns the ids of these commits. */
export function idsOf(commits: Commits): string[] {
  const folder = mkdtempSync(join(tmpdir(), 'tampering-'));
  try {
    initRepository(folder);
    return importCommits(folder, REGISTER_BRANCH, commits);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
