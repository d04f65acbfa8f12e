import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { environmentOf, namedOf } from './contexts.ts';
import { textsOf } from './expressions.ts';
import { runJob } from './job.ts';
import { grantOf } from './permissions.ts';
import { addressOf } from './rights.ts';
import type { Job } from './run.ts';
import type { JobResult } from './running.ts';
import type { Machine, Settings } from './settings.ts';
import { TOKEN_ACCOUNT } from './started-by.ts';

/** Runs a job’s steps in a folder of their own, with a token that has the job’s permissions and ends within an hour. */
export async function executeJob(job: Job, machine: Machine, settings: Settings): Promise<JobResult> {
  const { run, spec, scope, permissions, secrets } = job;
  const token = await machine.forge.accounts.token(TOKEN_ACCOUNT.login, { ttl: 'PT1H', grant: grantOf(permissions) });
  const folder = join(machine.folder, `job-${run.id}-${job.name.replace(/[^\w-]/g, '_')}`);
  await mkdir(folder, { recursive: true });
  const event = join(folder, 'event.json');
  await writeFile(event, JSON.stringify(run.happening.payload));
  const named = namedOf(job, machine, settings);
  const full = {
    ...named,
    github: { ...named['github'], token, job: spec.id, event_path: event, workspace: join(folder, 'workspace') },
    secrets: { ...secrets, GITHUB_TOKEN: token },
  };
  const contexts = { named: full, course: { failed: false, cancelled: false } };
  const result = await runJob({
    machine,
    steps: spec.steps,
    outputs: spec.outputs,
    named: full,
    environment: { ...environmentOf(job, machine), GITHUB_EVENT_PATH: event },
    env: { ...textsOf(scope.file.env, contexts), ...textsOf(spec.env, contexts) },
    token,
    permissions,
    environmentName: job.environment,
    address: addressOf(spec.environment),
    folder,
    artifacts: run.artifacts,
  });
  await rm(folder, { recursive: true, force: true });
  return result;
}
