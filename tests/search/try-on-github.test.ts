import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { Made } from '#entry/try-on-github/made.ts';
import { askAll } from '#entry/try-on-github/questions.ts';
import { refuseUnlessScratch } from '#entry/try-on-github/scratch.ts';
import { exitCodeOf, trialTable } from '#entry/try-on-github/table.ts';
import { CHECKS, runTrial, sceneOf } from '#entry/try-on-github/trial.ts';
import { walkCase } from '#entry/try-on-github/walk-case.ts';
import type { createClient } from '#engine/forge/octokit.ts';
import { ROOT } from '../support/folders.ts';
import { type Office, openOffice, pullOf, sampleRequest, submit } from '../support/office.ts';
import { type FakeGithub, openFakeGithub } from '../setup/fake-github.ts';
import { asSetUp, oneOfficial, trialOptions } from '../setup/trial.ts';

let office: Office;
afterEach(() => office.close());

/**
 * Returns what the trial needs at the embedded forge, or at the imitation of GitHub in front of it.
 * @param runs whether the process answers
 */
async function there({ runs = true, github }: { readonly runs?: boolean; readonly github?: FakeGithub } = {}) {
  const lines: string[] = [];
  const options = await trialOptions(office, github ?? office.local, {
    out: (line) => lines.push(line),
    passed: async () => (runs ? office.scheduledRun() : undefined),
    fetch: async () => new Response('Not Found', { status: 404 }),
  });
  return { lines, options };
}

test('one applicant and one official lead a case along the straight walk to the merge, and wait for the process after each act', async () => {
  office = await openOffice({ files: { 'sops/roles.yaml': oneOfficial() } });
  const { lines, options } = await there();
  const number = await walkCase(options.trial, options.sample);
  expect(lines.map((line) => line.replace(/, \d+ s$/, ''))).toEqual([
    `#${number} diajukan / submitted`,
    ...[2, 3, 4, 5, 6, 7, 7, 9, 10].map((row) => `langkah/row ${row}: diterima/accepted`),
    'digabungkan/merged',
  ]);
  expect((await pullOf(office, number)).merged).toBe(true);
});

