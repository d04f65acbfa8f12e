import type { BypassActor, Ruleset } from '#entry/setup/rulesets.ts';

/** A change of a branch that somebody asks for. */
export interface BranchChange {
  /** The full name, such as `refs/heads/main`. */
  readonly ref: string;
  readonly kind: 'creation' | 'update' | 'deletion';
  /** Whether the branch loses commits. */
  readonly forced: boolean;
  /** Whether the change is the merge of a pull request. */
  readonly byPull: boolean;
  /** Whether an App’s status says that the change may be made, by the App’s id and the status’s name. */
  readonly hasStatus: (context: string, app: number | undefined) => boolean;
  /** The paths that a push changes. */
  readonly paths: readonly string[];
}

/** GitHub’s numbers of the roles that may bypass a ruleset, with the roles of a repository that have their rights. */
const ROLES: Readonly<Record<number, readonly string[]>> = {
  2: ['maintain', 'admin'],
  4: ['write', 'maintain', 'admin'],
  5: ['admin'],
};

/**
 * Returns GitHub’s words for each rule that a change violates. They are empty if the account may make the change.
 * @param role the role of the account in the repository
 */
export function violationsOf(rulesets: readonly Ruleset[], role: string, change: BranchChange): string[] {
  // GitHub never deletes the default branch.
  if (change.kind === 'deletion' && change.ref === 'refs/heads/main') return ['Cannot delete the default branch'];
  return rulesets
    .filter((ruleset) => ruleset.enforcement === 'active' && isAbout(ruleset, change.ref))
    .filter(({ bypass_actors }) => !bypass_actors.some((actor) => mayBypass(actor, role, change)))
    .flatMap(({ rules }) => rules.flatMap((rule) => violation(rule, change)));
}

function isAbout({ target, conditions }: Ruleset, ref: string): boolean {
  if (target === 'push') return true;
  const { include = [], exclude = [] } = conditions?.ref_name ?? {};
  const names = [ref, '~ALL', ...(ref === 'refs/heads/main' ? ['~DEFAULT_BRANCH'] : [])];
  return names.some((name) => include.includes(name)) && !exclude.includes(ref);
}

const mayBypass = ({ actor_type, actor_id, bypass_mode }: BypassActor, role: string, { byPull }: BranchChange) =>
  actor_type === 'RepositoryRole' &&
  (ROLES[actor_id ?? 0] ?? []).includes(role) &&
  (bypass_mode !== 'pull_request' || byPull);

function violation({ type, parameters = {} }: Ruleset['rules'][number], change: BranchChange): string[] {
  const { kind, forced, byPull, hasStatus, paths } = change;
  switch (type) {
    case 'creation':
      return kind === 'creation' ? ['Cannot create ref due to creations being restricted.'] : [];
    case 'update':
      return kind === 'update' ? ['Cannot update this protected ref.'] : [];
    case 'deletion':
      return kind === 'deletion' ? ['Cannot delete this branch'] : [];
    case 'non_fast_forward':
      return kind === 'update' && forced ? ['Cannot force-push to this branch'] : [];
    case 'pull_request':
      return kind === 'update' && !byPull ? ['Changes must be made through a pull request.'] : [];
    case 'required_status_checks': {
      const required = parameters['required_status_checks'] as { context: string; integration_id?: number }[];
      const missing = required.filter(({ context, integration_id }) => !hasStatus(context, integration_id));
      return kind === 'update' ? missing.map(({ context }) => `Required status check "${context}" is expected.`) : [];
    }
    case 'file_path_restriction': {
      // The only pattern here is a whole folder.
      const folders = (parameters['restricted_file_paths'] as string[]).map((path) => path.replace(/\*\*$/, ''));
      const restricted = paths.filter((path) => folders.some((folder) => path.startsWith(folder)));
      return restricted.map((path) => `File path ${path} is restricted`);
    }
    default:
      throw new Error(`The rule ${type} is not imitated.`);
  }
}
