import { accountById, type AccountRow } from '../accounts.ts';
import { editTree, type TreeChange } from '../git/edit-tree.ts';
import type { Signature } from '../git/objects.ts';
import { HttpRefusal } from '../refusal.ts';
import { type Context, demand, refOid } from './context.ts';
import { moveRef } from './refs.ts';

const NOREPLY = '@users.noreply.localhost';

/**
 * Returns the author of a commit that the forge makes. The email address contains the account's id and is no mailbox.
 */
export function signature(account: AccountRow, now: string): Signature {
  const name = (account.name ?? '').replace(/[\p{Cc}<>]/gu, ' ').trim() || account.login;
  return { name, email: `${account.id}+${account.login}${NOREPLY}`, date: now };
}

/**
 * Finds the account that an email address from `signature` names, unless the account was removed. No decision depends
 * on the result.
 */
export function accountOfEmail(context: Context, email: string): AccountRow | undefined {
  const id = email.endsWith(NOREPLY) ? /^(\d+)\+/.exec(email)?.[1] : undefined;
  const account = id === undefined ? undefined : accountById(context.store, Number(id));
  return account?.removed_at === null ? account : undefined;
}

/** Files by path, each with its text or bytes. */
export type SeedFiles = Readonly<Record<string, string | Uint8Array>>;

/**
 * Makes a commit that adds or replaces files. It moves no branch.
 * @param parent the commit to which the files are added; undefined for the first commit of a history
 * @returns the id of the commit
 */
export async function commitNewFiles(
  { git, actor, now }: Context,
  parent: string | undefined,
  files: SeedFiles,
  message: string,
): Promise<string> {
  const changes: TreeChange[] = [];
  for (const [path, content] of Object.entries(files)) {
    const oid = await git.write('blob', Buffer.from(content));
    changes.push({ path, entry: { mode: '100644', oid } });
  }
  const tree = await editTree(git, parent === undefined ? undefined : await git.treeOf(parent), changes);
  const who = signature(actor, now);
  const parents = parent === undefined ? [] : [parent];
  return git.writeCommit({ tree, parents, author: who, committer: who, message });
}

interface CommitWish {
  readonly branch: string;
  /**
   * The head that the caller has seen. If the branch has another head, no commit is made; undefined accepts any head.
   */
  readonly expectedHead: string | undefined;
  readonly message: string;
  readonly changes: readonly TreeChange[];
}

/**
 * Adds one commit to an existing branch. With `expectedHead`, the branch moves only from that head, as the register
 * needs.
 * @throws HttpRefusal 404 if the branch does not exist; 409 `STALE_DATA` if its head is not the expected one; what
 * `moveRef` throws
 */
export async function commitOnBranch(context: Context, wish: CommitWish): Promise<string> {
  demand(context, 'write');
  const ref = `refs/heads/${wish.branch}`;
  const head = refOid(context, ref);
  if (head === undefined) throw new HttpRefusal(404, `A branch named "${wish.branch}" does not exist.`);
  if (wish.expectedHead !== undefined && wish.expectedHead !== head) {
    const message = `Expected branch to point to "${wish.expectedHead}" but it did not. Pull and try again.`;
    throw new HttpRefusal(409, message, { kind: 'STALE_DATA' });
  }
  const tree = await editTree(context.git, await context.git.treeOf(head), wish.changes);
  const who = signature(context.actor, context.now);
  const commit = { tree, parents: [head], author: who, committer: who, message: wish.message };
  const oid = await context.git.writeCommit(commit);
  await moveRef(context, { ref, before: head, after: oid }, false);
  return oid;
}