test('the trial asks the questions that only GitHub can answer, and questions-to-github.md names each of them and each check', async () => {
  office = await openOffice();
  const { lines, options } = await there();
  const { applicant: client, sample } = options;
  const draft = { branch: 'permohonan/lain', title: 'Lain', files: sample.files, draft: true };
  const walked = await options.trial.applicant.open(draft);
  // The process of this office does not set this branch back. The App’s account does so, as the App would at GitHub.
  const app = await office.as('disposisi[bot]');
  const branch = { owner: client.owner, repo: client.repo, ref: 'heads/permohonan/percobaan-alur' };
  let counts: string | undefined;
  const pause = async (seconds: number) => {
    await options.trial.pause(seconds);
    const head = (await app.rest.git.getRef(branch)).data.object.sha;
    counts ??= head;
    if (head !== counts) await app.rest.git.updateRef({ ...branch, sha: counts, force: true });
  };
  const trial = { ...options.trial, pause };
  const made = new Made(trial, client);
  await askAll(sceneOf({ ...options, trial }, made, { before: {}, variableRefused: undefined, walked }));
  const answers = Object.fromEntries(lines.map((line) => /^\? ([\w-]+): (.*)$/.exec(line)?.slice(1) ?? [line, '']));
  expect(answers).toMatchObject({
    'set-back-workflows': expect.stringMatching(/^yes|^no, the branch was left/),
    'reopen-after-reset': expect.stringMatching(/^reset to main it is (?:open|closed|merged); restored, /),
    'successor-same-branch': expect.stringMatching(/^yes, #\d+ alone is listed after #\d+/),
    'comment-on-merged': 'yes, it is accepted',
    'writer-and-environment': expect.stringMatching(/^no: \d{3} |^could not be asked/),
    'pages-minutes': expect.stringMatching(/^could not be asked/),
  });
  const page = readFileSync(join(ROOT, 'docs/decisions/questions-to-github.md'), 'utf8');
  for (const id of [...Object.keys(answers), 'case', ...CHECKS.map((check) => check.id)])
    expect(page).toContain(`\`${id}\``);
});

/** Opens an office, and the imitation of GitHub in front of it, as set-up leaves it. */
async function openAsSetUp(): Promise<FakeGithub> {
  office = await openOffice({ files: { 'sops/roles.yaml': oneOfficial() } });
  return openFakeGithub(office, asSetUp({ id: 7, slug: 'disposisi' }));
}

/** Returns the branches, and the numbers of the open pull requests. */
async function left() {
  const client = await office.as('contoh-tu');
  const at = { owner: office.local.owner, repo: office.local.repo };
  const branches = (await client.rest.repos.listBranches(at)).data.map(({ name }) => name);
  const pulls = (await client.rest.pulls.list({ ...at, state: 'open' })).data.map(({ number }) => number);
  return { branches, pulls };
}

test('if the process does not reply in time, the table says so and what was waited for, and the exit code is 1', async () => {
  const github = await openAsSetUp();
  try {
    const { options } = await there({ runs: false, github });
    const { rows, remains } = await runTrial(options);
    const text = trialTable(rows, remains).join('\n');
    expect(text).toMatch(/^case +TIDAK TERBUKTI \/ NOT HELD$/m);
    expect(text).toContain('has not answered within 60 seconds (waited for: submitted)');
    // Rulesets refuse whether or not the process works, also a workflow. Nothing else can be asked.
    const answered = rows.filter(({ verdict }) => verdict.is !== 'not-asked');
    expect(answered.map(({ check }) => check.id)).toEqual(['case', 'main-official', 'main-applicant', 'concurrency']);
    expect(rows.map(({ check }) => check.id)).toEqual(['case', ...CHECKS.map(({ id }) => id)]);
    expect(exitCodeOf(rows)).toBe(1);
    expect(await left()).toEqual({ branches: ['main'], pulls: [] });
  } finally {
    await github.close();
  }
});

test('if the trial breaks off, what it made is removed all the same, and the variable is as before', async () => {
  const github = await openAsSetUp();
  try {
    const { options } = await there({ github });
    github.settings.variables['DISPOSISI_SITE'] = 'https://kantor.example';
    let changed: string | undefined;
    const review = () => {
      changed = github.settings.variables['DISPOSISI_SITE'];
      throw new TypeError('A fault of the program.');
    };
    const official = { ...options.trial.official, review };
    await expect(runTrial({ ...options, trial: { ...options.trial, official } })).rejects.toThrow(TypeError);
    expect(changed).toContain('.invalid');
    expect(github.settings.variables['DISPOSISI_SITE']).toBe('https://kantor.example');
    expect(await left()).toEqual({ branches: ['main', 'register'], pulls: [] });
  } finally {
    await github.close();
  }
});

test('if the process writes a branch during the attempts on it, they are made again', async () => {
  const github = await openAsSetUp();
  try {
    const { options } = await there({ github });
    const made = new Made(options.trial, options.applicant);
    await office.run(await submit(office, 'contoh-bpbd', 'satu', sampleRequest({ account: 'contoh-bpbd' })));
    const second = await submit(office, 'contoh-bpbd', 'dua', sampleRequest({ account: 'contoh-bpbd' }));
    let written: Promise<unknown> | undefined;
    options.applicant.octokit.hook.before('request', async ({ method, url }) => {
      if (method === 'POST' && url.endsWith('/git/commits')) await (written ??= office.run(second));
    });
    const check = CHECKS.find(({ id }) => id === 'register-applicant');
    const scene = sceneOf(options, made, { before: {}, variableRefused: undefined, walked: undefined });
    expect(await check?.ask(scene)).toMatchObject({ is: 'held' });
    const tried = github.writes.filter((call) => call === 'PATCH /git/refs/heads/register');
    expect(tried).toHaveLength(4);
  } finally {
    await github.close();
  }
});

test('what GitHub does not let the trial remove is named with its words, and the rest is removed', async () => {
  office = await openOffice();
  const { options } = await there();
  const made = new Made(options.trial, options.applicant);
  await made.branchFromMain('percobaan/satu');
  made.branch('main');
  await made.branchFromMain('percobaan/dua');
  expect((await made.cleanUp()).map(({ en }) => en)).toEqual([expect.stringMatching(/^branch main: .*422/)]);
  expect((await left()).branches).not.toContain('percobaan/satu');
});

test('a fault of the program during the clean-up is thrown at its end, when the rest was removed', async () => {
  office = await openOffice();
  const { options } = await there();
  const made = new Made(options.trial, options.applicant);
  await made.branchFromMain('percobaan/satu');
  made.note({ id: 'sesuatu', en: 'something' }, () => Promise.reject(new TypeError('A fault of the program.')));
  await expect(made.cleanUp()).rejects.toThrow(TypeError);
  expect((await left()).branches).toEqual(['main']);
});

test('a repository that is not named as a trial, or has had cases, is refused before anything is written', async () => {
  office = await openOffice();
  const { options } = await there();
  const { applicant: client, sample } = options;
  const { forge, applicant } = options.trial;
  await expect(refuseUnlessScratch(client, forge)).rejects.toThrow(/not named as a trial/);
  // The embedded forge has only one repository, which is here called by another name.
  const named = { ...client, repo: 'agenda-coba' };
  await expect(refuseUnlessScratch({ ...named, octokit: renamed(client) }, forge)).resolves.toBe(undefined);
  await applicant.open({ branch: 'permohonan/satu', title: 'Satu', files: sample.files, draft: false });
  await expect(refuseUnlessScratch({ ...named, octokit: renamed(client) }, forge)).rejects.toThrow(/has had cases/);
});

/** Changes a client so that its calls to the embedded forge use the repository’s real name. Returns the client. */
function renamed({ octokit, repo }: ReturnType<typeof createClient>): typeof octokit {
  octokit.hook.before('request', (options) => {
    options['repo'] = repo;
  });
  return octokit;
}

test('without the names and tokens that the trial needs, the command names a missing one and ends with 1', async () => {
  office = await openOffice();
  const { TRY_APPLICANT: _a, TRY_OFFICIAL: _o, ...env } = process.env;
  const { status, stderr } = spawnSync(process.execPath, [join(ROOT, 'scripts/entry/try-on-github/main.ts')], {
    env,
    encoding: 'utf8',
  });
  expect([status, stderr]).toEqual([1, expect.stringContaining('TRY_APPLICANT')]);
});
