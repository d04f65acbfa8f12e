import type { Contexts, Mapping, Value } from './expressions.ts';
import { at } from './origin.ts';
import { courseOf, type Job, needsOf, type Run, type Scope } from './run.ts';
import type { Machine, Settings } from './settings.ts';

/** Returns the `github` context of a run, without the parts of a job or step. */
export function githubOf(run: Run, { forge }: Machine): Mapping {
  const { happening, origin, file, id, number } = run;
  const { actor, event, payload } = happening;
  const repository = `${forge.owner}/${forge.repo}`;
  return {
    actor: actor.login,
    actor_id: String(actor.id),
    triggering_actor: actor.login,
    api_url: forge.apiUrl,
    base_ref: origin.baseRef,
    event: payload as Mapping,
    event_name: event,
    graphql_url: `${forge.url}/api/graphql`,
    head_ref: origin.headRef,
    ref: origin.ref,
    ref_name: origin.refName,
    ref_protected: origin.refName === 'main',
    ref_type: origin.refType,
    repository,
    repository_id: at(payload, 'repository.id'),
    repository_owner: forge.owner,
    repository_owner_id: at(payload, 'repository.owner.id'),
    retention_days: '90',
    run_attempt: '1',
    run_id: String(id),
    run_number: String(number),
    server_url: forge.url,
    sha: origin.sha,
    workflow: file.name,
    workflow_ref: `${repository}/${file.path}@${origin.ref}`,
    workflow_sha: origin.sha,
  };
}

/** Returns the inputs of a dispatched run. An input that was not given has its default. */
export function inputsOf({ happening, file }: Run): Mapping {
  if (happening.event !== 'workflow_dispatch') return {};
  const given = (happening.payload['inputs'] ?? {}) as Record<string, Value>;
  const known = file.on.workflow_dispatch?.inputs ?? {};
  return Object.fromEntries(Object.entries(known).map(([name, input]) => [name, given[name] ?? input.default ?? '']));
}

/** Returns the contexts that a job’s keys may name: `if`, `concurrency`, `environment`, `with`. */
export function contextsOf(job: Job, machine: Machine, settings: Settings): Contexts {
  return { named: namedOf(job, machine, settings), course: courseOf(job) };
}

export function namedOf(job: Job, machine: Machine, settings: Settings): Readonly<Record<string, Mapping>> {
  return {
    github: githubOf(job.run, machine),
    inputs: job.scope.inputs,
    needs: needsOf(job),
    vars: { ...settings.variables },
    strategy: {},
    matrix: {},
  };
}

/** Returns the contexts that a workflow’s own keys may name. */
export function scopeContexts(run: Run, scope: Scope, machine: Machine, settings: Settings): Contexts {
  return {
    named: { github: githubOf(run, machine), inputs: scope.inputs, vars: { ...settings.variables } },
    course: { failed: false, cancelled: false },
  };
}

/** Returns the GITHUB_* variables of a job. */
export function environmentOf(job: Job, machine: Machine): Record<string, string> {
  const context = githubOf(job.run, machine);
  const names = Object.entries(context).flatMap(([name, value]) =>
    typeof value === 'object' ? [] : [[`GITHUB_${name.toUpperCase()}`, String(value)]],
  );
  return { ...Object.fromEntries(names), GITHUB_JOB: job.spec.id };
}
