import { isDeepStrictEqual } from 'node:util';
import type { BypassActor, Ruleset } from './rulesets.ts';

interface Difference {
  /** `wrong` stops the process. `weaker` allows what should be prevented. */
  readonly severity: 'wrong' | 'weaker';
  /** The place, such as `enforcement`, `bypass_actors` or `rules.pull_request.require_code_owner_review`. */
  readonly at: string;
  readonly is: string;
  readonly should: string;
}

/** Parameters whose difference stops the process, but does not make an attack possible. */
const STOPPING = new Set([
  'allowed_merge_methods',
  'require_last_push_approval',
  'required_approving_review_count',
  'required_review_thread_resolution',
  'strict_required_status_checks_policy',
  'dismiss_stale_reviews_on_push',
]);

/** Returns the differences between a ruleset and the wanted one. Further rules are the office's own choice. */
export function compareRulesets(wanted: Ruleset, found: Ruleset): Difference[] {
  return [
    ...differs('weaker', 'enforcement', found.enforcement, wanted.enforcement),
    ...targets(wanted, found),
    ...bypasses(wanted.bypass_actors, found.bypass_actors),
    ...wanted.rules.flatMap((rule) => {
      const there = found.rules.find(({ type }) => type === rule.type);
      if (!there) return differs('weaker', `rules.${rule.type}`, undefined, rule.type);
      const { parameters = {} } = there;
      const asked = Object.entries(rule.parameters ?? {}).flatMap(([name, value]) => {
        if (name === 'required_status_checks') return pinned(value, parameters[name]);
        if (name === 'restricted_file_paths' && hasAll(parameters[name], value)) return [];
        const severity = STOPPING.has(name) ? 'wrong' : 'weaker';
        // GitHub may omit parameters that are not set and, for an update rule, all of its parameters.
        const is = parameters[name] ?? (value === false ? false : undefined);
        return differs(severity, `rules.${rule.type}.${name}`, is, value);
      });
      return [...asked, ...dismissals(rule.type, parameters)];
    }),
  ];
}

/** Checks that the App's status is required. Other required statuses are the office's choice. */
function pinned(wanted: unknown, found: unknown): Difference[] {
  const [appStatus] = wanted as [unknown];
  const there = Array.isArray(found) ? (found as unknown[]) : [];
  if (there.some((each) => isDeepStrictEqual(each, appStatus))) return [];
  return differs('weaker', 'rules.required_status_checks', found, wanted);
}

/** Checks whether all wanted paths are restricted. Further restricted paths are the office's choice. */
const hasAll = (found: unknown, wanted: unknown): boolean =>
  Array.isArray(found) && (wanted as readonly string[]).every((path) => found.includes(path));

function differs(severity: Difference['severity'], at: string, is: unknown, should: unknown): Difference[] {
  if (isDeepStrictEqual(is, should)) return [];
  return [{ severity, at, is: text(is), should: text(should) }];
}

const text = (value: unknown): string =>
  value === undefined ? '–' : typeof value === 'string' ? value : JSON.stringify(value);

function targets({ conditions: wanted }: Ruleset, { conditions: found }: Ruleset): Difference[] {
  if (!wanted) return [];
  const { include = [], exclude = [] } = found?.ref_name ?? {};
  const covers = (ref: string) =>
    include.includes(ref) ||
    include.includes('~ALL') ||
    (ref === 'refs/heads/main' && include.includes('~DEFAULT_BRANCH'));
  const missing = wanted.ref_name.include.filter((ref) => !covers(ref));
  return [
    ...(missing.length > 0 ? differs('weaker', 'conditions.include', include, wanted.ref_name.include) : []),
    ...differs('weaker', 'conditions.exclude', exclude, []),
  ];
}

function bypasses(wanted: readonly BypassActor[], found: readonly BypassActor[]): Difference[] {
  const same = (a: BypassActor, b: BypassActor) => a.actor_type === b.actor_type && a.actor_id === b.actor_id;
  const named = ({ actor_type, actor_id, bypass_mode }: BypassActor) =>
    `${actor_type} ${actor_id ?? ''} ${bypass_mode}`;
  const surplus = found.filter((actor) => {
    const meant = wanted.find((each) => same(each, actor));
    return !meant || (meant.bypass_mode === 'pull_request' && actor.bypass_mode !== 'pull_request');
  });
  // Without the bypass for maintainers a ruleset is stricter, as the office may wish. The process needs its bypass.
  const absent = wanted.filter(
    (actor) =>
      actor.actor_type === 'Integration' &&
      !found.some(
        (each) => same(actor, each) && (each.bypass_mode === actor.bypass_mode || each.bypass_mode === 'always'),
      ),
  );
  const should = wanted.map(named).join(', ') || '–';
  return [
    ...surplus.map((actor): Difference => ({ severity: 'weaker', at: 'bypass_actors', is: named(actor), should })),
    ...absent.map((actor): Difference => ({ severity: 'wrong', at: 'bypass_actors', is: '–', should: named(actor) })),
  ];
}

/** Reports that only some accounts may dismiss reviews. The process must dismiss refused reviews, and would get 403. */
function dismissals(type: string, parameters: Readonly<Record<string, unknown>>): Difference[] {
  const restriction = parameters['dismissal_restriction'] as { readonly enabled?: boolean } | undefined;
  if (type !== 'pull_request' || restriction?.enabled !== true) return [];
  return differs('wrong', 'rules.pull_request.dismissal_restriction', restriction, undefined);
}
