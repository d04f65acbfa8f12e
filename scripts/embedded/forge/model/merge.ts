import { commitsBetween, mergeTree } from '../git/history.ts';
import { MAIN, mayMerge } from '../permissions.ts';
import { forbidden, HttpRefusal, unprocessable } from '../refusal.ts';
import { signature } from './commits.ts';
import { knownAccount, type Context } from './context.ts';
import { branchHead, markMerged, type Pull } from './pulls.ts';
import { recordMove } from './refs.ts';
import { hasOpenChangeRequest } from './reviews.ts';
import { requiredState } from './statuses.ts';
import { keepWorkflows } from './workflow-files.ts';

interface MergeWish {
  /** The head that the caller judged. */
  readonly sha: string | undefined;
  readonly method: string;
  readonly title: string | undefined;
  readonly message: string | undefined;
}

/**
 * Merges a pull request into its base. The maintainer may merge into main without the required status, and although
 * somebody requested changes.
 * @returns the id of the new head of the base
 * @throws HttpRefusal 403 if the actor may not merge; 409 if the head is not the one that the caller judged; 405 if the
 * pull request is closed, a draft or in conflict, if changes are requested, or if the required status is missing; 422
 * for a rebase
 */
export async function mergePull(context: Context, pull: Pull, wish: MergeWish): Promise<string> {
  const { git, actor, now, site } = context;
  const baseRef = `refs/heads/${pull.base_ref}`;
  if (!mayMerge(actor.permission, site.guardsMerges ? MAIN : baseRef)) {
    throw forbidden(
      `Hanya sistem yang menggabungkan ke ${pull.base_ref}, setelah semua langkah selesai; ajukan permohonan, lalu tunggu. / Only the process merges into ${pull.base_ref}, once every step is done: submit the request, then wait.`,
    );
  }
  const refuse = (message: string) => new HttpRefusal(405, message);
  const base = branchHead(context, pull.base_ref);
  if (pull.state === 'closed' || base === undefined) throw refuse('Pull Request is not mergeable');
  if (pull.draft === 1) throw refuse('Pull Request is still a draft');
  if (wish.sha !== undefined && wish.sha !== pull.head_oid) {
    throw new HttpRefusal(409, 'Head branch was modified. Review and try the merge again.');
  }
  if (baseRef === MAIN && actor.permission !== 'admin') {
    if (hasOpenChangeRequest(context, pull.number))
      throw refuse('Changes have been requested by a reviewer with write access.');
    checkRequired(context, pull);
  }
  if (wish.method !== 'merge' && wish.method !== 'squash') {
    throw unprocessable(`merge_method ${wish.method.slice(0, 20)} is not allowed on this repository.`);
  }
  const tree = await mergeTree(git, base, pull.head_oid);
  if (tree === undefined) throw refuse('Pull Request is not mergeable');
  await keepWorkflows(context, base, tree);
  const who = signature(actor, now);
  const title =
    wish.title ??
    (wish.method === 'squash'
      ? `${pull.title} (#${pull.number})`
      : `Merge pull request #${pull.number} from ${site.owner}/${pull.head_ref}`);
  const message = wish.message ?? (wish.method === 'squash' ? await squashMessage(context, base, pull) : pull.title);
  const oid = await git.writeCommit({
    tree,
    parents: wish.method === 'squash' ? [base] : [base, pull.head_oid],
    author: wish.method === 'squash' ? signature(knownAccount(context, pull.author_id), now) : who,
    committer: who,
    message: message === '' ? title : `${title}\n\n${message}`,
  });
  markMerged(context, pull, base, oid);
  await recordMove(context, { ref: baseRef, before: base, after: oid }, 'pr_merge');
  return oid;
}

function checkRequired(context: Context, pull: Pull): void {
  const state = requiredState(context, pull.head_oid);
  const { required } = context.site;
  if (state === undefined) throw new HttpRefusal(405, `Required status check "${required}" is expected.`);
  if (state !== 'success') throw new HttpRefusal(405, `Required status check "${required}" is ${state}.`);
}

async function squashMessage(context: Context, base: string, pull: Pull): Promise<string> {
  const oids = await commitsBetween(context.git, base, pull.head_oid);
  const commits = await Promise.all(oids.map((oid) => context.git.readCommit(oid)));
  return commits.map((commit) => `* ${commit?.message.trim() ?? ''}`).join('\n\n');
}
