import { isAncestor } from '../git/history.ts';
import { lines, NO_OID } from '../git/repository.ts';
import { allows, MAIN, refRights } from '../permissions.ts';
import { forbidden, unprocessable } from '../refusal.ts';
import { type Context, refOid, addEvent } from './context.ts';
import { branchHead, markClosed, markMerged, type Pull, setPullRef, setRef, updatePullRow } from './pulls.ts';
import { refNameFault } from './ref-names.ts';
import { record } from './timeline.ts';
import { keepWorkflows } from './workflow-files.ts';

interface RefMove {
  /** Full name, `refs/heads/…`. */
  readonly ref: string;
  /** The commit before the move; undefined if the ref did not exist. */
  readonly before: string | undefined;
  /** The commit after the move; undefined if the ref is deleted. */
  readonly after: string | undefined;
}

export interface ActivityRow {
  readonly id: number;
  readonly ref: string;
  readonly before: string;
  readonly after: string;
  readonly timestamp: string;
  readonly activity_type: 'push' | 'force_push' | 'branch_creation' | 'branch_deletion' | 'pr_merge';
  readonly actor_id: number;
}

/**
 * Makes, moves or deletes a ref.
 * @param force whether a move that is no fast-forward is allowed; on a protected ref such a move is never allowed
 * @throws HttpRefusal 403 without the permission to write; 422 if the actor may not write this ref, for a malformed or
 * clashing name, for the deletion of a protected ref, and for a move that is no fast-forward and not allowed
 */
export async function moveRef(context: Context, move: RefMove, force: boolean): Promise<void> {
  const { ref, before, after } = move;
  const { login, permission } = context.actor;
  if (!allows(permission, 'write')) {
    throw forbidden(`Writing refs needs the write permission; ${login} has ${permission}.`);
  }
  const rights = refRights(permission, ref);
  // People who write to main by mistake usually want to attach a file to a request. The refusal says where to do that.
  const inRequests =
    ref === MAIN
      ? { id: '; unggah lampiran di dalam permohonannya', en: '; upload attachments within their request' }
      : { id: '', en: '' };
  if (!rights.write)
    throw unprocessable(
      `Repository rule violations found: ${ref} dilindungi, ${login} tidak dapat menulis di sana${inRequests.id}. / ${ref} is protected, ${login} cannot write it${inRequests.en}.`,
    );
  if (rights.protected && after === undefined)
    throw unprocessable(`Repository rule violations found: ${ref} cannot be deleted.`);
  if (before === undefined) checkFree(context, ref);
  if (after !== undefined) await keepWorkflows(context, before, after);
  const forward = before === undefined || after === undefined || (await isAncestor(context.git, before, after));
  if (!forward && (rights.protected || !force)) throw unprocessable('Update is not a fast forward');
  await recordMove(context, move, forward ? 'push' : 'force_push');
}

/**
 * Records that a ref has moved, and updates pull requests. If the ref is the head branch of a pull request, the
 * recorded head moves too. If the branch was deleted, its pull requests are closed. If the ref is the base of a pull
 * request and now contains the head of that pull request, the pull request is merged.
 * @param how the type of activity for a move that neither makes nor deletes the branch
 */
export async function recordMove(
  context: Context,
  move: RefMove,
  how: 'push' | 'force_push' | 'pr_merge',
): Promise<void> {
  const { ref, before, after } = move;
  if (before === after) return;
  const { store } = context;
  setRef(context, ref, after);
  if (!ref.startsWith('refs/heads/')) return;
  const row: ActivityRow = {
    id: store.nextId(),
    ref,
    before: before ?? NO_OID,
    after: after ?? NO_OID,
    timestamp: context.now,
    activity_type: before === undefined ? 'branch_creation' : after === undefined ? 'branch_deletion' : how,
    actor_id: context.actor.id,
  };
  store.insert('activity', row);
  if (how !== 'pr_merge') await closeEmptied(context, move);
  followHeads(context, move, how);
  if (how !== 'pr_merge' && before !== undefined && after !== undefined) await closeMerged(context, ref, before, after);
}

