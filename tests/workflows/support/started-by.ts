import { type Happening, type Origin, originOf } from './origin.ts';
import { payloadFaults } from './payload-schema.ts';
import type { Repository } from './repository.ts';
import { starts } from './triggers.ts';
import { InvalidWorkflow, type WorkflowFile } from './workflow-file.ts';

/** The account of every job’s token. The events of this account start nothing, except dispatches. */
export const TOKEN_ACCOUNT = { id: 41_898_282, login: 'github-actions[bot]' };

/** Returns whether a job’s own token has caused this event, so that the event starts nothing. */
export function isOfToken({ event, actor }: Happening): boolean {
  const isStarted = ['workflow_dispatch', 'repository_dispatch', 'workflow_run'].includes(event);
  return actor.id === TOKEN_ACCOUNT.id && !isStarted;
}

/**
 * Returns the workflows that an event starts, each from the commit from which GitHub reads it.
 * @throws Error if the payload is not as GitHub describes it, or a file on main is one that GitHub refuses
 */
export async function startedBy(
  happening: Happening,
  repository: Repository,
): Promise<{ readonly file: WorkflowFile; readonly origin: Origin }[]> {
  const { event, payload } = happening;
  // A schedule has no webhook, so GitHub does not describe its payload.
  if (event !== 'schedule') {
    const faults = payloadFaults(event === 'pull_request_target' ? 'pull_request' : event, payload);
    if (faults.length > 0)
      throw new Error(`A payload is not as GitHub describes it:\n${faults.slice(0, 20).join('\n')}`);
  }
  const origin = await originOf(happening, repository);
  if (origin === undefined) return [];
  const started: { readonly file: WorkflowFile; readonly origin: Origin }[] = [];
  for (const file of await repository.workflows(origin.sha)) {
    if (file instanceof InvalidWorkflow) {
      // On a branch such a file starts nothing. On main it is an error of this project.
      if (origin.refName === 'main') throw file;
    } else if (await starts(file, happening, origin)) started.push({ file, origin });
  }
  return started;
}
