import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Hub, openHub, variant } from '../../workflows/support/open.ts';
import type { Run } from '../../workflows/support/run.ts';
import type { Settings } from '../../workflows/support/settings.ts';
import { ended, jobNamed, printed, jobOutcomes } from '../../workflows/support/tell.ts';

// The job cannot run the project’s own .ci/run here, since that script runs these tests. A pull request replaces it by
// this script, which prints what the job gives to any script that a pull request brings.
const SCRIPT = `#!/usr/bin/env bash
set -eu
echo "changed: $(cat scripts/entry/cli/main.ts)"
env | sed 's/^/env: /'
git config --local --list | sed 's/^/config: /'
git push --quiet origin HEAD:refs/heads/ditulis-pemeriksaan && echo pushed || echo "not pushed"
exit "$(cat scripts/exit)"
`;

const CI = '.github/workflows/ci.yml';
/** Matches a secret or a token, which the script of a change must not find. */
const FOUND = /nilai-rahasia|config: http\.extraheader|\b(?:ghs|dsp)_[\w-]{10}/;

/** The settings of a copy that is not an office’s, with one secret that no script may find. */
const settings = (same: Settings): Settings => ({ ...same, variables: {}, secrets: { RAHASIA: 'nilai-rahasia' } });

let hub: Hub;
beforeAll(async () => {
  hub = await openHub({ settings, isTemplate: true });
});
afterAll(() => hub.close());

/** Opens a pull request that changes the code and the script of its tests. Returns the runs. */
async function change(branch: string, exit: number, of = hub): Promise<readonly Run[]> {
  const client = await of.office.as('contoh-opd');
  const at = { owner: of.office.local.owner, repo: of.office.local.repo };
  const { data: main } = await client.rest.git.getRef({ ...at, ref: 'heads/main' });
  const file = (path: string, content: string, mode: '100644' | '100755' = '100644') =>
    ({ path, content, mode, type: 'blob' }) as const;
  const { data: tree } = await client.rest.git.createTree({
    ...at,
    base_tree: main.object.sha,
    tree: [
      file('.ci/run', SCRIPT, '100755'),
      file('scripts/entry/cli/main.ts', `// ${branch}\n`),
      file('scripts/exit', String(exit)),
    ],
  });
  const parents = [main.object.sha];
  const { data: commit } = await client.rest.git.createCommit({ ...at, message: branch, tree: tree.sha, parents });
  await client.rest.git.createRef({ ...at, ref: `refs/heads/${branch}`, sha: commit.sha });
  await client.rest.pulls.create({ ...at, title: branch, head: branch, base: 'main' });
  return of.drain();
}

describe('the workflow for tests of the code', () => {
  test('the tests run the changed code, which cannot push and finds no secret or token', async () => {
    const runs = await change('kode', 0);
    expect([ended(runs), jobOutcomes(runs)]).toEqual([expect.arrayContaining(['ci: success']), expect.any(Array)]);
    const job = jobNamed(runs, 'test');
    expect([job.executed, job.permissions, job.secrets]).toEqual([
      true,
      { contents: 'read' },
      hub.actions.settings.secrets,
    ]);
    const log = printed(runs);
    expect(log).toContain('changed: // kode');
    expect(log).toContain('not pushed');
    expect(log).not.toMatch(FOUND);
  });

  test('with the defence removed: a checkout that keeps its token gives the token to the changed code', async () => {
    const text = await variant(CI, /persist-credentials: false/, 'persist-credentials: true');
    const undefended = await openHub({ settings, isTemplate: true, files: { [CI]: text } });
    try {
      expect(printed(await change('kode', 0, undefended))).toMatch(FOUND);
    } finally {
      await undefended.close();
    }
  });

  test('in a fresh copy, which is no template and has no App yet, the tests do not start', async () => {
    const copy = await openHub({ settings });
    try {
      const runs = await change('kode', 0, copy);
      expect(jobOutcomes(runs).filter((outcome) => outcome.startsWith('ci'))).toEqual(['ci/test: skipped']);
    } finally {
      await copy.close();
    }
  });

  test('the tests fail if the script of the change fails', async () => {
    const runs = await change('kode-salah', 1);
    expect(jobNamed(runs, 'test').conclusion).toBe('failure');
    expect(ended(runs)).toContain('ci: failure');
  });
});
