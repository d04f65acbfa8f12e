import type {
  AddPullRequestReviewInput,
  CreatePullRequestInput,
  MergePullRequestInput,
  RequestReviewsInput,
  UpdatePullRequestInput,
} from '@octokit/graphql-schema';
import { demandGrant } from '../grant.ts';
import { addComment, deleteComment, editComment } from '../model/comments.ts';
import type { Context } from '../model/context.ts';
import { addLabels, allLabels, removeLabel } from '../model/labels.ts';
import { mergePull } from '../model/merge.ts';
import { closePull, editPull, getPull, openPull, type Pull, reopenPull, setDraft } from '../model/pulls.ts';
import { requestedOf, requestReviews, withdrawRequests } from '../model/review-requests.ts';
import { submitReview } from '../model/reviews.ts';
import { nodeId } from '../node-id.ts';
import { unprocessable } from '../refusal.ts';
import { REPOSITORY_ID } from '../rest/repository.ts';
import { allows } from '../permissions.ts';
import { actor } from './actors.ts';
import { accountByNode, commentById, pullById, unresolved } from './node.ts';
import { commentNode, reviewNode } from './pull-parts.ts';
import { pullRequest } from './pull-request.ts';

type Given<Fields> = { readonly input: Fields & { readonly clientMutationId?: string | null } };
type Text = string | null | undefined;
type Ids = readonly string[] | null | undefined;

/**
 * Returns the mutations of pull requests. Each does the same as its operation in REST, and needs the same permissions.
 */
