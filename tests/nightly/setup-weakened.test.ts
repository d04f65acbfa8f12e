import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { RULESETS } from '#entry/setup/names.ts';
import type { Ruleset } from '#entry/setup/rulesets.ts';
import type { Settings } from '../setup/fake-settings.ts';
import { close, github, ofSettings, open, setup, wholly } from '../setup/office.ts';

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
      'the status is accepted from any account',
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
      'no owner must approve changes of sops or workflows',
      () => change(RULESETS.merge, rule('pull_request', { require_code_owner_review: false })),
      'weaker ruleset-main-merge/rules.pull_request.require_code_owner_review',
    ],
    [
      'main may be rewritten',
      () => change(RULESETS.main, without('non_fast_forward')),
      'weaker ruleset-main/rules.non_fast_forward',
    ],
    ['a team may bypass the rules of main', () => change(RULESETS.main, others), 'weaker ruleset-main/bypass_actors'],
    [
      'administrators may push past the rules',
      () =>
        change(RULESETS.merge, (each) => ({
          bypass_actors: each.bypass_actors.map((actor) => ({ ...actor, bypass_mode: 'always' })),
        })),
      'weaker ruleset-main-merge/bypass_actors',
    ],
    [
      'any writer may merge',
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
      'the register’s ruleset does not include the register',
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
      'the App may bypass even the rules against rewriting',
      () =>
        change(RULESETS.append, () => ({
          bypass_actors: [{ actor_id: 424242, actor_type: 'Integration', bypass_mode: 'always' }],
        })),
      'weaker ruleset-register-append-only/bypass_actors',
    ],
    ['others write the site', () => change(RULESETS.site, others), 'weaker ruleset-site/bypass_actors'],
    [
      'administrators may write the site instead of the process',
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
      'the branch of the site’s database is open to any writer',
      () => change(RULESETS.site, () => ({ conditions: { ref_name: { include: ['refs/heads/site'], exclude: [] } } })),
      'weaker ruleset-site/conditions.include',
    ],
    [
      'a ruleset lets only some accounts dismiss reviews',
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
      'a team may bypass the rule about workflows',
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
      'the site can be published from main, as before by its workflows',
      () => github.settings.pagesEnvironment?.branches.push({ id: 9, name: 'main' }),
      'weaker pages-environment-branches',
    ],
    [
      'the site can be published from a tag with its branch’s name, which any writer can make',
      () => github.settings.pagesEnvironment?.branches.push({ id: 9, name: 'site', type: 'tag' }),
      'weaker pages-environment-branches',
    ],
    [
      'the site’s own branch cannot publish it',
      () => github.settings.pagesEnvironment?.branches.splice(0),
      'weaker pages-environment-branches',
    ],
    [
      'the environment has a waiting time',
      () => {
        if (github.settings.environment) github.settings.environment.waits = true;
      },
      'wrong environment-waits',
    ],
    [
      'the key is outside the environment',
      () => github.settings.repositorySecrets.push('DISPOSISI_APP_KEY'),
      'weaker key-outside-environment',
    ],
    [
      'the signing key is outside the environment',
      () => github.settings.repositorySecrets.push('DISPOSISI_LOG_KEY'),
      'weaker log-key-outside-environment',
    ],
    [
      'the gateway’s secret is outside the environment',
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
      'workflows get a token that can write',
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
      'GitHub stopped the workflow of the deadlines because of inactivity',
      () => stop('deadlines.yml', 'disabled_inactivity'),
      'wrong workflow-stopped/deadlines',
    ],
    [
      'Pages are built by a workflow',
      () => {
        if (github.settings.pages) github.settings.pages.build_type = 'workflow';
      },
      'wrong pages',
    ],
    [
      'GitHub did not build the newest publication',
      () => {
        github.settings.pagesError = 'Page build failed.';
      },
      'wrong pages-unbuilt',
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

  test.each(WEAKENINGS)('set-up names this weakness, and --apply removes it: %s', async (_what, weaken, finding) => {
    weaken();
    const { findings, writes } = await setup();
    expect(ofSettings(findings)).toEqual([finding]);
    expect(writes).toEqual([]);
    expect(ofSettings((await setup('--apply')).findings)).toEqual([]);
  });

  test('when --apply has removed them all, set-up has nothing to write', async () => {
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
      'a classic branch protection lets only some accounts dismiss reviews',
      (settings) => {
        settings.dismissalsRestricted = true;
        return () => {
          settings.dismissalsRestricted = false;
        };
      },
      'wrong dismissals-restricted',
    ],
    [
      'the App has more permissions than it needs',
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
      'CODEOWNERS names no real account',
      ({ codeownerErrors }) => {
        codeownerErrors.push('Unknown owner');
        return () => codeownerErrors.splice(0);
      },
      'weaker codeowners-unknown',
    ],
    [
      'the gateway has an address and no secret, so that it gets no messages',
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
      'the deadlines were not checked for more than a day',
      (settings) => {
        settings.lastScheduledRun = '2026-11-29T23:41:00Z';
        return () => {
          settings.lastScheduledRun = '2026-12-01T00:41:00Z';
        };
      },
      'wrong deadlines-unwatched',
    ],
    [
      'the site’s domain differs from main’s, so that the next publication would lose it',
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
      'a file of a workflow was deleted',
      () => {
        stop('publish.yml', 'deleted');
        return () => stop('publish.yml', 'active');
      },
      'wrong workflow-stopped/publish',
    ],
  ];

  test.each(BY_HAND)(
    'set-up names this weakness, which --apply leaves to people: %s',
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
    ['every member can read', (settings) => (settings.basePermission = 'read'), 'weaker organisation-base-permission'],
    [
      'GitHub does not show to this token what members may do',
      (settings) => (settings.basePermission = undefined),
      'weaker organisation-base-permission-unseen',
    ],
    [
      'the last committer of the schedule has left',
      (settings) => (settings.scheduleCommitter = { id: 99, login: 'sudah-pindah' }),
      'weaker schedule-committer',
    ],
    [
      'the last committer of the schedule is still a member',
      (settings) => (settings.scheduleCommitter = { id: 1002, login: 'contoh-tu' }),
      undefined,
    ],
    [
      'a workflow of a branch occupies the concurrency group of the process',
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
      'the last scheduled run was a day ago, a delay that GitHub allows',
      (s) => (s.lastScheduledRun = '2026-11-30T01:00:00Z'),
      undefined,
    ],
    [
      'a workflow that is not the office’s is switched off',
      ({ workflows }) => {
        for (const each of workflows) if (each.name === 'ci.yml') each.state = 'disabled_manually';
      },
      undefined,
    ],
  ];

  test.each(ADVICE)(
    'set-up does not fail for this, and reports it at most as advice: %s',
    async (_what, change, finding) => {
      const before = structuredClone(github.settings);
      change(github.settings);
      const { code, findings } = await setup();
      Object.assign(github.settings, before);
      expect(ofSettings(findings)).toEqual(finding === undefined ? [] : [finding]);
      expect(code).toBe(0);
    },
  );

  test('for a repository of a personal account set-up reports nothing about members', async () => {
    github.settings.repository.ownedBy = 'User';
    github.settings.basePermission = 'admin';
    const { findings } = await setup();
    github.settings.repository.ownedBy = 'Organization';
    github.settings.basePermission = 'none';
    expect(ofSettings(findings)).toEqual([]);
  });

  test('set-up reports that the site has one web origin with the owner’s other sites, unless it has its own domain', async () => {
    if (github.settings.pages) github.settings.pages.cname = 'agenda.contoh.example';
    expect((await setup()).findings).not.toContain('weaker pages-shared-origin');
    if (github.settings.pages) github.settings.pages.cname = null;
    const { code, findings, out } = await setup();
    expect([code, findings.includes('weaker pages-shared-origin')]).toEqual([0, true]);
    expect(out).toContain('found: https://kantor.github.io\n');
  });

  test('every HTTP request of set-up, and every response, is as GitHub describes it', () => {
    expect([...new Set(github.faults)]).toEqual([]);
  });
});