/** Returns the activity on a ref, or on all refs; newest first, as on GitHub. */
export function activityOf(context: Context, ref: string | undefined): ActivityRow[] {
  return ref === undefined
    ? context.store.all<ActivityRow>('SELECT * FROM activity ORDER BY id DESC')
    : context.store.all<ActivityRow>('SELECT * FROM activity WHERE ref = ? ORDER BY id DESC', ref);
}

function followHeads(context: Context, { ref, before, after }: RefMove, how: string): void {
  const branch = ref.slice('refs/heads/'.length);
  const unmerged = context.store.all<Pull>('SELECT * FROM pulls WHERE head_ref = ? AND merged_at IS NULL', branch);
  const merged = context.store.all<Pull>('SELECT * FROM pulls WHERE head_ref = ? AND merged_at IS NOT NULL', branch);
  if (after === undefined) {
    // GitHub closes a pull request whose base is deleted, since it cannot be merged.
    const onto = context.store.all<Pull>("SELECT * FROM pulls WHERE base_ref = ? AND state = 'open'", branch);
    for (const pull of onto) markClosed(context, pull.number);
  }
  for (const pull of [...unmerged, ...merged]) {
    if (after === undefined) {
      if (pull.state === 'open') markClosed(context, pull.number);
      if (before !== pull.head_oid) continue;
      record(context, pull.number, 'HEAD_REF_DELETED_EVENT');
      addEvent(context, pull.number);
      updatePullRow(context, pull.number);
    } else if (before === undefined) {
      if (pull.state === 'open' || after !== pull.head_oid) continue;
      record(context, pull.number, 'HEAD_REF_RESTORED_EVENT');
      addEvent(context, pull.number);
      updatePullRow(context, pull.number);
    } else if (pull.state === 'open') {
      const base = branchHead(context, pull.base_ref);
      updatePullRow(context, pull.number, { head_oid: after, base_oid: base ?? pull.base_oid });
      setPullRef(context, pull.number, after);
      if (how === 'force_push') record(context, pull.number, 'HEAD_REF_FORCE_PUSHED_EVENT', { before, after });
      addEvent(context, pull.number);
    }
  }
  if (unmerged.every((pull) => pull.state === 'closed')) addEvent(context, null);
}

/** Closes a pull request if its head has no new commit after a push. The recorded head does not change. */
async function closeEmptied(context: Context, { ref, before, after }: RefMove): Promise<void> {
  if (before === undefined || after === undefined) return;
  const branch = ref.slice('refs/heads/'.length);
  const open = context.store.all<Pull>("SELECT * FROM pulls WHERE state = 'open' AND head_ref = ?", branch);
  for (const pull of open) {
    const base = branchHead(context, pull.base_ref);
    if (base !== undefined && (await isAncestor(context.git, after, base))) markClosed(context, pull.number);
  }
}

/**
 * Marks pull requests as merged if a push brought their head into their base. If `guardsMerges` is set, only a push by
 * an account that may write main does so.
 */
async function closeMerged(context: Context, ref: string, before: string, after: string): Promise<void> {
  if (context.site.guardsMerges && !refRights(context.actor.permission, MAIN).write) return;
  const open = context.store.all<Pull>(
    "SELECT * FROM pulls WHERE state = 'open' AND base_ref = ?",
    ref.slice('refs/heads/'.length),
  );
  if (open.length === 0) return;
  const added = new Set(lines(await context.git.git(['rev-list', `${before}..${after}`])));
  for (const pull of open) {
    if (added.has(pull.head_oid)) markMerged(context, pull, before, after);
  }
}

/**
 * Checks that a new ref may have this name.
 * @throws HttpRefusal 422 for a malformed name, or one that clashes with another ref: `a` and `a/b` cannot both be refs
 */
function checkFree(context: Context, ref: string): void {
  const fault = refNameFault(ref);
  if (fault !== undefined) throw unprocessable(`Reference name ${ref.slice(0, 300)} ${fault}`);
  const parts = ref.split('/');
  const parents = parts.map((_, index) => parts.slice(0, index).join('/')).filter((parent) => parent !== '');
  const below = context.store.get('SELECT 1 FROM refs WHERE substr(name, 1, ?) = ?', ref.length + 1, `${ref}/`);
  if (below !== undefined || parents.some((parent) => refOid(context, parent) !== undefined)) {
    throw unprocessable(`Reference ${ref} clashes with another one.`);
  }
}
