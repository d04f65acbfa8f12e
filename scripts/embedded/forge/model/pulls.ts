import { diffFiles, type FileDiff } from '../git/diff.ts';
import { isAncestor, mergeBase, mergeTree } from '../git/history.ts';
import type { Actor } from '../grant.ts';
import { MOST_OPEN, MOST_REFUSED, tooManyPulls } from '../limits.ts';
import { allows } from '../permissions.ts';
import { forbidden, invalid, notFound, unprocessable } from '../refusal.ts';
import { type Context, demand, refOid, addEvent } from './context.ts';
import { headRefName } from './fork-names.ts';
import { requiredState } from './statuses.ts';
import { lastCloser, record } from './timeline.ts';

export interface Pull {
  readonly number: number;
  readonly id: number;
  readonly issue_id: number;
  readonly title: string;
  readonly body: string | null;
  readonly author_id: number;
  readonly state: 'open' | 'closed';
  readonly draft: 0 | 1;
  /** The name of the branch, without `refs/heads/`. */
  readonly base_ref: string;
  readonly base_oid: string;
  /** The name of the branch; `owner:branch` for the branch of a fork. */
  readonly head_ref: string;
  readonly head_oid: string;
  readonly created_at: string;
  readonly updated_at: string;
  readonly closed_at: string | null;
  readonly merged_at: string | null;
  readonly merged_by: number | null;
  readonly merge_oid: string | null;
}

export function findPull(context: Context, number: number): Pull | undefined {
  return context.store.get<Pull>('SELECT * FROM pulls WHERE number = ?', number);
}

/**
 * Finds a pull request by its number.
 * @throws HttpRefusal 404
 */
export function getPull(context: Context, number: number): Pull {
  const pull = findPull(context, number);
  if (pull === undefined) throw notFound();
  return pull;
}

/** Sets columns of a pull request. As on GitHub, every change of a pull request also sets `updated_at`. */
export function updatePullRow({ store, now }: Context, number: number, change: Partial<Pull> = {}): void {
  const row = { ...change, updated_at: now };
  const columns = Object.keys(row).map((column) => `${column} = ?`);
  store.run(`UPDATE pulls SET ${columns.join(', ')} WHERE number = ?`, ...Object.values(row), number);
}

export function branchHead(context: Context, branch: string): string | undefined {
  return refOid(context, headRefName(branch));
}

const hasOpenPull = ({ store }: Context, head: string, base: string): boolean =>
  store.get("SELECT 1 FROM pulls WHERE state = 'open' AND head_ref = ? AND base_ref = ?", head, base) !== undefined;

/**
 * Refuses one more open pull request if an account has too many. The process reads those that it refused again and again,
 * so they are limited more.
 * @throws HttpRefusal 422
 */
function refuseTooMany(context: Context, { id, login, permission }: Actor): void {
  if (permission === 'process') return;
  const sql = "SELECT head_oid FROM pulls WHERE state = 'open' AND author_id = ?";
  const open = context.store.all<{ head_oid: string }>(sql, id);
  if (open.length >= MOST_OPEN) throw unprocessable(tooManyPulls(login, MOST_OPEN, false));
  if (open.length < MOST_REFUSED) return;
  const isRefused = ({ head_oid: oid }: { readonly head_oid: string }): boolean =>
    !['pending', 'success'].includes(requiredState(context, oid) ?? '');
  if (open.filter(isRefused).length >= MOST_REFUSED) throw unprocessable(tooManyPulls(login, MOST_REFUSED, true));
}

interface NewPull {
  readonly title: string;
  readonly body: string | null;
  readonly head: string;
  readonly base: string;
  readonly draft: boolean;
}

/**
 * Opens a pull request from a branch of the repository, or of a fork, to a branch of the repository.
 * @throws HttpRefusal 422 if a branch does not exist, if the head has no new commit or no history in common with the
 * base, or if a pull request between the two is open already
 */
