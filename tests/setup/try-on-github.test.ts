import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { parseDocument } from 'yaml';
import { askAll } from '#entry/try-on-github/questions.ts';
import { refuseUnlessScratch } from '#entry/try-on-github/scratch.ts';
import { shortened, walkCase } from '#entry/try-on-github/walk-case.ts';
import { personOf } from '#embedded/office/person.ts';
import { readSample } from '#embedded/office/samples.ts';
import { createClient } from '#engine/forge/octokit.ts';
import { ROOT, sampleText } from '../support/folders.ts';
import { type Office, openOffice, pullOf } from '../support/office.ts';
import { tick } from '../support/walk.ts';

let office: Office;
afterEach(() => office.close());

/** The sample roles, all held by one official. */
function oneOfficial(): string {
  const document = parseDocument(sampleText('sops/roles.yaml'));
  const { roles } = document.toJS() as { roles: Record<string, unknown> };
  const holder = { account: 1002, login: 'contoh-tu', name: 'Contoh', from: '2026-01-01' };
  for (const role of Object.keys(roles)) {
    if (role !== 'applicant') document.setIn(['roles', role, 'holders'], [holder]);
  }
  return document.toString();
}

async function there(runs = true) {
  const at = { owner: office.local.owner, repo: office.local.repo, baseUrl: office.local.apiUrl };
  const optionsOf = async (login: string) => ({ ...at, token: await office.local.accounts.token(login) });
  const lines: string[] = [];
  return {
    lines,
    client: createClient(await optionsOf('contoh-opd')),
    world: {
      forge: office.forge,
      applicant: personOf(await optionsOf('contoh-opd')),
      official: personOf(await optionsOf('contoh-tu')),
      now: office.now,
      pause: async (seconds: number) => {
        tick(office, seconds);
        if (runs) await office.scheduledRun();
      },
      patience: 30,
      out: (line: string) => lines.push(line),
    },
  };
}

const START = '2026-12-01T01:20:00Z';
const sample = async () => shortened(await readSample(ROOT, 'rapat-koordinasi-banjir', 'contoh-opd', START), START);

test('one applicant and one official lead a case along the straight walk to the merge, and wait for the process after each act', async () => {
  office = await openOffice({ files: { 'sops/roles.yaml': oneOfficial() } });
  const { lines, world } = await there();
  const number = await walkCase(world, await sample());
  expect(lines.map((line) => line.replace(/, \d+ s$/, ''))).toEqual([
    `#${number} diajukan / submitted`,
    ...[2, 3, 4, 5, 6, 7, 7, 9, 10].map((row) => `baris/row ${row}: diterima/accepted`),
    'digabungkan/merged',
  ]);
  expect((await pullOf(office, number)).merged).toBe(true);
});

test('the trial asks the questions that only GitHub can answer, and questions-to-github.md names each of them', async () => {
  office = await openOffice();
  const { lines, client, world } = await there();
  const asked = await sample();
  const merged = await world.applicant.open({
    branch: 'permohonan/lain',
    title: 'Lain',
    files: asked.files,
    draft: true,
  });
  // The process of this office does not set this branch back. The App’s account does so, as the App would at GitHub.
  const app = await office.as('disposisi[bot]');
  const branch = { owner: client.owner, repo: client.repo, ref: 'heads/permohonan/percobaan-alur' };
  let counts: string | undefined;
  const pause = async (seconds: number) => {
    await world.pause(seconds);
    const head = (await app.rest.git.getRef(branch)).data.object.sha;
    counts ??= head;
    if (head !== counts) await app.rest.git.updateRef({ ...branch, sha: counts, force: true });
  };
  await askAll({ trial: { ...world, pause }, client, sample: asked, merged });
  const answers = Object.fromEntries(lines.map((line) => /^\? ([\w-]+): (.*)$/.exec(line)?.slice(1) ?? [line, '']));
  expect(answers).toMatchObject({
    'set-back-workflows': expect.stringMatching(/^yes|^no, the branch was left/),
    'reopen-after-reset': expect.stringMatching(/^reset to main it is (?:open|closed|merged); restored, /),
    'successor-same-branch': expect.stringMatching(/^yes, #\d+ alone is listed after #\d+/),
    'comment-on-merged': 'yes, it is accepted',
    'writer-and-environment': expect.stringMatching(/^no: \d{3} |^could not be asked/),
  });
  const page = readFileSync(join(ROOT, 'docs/decisions/questions-to-github.md'), 'utf8');
  for (const id of Object.keys(answers)) expect(page).toContain(`\`${id}\``);
});

test('if the process does not reply in time, the trial says so, and what it waited for', async () => {
  office = await openOffice();
  const { world } = await there(false);
  await expect(walkCase(world, await sample())).rejects.toThrow(
    /has not answered within 30 seconds \(waited for: submitted\)/,
  );
});

test('a repository that is not named as a trial, or has had cases, is refused before anything is written', async () => {
  office = await openOffice();
  const { client, world } = await there();
  await expect(refuseUnlessScratch(client, world.forge)).rejects.toThrow(/not named as a trial/);
  // The embedded forge has only one repository, which is here called by another name.
  const named = { ...client, repo: 'agenda-coba' };
  await expect(refuseUnlessScratch({ ...named, octokit: renamed(client) }, world.forge)).resolves.toBe(undefined);
  await world.applicant.open({ branch: 'permohonan/satu', title: 'Satu', files: (await sample()).files, draft: false });
  await expect(refuseUnlessScratch({ ...named, octokit: renamed(client) }, world.forge)).rejects.toThrow(
    /has had cases/,
  );
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
