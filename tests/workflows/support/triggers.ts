import type { Happening, Origin } from './origin.ts';
import { at } from './origin.ts';
import { passes } from './patterns.ts';
import { Unevaluated } from './unevaluated.ts';
import type { WorkflowFile } from './workflow-file.ts';

/** The activity types that count if a workflow names none. */
const DEFAULT_TYPES: Readonly<Record<string, readonly string[]>> = {
  pull_request: ['opened', 'synchronize', 'reopened'],
  pull_request_target: ['opened', 'synchronize', 'reopened'],
};

interface Filter {
  readonly types?: string[];
  readonly branches?: string[];
  readonly 'branches-ignore'?: string[];
  readonly tags?: string[];
  readonly 'tags-ignore'?: string[];
  readonly paths?: string[];
  readonly 'paths-ignore'?: string[];
  readonly workflows?: string[];
}

/**
 * Returns whether a workflow starts for an event (`on`), by its types and its filters of branches, paths and workflows.
 * @throws Unevaluated
 */
export async function starts(file: WorkflowFile, happening: Happening, origin: Origin): Promise<boolean> {
  const { event, payload } = happening;
  if (!Object.hasOwn(file.on, event)) return false;
  if (event === 'schedule') {
    return (
      at(payload, 'workflow') === file.path && (file.on.schedule ?? []).some(({ cron }) => cron === payload['schedule'])
    );
  }
  if (event === 'workflow_dispatch') return at(payload, 'workflow') === file.path;
  const filter = (file.on[event] ?? {}) as Filter;
  if (filter.tags !== undefined || filter['tags-ignore'] !== undefined) throw new Unevaluated(file.path, 'tags');
  if (event === 'push' && origin.refType !== 'branch') throw new Unevaluated(file.path, 'a push of a tag');
  const action = payload['action'];
  const types = filter.types ?? DEFAULT_TYPES[event];
  if (types !== undefined && typeof action === 'string' && !types.includes(action)) return false;
  if (event === 'workflow_run' && !(filter.workflows ?? []).includes(at(payload, 'workflow_run.name'))) return false;
  if (!branchPasses(file, filter, origin)) return false;
  return pathsPass(file, filter, origin);
}

function branchPasses(file: WorkflowFile, filter: Filter, { filteredBranch }: Origin): boolean {
  const { branches, 'branches-ignore': ignored } = filter;
  if (branches === undefined && ignored === undefined) return true;
  if (filteredBranch === undefined) throw new Unevaluated(file.path, 'a filter of branches on this event');
  return branches === undefined ? !passes(filteredBranch, ignored ?? []) : passes(filteredBranch, branches);
}

async function pathsPass(file: WorkflowFile, filter: Filter, { paths }: Origin): Promise<boolean> {
  const { paths: wanted, 'paths-ignore': ignored } = filter;
  if (wanted === undefined && ignored === undefined) return true;
  if (paths === undefined) throw new Unevaluated(file.path, 'a filter of paths on this event');
  const changed = await paths();
  if (wanted !== undefined) return changed.some((path) => passes(path, wanted));
  return changed.some((path) => !passes(path, ignored ?? []));
}
