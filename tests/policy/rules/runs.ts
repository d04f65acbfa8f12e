import { isPrivileged, type Rule } from '../workflow.ts';

// Jobs that call another workflow (`uses`) have neither runner nor limit nor turn of their own.

const LONGEST_MINUTES = 60;

/** Whether those share a group for which a job's condition holds, word for word, and each other run has its own. */
function partsSkipped(group: string, condition: unknown): boolean {
  const inner = (text: unknown): string => String(text).replace(/^\$\{\{ | \}\}$/g, '');
  const [shared, own = ''] = inner(group).split(" && 'disposisi-process' || ");
  return shared === inner(condition) && own.includes('github.run_id');
}

/** Whether a group is that of one run alone: always, or, in a workflow that others call, wherever the schedule started it. */
const isOwn = (group: string, triggers: readonly string[]): boolean =>
  triggers.includes('schedule')
    ? group.endsWith('-${{ github.run_id }}')
    : group.endsWith("${{ github.event_name == 'schedule' && format('-{0}', github.run_id) || '' }}");

/** Where a job runs, how long, and what else runs then. */
export const RUN_RULES: readonly Rule[] = [
  {
    id: 'self-hosted-runner',
    says: 'jobs run on machines of GitHub that are thrown away after them',
    find: ({ jobs, lineOf }) =>
      jobs.flatMap(([id, job]) =>
        job.uses === undefined && job['runs-on'] !== 'ubuntu-latest'
          ? [{ line: lineOf(['jobs', id, 'runs-on']), why: 'another machine may keep what a run left' }]
          : [],
      ),
  },
  {
    id: 'missing-timeout',
    says: 'no job runs for ever',
    find: ({ jobs, lineOf }) =>
      jobs.flatMap(([id, job]) => {
        const minutes = job['timeout-minutes'];
        const isLimited = typeof minutes === 'number' && minutes <= LONGEST_MINUTES;
        return job.uses !== undefined || isLimited ? [] : [{ line: lineOf(['jobs', id]), why: 'it has no limit' }];
      }),
  },
  {
    id: 'missing-concurrency',
    says: "security 17: jobs take turns; none with rights is broken off; runs that are skipped take nobody's place",
    find: ({ root, jobs, lineOf, triggers }) =>
      jobs.flatMap(([id, job]) => {
        if (job.uses !== undefined) return [];
        const turn = (job.concurrency ?? root['concurrency']) as
          { readonly group?: unknown; readonly 'cancel-in-progress'?: unknown } | undefined;
        const line = lineOf(['jobs', id, 'concurrency']);
        if (typeof turn?.group !== 'string') return [{ line, why: 'it does not take turns' }];
        if (isPrivileged(job) && turn['cancel-in-progress'] !== false) return [{ line, why: 'it may be broken off' }];
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
    says: 'security 64: what the schedule starts shares its turn with nobody, so that no branch can hold it',
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
    id: 'full-hour',
    says: 'schedules keep away from the full hour, when runs are late and dropped',
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
    says: 'security 1, 9: what a review starts, from the pull request’s own file, can do nothing at all',
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
