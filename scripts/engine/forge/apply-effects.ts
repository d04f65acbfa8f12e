import { type Effect, SUCCESSOR } from '#domain/case/plan/effects.ts';
import { MAIN_BRANCH } from '#domain/case/state/pull.ts';
import { ForgeError } from './errors.ts';
import type { PullView, EffectRefusal } from './forge.ts';
import { ask, type Client } from './octokit.ts';
import { MARK_READY, STATUS_CONTEXT } from './queries.ts';
import { commitOfFiles, NO_COMMIT, setBack } from './set-back.ts';

/**
 * Applies effects in their order (R30). What the forge refuses for good is collected and does not stop the rest;
 * what is left when the forge can no longer be reached, the next run plans anew.
 * @returns what was refused
 * @throws ForgeError of kind `unreachable` or `unreadable`, or where the token is no longer valid
 */
export async function applyEffects(
  client: Client,
  pull: PullView,
  effects: readonly Effect[],
): Promise<EffectRefusal[]> {
  const refusals: EffectRefusal[] = [];
  let head: string | undefined;
  for (const planned of effects.flatMap(apart)) {
    // A pull request is merged when its head comes to main, so the head is what is merged (R34).
    const effect = planned.do === 'merge' && head !== undefined ? { ...planned, oid: head } : planned;
    const refused = await attempt(client, pull, effect, (made) => (head = made));
    // One reviewer whom the forge does not accept spoils the whole request: then each is asked for alone.
    const each = refused.length > 0 ? onePerReviewer(effect) : [];
    if (each.length < 2) refusals.push(...refused);
    else for (const one of each) refusals.push(...(await attempt(client, pull, one)));
  }
  return refusals;
}

/** @param made is called with the commit that a branch was set on instead of the one that was wanted */
async function attempt(
  client: Client,
  pull: PullView,
  effect: Effect,
  made: (oid: string) => void = () => {},
): Promise<EffectRefusal[]> {
  try {
    const instead = await write(client, pull, effect);
    if (instead !== undefined) made(instead);
    return [];
  } catch (error) {
    // 401 concerns the whole run, not the one effect.
    if (!(error instanceof ForgeError) || error.kind !== 'refused' || error.status === 401) throw error;
    return [{ effect, status: error.status, message: error.reason }];
  }
}

/** Asking for reviews and taking requests back are two calls. */
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

/** @returns the commit that a branch was set on, where the forge refused the one that was wanted */
async function write(client: Client, pull: PullView, effect: Effect): Promise<string | undefined> {
  const { octokit } = client;
  const repository = { owner: client.owner, repo: client.repo };
  const number = pull.successor ?? pull.number;
  const onPull = { ...repository, pull_number: number };
  const onIssue = { ...repository, issue_number: number };
  switch (effect.do) {
    case 'status':
      await octokit.request('POST /repos/{owner}/{repo}/statuses/{sha}', {
        ...repository,
        sha: effect.oid,
        state: effect.state,
        context: STATUS_CONTEXT,
        description: effect.description,
        ...(effect.url === undefined ? {} : { target_url: effect.url }),
      });
      return undefined;
    case 'labels':
      await octokit.request('PUT /repos/{owner}/{repo}/issues/{issue_number}/labels', {
        ...onIssue,
        labels: [...effect.labels],
      });
      return undefined;
    case 'comment':
      // Not tried again after a lost answer, for the first attempt may have worked: nobody wants the same notice twice.
      await octokit.request('POST /repos/{owner}/{repo}/issues/{issue_number}/comments', {
        ...onIssue,
        body: effect.body,
        request: { retries: 0 },
      });
      return undefined;
    case 'edit-comment':
      await octokit.request('PATCH /repos/{owner}/{repo}/issues/comments/{comment_id}', {
        ...repository,
        comment_id: effect.id,
        body: effect.body,
      });
      return undefined;
    case 'request-reviews':
      if (effect.remove.length > 0) {
        await octokit.request('DELETE /repos/{owner}/{repo}/pulls/{pull_number}/requested_reviewers', {
          ...onPull,
          reviewers: [...effect.remove],
        });
      } else {
        await octokit.request('POST /repos/{owner}/{repo}/pulls/{pull_number}/requested_reviewers', {
          ...onPull,
          reviewers: [...effect.add],
        });
      }
      return undefined;
    case 'dismiss':
      await octokit.request('PUT /repos/{owner}/{repo}/pulls/{pull_number}/reviews/{review_id}/dismissals', {
        ...onPull,
        review_id: effect.review,
        message: effect.message,
        event: 'DISMISS',
      });
      return undefined;
    case 'ready':
      await ask(client, MARK_READY, { id: pull.nodeId });
      return undefined;
    case 'set-back':
      return await setBack(client, pull, effect);
    case 'restore-branch':
      await restoreBranch(client, effect);
      return undefined;
    case 'reopen':
      await closeRivals(client, pull.branch, number);
      await octokit.request('PATCH /repos/{owner}/{repo}/pulls/{pull_number}', { ...onPull, state: 'open' });
      return undefined;
    case 'open-successor':
      await openSuccessor(client, effect);
      return undefined;
    case 'close':
      await octokit.request('PATCH /repos/{owner}/{repo}/pulls/{pull_number}', { ...onPull, state: 'closed' });
      return undefined;
    case 'base':
      await octokit.request('PATCH /repos/{owner}/{repo}/pulls/{pull_number}', { ...onPull, base: MAIN_BRANCH });
      return undefined;
    case 'merge':
      await mergeAttested(client, effect);
      return undefined;
  }
}

