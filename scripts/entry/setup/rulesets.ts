import { REGISTER_BRANCH } from '#domain/journal/paths.ts';
import { STATUS_CONTEXT } from '#engine/forge/queries.ts';
import { RULESETS, SITE_BRANCH, SITE_MEMORY_BRANCH } from './names.ts';

/** A ruleset as GitHub's API has it, as far as it is written and compared. */
export interface Ruleset {
  readonly id?: number;
  readonly name: string;
  readonly target?: string;
  readonly enforcement: string;
  readonly bypass_actors: readonly BypassActor[];
  /** Absent where pushes of any branch are meant. */
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

/** Past the rules, but only by a pull request: an office of one maintainer has nobody else to approve a change. */
const ADMINS_BY_PULL: BypassActor = { actor_id: ADMINS, actor_type: 'RepositoryRole', bypass_mode: 'pull_request' };

/** They bring updates of the program, workflows too, by a branch. */
const ADMINS_ALWAYS: BypassActor = { ...ADMINS_BY_PULL, bypass_mode: 'always' };

/** Nobody moves the branch, not by taking over another repository's either. */
const UPDATE = { type: 'update', parameters: { update_allows_fetch_and_merge: false } } as const;

/**
 * The rulesets of an office. Two each for main and register, since one bypass passes all rules of a ruleset: the App must
 * pass the one that keeps others from merging or writing, and must not pass the one that keeps everybody from rewriting. It
 * writes main itself, without a merge of the pull request: so it decides what main receives (R34). The branches of the site
 * are made of the register, and the App rewrites them as it likes: one ruleset for both.
 * @param app the App's numeric id: the required status counts only from it, and only it writes register and site
 * @param isPrivate GitHub has rules about what a push brings for private repositories alone
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
