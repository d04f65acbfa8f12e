import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import sodium from 'libsodium-wrappers';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { parseEnv } from 'node:util';
import { run as signIn } from '#entry/cli/verbs/sign-in.ts';
import { readSignIn } from '#entry/sign-in/settings.ts';
import { RULESETS } from '#entry/setup/names.ts';
import { parseVkey } from '#domain/log/note.ts';
import { readSigningKey } from '#engine/register/signing-key.ts';
import { freshSettings, PEM, pagesByWorkflow, type Settings } from '../setup/fake-settings.ts';
import { CODE, close, cwd, github, ofSettings, office, open, setup, token, wholly } from '../setup/office.ts';
import { asSetUp } from '../setup/trial.ts';
import { permitAccount } from '#tests/support/forge-accounts.ts';

describe('set-up of a fresh copy of the template', () => {
  beforeAll(() => open());
  afterAll(close);

  test('without --apply every gap is reported with its remedy, and nothing is written', async () => {
    const { code, findings, writes, out } = await setup();
    expect(code).toBe(1);
    expect(ofSettings(findings)).toEqual([
      'missing environment',
      'missing app',
      'missing log-key',
      'missing labels',
      'missing site-branch',
      'missing pages',
      'missing register',
      'weaker codeowners',
      'missing rulesets-wait',
    ]);
    // Findings with the same advice stand together, and the advice is below them.
    const short = out.replace(/^ {4}(?:found|should be): .*\n/gm, '');
    expect(short.match(/^\[.*\n(?!\[| {4}→ \S)/m)).toBe(null);
    expect(writes).toEqual([]);
  });

  test('--apply does what needs no App, and writes the page that makes the App, with only the needed permissions', async () => {
    const { code, findings, out } = await setup('--apply');
    expect(code).toBe(1);
    expect(ofSettings(findings)).toEqual(['missing app', 'missing rulesets-wait']);
    const path = /^Open in a browser: (.+)$/m.exec(out)?.[1] ?? '';
    const page = await readFile(path, 'utf8');
    expect(page).toContain('action="https://github.com/organizations/kantor/settings/apps/new"');
    const manifest = /name="manifest" value="([^"]+)"/.exec(page)?.[1]?.replaceAll('&quot;', '"') ?? '';
    expect(JSON.parse(manifest)).toMatchObject({
      public: false,
      hook_attributes: { active: false },
      default_events: [],
      default_permissions: { contents: 'write', metadata: 'read', pull_requests: 'write', statuses: 'write' },
    });
    expect(github.settings.environment).toMatchObject({ branches: [{ name: 'main' }] });
    const owners = await office.as('contoh-tu');
    const file = await owners.request('GET /repos/{owner}/{repo}/contents/{path}', {
      owner: office.local.owner,
      repo: office.local.repo,
      path: '.github/CODEOWNERS',
      headers: { accept: 'application/vnd.github.raw' },
    });
    expect(file.data).toBe('* @pengelola\n/requests/\n');
  });

  test('the code makes the App; its key is encrypted for GitHub and shown nowhere; rulesets wait until the App is installed', async () => {
    const { code, out, err, findings } = await setup(...CODE);
    expect(code).toBe(1);
    expect(out).toContain('https://github.com/apps/disposisi-contoh/installations/new');
    expect(err).toContain('First install the App');
    expect(findings.filter((each) => each.includes('ruleset'))).toEqual([
      'missing ruleset-main-merge',
      'missing ruleset-register',
      'missing ruleset-site',
      'missing ruleset-workflows',
    ]);
    const sealed = sodium.from_base64(
      github.settings.environment?.secrets['DISPOSISI_APP_KEY'] ?? '',
      sodium.base64_variants.ORIGINAL,
    );
    const { publicKey, privateKey } = github.keys;
    expect(sodium.to_string(sodium.crypto_box_seal_open(sealed, publicKey, privateKey))).toBe(PEM);
    // The key that signs checkpoints is made too, named for the repository (R36).
    const sealedKey = sodium.from_base64(
      github.settings.environment?.secrets['DISPOSISI_LOG_KEY'] ?? '',
      sodium.base64_variants.ORIGINAL,
    );
    const logKey = sodium.to_string(sodium.crypto_box_seal_open(sealedKey, publicKey, privateKey));
    expect(parseVkey(readSigningKey(logKey).vkey).name).toBe(`github.com/${office.local.owner}/${office.local.repo}`);
    expect(out + err).not.toMatch(/PRIVATE.KEY/);
    expect(github.settings.variables).toEqual({
      DISPOSISI_APP_ID: '424242',
      DISPOSISI_APP_SLUG: 'disposisi-contoh',
    });
  });

  test('while the App is not installed, --apply waits; then it makes the rulesets, and only tasks for people are left', async () => {
    const refused = github.writes.length;
    const installing = setInterval(() => {
      const { app } = github.settings;
      if (app && github.writes.length > refused) app.installed = true;
    }, 20);
    const { code, err, findings } = await setup('--apply', '--wait', '60');
    clearInterval(installing);
    expect(err).toContain('Waiting for the App to be installed');
    expect(err).toContain('✓ Fixed. Before: Ruleset "disposisi: ');
    expect(err).toContain('✓ The first publication of the site was started');
    expect(err).not.toContain('422');
    expect(ofSettings(findings)).toEqual([]);
    // A role with one holder is reported, and is no failure: a city has one mayor.
    expect([code, findings.includes('weaker role-single/walikota')]).toEqual([0, true]);
    expect(github.settings.rulesets.map(({ name }) => name).sort()).toEqual(Object.values(RULESETS).sort());
  });

  test('R36: --new-log-key replaces the key that signs checkpoints, under the name of the log', async () => {
    const keyOf = (): string => github.settings.environment?.secrets['DISPOSISI_LOG_KEY'] ?? '';
    const before = keyOf();
    const { err, writes } = await setup('--apply', '--new-log-key');
    expect(err).toContain('A new signing key is stored');
    expect(writes).toEqual(['PUT /environments/disposisi/secrets/DISPOSISI_LOG_KEY']);
    const sealed = sodium.from_base64(keyOf(), sodium.base64_variants.ORIGINAL);
    const { publicKey, privateKey } = github.keys;
    const key = sodium.to_string(sodium.crypto_box_seal_open(sealed, publicKey, privateKey));
    expect(keyOf()).not.toBe(before);
    expect(parseVkey(readSigningKey(key).vkey).name).toBe(`github.com/${office.local.owner}/${office.local.repo}`);
    await expect(setup('--new-log-key')).rejects.toThrow('need --apply');
    // In a repository without a key, one key is stored, and not a second one in its place.
    delete github.settings.environment?.secrets['DISPOSISI_LOG_KEY'];
    const fresh = await setup('--apply', '--new-log-key');
    expect(fresh.writes).toEqual(writes);
    expect(fresh.err).toContain('A new signing key is stored');
  });

  test('set-up prints people and roles with the same advice together, and the advice once', async () => {
    const { out } = await setup();
    const advice = out.split('\n').filter((line) => line.includes('→ npx disposisi roles add'));
    expect(out.match(/role-single\//g)?.length).toBeGreaterThan(3);
    expect(advice.length).toBe(1);
  });

  test('--apply reports several fixed differences of one ruleset once, since one call fixes them', async () => {
    const ruleset = github.settings.rulesets.find(({ name }) => name === RULESETS.main);
    const stranger = { actor_id: 7, actor_type: 'Team', bypass_mode: 'always' };
    const bypass_actors = [...(ruleset?.bypass_actors ?? []), stranger];
    Object.assign(ruleset ?? {}, { enforcement: 'disabled', bypass_actors });
    expect((await setup()).findings.filter((each) => each.includes(' ruleset-main/'))).toHaveLength(2);
    const { err, findings } = await setup('--apply');
    expect(err.match(/^✓ .*$/gm)).toEqual([expect.stringContaining('enforcement')]);
    expect(findings.filter((each) => each.includes('ruleset'))).toEqual([]);
  });

  test('set-up writes nothing when it is applied again', async () => {
    const { writes, findings } = await setup('--apply');
    expect(writes).toEqual([]);
    expect(ofSettings(findings)).toEqual([]);
  });

  test('the imitation for the trial on GitHub begins with the settings that set-up leaves', () => {
    const imitated = freshSettings();
    asSetUp({ id: 424242, slug: 'disposisi-contoh' })(imitated);
    const compared = ({ rulesets, variables, pages, ...settings }: Settings) => ({
      rulesets: rulesets.map(({ id: _id, ...rest }) => rest).sort((a, b) => (a.name < b.name ? -1 : 1)),
      variables,
      pages: { ...pages, cname: 'agenda.contoh.example' },
      environments: [settings.environment, settings.pagesEnvironment].map((each) => ({
        ...{ policy: each?.policy, waits: each?.waits, branches: each?.branches.map(({ name }) => name) },
      })),
    });
    expect(compared(imitated)).toEqual(compared(github.settings));
  });

  test('R30: set-up makes the labels of process, form and desk, since an official with triage cannot', async () => {
    const official = await office.as('contoh-tu');
    const { data } = await official.rest.issues.listLabelsForRepo({
      owner: office.local.owner,
      repo: office.local.repo,
    });
    const there = data.map(({ name }) => name);
    expect(there).toEqual(expect.arrayContaining(['baris/2', 'lewat-tenggat', 'decap-cms/draft', 'meja']));
  });

  test('set-up names roles held by one person, officials who may write, and holders without access', async () => {
    await permitAccount(office.local, 'contoh-kabid-ikp', 'triage');
    const { findings, out } = await setup();
    expect(findings).toContain('weaker holder-writes/tu');
    expect(out).toContain('"contoh-tu" holds tu and may write');
    expect(findings).not.toContain('weaker holder-writes/kabid-ikp');
    expect(findings).toContain('weaker role-single/tu');
    expect(findings).not.toContain('missing holder-no-access/tu');
    await permitAccount(office.local, 'contoh-tu', 'read');
    await permitAccount(office.local, 'contoh-walikota', 'none');
    const after = await setup();
    expect(after.findings).toContain('wrong holder-no-access/tu');
    expect(after.findings).toContain('missing holder-no-access/walikota');
  });

  test('the process continues the register that set-up begins', async () => {
    const begun = await (
      await office.as('contoh-tu')
    ).request('GET /repos/{owner}/{repo}/git/ref/{ref}', {
      owner: office.local.owner,
      repo: office.local.repo,
      ref: 'heads/register',
    });
    expect((await office.forge.listOpen()).register).toMatchObject({ head: begun.data.object.sha, index: undefined });
  });

  test('until the site is published, its page says so in both languages, and `.nojekyll` keeps GitHub from building it', async () => {
    const client = await office.as('contoh-tu');
    const read = async (path: string) =>
      (
        await client.request('GET /repos/{owner}/{repo}/contents/{path}', {
          owner: office.local.owner,
          repo: office.local.repo,
          path,
          ref: 'site',
          headers: { accept: 'application/vnd.github.raw' },
        })
      ).data;
    expect(await read('index.html')).toMatch(
      /Situs ini belum diterbitkan[\s\S]*lang="en">This site has not been published/,
    );
    expect(await read('.nojekyll')).toBe('\n');
  });

  test('every HTTP request of set-up, and every response, is as GitHub describes it', () => {
    expect([...new Set(github.faults)]).toEqual([]);
  });
});

describe('the branch of the site', () => {
  beforeAll(async () => {
    await open();
    await wholly();
    // The publication that set-up starts has not ended yet when the tests look at the branch.
    github.settings.publishes = false;
  });
  afterAll(close);

  const at = () => ({ owner: office.local.owner, repo: office.local.repo });
  const SITE_REF = { ref: 'heads/site' };
  const removeSite = async () => {
    await (await office.as('disposisi[bot]')).rest.git.deleteRef({ ...at(), ...SITE_REF });
  };
  /** Changes the settings to those of a site with its own domain that a workflow deployed, without its ruleset. */
  const unprotect = () => {
    const { settings } = github;
    settings.rulesets = settings.rulesets.filter(({ name }) => name !== RULESETS.site);
    settings.pages = pagesByWorkflow('agenda.contoh.example');
    settings.pagesEnvironment?.branches.splice(0, 1, { id: 1, name: 'main' });
  };
  const siteNow = async () => {
    const { git } = (await office.as('contoh-tu')).rest;
    const { sha } = (await git.getRef({ ...at(), ...SITE_REF })).data.object;
    const { tree, parents } = (await git.getCommit({ ...at(), commit_sha: sha })).data;
    const { data } = await git.getTree({ ...at(), tree_sha: tree.sha, recursive: 'true' });
    return { sha, parents, files: data.tree.map(({ path }) => path) };
  };
  /** Makes a commit with a page of a writer, which is on no branch yet. Returns its id. */
  const ownPage = async () => {
    const { git } = (await office.as('contoh-opd')).rest;
    const tree = [{ path: 'index.html', mode: '100644', type: 'blob', content: '<p>Palsu</p>' }] as const;
    const made = (await git.createTree({ ...at(), tree: [...tree] })).data.sha;
    return (await git.createCommit({ ...at(), tree: made, parents: [], message: 'Palsu' })).data.sha;
  };
  /** Returns the HTTP status that a writer gets who changes the branch. */
  const writerMoves = async (method: 'PATCH' | 'DELETE', body?: object): Promise<number> => {
    const writer = await office.local.accounts.token('contoh-opd', { ttl: 'P1D' });
    const ref = `${github.apiUrl}/repos/${at().owner}/${at().repo}/git/refs/heads/site`;
    const headers = { authorization: `token ${writer}`, 'content-type': 'application/json' };
    return (await fetch(ref, { method, headers, ...(body ? { body: JSON.stringify(body) } : {}) })).status;
  };

  test('security 46: a writer can change the unprotected branch; set-up begins it anew and protects it, and the writer is refused', async () => {
    unprotect();
    const page = await ownPage();
    expect(await writerMoves('PATCH', { sha: page, force: true })).toBe(200);
    expect((await siteNow()).sha).toBe(page);
    const { findings, err } = await setup('--apply');
    expect(ofSettings(findings)).toEqual([]);
    expect(err).toContain('the site begins again and is published anew');
    expect(err).toContain('✓ The first publication of the site was started: https://github.com/');
    const begun = await siteNow();
    expect([begun.parents, begun.files]).toEqual([[], ['.nojekyll', 'CNAME', 'index.html']]);
    expect(await writerMoves('PATCH', { sha: page, force: true })).toBe(422);
    expect(await writerMoves('DELETE')).toBe(422);
    expect((await siteNow()).sha).toBe(begun.sha);
  });

  test('a site that a workflow deployed is moved: first the branch with its domain, then Pages, the ruleset last', async () => {
    unprotect();
    await removeSite();
    const { findings } = await setup();
    expect(ofSettings(findings)).toEqual([
      'missing site-branch',
      'weaker pages-environment-branches',
      'wrong pages',
      'missing ruleset-site',
    ]);
    const { writes, findings: left } = await setup('--apply');
    expect(ofSettings(left)).toEqual([]);
    const order = ['POST /git/refs', 'PUT /pages', 'POST /rulesets'];
    expect(writes.filter((each) => order.includes(each))).toEqual(order);
    expect(github.settings).toMatchObject({
      pages: { build_type: 'legacy', source: { branch: 'site', path: '/' } },
      pagesEnvironment: { branches: [{ name: 'site' }] },
    });
    expect((await siteNow()).files).toEqual(['.nojekyll', 'CNAME', 'index.html']);
    expect((await setup('--apply')).writes).toEqual([]);
  });

  test('if the site’s branch is missing and its ruleset exists, set-up writes nothing, and says that the App must begin the branch', async () => {
    await removeSite();
    github.settings.pages = undefined;
    const { code, findings, out, writes } = await setup('--apply');
    expect(code).toBe(1);
    expect(ofSettings(findings)).toEqual(['missing site-branch', 'missing pages']);
    expect(out.match(/→ Only the App may begin it: run the workflow publish/g)).toHaveLength(2);
    expect(writes).toEqual([]);
  });

  test('every HTTP request about the site’s branch, and every response, is as GitHub describes it', () => {
    expect([...new Set(github.faults)]).toEqual([]);
  });
});

describe('what GitHub refuses to set-up', () => {
  afterEach(close);

  test('security 64: a plan without rules about pushes is explained, and is no failure for a personal account', async () => {
    await open((settings) => {
      settings.noPushRulesets = true;
    });
    await setup(...CODE);
    if (github.settings.app) github.settings.app.installed = true;
    const { code, findings, err } = await setup('--apply');
    expect([code, ofSettings(findings)]).toEqual([1, ['missing ruleset-workflows']]);
    expect(err).toMatch(/! ruleset-workflows: 403 Upgrade[\s\S]*→ Use GitHub Team/);
    github.settings.repository.ownedBy = 'User';
    expect((await setup()).code).toBe(0);
    expect([...new Set(github.faults)]).toEqual([]);
  });

  test('set-up refuses a code that GitHub does not know, and keeps no secret', async () => {
    await open((settings) => {
      settings.codes = [];
    });
    await expect(setup(...CODE)).rejects.toThrow(/GitHub does not know that code/);
    expect(github.settings.environment?.secrets).toEqual({});
  });

  test('the App for sign-in is made with what form and desk need, and its secret is in a file that only the owner can read', async () => {
    await open();
    const io = {
      env: { GITHUB_TOKEN: token, GITHUB_API_URL: github.apiUrl },
      cwd,
      lang: 'en',
      now: () => '2026-12-01T01:00:00Z',
      err: () => undefined,
      untilEnded: async () => undefined,
    } as const;
    const make = async (...args: string[]) => {
      const out: string[] = [];
      const places = ['--address', 'https://masuk.contoh.example', '--site', 'https://agenda.contoh.example'];
      await signIn(['--repo', 'kantor/disposisi', ...places, '--wait', '0', ...args], {
        ...io,
        out: (line) => out.push(line),
      });
      return out.join('\n');
    };
    await expect(make('--site', 'https://kantor.github.io')).rejects.toThrow(/a domain of the office's own/);
    const said = await make();
    const page = await readFile(/^Open in a browser: (.+)$/m.exec(said)?.[1] ?? '', 'utf8');
    const manifest = /name="manifest" value="([^"]+)"/.exec(page)?.[1]?.replaceAll('&quot;', '"') ?? '';
    expect(JSON.parse(manifest)).toMatchObject({
      public: false,
      callback_urls: ['https://masuk.contoh.example/callback'],
      default_permissions: { contents: 'write', metadata: 'read', pull_requests: 'write', statuses: 'read' },
    });
    expect(page).toContain('--site https://agenda.contoh.example --code KODE');
    expect(await make('--code', 'kode-contoh')).toContain('"signIn":"https://masuk.contoh.example"');
    const file = join(cwd, '.disposisi/sign-in.env');
    expect((await stat(file)).mode & 0o077).toBe(0);
    const settings = readSignIn(parseEnv(await readFile(file, 'utf8')));
    expect(settings).toMatchObject({ clientId: 'Iv1.contoh', clientSecret: 'rahasia', repository: 'kantor/disposisi' });
    await expect(make('--code', 'kode-contoh')).rejects.toThrow(/GitHub does not know that code/);
    expect([...new Set(github.faults)]).toEqual([]);
  });
});
