import { readRunner } from '#entry/setup/workflow-choices.ts';
import { isPrivileged, type Rule } from '../workflow.ts';

// A job that calls another workflow (`uses`) has no runner, time limit or concurrency group of its own.

const LONGEST_MINUTES = 60;

/** Returns whether a value is a label that an office may choose with `setup --runner`. */
function isRunner(value: unknown): boolean {
  try {
    return readRunner(String(value)) === value;
  } catch {
    return false;
  }
}

/**
 * Returns whether runs share a group if the job’s condition is met, and otherwise have a group each. The group must
 * repeat the condition word for word.
 */
function partsSkipped(group: string, condition: unknown): boolean {
  const inner = (text: unknown): string => String(text).replace(/^\$\{\{ | \}\}$/g, '');
  const [shared, own = ''] = inner(group).split(" && 'disposisi-process' || ");
  return shared === inner(condition) && own.includes('github.run_id');
}

/**
 * Returns whether each run has a group of its own. In a workflow that other workflows call, only a run that the
 * schedule started needs such a group.
 */
const isOwn = (group: string, triggers: readonly string[]): boolean =>
  triggers.includes('schedule')
    ? group.endsWith('-${{ github.run_id }}')
    : group.endsWith("${{ github.event_name == 'schedule' && format('-{0}', github.run_id) || '' }}");

/** Rules about where a job runs, how long, and what else runs meanwhile. */
export const RUN_RULES: readonly Rule[] = [
  {
    id: 'chosen-runner',
    says: 'security 71: the file itself names the machine of each job, so that nobody chooses it by a variable or an event',
    find: ({ jobs, lineOf }) =>
      jobs.flatMap(([id, job]) =>
        job.uses === undefined && !isRunner(job['runs-on'])
          ? [{ line: lineOf(['jobs', id, 'runs-on']), why: 'the machine is not named here, or not by one label' }]
          : [],
      ),
  },
  {
    id: 'missing-timeout',
    says: 'every job has a time limit',
    find: ({ jobs, lineOf }) =>
      jobs.flatMap(([id, job]) => {
        const minutes = job['timeout-minutes'];
        const isLimited = typeof minutes === 'number' && minutes <= LONGEST_MINUTES;
        return job.uses !== undefined || isLimited ? [] : [{ line: lineOf(['jobs', id]), why: 'it has no limit' }];
      }),
  },
  {
    id: 'missing-concurrency',
    says: 'security 17: jobs run one after the other, no job with rights is cancelled, and a skipped run takes the place of no waiting run',
    find: ({ root, jobs, lineOf, triggers }) =>
      jobs.flatMap(([id, job]) => {
        if (job.uses !== undefined) return [];
        const turn = (job.concurrency ?? root['concurrency']) as
          { readonly group?: unknown; readonly 'cancel-in-progress'?: unknown } | undefined;
        const line = lineOf(['jobs', id, 'concurrency']);
        if (typeof turn?.group !== 'string') return [{ line, why: 'it does not take turns' }];
        if (isPrivileged(job) && turn['cancel-in-progress'] !== false)
          return [{ line, why: 'a newer run may cancel it' }];
        const hearsApp = ['pull_request_target', 'workflow_run', 'issue_comment', 'status'].some((each) =>
          triggers.includes(each),
        );
        return isPrivileged(job) && hearsApp && !partsSkipped(turn.group, job.if)
          ? [{ line, why: 'a run that is skipped takes the place of one that waits' }]
          : [];
      }),
  },
  {
    id: 'held-group',
    says: 'security 64: scheduled runs share their group with nobody, so that no branch can block them',
    find: ({ root, jobs, lineOf, triggers }) =>
      triggers.includes('schedule') || triggers.includes('workflow_call')
        ? jobs.flatMap(([id, job]) => {
            if (job.uses !== undefined) return [];
            const turn = (job.concurrency ?? root['concurrency']) as { readonly group?: unknown } | undefined;
            return isOwn(String(turn?.group), triggers)
              ? []
              : [{ line: lineOf(['jobs', id, 'concurrency']), why: 'a workflow on any branch can take its group' }];
          })
        : [],
  },
  {
    id: 'deployment-record',
    says: 'a job that uses an environment for its secrets makes no record of a deployment',
    find: ({ jobs, lineOf }) =>
      jobs.flatMap(([id, { environment }]) =>
        environment === undefined ||
        (environment as { readonly deployment?: unknown } | undefined)?.deployment === false
          ? []
          : [{ line: lineOf(['jobs', id, 'environment']), why: 'each run would be listed as a deployment' }],
      ),
  },
  {
    id: 'full-hour',
    says: 'schedules avoid the full hour, when runs are late and dropped',
    find: ({ root, lineOf }) => {
      const on = root['on'] as { readonly schedule?: readonly { readonly cron: string }[] } | undefined;
      return (on?.schedule ?? []).flatMap(({ cron }, index) =>
        /^([1-9]|[1-5]\d)(,([1-9]|[1-5]\d))* /.test(cron)
          ? []
          : [{ line: lineOf(['on', 'schedule', index, 'cron']), why: `${cron} falls on the full hour` }],
      );
    },
  },
  {
    id: 'bell',
    says: 'security 1, 9: a run that a review starts, from the pull request’s own file, can do nothing at all',
    find: ({ triggers, root, jobs, lineOf }) => {
      if (!triggers.some((name) => name.startsWith('pull_request_review'))) return [];
      return jobs.flatMap(([id, job]) => {
        const isNothing =
          JSON.stringify(job.permissions) === '{}' &&
          JSON.stringify(root['permissions']) === '{}' &&
          (job.steps ?? []).every((step) => step.uses === undefined);
        return isNothing ? [] : [{ line: lineOf(['jobs', id]), why: 'it could do something' }];
      });
    },
  },
];
