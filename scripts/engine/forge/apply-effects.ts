import { type Effect, SUCCESSOR } from '#domain/case/plan/effects.ts';
import { MAIN_BRANCH, successorBranch } from '#domain/case/state/pull.ts';
import { ForgeError } from './errors.ts';
import type { EffectRefusal, PullView } from './forge.ts';
import { beginRef, commitOfFiles, clearedBranch, moveBranch, setBack } from './branches.ts';
import { ask, askRest, type Client } from './octokit.ts';
import { MARK_READY, STATUS_CONTEXT } from './queries.ts';

/**
 * Applies effects in their order (R30). An effect that the forge refuses for good is collected and does not stop the
 * others. If the forge can no longer be reached, the next run plans the remaining effects again.
 * @returns the effects that were refused
 * @throws ForgeError of kind `unreachable` or `unreadable`, or if the token is no longer valid
 */
export async function applyEffects(
  client: Client,
  pull: PullView,
  effects: readonly Effect[],
): Promise<EffectRefusal[]> {
  const refusals: EffectRefusal[] = [];
  let head: string | undefined;
  for (const planned of effects.flatMap(apart)) {
    // A forge shows a pull request as merged once its head is in main, so the new head is merged (R34).
    const effect = planned.do === 'merge' && head !== undefined ? { ...planned, oid: head } : planned;
    const refused = await attempt(client, pull, effect, (made) => (head = made));
    // The forge refuses the whole call because of one reviewer. Each reviewer is then requested alone.
    const each = refused.length > 0 ? onePerReviewer(effect) : [];
    if (each.length < 2) refusals.push(...refused);
    else for (const one of each) refusals.push(...(await attempt(client, pull, one)));
  }
  return refusals;
}

/**
 * Applies one effect.
 * @param made called with the new commit if a branch was set to it instead of the planned one
 */
async function attempt(
  client: Client,
  pull: PullView,
  effect: Effect,
  made: (oid: string) => void = () => {},
): Promise<EffectRefusal[]> {
  try {
    if (effect.do === 'set-back') {
      const instead = await setBack(client, pull, effect);
      if (instead !== undefined) made(instead);
    } else await write(client, pull, effect);
    return [];
  } catch (error) {
    // 401 concerns the whole run, not only this effect.
    if (!(error instanceof ForgeError) || error.kind !== 'refused' || error.status === 401) throw error;
    return [{ effect, status: error.status, message: error.reason }];
  }
}

/** Splits an effect that needs two calls: one to request reviews, and one to withdraw requests. */
function apart(effect: Effect): Effect[] {
  if (effect.do !== 'request-reviews') return [effect];
  const { add, remove } = effect;
  return [
    ...(remove.length > 0 ? [{ ...effect, add: [] }] : []),
    ...(add.length > 0 ? [{ ...effect, remove: [] }] : []),
  ];
}

function onePerReviewer(effect: Effect): Effect[] {
  return effect.do === 'request-reviews' ? effect.add.map((login) => ({ ...effect, add: [login] })) : [];
}

