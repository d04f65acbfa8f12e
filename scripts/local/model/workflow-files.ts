import { type Actor, covers } from '../grant.ts';
import { forbidden } from '../refusal.ts';
import type { Context } from './context.ts';

const FOLDER = '.github/workflows';

/** An App's token needs a permission of its own to change workflow files; people do not. */
export function mayWriteWorkflows({ grant }: Actor): boolean {
  return grant === undefined || covers(grant, 'workflows:write');
}

/**
 * @param before a commit or tree; undefined: nothing
 * @throws Refusal 403 where the actor may not change workflow files, and `after` has others than `before`
 */
export async function keepWorkflows(context: Context, before: string | undefined, after: string): Promise<void> {
  if (mayWriteWorkflows(context.actor)) return;
  const [old, now] = await Promise.all([folderOf(context, before), folderOf(context, after)]);
  if (old !== now)
    throw forbidden('refusing to allow a GitHub App to change a workflow without `workflows` permission');
}

async function folderOf({ git }: Context, oid: string | undefined): Promise<string | undefined> {
  const tree = oid === undefined ? undefined : await git.treeOf(oid);
  return tree === undefined ? undefined : (await git.entryAt(tree, FOLDER))?.oid;
}
