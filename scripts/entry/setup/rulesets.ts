import { REGISTER_BRANCH } from '#domain/journal/paths.ts';
import { STATUS_CONTEXT } from '#engine/forge/queries.ts';
import { RULESETS, SITE_BRANCH, SITE_MEMORY_BRANCH } from './names.ts';

/** A ruleset of GitHub's API, with the fields that are written and compared. */
export interface Ruleset {
  readonly id?: number;
  readonly name: string;
  readonly target?: string;
  readonly enforcement: string;
  readonly bypass_actors: readonly BypassActor[];
  /** Absent if the ruleset is about pushes to any branch. */
  readonly conditions?: {
    readonly ref_name: { readonly include: readonly string[]; readonly exclude: readonly string[] };
  };
  readonly rules: readonly { readonly type: string; readonly parameters?: Readonly<Record<string, unknown>> }[];
}

export interface BypassActor {
  readonly actor_id: number | null;
  readonly actor_type: string;
  readonly bypass_mode: string;
}

/** GitHub's number for everybody with the admin role of the repository. */
const ADMINS = 5;

/** The bypass for maintainers. It works only for pull requests: a single maintainer has nobody to approve a change. */
const ADMINS_BY_PULL: BypassActor = { actor_id: ADMINS, actor_type: 'RepositoryRole', bypass_mode: 'pull_request' };

/** The bypass for maintainers who push updates of the program to a branch, workflows included. */
const ADMINS_ALWAYS: BypassActor = { ...ADMINS_BY_PULL, bypass_mode: 'always' };

/** The rule that nobody moves the branch, not even by merging a branch of another repository. */
const UPDATE = { type: 'update', parameters: { update_allows_fetch_and_merge: false } } as const;

/**
 * Returns the rulesets of an office. Main and register have two each, since one bypass skips all rules of a ruleset.
 * The App must bypass the ruleset that keeps others from merging or writing, but not the one that keeps everybody from
 * rewriting. The App writes main itself, without a merge of the pull request, so that it decides what main receives
 * (R34). The branches of the site are made from the register, and the App may rewrite them, so they share one ruleset.
 * @param app the App's numeric id; only the App's status counts, and only the App writes register and site
 * @param isPrivate whether the repository is private; only then GitHub has rules about the content of a push
 */
export function wantedRulesets(app: number, isPrivate: boolean): readonly Ruleset[] {
  const process = (bypass_mode: string): BypassActor => ({ actor_id: app, actor_type: 'Integration', bypass_mode });
  const on = (...branches: readonly string[]) => ({
    ref_name: { include: branches.map((branch) => `refs/heads/${branch}`), exclude: [] },
  });
  const active = { target: 'branch', enforcement: 'active' } as const;
  return [
    {
      ...active,
      name: RULESETS.main,
      bypass_actors: [],
      conditions: on('main'),
      rules: [{ type: 'deletion' }, { type: 'non_fast_forward' }],
    },
    {
      ...active,
      name: RULESETS.merge,
      bypass_actors: [process('always'), ADMINS_BY_PULL],
      conditions: on('main'),
      rules: [
        UPDATE,
        {
          type: 'pull_request',
          parameters: {
            allowed_merge_methods: ['merge'],
            dismiss_stale_reviews_on_push: false,
            require_code_owner_review: true,
            require_last_push_approval: false,
            required_approving_review_count: 0,
            required_review_thread_resolution: false,
          },
        },
        {
          type: 'required_status_checks',
          parameters: {
            required_status_checks: [{ context: STATUS_CONTEXT, integration_id: app }],
            strict_required_status_checks_policy: false,
          },
        },
      ],
    },
    {
      ...active,
      name: RULESETS.register,
      bypass_actors: [process('always')],
      conditions: on(REGISTER_BRANCH),
      rules: [{ type: 'creation' }, UPDATE],
    },
    {
      ...active,
      name: RULESETS.append,
      bypass_actors: [],
      conditions: on(REGISTER_BRANCH),
      rules: [{ type: 'deletion' }, { type: 'non_fast_forward' }],
    },
    {
      ...active,
      name: RULESETS.site,
      bypass_actors: [process('always')],
      conditions: on(SITE_BRANCH, SITE_MEMORY_BRANCH),
      rules: [{ type: 'creation' }, UPDATE, { type: 'deletion' }],
    },
    ...(isPrivate
      ? [
          {
            name: RULESETS.workflows,
            target: 'push',
            enforcement: 'active',
            bypass_actors: [process('always'), ADMINS_ALWAYS],
            rules: [{ type: 'file_path_restriction', parameters: { restricted_file_paths: ['.github/**'] } }],
          },
        ]
      : []),
  ];
}
