import { isMapping } from '@actions/workflow-parser';
import type { TemplateToken } from '@actions/workflow-parser/templates/tokens/index';
import { type Contexts, resolve, textOf } from './expressions.ts';
import { excess, type Permissions, permissionsOf, readOnly } from './permissions.ts';
import type { Job } from './run.ts';
import type { Settings } from './settings.ts';

export interface Rights {
  /** The permissions of the job’s token. */
  readonly permissions: Permissions;
  readonly environment: string | undefined;
  /** The secrets that the job can read. */
  readonly secrets: Readonly<Record<string, string>>;
}

/**
 * Returns the rights that GitHub gives to a job. Permissions come from the job, or from its workflow, its caller or the
 * repository’s setting; a fork’s job only reads. An environment adds its secrets, but not for a fork, and
 * to a called workflow only those whose names the caller passes. An unknown environment is created without rules and
 * secrets.
 * @returns `refused`, with the reason, if a job asks for more than its caller has or its ref may not use the
 * environment
 */
export function rightsOf(
  { scope, run, spec }: Job,
  contexts: Contexts,
  settings: Settings,
): Rights | { readonly refused: string } {
  const asked = permissionsOf(spec.permissions) ?? permissionsOf(scope.file.permissions);
  const whole = asked ?? scope.given ?? settings.defaults;
  const over = scope.given === undefined ? undefined : excess(whole, scope.given);
  if (over !== undefined) return { refused: `requests ${over}, which its caller did not give` };
  const isFork = run.origin.fork && run.happening.event !== 'pull_request_target';
  const permissions = isFork ? readOnly(whole) : whole;
  if (spec.environment === undefined) return { permissions, environment: undefined, secrets: scope.secrets };
  const name = textOf(resolve(environmentName(spec.environment), contexts));
  const environment = settings.environments[name];
  if (environment?.branches !== undefined && !environment.branches.includes(run.origin.refName)) {
    return { refused: `${run.origin.ref} may not use the environment ${name}` };
  }
  const added = Object.entries(isFork ? {} : (environment?.secrets ?? {})).filter(
    ([each]) => scope.passed?.has(each) ?? true,
  );
  return { permissions, environment: name, secrets: { ...scope.secrets, ...Object.fromEntries(added) } };
}

/** Reads the `url` of an environment, which is for people and known only after the job has run. */
export function addressOf(token: TemplateToken | undefined): TemplateToken | undefined {
  return token !== undefined && isMapping(token) ? token.find('url') : undefined;
}

/** Reads `environment: name`, or a mapping with a name. */
function environmentName(token: TemplateToken): TemplateToken | undefined {
  return isMapping(token) ? token.find('name') : token;
}