export async function openPull(context: Context, { title, body, head, base, draft }: NewPull): Promise<Pull> {
  demand(context, 'read');
  refuseTooMany(context, context.actor);
  const { store, now, actor, site } = context;
  const [owner = '', name] = head.includes(':')
    ? [head.slice(0, head.indexOf(':')), head.slice(head.indexOf(':') + 1)]
    : [site.owner, head];
  const headRef = owner.toLowerCase() === site.owner.toLowerCase() ? (name ?? '') : `${owner}:${name ?? ''}`;
  const headOid = branchHead(context, headRef);
  const baseOid = branchHead(context, base);
  if (headOid === undefined) throw invalid('PullRequest', 'head', `head branch ${head} does not exist`);
  if (baseOid === undefined) throw invalid('PullRequest', 'base', `base branch ${base} does not exist`);
  if (title.trim() === '') throw invalid('PullRequest', 'title', 'title is empty', 'missing_field');
  if (await isAncestor(context.git, headOid, baseOid)) {
    throw invalid('PullRequest', 'head', `No commits between ${base} and ${headRef}`, 'custom');
  }
  if ((await mergeBase(context.git, baseOid, headOid)) === undefined) {
    const message = `The ${headRef} branch has no history in common with ${base}`;
    throw invalid('PullRequest', 'head', message, 'custom');
  }
  if (hasOpenPull(context, headRef, base)) {
    const label = headRef.includes(':') ? headRef : `${site.owner}:${headRef}`;
    throw invalid('PullRequest', 'head', `A pull request already exists for ${label}.`, 'custom');
  }
  const number = (store.get<{ last: number | null }>('SELECT max(number) AS last FROM pulls')?.last ?? 0) + 1;
  store.insert('pulls', {
    number,
    id: store.nextId(),
    issue_id: store.nextId(),
    title,
    body,
    author_id: actor.id,
    state: 'open',
    draft: draft ? 1 : 0,
    base_ref: base,
    base_oid: baseOid,
    head_ref: headRef,
    head_oid: headOid,
    created_at: now,
    updated_at: now,
  });
  setPullRef(context, number, headOid);
  addEvent(context, number);
  return getPull(context, number);
}

/**
 * Changes title, body or base of a pull request.
 * @throws HttpRefusal 403 if the actor is not the author and cannot write; 422 for another base of a closed pull
 * request, and if the base does not exist
 */
export function editPull(
  context: Context,
  pull: Pull,
  change: { title?: string | undefined; body?: string | null | undefined; base?: string | undefined },
): void {
  if (pull.author_id !== context.actor.id) demand(context, 'write');
  const { title = pull.title, body = pull.body, base = pull.base_ref } = change;
  const baseOid = branchHead(context, base);
  if (baseOid === undefined) throw invalid('PullRequest', 'base', `base branch ${base} does not exist`);
  if (base !== pull.base_ref) {
    if (pull.state === 'closed') throw unprocessable('Cannot change the base branch of a closed pull request.');
    record(context, pull.number, 'BASE_REF_CHANGED_EVENT', { before: pull.base_ref, after: base });
  }
  updatePullRow(context, pull.number, {
    title,
    body,
    base_ref: base,
    base_oid: base === pull.base_ref ? pull.base_oid : baseOid,
  });
  context.edits.push({ of: 'pull', id: pull.number });
  addEvent(context, pull.number);
}

/**
 * Closes a pull request.
 * @throws HttpRefusal 403 if the actor is not the author and does not have the triage permission
 */
export function closePull(context: Context, pull: Pull): void {
  if (pull.state === 'closed') return;
  if (pull.author_id !== context.actor.id) demand(context, 'triage');
  markClosed(context, pull.number);
}

/**
 * Closes a pull request without a check of permission. A pull request also closes when one of its branches is deleted,
 * or when its head has no new commit left.
 */
export function markClosed(context: Context, number: number): void {
  updatePullRow(context, number, { state: 'closed', closed_at: context.now });
  record(context, number, 'CLOSED_EVENT');
  addEvent(context, number);
}

/**
 * Reopens a pull request. An author without triage may do so only if the author also closed it.
 * @throws HttpRefusal 403; 422 if the pull request is merged, if a branch of it is deleted, if the head branch no
 * longer contains the last head, or if another pull request between the two branches is open
 */