/** Makes the call of one effect. No caller uses the forge's reply. */
async function write(client: Client, pull: PullView, effect: Exclude<Effect, { do: 'set-back' }>): Promise<unknown> {
  const number = pull.successor ?? pull.number;
  const change = (parameters: { readonly state?: 'open' | 'closed'; readonly base?: string }) =>
    askRest(client, 'PATCH /repos/{owner}/{repo}/pulls/{pull_number}', { pull_number: number, ...parameters });
  switch (effect.do) {
    case 'status':
      return askRest(client, 'POST /repos/{owner}/{repo}/statuses/{sha}', {
        sha: effect.oid,
        state: effect.state,
        context: STATUS_CONTEXT,
        description: effect.description,
        ...(effect.url === undefined ? {} : { target_url: effect.url }),
      });
    case 'labels':
      return askRest(client, 'PUT /repos/{owner}/{repo}/issues/{issue_number}/labels', {
        issue_number: number,
        labels: [...effect.labels],
      });
    case 'comment':
      return comment(client, number, effect.body);
    case 'edit-comment':
      return askRest(client, 'PATCH /repos/{owner}/{repo}/issues/comments/{comment_id}', {
        comment_id: effect.id,
        body: effect.body,
      });
    case 'request-reviews': {
      const [method, reviewers] =
        effect.remove.length > 0 ? (['DELETE', effect.remove] as const) : (['POST', effect.add] as const);
      return askRest(client, `${method} /repos/{owner}/{repo}/pulls/{pull_number}/requested_reviewers`, {
        pull_number: number,
        reviewers: [...reviewers],
      });
    }
    case 'dismiss':
      return askRest(client, 'PUT /repos/{owner}/{repo}/pulls/{pull_number}/reviews/{review_id}/dismissals', {
        pull_number: number,
        review_id: effect.review,
        message: effect.message,
        event: 'DISMISS',
      });
    case 'ready':
      return ask(client, MARK_READY, { id: pull.nodeId });
    case 'restore-branch':
      return effect.exists
        ? moveBranch(client, effect.branch, effect.oid)
        : beginRef(client, effect.branch, effect.oid);
    case 'reopen':
      await closeRivals(client, pull.branch, number);
      return change({ state: 'open' });
    case 'open-successor':
      return openSuccessor(client, pull.number, effect);
    case 'close':
      return change({ state: 'closed' });
    case 'base':
      return change({ base: MAIN_BRANCH });
    case 'merge':
      return mergeAttested(client, effect);
  }
}

/** Writes a comment. If the reply is lost, the call is not repeated, because the comment may have been written. */
const comment = (client: Client, issue_number: number, body: string) =>
  askRest(client, 'POST /repos/{owner}/{repo}/issues/{issue_number}/comments', {
    issue_number,
    body,
    request: { retries: 0 },
  });

/**
 * Makes the merge from the attested files (R34). Main receives these files and nothing else, whatever the pull
 * request's head, base and reviews are by then. The forge shows the pull request as merged, because its head is in
 * main. If main is no longer at the commit that was read, main does not change (422).
 */
async function mergeAttested(client: Client, effect: Extract<Effect, { do: 'merge' }>): Promise<void> {
  const { message, onto, oid, files } = effect;
  const parents = oid === undefined ? [onto] : [onto, oid];
  const made = await commitOfFiles(client, { message, onto, files, parents });
  await moveBranch(client, MAIN_BRANCH, made, false);
}

/** Closes the open pull requests from a branch, except `own`. While one is open, the forge does not reopen `own`. */
async function closeRivals(client: Client, branch: string, own: number): Promise<void> {
  const head = `${client.owner}:${branch}`;
  const open = await askRest(client, 'GET /repos/{owner}/{repo}/pulls', { head, state: 'open', per_page: 100 });
  for (const { number } of open)
    if (number !== own)
      await askRest(client, 'PATCH /repos/{owner}/{repo}/pulls/{pull_number}', {
        pull_number: number,
        state: 'closed',
      });
}

/**
 * Sets the branch to the valid commit, opens a successor from it, and comments with a link on the pull request that was
 * cut off (R1). If the branch was deleted and the forge does not make it again, because another branch has its place,
 * the successor has a branch of its own. Other open pull requests from the branch are closed first; otherwise the forge
 * refuses a successor (422).
 * @param of the number of the case
 */
async function openSuccessor(
  client: Client,
  of: number,
  { branch, from, oid, onto, files, title, body, old, ...effect }: Extract<Effect, { do: 'open-successor' }>,
): Promise<void> {
  const set = async (name: string, head: string | undefined): Promise<string> => {
    if (head !== oid) await setBack(client, { title }, { branch: name, from: head, oid, onto, files });
    return name;
  };
  const head = await set(branch, from).catch(async (error: unknown) => {
    if (from !== undefined || !(error instanceof ForgeError) || error.kind !== 'refused') throw error;
    const own = successorBranch(of);
    return set(own, await clearedBranch(client, own));
  });
  await closeRivals(client, head, old);
  const { number } = await askRest(client, 'POST /repos/{owner}/{repo}/pulls', {
    ...{ title, body, head, base: MAIN_BRANCH },
    request: { retries: 0 },
  });
  await comment(client, old, effect.comment.replaceAll(SUCCESSOR, String(number)));
}
