import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { RULESETS } from '#entry/setup/names.ts';
import { valuesOf } from '#entry/setup/workflow-choices.ts';
import { CODE, close, github, ofSettings, office, open, setup } from '../setup/office.ts';

const FOLDER = '.github/workflows';
const at = () => ({ owner: office.local.owner, repo: office.local.repo });

/** Returns the workflow files of a branch, by path and text. */
async function workflowsOn(branch: string): Promise<Map<string, string>> {
  const { request } = await office.as('pengelola');
  const { data } = await request('GET /repos/{owner}/{repo}/contents/{path}', { ...at(), path: FOLDER, ref: branch });
  const files = new Map<string, string>();
  for (const { path } of data as { path: string }[]) {
    const headers = { accept: 'application/vnd.github.raw' };
    const file = await request('GET /repos/{owner}/{repo}/contents/{path}', { ...at(), path, ref: branch, headers });
    files.set(path, String(file.data));
  }
  return files;
}
const runnersOn = async (branch: string): Promise<string[]> => [
  ...new Set([...(await workflowsOn(branch)).values()].flatMap((text) => valuesOf(text, 'runs-on'))),
];
const open_ = async () => (await (await office.as('pengelola')).rest.pulls.list({ ...at(), state: 'open' })).data;

describe('the machine on which workflows run', () => {
  beforeAll(() => open());
  afterAll(close);

  test('setup writes the label into every workflow file of main, in one commit, and changes nothing else', async () => {
    const before = await workflowsOn('main');
    const { err } = await setup('--apply', '--runner', 'kantor');
    expect(err).toContain('✓ All workflows now run on kantor.');
    const after = await workflowsOn('main');
    expect(after.size).toBeGreaterThan(6);
    for (const [path, text] of after)
      expect([path, text]).toEqual([path, before.get(path)?.replaceAll('runs-on: ubuntu-latest', 'runs-on: kantor')]);
    const { data } = await (await office.as('pengelola')).rest.repos.listCommits({ ...at(), path: FOLDER });
    expect(data.slice(0, 1).map(({ commit }) => commit.message)).toEqual(['Workflow berjalan di kantor']);
    expect((await setup('--apply', '--runner', 'kantor')).err).toContain('✓ All workflows run on kantor already.');
  });

  test('security 71: until only maintainers may push workflows, setup names the office’s machine as open to every writer', async () => {
    const before = await setup();
    expect(before.findings).toContain('weaker runner-exposed');
    await setup(...CODE);
    if (github.settings.app) github.settings.app.installed = true;
    expect(ofSettings((await setup('--apply')).findings)).toEqual([]);
    const { rulesets } = github.settings;
    github.settings.rulesets = rulesets.filter(({ name }) => name !== RULESETS.workflows);
    expect((await setup()).findings).toContain('weaker runner-exposed');
    github.settings.rulesets = rulesets;
  });

  test('security 71: setup names that anybody could run a program on the machine of an office whose repository is public', async () => {
    github.settings.repository.private = false;
    const { findings, out } = await setup();
    github.settings.repository.private = true;
    expect(findings).toContain('wrong runner-public');
    expect(out).toContain('anybody can run a program there by a pull request from a fork');
  });

  test('once main takes only pull requests, setup proposes the change, and proposes it once', async () => {
    const { err, writes } = await setup('--apply', '--runner', 'ubuntu-latest');
    const [pull, ...more] = await open_();
    expect(more).toEqual([]);
    expect(err).toContain(`✓ Proposed: all workflows run on ubuntu-latest. Merge this pull request: ${pull?.html_url}`);
    expect(writes.filter((each) => each.startsWith('PATCH /git/refs/heads/main'))).toEqual([]);
    expect([await runnersOn('main'), await runnersOn('runner-ubuntu-latest')]).toEqual([['kantor'], ['ubuntu-latest']]);
    await setup('--apply', '--runner', 'ubuntu-latest');
    expect((await open_()).map(({ number }) => number)).toEqual([pull?.number]);
  });

  test('if files of main name different machines, setup says so', async () => {
    const path = `${FOLDER}/bell.yml`;
    const text = (await workflowsOn('main')).get(path) ?? '';
    await office.local.seed({ [path]: text.replace('runs-on: kantor', 'runs-on: lain') }, 'Mesin lain');
    const { findings, out } = await setup();
    expect(findings).toContain('wrong runners-differ');
    expect(out).toContain('found: kantor, lain');
  });

  test.each(['self hosted', '${{ vars.RUNNER }}', 'true', '[a, b]', ''])('the label “%s” is refused', async (label) => {
    await expect(setup('--apply', '--runner', label)).rejects.toThrow(/--runner: expected the label/);
  });

  test('every HTTP request, and every response, is as GitHub describes it', () => {
    expect([...new Set(github.faults)]).toEqual([]);
  });
});