export async function reopenPull(context: Context, pull: Pull): Promise<void> {
  if (pull.state === 'open') return;
  const own = pull.author_id === context.actor.id && lastCloser(context, pull.number) === context.actor.id;
  if (!own) demand(context, 'triage');
  const stays = (why: string) => invalid('PullRequest', 'state', `state cannot be changed. ${why}`);
  if (pull.merged_at !== null) throw stays('The pull request is merged.');
  refuseTooMany(context, context.actor);
  const head = branchHead(context, pull.head_ref);
  if (head === undefined) throw stays(`The ${pull.head_ref} branch has been deleted.`);
  if (branchHead(context, pull.base_ref) === undefined) throw stays(`The ${pull.base_ref} branch has been deleted.`);
  if (!(await isAncestor(context.git, pull.head_oid, head))) {
    throw stays(`The ${pull.head_ref} branch was force-pushed or recreated.`);
  }
  if (hasOpenPull(context, pull.head_ref, pull.base_ref))
    throw stays(`There is already an open pull request from ${pull.head_ref} to ${pull.base_ref}.`);
  updatePullRow(context, pull.number, { state: 'open', closed_at: null, head_oid: head });
  if (head !== pull.head_oid) setPullRef(context, pull.number, head);
  record(context, pull.number, 'REOPENED_EVENT');
  addEvent(context, pull.number);
}

/**
 * Records that the actor has merged a pull request.
 * @param base the head of the base branch before the merge
 * @param merged the head of the base branch after the merge
 */
export function markMerged(context: Context, pull: Pull, base: string, merged: string): void {
  const { now, actor } = context;
  updatePullRow(context, pull.number, {
    state: 'closed',
    base_oid: base,
    closed_at: now,
    merged_at: now,
    merged_by: actor.id,
    merge_oid: merged,
  });
  record(context, pull.number, 'MERGED_EVENT', { commit: merged });
  record(context, pull.number, 'CLOSED_EVENT');
  addEvent(context, pull.number);
}

/**
 * Turns an open pull request into a draft, or a draft into a pull request that is ready for review.
 * @throws HttpRefusal 403 if the actor is not the author and cannot write; 422 if the pull request is closed
 */
export function setDraft(context: Context, pull: Pull, draft: boolean): void {
  if (pull.author_id !== context.actor.id && !allows(context.actor.permission, 'write')) {
    throw forbidden('Only the author or a writer changes a pull request to a draft or back.');
  }
  if (pull.state !== 'open') throw unprocessable('The pull request is closed.');
  if ((pull.draft === 1) === draft) return;
  updatePullRow(context, pull.number, { draft: draft ? 1 : 0 });
  record(context, pull.number, draft ? 'CONVERT_TO_DRAFT_EVENT' : 'READY_FOR_REVIEW_EVENT');
  addEvent(context, pull.number);
}

/** Sets the ref that keeps the head of a pull request reachable after its branch has moved or is deleted. */
export function setPullRef(context: Context, number: number, oid: string): void {
  setRef(context, `refs/pull/${number}/head`, oid);
}

/** Sets a ref, or deletes it if `oid` is undefined. The change is copied to disk when the call is committed. */
export function setRef({ store, moved }: Context, name: string, oid: string | undefined): void {
  if (oid === undefined) store.run('DELETE FROM refs WHERE name = ?', name);
  else store.put('refs', { name, oid });
  moved.set(name, oid);
}

/** Returns the commit at which a pull request left its base. Its files and commits are counted from there. */
export async function pullBase(context: Context, pull: Pull): Promise<string> {
  const base = pull.merged_at === null ? (branchHead(context, pull.base_ref) ?? pull.base_oid) : pull.base_oid;
  return (await mergeBase(context.git, base, pull.head_oid)) ?? base;
}

export async function pullFiles(context: Context, pull: Pull): Promise<FileDiff[]> {
  return diffFiles(context.git, await pullBase(context, pull), pull.head_oid);
}

/** Checks whether a pull request would merge without a conflict; undefined if it is closed or its base is deleted. */
export async function isMergeable(context: Context, pull: Pull): Promise<boolean | undefined> {
  const base = branchHead(context, pull.base_ref);
  if (pull.state === 'closed' || base === undefined) return undefined;
  return (await mergeTree(context.git, base, pull.head_oid)) !== undefined;
}

/** Returns the value of GitHub's `mergeable_state` for a pull request; this forge uses four of the values. */
export function mergeableState(context: Context, pull: Pull, mergeable: boolean | undefined): string {
  if (mergeable === undefined || branchHead(context, pull.base_ref) === undefined) return 'unknown';
  if (!mergeable) return 'dirty';
  return pull.draft === 1 ? 'draft' : 'clean';
}
