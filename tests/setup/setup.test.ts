import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sodium from 'libsodium-wrappers';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { parseEnv } from 'node:util';
import { run } from '#doors/cli/verbs/setup.ts';
import { run as signIn } from '#doors/cli/verbs/sign-in.ts';
import type { Io } from '#doors/command.ts';
import { readSignIn } from '#doors/sign-in/settings.ts';
import { RULESETS } from '#doors/setup/names.ts';
import { parseVkey } from '#domain/log/note.ts';
import type { Ruleset } from '#doors/setup/rulesets.ts';
import { readSigningKey } from '#engine/register/signing-key.ts';
import { type Office, openOffice } from '../support/office.ts';
import { type FakeGithub, openFakeGithub } from './fake-github.ts';
import { PEM, pagesByWorkflow, type Settings } from './fake-settings.ts';

const OWNED = '* @OWNER\n/requests/\n';
const CODE = ['--apply', '--code', 'kode-contoh'];

let office: Office;
let github: FakeGithub;
let token: string;
let cwd: string;

async function open(change?: (settings: Settings) => void): Promise<void> {
  office = await openOffice({ files: { '.github/CODEOWNERS': OWNED, 'site/public/CNAME': 'agenda.contoh.example\n' } });
  await office.local.accounts.add({ login: 'pengelola', permission: 'admin' });
  token = await office.local.accounts.token('pengelola', { ttl: 'P700D' });
  github = await openFakeGithub(office, change);
  cwd = await mkdtemp(join(tmpdir(), 'setup-'));
}
async function close(): Promise<void> {
  await github.close();
  await office.close();
  await rm(cwd, { recursive: true, force: true });
}

/** Runs the command as a maintainer would. */
async function setup(...args: string[]) {
  const out: string[] = [];
  const err: string[] = [];
  const io: Io = {
    env: { GITHUB_TOKEN: token, GITHUB_API_URL: github.apiUrl },
    cwd,
    lang: 'en',
    now: () => '2026-12-01T01:00:00Z',
    out: (line) => out.push(line),
    err: (line) => err.push(line),
    untilEnded: async () => undefined,
  };
  const before = github.writes.length;
  const code = await run(['--repo', `${office.local.owner}/${office.local.repo}`, ...args], io);
  const findings = out.flatMap((line) => /^\[(\w+)\] (\S+(?: \S+)*?) — /.exec(line)?.slice(1, 3).join(' ') ?? []);
  return { code, out: out.join('\n'), err: err.join('\n'), findings, writes: github.writes.slice(before) };
}

/** Sets up completely: the App made and installed, everything applied. */
async function wholly(): Promise<void> {
  await setup(...CODE);
  if (github.settings.app) github.settings.app.installed = true;
  await setup('--apply');
}

/**
 * Findings but those that only people settle: the sample office has one holder of each role, all of whom may write, and no
 * domain of its own.
 */
const ofSettings = (findings: readonly string[]) =>
  findings.filter((each) => !/ (?:role-|holder-|pages-shared-origin$)/.test(each));