export const pullMutations = (context: Context) => ({
  addComment: ({ input }: Given<{ subjectId: string; body: string }>) => {
    demandGrant(context.actor, 'issues:write|pull_requests:write');
    const pull = pullById(context, input.subjectId);
    const comment = addComment(context, pull.number, input.body);
    const node = () => commentNode(context, comment);
    return done(context, input, pull, { subject: shown(context, pull), commentEdge: { cursor: '', node } });
  },
  updateIssueComment: ({ input }: Given<{ id: string; body: string }>) => {
    demandGrant(context.actor, 'issues:write|pull_requests:write');
    const comment = editComment(context, commentById(context, input.id), input.body);
    return answer(input, { issueComment: () => commentNode(context, comment) });
  },
  deleteIssueComment: ({ input }: Given<{ id: string }>) => {
    demandGrant(context.actor, 'issues:write|pull_requests:write');
    deleteComment(context, commentById(context, input.id));
    return answer(input, {});
  },
  addPullRequestReview: async ({ input }: Given<AddPullRequestReviewInput>) => {
    demandGrant(context.actor, 'pull_requests:write');
    refuseGiven('addPullRequestReview', { comments: input.comments, threads: input.threads });
    const pull = pullById(context, input.pullRequestId);
    const { event, body, commitOID } = input;
    const review = await submitReview(context, pull, {
      event: event ?? undefined,
      body: body ?? '',
      commit: commitOID ?? undefined,
    });
    const node = () => reviewNode(context, review);
    return answer(input, { pullRequestReview: node, reviewEdge: { cursor: '', node } });
  },
  closePullRequest: changes(context, 'pull_requests:write', (pull) => closePull(context, pull)),
  reopenPullRequest: changes(context, 'pull_requests:write', (pull) => reopenPull(context, pull)),
  markPullRequestReadyForReview: changes(context, 'pull_requests:write', (pull) => setDraft(context, pull, false)),
  convertPullRequestToDraft: changes(context, 'pull_requests:write', (pull) => setDraft(context, pull, true)),
  mergePullRequest: changes<MergePullRequestInput>(context, 'contents:write', async (pull, input) => {
    refuseGiven('mergePullRequest', { authorEmail: input.authorEmail });
    await mergePull(context, pull, {
      sha: input.expectedHeadOid ?? undefined,
      method: (input.mergeMethod ?? 'MERGE').toLowerCase(),
      title: input.commitHeadline ?? undefined,
      message: input.commitBody ?? undefined,
    });
  }),
  createPullRequest: async ({ input }: Given<CreatePullRequestInput>) => {
    demandGrant(context.actor, 'pull_requests:write');
    const { repositoryId, headRepositoryId, title, body, headRefName, baseRefName, draft } = input;
    if (repositoryId !== nodeId('R', REPOSITORY_ID) || !allows(context.actor.permission, 'read'))
      throw unresolved(repositoryId);
    if (headRepositoryId != null && headRepositoryId !== repositoryId)
      throw unprocessable('createPullRequest headRepositoryId is not implemented: name the head as owner:branch');
    const pull = await openPull(context, {
      title,
      body: body ?? null,
      head: headRefName,
      base: baseRefName.replace(/^refs\/heads\//, ''),
      draft: draft ?? false,
    });
    return done(context, input, pull);
  },
  updatePullRequest: changes<UpdatePullRequestInput>(context, 'pull_requests:write', async (pull, input) => {
    const { title, body, baseRefName, state } = input;
    refuseGiven('updatePullRequest', {
      labelIds: input.labelIds,
      assigneeIds: input.assigneeIds,
      milestoneId: input.milestoneId,
      projectIds: input.projectIds,
    });
    if (title != null || body != null || baseRefName != null)
      editPull(context, pull, { title: title ?? undefined, body: body ?? undefined, base: baseRefName ?? undefined });
    if (state === 'CLOSED') closePull(context, pull);
    if (state === 'OPEN') await reopenPull(context, pull);
  }),
  requestReviews: changes<RequestReviewsInput>(context, 'pull_requests:write', (pull, input) => {
    refuseGiven('requestReviews', { teamIds: input.teamIds });
    const logins = (input.userIds ?? []).map((id) => {
      const account = accountByNode(context, id);
      if (account === undefined) throw unresolved(id);
      return account.login;
    });
    // Without `union`, the named accounts replace the accounts that were asked before.
    const asked = requestedOf(context, pull.number).map(({ login }) => login);
    const gone = asked.filter((login) => !logins.includes(login));
    if (input.union !== true && gone.length > 0) withdrawRequests(context, pull, gone);
    requestReviews(context, pull, logins);
  }),
  addLabelsToLabelable: labelled(context, (pull, names) => addLabels(context, pull, names)),
  removeLabelsFromLabelable: labelled(context, (pull, names) => {
    for (const name of names) removeLabel(context, pull, name);
  }),
});

/** Makes a mutation that changes the pull request that its input names. */
function changes<Fields = unknown>(
  context: Context,
  need: string,
  change: (pull: Pull, input: Fields) => void | Promise<void>,
) {
  return async ({ input }: Given<Fields & { pullRequestId: string }>) => {
    demandGrant(context.actor, need);
    const pull = pullById(context, input.pullRequestId);
    await change(pull, input);
    return done(context, input, pull);
  };
}

function labelled(context: Context, change: (pull: Pull, names: readonly string[]) => void) {
  return ({ input }: Given<{ labelableId: string; labelIds: readonly string[] }>) => {
    demandGrant(context.actor, 'issues:write|pull_requests:write');
    const pull = pullById(context, input.labelableId);
    const known = new Map(allLabels(context).map(({ id, name }) => [nodeId('LA', id), name]));
    const names = input.labelIds.map((id) => {
      const name = known.get(id);
      if (name === undefined) throw unresolved(id);
      return name;
    });
    change(pull, names);
    return answer(input, { labelable: shown(context, pull) });
  };
}

/**
 * Refuses fields of an input that this forge does not implement.
 * @throws HttpRefusal 422 if one of them is given
 */
function refuseGiven(mutation: string, fields: Readonly<Record<string, Ids | Text | readonly unknown[]>>): void {
  for (const [name, value] of Object.entries(fields))
    if (value != null && value.length > 0) throw unprocessable(`${mutation} ${name} is not implemented`);
}

function done(context: Context, input: Given<unknown>['input'], pull: Pull, more: object = {}) {
  return answer(input, { actor: actor(context, context.actor), pullRequest: shown(context, pull), ...more });
}

function answer<Payload>({ clientMutationId }: Given<unknown>['input'], payload: Payload) {
  return { clientMutationId: clientMutationId ?? null, ...payload };
}

const shown =
  (context: Context, { number }: Pull) =>
  () =>
    pullRequest(context, getPull(context, number));