/**
 * Makes the merge out of the files themselves (R34): whatever the head of the pull request holds by then, whatever its
 * base is, and whatever reviews stand on it, main receives these files and nothing else. The pull request is merged by
 * that, for its head is in main then. Main moves on from the commit that was looked at, or not at all (422).
 */
async function mergeAttested(client: Client, effect: Extract<Effect, { do: 'merge' }>): Promise<void> {
  const { owner, repo, octokit } = client;
  const { title, onto, oid, files } = effect;
  await octokit.request('PATCH /repos/{owner}/{repo}/git/refs/{ref}', {
    owner,
    repo,
    ref: `heads/${MAIN_BRANCH}`,
    sha: await commitOfFiles(client, { title, onto, files, parents: [onto, oid] }),
    force: false,
  });
}

/** A forge does not reopen a pull request while another one from its branch is open. */
async function closeRivals({ owner, repo, octokit }: Client, branch: string, own: number): Promise<void> {
  const { data } = await octokit.request('GET /repos/{owner}/{repo}/pulls', {
    owner,
    repo,
    head: `${owner}:${branch}`,
    state: 'open',
    per_page: 100,
  });
  for (const { number } of data)
    if (number !== own)
      await octokit.request('PATCH /repos/{owner}/{repo}/pulls/{pull_number}', {
        owner,
        repo,
        pull_number: number,
        state: 'closed',
      });
}

/**
 * Sets the branch on what counts and opens a pull request from it, then leads there from the one that was cut off (R1). Of a rival
 * the forge says that there is one already (422), and so is any other open one from that branch.
 */
async function openSuccessor(client: Client, effect: Extract<Effect, { do: 'open-successor' }>): Promise<void> {
  const { owner, repo, octokit } = client;
  const { branch, from, oid, onto, files, title, body, old, comment } = effect;
  if (from !== oid) await setBack(client, { title }, { branch, from: from ?? NO_COMMIT, oid, onto, files });
  await closeRivals(client, branch, old);
  const { data } = await octokit.request('POST /repos/{owner}/{repo}/pulls', {
    ...{ owner, repo, title, body },
    ...{ head: branch, base: MAIN_BRANCH, request: { retries: 0 } },
  });
  await octokit.request('POST /repos/{owner}/{repo}/issues/{issue_number}/comments', {
    ...{ owner, repo, issue_number: old },
    ...{ body: comment.replaceAll(SUCCESSOR, String(data.number)), request: { retries: 0 } },
  });
}

async function restoreBranch(client: Client, effect: Extract<Effect, { do: 'restore-branch' }>): Promise<void> {
  const { owner, repo, octokit } = client;
  if (effect.exists) {
    await octokit.request('PATCH /repos/{owner}/{repo}/git/refs/{ref}', {
      owner,
      repo,
      ref: `heads/${effect.branch}`,
      sha: effect.oid,
      force: true,
    });
  } else {
    await octokit.request('POST /repos/{owner}/{repo}/git/refs', {
      owner,
      repo,
      ref: `refs/heads/${effect.branch}`,
      sha: effect.oid,
    });
  }
}