describe('a fresh copy of the template', () => {
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
    expect(out.match(/^ {4}→ \S/gm)?.length).toBe(findings.length);
    expect(writes).toEqual([]);
  });

  test('--apply does what needs no App, and writes the page that makes one; the page holds just the permissions needed', async () => {
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

  test('the code makes the App; its key is sealed for GitHub and shown nowhere; rulesets wait until it is installed', async () => {
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
    // R36: so is the key that signs checkpoints, named for the repository.
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

  test('once installed, --apply makes the rulesets; only what people must do is left', async () => {
    if (github.settings.app) github.settings.app.installed = true;
    const { code, findings } = await setup('--apply');
    expect(ofSettings(findings)).toEqual([]);
    // That a role has one holder is reported, and is no failure: a city has one mayor.
    expect([code, findings.includes('weaker role-single/walikota')]).toEqual([0, true]);
    expect(github.settings.rulesets.map(({ name }) => name).sort()).toEqual(Object.values(RULESETS).sort());
  });

  test('applied again it writes nothing', async () => {
    const { writes, findings } = await setup('--apply');
    expect(writes).toEqual([]);
    expect(ofSettings(findings)).toEqual([]);
  });

  test('R30: the labels of process, form and desk are there: an official with triage makes none', async () => {
    const official = await office.as('contoh-tu');
    const { data } = await official.rest.issues.listLabelsForRepo({
      owner: office.local.owner,
      repo: office.local.repo,
    });
    const there = data.map(({ name }) => name);
    expect(there).toEqual(expect.arrayContaining(['baris/2', 'lewat-tenggat', 'decap-cms/draft', 'meja']));
  });

  test('roles held by one person, officials who may write, and holders without access, are named', async () => {
    await office.local.accounts.permit('contoh-kabid-ikp', 'triage');
    const { findings, out } = await setup();
    expect(findings).toContain('weaker holder-writes/tu');
    expect(out).toContain('"contoh-tu" holds tu and may write');
    expect(findings).not.toContain('weaker holder-writes/kabid-ikp');
    expect(findings).toContain('weaker role-single/tu');
    expect(findings).not.toContain('missing holder-no-access/tu');
    await office.local.accounts.permit('contoh-tu', 'read');
    await office.local.accounts.permit('contoh-walikota', 'none');
    const after = await setup();
    expect(after.findings).toContain('wrong holder-no-access/tu');
    expect(after.findings).toContain('missing holder-no-access/walikota');
  });

  test('the register that setup begins is the one that the process continues', async () => {
    const begun = await (
      await office.as('contoh-tu')
    ).request('GET /repos/{owner}/{repo}/git/ref/{ref}', {
      owner: office.local.owner,
      repo: office.local.repo,
      ref: 'heads/register',
    });
    expect((await office.forge.listOpen()).register).toMatchObject({ head: begun.data.object.sha, index: undefined });
  });

  test('until it is published, the site says so in both languages, and GitHub builds nothing from it', async () => {
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

  test('every request of setup, and every answer of this GitHub, is as GitHub describes it', () => {
    expect([...new Set(github.faults)]).toEqual([]);
  });
});

describe('a set-up that was weakened', () => {
  beforeAll(async () => {
    await open();
    await wholly();
  });
  afterAll(close);

  const ruleset = (name: string): Ruleset => {
    const found = github.settings.rulesets.find((each) => each.name === name);
    if (!found) throw new Error(`there is no ruleset ${name}`);
    return found;
  };
  const change = (name: string, changed: (ruleset: Ruleset) => Partial<Ruleset>): void => {
    const { rulesets } = github.settings;
    const at = rulesets.indexOf(ruleset(name));
    rulesets[at] = { ...ruleset(name), ...changed(ruleset(name)) };
  };
  const rule = (type: string, parameters: Record<string, unknown>) => (each: Ruleset) => ({
    rules: each.rules.map((one) =>
      one.type === type ? { ...one, parameters: { ...one.parameters, ...parameters } } : one,
    ),
  });
  const without = (type: string) => (each: Ruleset) => ({ rules: each.rules.filter((one) => one.type !== type) });
  const stop = (name: string, state: string): void => {
    for (const workflow of github.settings.workflows) if (workflow.name === name) workflow.state = state;
  };
  const stranger = { actor_id: 7, actor_type: 'Team', bypass_mode: 'always' };
  const others = (each: Ruleset) => ({ bypass_actors: [...each.bypass_actors, stranger] });

  const WEAKENINGS: readonly [what: string, weaken: () => void, finding: string][] = [
    [
      'the status is required of anybody',
      () =>
        change(RULESETS.merge, rule('required_status_checks', { required_status_checks: [{ context: 'disposisi' }] })),
      'weaker ruleset-main-merge/rules.required_status_checks',
    ],
    [
      'the status is pinned to another App',
      () =>
        change(
          RULESETS.merge,
          rule('required_status_checks', { required_status_checks: [{ context: 'disposisi', integration_id: 15368 }] }),
        ),
      'weaker ruleset-main-merge/rules.required_status_checks',
    ],
    [
      'main takes direct pushes',
      () => change(RULESETS.merge, without('pull_request')),
      'weaker ruleset-main-merge/rules.pull_request',
    ],
    [
      'nobody who owns them approves changes of sops or workflows',
      () => change(RULESETS.merge, rule('pull_request', { require_code_owner_review: false })),
      'weaker ruleset-main-merge/rules.pull_request.require_code_owner_review',
    ],
    [
      'main may be rewritten',
      () => change(RULESETS.main, without('non_fast_forward')),
      'weaker ruleset-main/rules.non_fast_forward',
    ],
    ['a team passes the rules of main', () => change(RULESETS.main, others), 'weaker ruleset-main/bypass_actors'],
    [
      'administrators push past the rules',
      () =>
        change(RULESETS.merge, (each) => ({
          bypass_actors: each.bypass_actors.map((actor) => ({ ...actor, bypass_mode: 'always' })),
        })),
      'weaker ruleset-main-merge/bypass_actors',
    ],
    [
      'anybody who writes merges',
      () => change(RULESETS.merge, () => ({ enforcement: 'disabled' })),
      'weaker ruleset-main-merge/enforcement',
    ],
    [
      'the process may not merge',
      () => change(RULESETS.merge, () => ({ bypass_actors: [] })),
      'wrong ruleset-main-merge/bypass_actors',
    ],
    ['others write the register', () => change(RULESETS.register, others), 'weaker ruleset-register/bypass_actors'],
    [
      'the register’s ruleset only evaluates',
      () => change(RULESETS.register, () => ({ enforcement: 'evaluate' })),
      'weaker ruleset-register/enforcement',
    ],
    [
      'the register’s ruleset leaves the register out',
      () =>
        change(RULESETS.register, () => ({
          conditions: { ref_name: { include: ['refs/heads/register'], exclude: ['refs/heads/register'] } },
        })),
      'weaker ruleset-register/conditions.exclude',
    ],
    [
      'the register may be rewritten',
      () => change(RULESETS.append, without('non_fast_forward')),
      'weaker ruleset-register-append-only/rules.non_fast_forward',
    ],
    [
      'the register may be deleted',
      () => change(RULESETS.append, without('deletion')),
      'weaker ruleset-register-append-only/rules.deletion',
    ],
    [
      'the App passes even the rules against rewriting',
      () =>
        change(RULESETS.append, () => ({
          bypass_actors: [{ actor_id: 424242, actor_type: 'Integration', bypass_mode: 'always' }],
        })),
      'weaker ruleset-register-append-only/bypass_actors',
    ],
    ['others write the site', () => change(RULESETS.site, others), 'weaker ruleset-site/bypass_actors'],
    [
      'administrators write the site past the process',
      () =>
        change(RULESETS.site, (each) => ({
          bypass_actors: [...each.bypass_actors, { actor_id: 5, actor_type: 'RepositoryRole', bypass_mode: 'always' }],
        })),
      'weaker ruleset-site/bypass_actors',
    ],
    [
      'the process may not write the site',
      () => change(RULESETS.site, () => ({ bypass_actors: [] })),
      'wrong ruleset-site/bypass_actors',
    ],
    ...['creation', 'update', 'deletion'].map((type): (typeof WEAKENINGS)[number] => [
      `the site is open to ${type}`,
      () => change(RULESETS.site, without(type)),
      `weaker ruleset-site/rules.${type}`,
    ]),
    [
      'what the site remembers is open to anybody',
      () => change(RULESETS.site, () => ({ conditions: { ref_name: { include: ['refs/heads/site'], exclude: [] } } })),
      'weaker ruleset-site/conditions.include',
    ],
    [
      'only some may dismiss, by the ruleset',
      () =>
        change(RULESETS.merge, rule('pull_request', { dismissal_restriction: { enabled: true, allowed_actors: [] } })),
      'wrong ruleset-main-merge/rules.pull_request.dismissal_restriction',
    ],
    [
      'writers push workflows',
      () => change(RULESETS.workflows, without('file_path_restriction')),
      'weaker ruleset-workflows/rules.file_path_restriction',
    ],
    [
      'writers push workflows, and only the action is closed to them',
      () =>
        change(RULESETS.workflows, rule('file_path_restriction', { restricted_file_paths: ['.github/actions/**'] })),
      'weaker ruleset-workflows/rules.file_path_restriction.restricted_file_paths',
    ],
    [
      'a team pushes workflows past the rule',
      () => change(RULESETS.workflows, others),
      'weaker ruleset-workflows/bypass_actors',
    ],
    [
      'the key’s environment is open to other branches',
      () => github.settings.environment?.branches.push({ id: 9, name: 'cms/*' }),
      'weaker environment-branches',
    ],
    [
      'the key’s environment is open to any branch',
      () => {
        if (github.settings.environment) github.settings.environment.policy = null;
      },
      'weaker environment-branches',
    ],
    [
      'the site can be published from other branches',
      () => github.settings.pagesEnvironment?.branches.push({ id: 9, name: '*' }),
      'weaker pages-environment-branches',
    ],
    [
      'the site can be published from main, by whose workflows it was before',
      () => github.settings.pagesEnvironment?.branches.push({ id: 9, name: 'main' }),
      'weaker pages-environment-branches',
    ],
    [
      'the site can be published from a tag of its branch’s name, which anybody who writes can make',
      () => github.settings.pagesEnvironment?.branches.push({ id: 9, name: 'site', type: 'tag' }),
      'weaker pages-environment-branches',
    ],
    [
      'the site’s own branch may not publish it',
      () => github.settings.pagesEnvironment?.branches.splice(0),
      'weaker pages-environment-branches',
    ],
    [
      'the environment waits',
      () => {
        if (github.settings.environment) github.settings.environment.waits = true;
      },
      'wrong environment-waits',
    ],
    [
      'the key lies outside the environment',
      () => github.settings.repositorySecrets.push('DISPOSISI_APP_KEY'),
      'weaker key-outside-environment',
    ],
    [
      'the signing key lies outside the environment',
      () => github.settings.repositorySecrets.push('DISPOSISI_LOG_KEY'),
      'weaker log-key-outside-environment',
    ],
    [
      'the gateway’s secret lies outside the environment',
      () => github.settings.repositorySecrets.push('DISPOSISI_WEBHOOK_SECRET'),
      'weaker webhook-outside-environment',
    ],
    [
      'the signing key is missing',
      () => {
        delete github.settings.environment?.secrets['DISPOSISI_LOG_KEY'];
      },
      'missing log-key',
    ],
    [
      'workflows get a token that writes',
      () => {
        github.settings.token.default_workflow_permissions = 'write';
      },
      'weaker workflow-token',
    ],
    [
      'workflows may approve',
      () => {
        github.settings.token.can_approve_pull_request_reviews = true;
      },
      'weaker workflow-token',
    ],
    [
      'forks get secrets',
      () => {
        github.settings.forks['send_secrets_and_variables'] = true;
      },
      'weaker fork-runs',
    ],
    [
      'applicants may let GitHub merge',
      () => {
        github.settings.repository.allow_auto_merge = true;
      },
      'weaker auto-merge',
    ],
    [
      'the process is another account',
      () => {
        github.settings.variables['DISPOSISI_APP_ID'] = '1';
      },
      'wrong variable-disposisi-app-id',
    ],
    [
      'GitHub stopped the workflow of the deadlines for want of activity',
      () => stop('deadlines.yml', 'disabled_inactivity'),
      'wrong workflow-stopped/deadlines',
    ],
    [
      'the variable by which an earlier version knew the site’s address is still there',
      () => {
        github.settings.variables['DISPOSISI_SITE'] = 'https://agenda.contoh.example';
      },
      'weaker site-variable',
    ],
    [
      'Pages are built by a workflow',
      () => {
        if (github.settings.pages) github.settings.pages.build_type = 'workflow';
      },
      'wrong pages',
    ],
    ...(
      [
        ['branch', 'main'],
        ['path', '/docs'],
      ] as const
    ).map(([what, value]): (typeof WEAKENINGS)[number] => [
      `Pages are built from another ${what}`,
      () => {
        if (github.settings.pages) github.settings.pages.source[what] = value;
      },
      'wrong pages',
    ]),
  ];

  test.each(WEAKENINGS)('%s: it is named, and --apply puts it right', async (_what, weaken, finding) => {
    weaken();
    const { findings, writes } = await setup();
    expect(ofSettings(findings)).toEqual([finding]);
    expect(writes).toEqual([]);
    expect(ofSettings((await setup('--apply')).findings)).toEqual([]);
    expect((await setup('--apply')).writes).toEqual([]);
  });

  const BY_HAND: readonly [what: string, weaken: (settings: Settings) => () => void, finding: string][] = [
    [
      'the repository is public although requests have internal fields',
      ({ repository }) => {
        repository.private = false;
        return () => {
          repository.private = true;
        };
      },
      'wrong repository-public',
    ],
    [
      'a classic protection lets only some dismiss',
      (settings) => {
        settings.dismissalsRestricted = true;
        return () => {
          settings.dismissalsRestricted = false;
        };
      },
      'wrong dismissals-restricted',
    ],
    [
      'the App may do more than it needs',
      ({ app }) => {
        if (app) app.permissions['administration'] = 'write';
        return () => {
          if (app) delete app.permissions['administration'];
        };
      },
      'weaker app-permissions-surplus',
    ],
    [
      'the App lacks a permission',
      ({ app }) => {
        if (app) app.permissions['statuses'] = 'read';
        return () => {
          if (app) app.permissions['statuses'] = 'write';
        };
      },
      'wrong app-permissions-missing',
    ],
    [
      'CODEOWNERS names nobody real',
      ({ codeownerErrors }) => {
        codeownerErrors.push('Unknown owner');
        return () => codeownerErrors.splice(0);
      },
      'weaker codeowners-unknown',
    ],
    [
      'the gateway has an address and no secret, so that nothing is sent to it',
      ({ environment }) => {
        if (environment) environment.secrets['DISPOSISI_WEBHOOK_URL'] = 'sealed';
        return () => {
          delete environment?.secrets['DISPOSISI_WEBHOOK_URL'];
        };
      },
      'missing webhook-half',
    ],
    [
      'every member of the organisation may write',
      (settings) => {
        settings.basePermission = 'write';
        return () => {
          settings.basePermission = 'none';
        };
      },
      'weaker organisation-base-permission',
    ],
    [
      'the deadlines were not looked at for more than a day',
      (settings) => {
        settings.lastScheduledRun = '2026-11-29T23:41:00Z';
        return () => {
          settings.lastScheduledRun = '2026-12-01T00:41:00Z';
        };
      },
      'wrong deadlines-unwatched',
    ],
    [
      'the site’s domain is another than main names, so that the next publication would lose it',
      ({ pages }) => {
        const before = pages?.cname ?? null;
        if (pages) pages.cname = 'lain.contoh.example';
        return () => {
          if (pages) pages.cname = before;
        };
      },
      'wrong pages-domain',
    ],
    [
      'a variable of an earlier version names another address than main',
      ({ variables }) => {
        variables['DISPOSISI_SITE'] = 'https://palsu.example';
        return () => {
          delete variables['DISPOSISI_SITE'];
        };
      },
      'wrong site-variable',
    ],
    [
      'a file of a workflow was deleted',
      () => {
        stop('publish.yml', 'deleted');
        return () => stop('publish.yml', 'active');
      },
      'wrong workflow-stopped/publish',
    ],
  ];

  test.each(BY_HAND)(
    '%s: it is named; --apply leaves it to people and writes nothing',
    async (_what, weaken, finding) => {
      const back = weaken(github.settings);
      const { code, findings, writes } = await setup('--apply');
      back();
      expect(code).toBe(1);
      expect(ofSettings(findings)).toEqual([finding]);
      expect(writes).toEqual([]);
    },
  );

  const ADVICE: readonly [what: string, change: (settings: Settings) => void, finding: string | undefined][] = [
    ['every member reads', (settings) => (settings.basePermission = 'read'), 'weaker organisation-base-permission'],
    [
      'GitHub does not show to this token what members may',
      (settings) => (settings.basePermission = undefined),
      'weaker organisation-base-permission-unseen',
    ],
    [
      'who last committed the schedule has left',
      (settings) => (settings.scheduleCommitter = { id: 99, login: 'sudah-pindah' }),
      'weaker schedule-committer',
    ],
    [
      'who last committed the schedule is here',
      (settings) => (settings.scheduleCommitter = { id: 1002, login: 'contoh-tu' }),
      undefined,
    ],
    [
      'a workflow of a branch holds the group of the process',
      (settings) =>
        settings.runs.push({
          path: '.github/workflows/tahan.yml',
          event: 'push',
          head_branch: 'permohonan/satu',
          status: 'in_progress',
          run_started_at: '2026-12-01T00:00:00Z',
        }),
      'weaker foreign-runs',
    ],
    [
      'a scheduled run came a day ago, which GitHub may take',
      (s) => (s.lastScheduledRun = '2026-11-30T01:00:00Z'),
      undefined,
    ],
    [
      'what is no workflow of the office is switched off',
      ({ workflows }) => {
        for (const each of workflows) if (each.name === 'ci.yml') each.state = 'disabled_manually';
      },
      undefined,
    ],
  ];

  test.each(ADVICE)('%s: that is reported, and no failure', async (_what, change, finding) => {
    const before = structuredClone(github.settings);
    change(github.settings);
    const { code, findings } = await setup();
    Object.assign(github.settings, before);
    expect(ofSettings(findings)).toEqual(finding === undefined ? [] : [finding]);
    expect(code).toBe(0);
  });

  test('a personal account has no organisation: nothing is said of its members', async () => {
    github.settings.repository.ownedBy = 'User';
    github.settings.basePermission = 'admin';
    const { findings } = await setup();
    github.settings.repository.ownedBy = 'Organization';
    github.settings.basePermission = 'none';
    expect(ofSettings(findings)).toEqual([]);
  });

  test('the origin that a site shares with the owner’s other sites is reported, until it has a domain of its own', async () => {
    if (github.settings.pages) github.settings.pages.cname = 'agenda.contoh.example';
    expect((await setup()).findings).not.toContain('weaker pages-shared-origin');
    if (github.settings.pages) github.settings.pages.cname = null;
    const { code, findings, out } = await setup();
    expect([code, findings.includes('weaker pages-shared-origin')]).toEqual([0, true]);
    expect(out).toContain('found: https://kantor.github.io\n');
  });

  test('every request, and every answer, is as GitHub describes it', () => {
    expect([...new Set(github.faults)]).toEqual([]);
  });
});

describe('the branch of the site', () => {
  beforeAll(async () => {
    await open();
    await wholly();
  });
  afterAll(close);

  const at = () => ({ owner: office.local.owner, repo: office.local.repo });
  const SITE_REF = { ref: 'heads/site' };
  const removeSite = async () => {
    await (await office.as('disposisi[bot]')).rest.git.deleteRef({ ...at(), ...SITE_REF });
  };
  /** As an office that was set up for a site deployed by a workflow, with a domain of its own. */
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
  /** A page of a writer's own, as a commit that no branch has yet. */
  const ownPage = async () => {
    const { git } = (await office.as('contoh-opd')).rest;
    const tree = [{ path: 'index.html', mode: '100644', type: 'blob', content: '<p>Palsu</p>' }] as const;
    const made = (await git.createTree({ ...at(), tree: [...tree] })).data.sha;
    return (await git.createCommit({ ...at(), tree: made, parents: [], message: 'Palsu' })).data.sha;
  };
  /** What GitHub answers a writer who changes the branch. */
  const writerMoves = async (method: 'PATCH' | 'DELETE', body?: object): Promise<number> => {
    const writer = await office.local.accounts.token('contoh-opd', { ttl: 'P1D' });
    const ref = `${github.apiUrl}/repos/${at().owner}/${at().repo}/git/refs/heads/site`;
    const headers = { authorization: `token ${writer}`, 'content-type': 'application/json' };
    return (await fetch(ref, { method, headers, ...(body ? { body: JSON.stringify(body) } : {}) })).status;
  };

  test('security 46: while nothing protects it a writer defaces it; protected it begins anew, and the writer is refused', async () => {
    unprotect();
    const page = await ownPage();
    expect(await writerMoves('PATCH', { sha: page, force: true })).toBe(200);
    expect((await siteNow()).sha).toBe(page);
    const { findings, err } = await setup('--apply');
    expect(ofSettings(findings)).toEqual([]);
    expect(err).toContain('the site begins anew: run publish afterwards');
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

  test('gone while its ruleset stands it is left to the App, and the report says what to run', async () => {
    await removeSite();
    github.settings.pages = undefined;
    const { code, findings, out, writes } = await setup('--apply');
    expect(code).toBe(1);
    expect(ofSettings(findings)).toEqual(['missing site-branch', 'missing pages']);
    expect(out.match(/→ Only the App may begin it: run the workflow publish/g)).toHaveLength(2);
    expect(writes).toEqual([]);
  });

  test('every request, and every answer, is as GitHub describes it', () => {
    expect([...new Set(github.faults)]).toEqual([]);
  });
});

describe('what GitHub refuses', () => {
  afterEach(close);

  test('a plan without rulesets, environments and Pages for private repositories is explained', async () => {
    await open((settings) => {
      settings.freePlan = true;
    });
    const { code, findings, out } = await setup();
    expect(code).toBe(1);
    expect(findings).toContain('missing refused/rulesets');
    expect(out).toMatch(/rulesets: this GitHub plan does not have it for a private repository/);
    expect(out).toContain('403 Upgrade to GitHub Team');
    const applied = await setup('--apply');
    expect(applied.err).toMatch(/! pages: 422 .*plan[\s\S]*→ Use GitHub Team/);
    expect(applied.err).toMatch(/! environment: 422 .*plan[\s\S]*→ Use GitHub Team/);
    expect([...new Set(github.faults)]).toEqual([]);
  });

  test('security 64: a plan without rules about pushes is explained; for a personal account that is no failure', async () => {
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

  test('a code that was used already, or is too old, says what to do', async () => {
    await open((settings) => {
      settings.codes = [];
    });
    await expect(setup(...CODE)).rejects.toThrow(/GitHub does not know that code/);
    expect(github.settings.environment?.secrets).toEqual({});
  });

  test('an App that is there already is taken with --app, its key with --key', async () => {
    await open((settings) => {
      settings.app = {
        id: 7,
        slug: 'agenda',
        installed: true,
        permissions: { contents: 'write', metadata: 'read', pull_requests: 'write', statuses: 'write' },
      };
    });
    const key = join(cwd, 'kunci.pem');
    await writeFile(key, 'bukan kunci');
    await expect(setup('--apply', '--app', 'agenda', '--key', key)).rejects.toThrow(/expected the App's private key/);
    await writeFile(key, PEM);
    const { findings } = await setup('--apply', '--app', 'agenda', '--key', key);
    expect(ofSettings(findings)).toEqual([]);
    expect(github.settings.variables).toMatchObject({ DISPOSISI_APP_ID: '7', DISPOSISI_APP_SLUG: 'agenda' });
  });

  test('an App that GitHub does not show to this token is known by what its code gave, then by the variables', async () => {
    await open((settings) => {
      settings.appHidden = true;
    });
    await setup(...CODE);
    expect(github.settings.variables).toMatchObject({ DISPOSISI_APP_ID: '424242' });
    if (github.settings.app) github.settings.app.installed = true;
    const { code, findings } = await setup('--apply');
    expect(github.settings.rulesets.map(({ name }) => name).sort()).toEqual(Object.values(RULESETS).sort());
    expect([code, ofSettings(findings)]).toEqual([0, ['weaker app-permissions-unseen']]);
  });

  test('the App by which people sign in is made with what form and desk need, and its secret lies in a file of its owner', async () => {
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
      await signIn(['--repo', 'kantor/disposisi', ...places, ...args], { ...io, out: (line) => out.push(line) });
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

  test('half a set-up is completed, and what was there stays', async () => {
    await open((settings) => {
      settings.environment = {
        policy: { protected_branches: false, custom_branch_policies: true },
        branches: [{ id: 1, name: 'main' }],
        waits: false,
        secrets: { DISPOSISI_LOG_KEY: 'sealed' },
      };
      settings.pages = { ...pagesByWorkflow(), build_type: 'legacy', source: { branch: 'site', path: '/' } };
    });
    const { writes, findings } = await setup('--apply');
    expect(ofSettings(findings)).toEqual(['missing app', 'missing rulesets-wait']);
    expect(writes.some((each) => /environments\/disposisi|(POST|PUT) \/pages$/.test(each))).toBe(false);
  });
});
