import type { CommittableBranch, CreateCommitOnBranchInput, UpdateRefsInput } from '@octokit/graphql-schema';
import type { TreeChange } from '../git/edit-tree.ts';
import { NO_OID } from '../git/repository.ts';
import { demandGrant } from '../grant.ts';
import { MOST_REFS, TOO_MANY_REFS } from '../limits.ts';
import { commitOnBranch } from '../model/commits.ts';
import { type Context, refOid } from '../model/context.ts';
import { moveRef } from '../model/refs.ts';
import { parseNodeId } from '../node-id.ts';
import { HttpRefusal, unprocessable } from '../refusal.ts';
import { decodeContent } from '../rest/git-data.ts';
import { REPOSITORY_ID } from '../rest/repository.ts';
import { commit, refAt } from './git-objects.ts';
import { unresolved } from './node.ts';
import { pullMutations } from './pull-mutations.ts';

const MAX_ADDITIONS = 100;

export const mutations = (context: Context) => ({
  updateRefs: ({ input }: { input: UpdateRefsInput }) => updateRefs(context, input),
  createCommitOnBranch: ({ input }: { input: CreateCommitOnBranchInput }) => createCommit(context, input),
  ...pullMutations(context),
});

/**
 * Moves either all refs or none. If an update states the present commit of its ref (`beforeOid`), the ref must be at
 * that commit.
 */
async function updateRefs(context: Context, { repositoryId, refUpdates, clientMutationId }: UpdateRefsInput) {
  demandGrant(context.actor, 'contents:write');
  if (refUpdates.length > MOST_REFS && context.actor.permission !== 'process') throw unprocessable(TOO_MANY_REFS);
  if (parseNodeId('R', repositoryId) !== REPOSITORY_ID) throw unresolved(repositoryId);
  for (const { name, beforeOid, afterOid, force } of refUpdates) {
    const [before, after] = [refOid(context, name), afterOid === NO_OID ? undefined : afterOid];
    if (beforeOid != null && beforeOid !== (before ?? NO_OID))
      throw unprocessable(`Reference cannot be updated: ${name} is not at ${beforeOid}.`);
    if (after !== undefined && (await context.git.readCommit(after)) === undefined)
      throw unprocessable('Object does not exist');
    await moveRef(context, { ref: name, before, after }, force ?? false);
  }
  return { clientMutationId: clientMutationId ?? null };
}

async function createCommit(context: Context, input: CreateCommitOnBranchInput) {
  demandGrant(context.actor, 'contents:write');
  const branch = branchOf(context, input.branch);
  const additions = input.fileChanges?.additions ?? [];
  if (additions.length > MAX_ADDITIONS) throw unprocessable(`fileChanges may hold ${MAX_ADDITIONS} additions at most`);
  const deleted = (input.fileChanges?.deletions ?? []).map(({ path }): TreeChange => ({ path, entry: undefined }));
  const added = additions.map(async ({ path, contents }): Promise<TreeChange> => {
    const oid = await context.git.write('blob', decodeContent(contents, 'base64'));
    return { path, entry: { mode: '100644', oid } };
  });
  // In parallel, because each write waits for the disk.
  const changes = [...deleted, ...(await Promise.all(added))];
  const { headline, body } = input.message;
  const oid = await commitOnBranch(context, {
    branch,
    expectedHead: input.expectedHeadOid,
    message: body == null || body === '' ? headline : `${headline}\n\n${body}`,
    changes,
  });
  return {
    clientMutationId: input.clientMutationId ?? null,
    commit: commit(context, oid),
    ref: () => refAt(context, `refs/heads/${branch}`),
  };
}

/**
 * Reads the name of a branch from an input.
 * @throws HttpRefusal 404 for another repository or an id that is not the id of a branch; 422 if the input names no
 * branch
 */
function branchOf({ site }: Context, { repositoryNameWithOwner, branchName, id }: CommittableBranch): string {
  if (id != null) {
    const name = /^0:refs\/heads\/(.+)$/s.exec(Buffer.from(id.replace(/^REF_/, ''), 'base64url').toString('utf8'))?.[1];
    if (name === undefined) throw unresolved(id);
    return name;
  }
  if (repositoryNameWithOwner == null || branchName == null)
    throw unprocessable('branch needs an id, or repositoryNameWithOwner and branchName');
  if (repositoryNameWithOwner.toLowerCase() !== `${site.owner}/${site.repo}`.toLowerCase()) {
    throw new HttpRefusal(
      404,
      `Could not resolve to a Repository with the name '${repositoryNameWithOwner.slice(0, 100)}'.`,
    );
  }
  return branchName.replace(/^refs\/heads\//, '');
}
