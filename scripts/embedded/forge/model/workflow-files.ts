import { type Actor, covers } from '../grant.ts';
import { MAIN } from '../permissions.ts';
import { forbidden } from '../refusal.ts';
import { type Context, refOid } from './context.ts';

const FOLDER = '.github/workflows';

/** Checks whether the actor may create or update workflow files. Only a token of an App needs a permission for it. */
export function mayWriteWorkflows({ grant }: Actor): boolean {
  return grant === undefined || covers(grant, 'workflows:write');
}

/**
 * Checks that a token without the `workflows` permission neither adds nor changes a workflow file.
 * @param before the commit or tree before the change; undefined if there was none
 * @param after the commit or tree after the change
 * @throws HttpRefusal 403 if the actor may not write workflow files, and `after` has one that neither `before` nor main
 * has
 */
export async function keepWorkflows(context: Context, before: string | undefined, after: string): Promise<void> {
  if (mayWriteWorkflows(context.actor)) return;
  const main = refOid(context, MAIN);
  const known = new Set([...(await filesOf(context, before)), ...(await filesOf(context, main))]);
  if ((await filesOf(context, after)).every((file) => known.has(file))) return;
  throw forbidden('refusing to allow a GitHub App to create or update a workflow without `workflows` permission');
}

async function filesOf({ git }: Context, oid: string | undefined): Promise<string[]> {
  const tree = oid === undefined ? undefined : await git.treeOf(oid);
  const folder = tree === undefined ? undefined : await git.entryAt(tree, FOLDER);
  const entries = folder === undefined ? undefined : await git.readTree(folder.oid);
  return (entries ?? []).map(({ mode, name, oid: id }) => `${mode} ${name} ${id}`);
}
