import { diffFiles, type FileDiff } from '../git/diff.ts';
import { isAncestor, mergeBase, mergeTree } from '../git/history.ts';
import { allows } from '../permissions.ts';
import { forbidden, invalid, notFound, unprocessable } from '../refusal.ts';
import { type Context, demand, refOid, ring } from './context.ts';
import { headRefName } from './fork-names.ts';
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
  /** Branch names, without refs/heads/. */
  readonly base_ref: string;
  readonly base_oid: string;
  /** Of a fork: `owner:branch`. */
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

/** @throws HttpRefusal 404 */
export function getPull(context: Context, number: number): Pull {
  const pull = findPull(context, number);
  if (pull === undefined) throw notFound();
  return pull;
}

/** Changes a pull request. Every change moves its `updated_at`, as on GitHub. */
export function touch({ store, now }: Context, number: number, change: Partial<Pull> = {}): void {
  const row = { ...change, updated_at: now };
  const columns = Object.keys(row).map((column) => `${column} = ?`);
  store.run(`UPDATE pulls SET ${columns.join(', ')} WHERE number = ?`, ...Object.values(row), number);
}

export function branchHead(context: Context, branch: string): string | undefined {
  return refOid(context, headRefName(branch));
}

const isOpen = ({ store }: Context, head: string, base: string): boolean =>
  store.get("SELECT 1 FROM pulls WHERE state = 'open' AND head_ref = ? AND base_ref = ?", head, base) !== undefined;

interface NewPull {
  readonly title: string;
  readonly body: string | null;
  readonly head: string;
  readonly base: string;
  readonly draft: boolean;
}

/**
 * Opens a pull request between two branches of the repository, or from a fork of it.
 * @throws HttpRefusal 422 when a branch is missing, has nothing new or no history in common, or has an open pull request already.
 */
export async function openPull(context: Context, { title, body, head, base, draft }: NewPull): Promise<Pull> {
  demand(context, 'read');
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
  if (isOpen(context, headRef, base)) {
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
  ring(context, number);
  return getPull(context, number);
}

/** Changes title, body or base; the author or a writer may, the base while it is open. */
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
  touch(context, pull.number, {
    title,
    body,
    base_ref: base,
    base_oid: base === pull.base_ref ? pull.base_oid : baseOid,
  });
  context.edits.push({ of: 'pull', id: pull.number });
  ring(context, pull.number);
}

/** Closes. Allowed to the author and to accounts with triage. */
export function closePull(context: Context, pull: Pull): void {
  if (pull.state === 'closed') return;
  if (pull.author_id !== context.actor.id) demand(context, 'triage');
  markClosed(context, pull.number);
}

/** Closes for any actor: the deletion of its branch closes a pull request too. */
export function markClosed(context: Context, number: number): void {
  touch(context, number, { state: 'closed', closed_at: context.now });
  record(context, number, 'CLOSED_EVENT');
  ring(context, number);
}

/**
 * Reopens. An author without triage may undo only an own close.
 * @throws HttpRefusal 422 when it is merged, or its branch is gone or no longer leads on from the last head.
 */
export async function reopenPull(context: Context, pull: Pull): Promise<void> {
  if (pull.state === 'open') return;
  const own = pull.author_id === context.actor.id && lastCloser(context, pull.number) === context.actor.id;
  if (!own) demand(context, 'triage');
  const stays = (why: string) => invalid('PullRequest', 'state', `state cannot be changed. ${why}`);
  if (pull.merged_at !== null) throw stays('The pull request is merged.');
  const head = branchHead(context, pull.head_ref);
  if (head === undefined) throw stays(`The ${pull.head_ref} branch has been deleted.`);
  if (branchHead(context, pull.base_ref) === undefined) throw stays(`The ${pull.base_ref} branch has been deleted.`);
  if (!(await isAncestor(context.git, pull.head_oid, head))) {
    throw stays(`The ${pull.head_ref} branch was force-pushed or recreated.`);
  }
  if (isOpen(context, pull.head_ref, pull.base_ref))
    throw stays(`There is already an open pull request from ${pull.head_ref} to ${pull.base_ref}.`);
  touch(context, pull.number, { state: 'open', closed_at: null, head_oid: head });
  if (head !== pull.head_oid) setPullRef(context, pull.number, head);
  record(context, pull.number, 'REOPENED_EVENT');
  ring(context, pull.number);
}

/** The pull request is merged as of now, by the actor: its base was at `base` and then at `merged`. */
export function markMerged(context: Context, pull: Pull, base: string, merged: string): void {
  const { now, actor } = context;
  touch(context, pull.number, {
    state: 'closed',
    base_oid: base,
    closed_at: now,
    merged_at: now,
    merged_by: actor.id,
    merge_oid: merged,
  });
  record(context, pull.number, 'MERGED_EVENT', { commit: merged });
  record(context, pull.number, 'CLOSED_EVENT');
  ring(context, pull.number);
}

/** Turns an open pull request into a draft or back; the author or a writer may. */
export function setDraft(context: Context, pull: Pull, draft: boolean): void {
  if (pull.author_id !== context.actor.id && !allows(context.actor.permission, 'write')) {
    throw forbidden('Only the author or a writer changes a pull request to a draft or back.');
  }
  if (pull.state !== 'open') throw unprocessable('The pull request is closed.');
  if ((pull.draft === 1) === draft) return;
  touch(context, pull.number, { draft: draft ? 1 : 0 });
  record(context, pull.number, draft ? 'CONVERT_TO_DRAFT_EVENT' : 'READY_FOR_REVIEW_EVENT');
  ring(context, pull.number);
}

/** Keeps what the pull request showed reachable, whatever happens to its branch. */
export function setPullRef(context: Context, number: number, oid: string): void {
  setRef(context, `refs/pull/${number}/head`, oid);
}

/** Sets a ref, or with undefined deletes it; on the disk too, once the request is done. */
export function setRef({ store, moved }: Context, name: string, oid: string | undefined): void {
  if (oid === undefined) store.run('DELETE FROM refs WHERE name = ?', name);
  else store.put('refs', { name, oid });
  moved.set(name, oid);
}

/** Where the pull request left its base: what its files and commits are counted from. */
export async function pullBase(context: Context, pull: Pull): Promise<string> {
  const base = pull.merged_at === null ? (branchHead(context, pull.base_ref) ?? pull.base_oid) : pull.base_oid;
  return (await mergeBase(context.git, base, pull.head_oid)) ?? base;
}

export async function pullFiles(context: Context, pull: Pull): Promise<FileDiff[]> {
  return diffFiles(context.git, await pullBase(context, pull), pull.head_oid);
}

/** Whether it would merge now; undefined when it is closed or its base is gone. */
export async function isMergeable(context: Context, pull: Pull): Promise<boolean | undefined> {
  const base = branchHead(context, pull.base_ref);
  if (pull.state === 'closed' || base === undefined) return undefined;
  return (await mergeTree(context.git, base, pull.head_oid)) !== undefined;
}

/** GitHub's word for it, of those that this forge knows. */
export function mergeableState(context: Context, pull: Pull, mergeable: boolean | undefined): string {
  if (mergeable === undefined || branchHead(context, pull.base_ref) === undefined) return 'unknown';
  if (!mergeable) return 'dirty';
  return pull.draft === 1 ? 'draft' : 'clean';
}
