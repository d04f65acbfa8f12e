import { invalid, unprocessable } from '../refusal.ts';
import { type Context, demand, addEvent } from './context.ts';

export type CommitStatusState = 'error' | 'failure' | 'pending' | 'success';

export interface Status {
  readonly id: number;
  readonly oid: string;
  readonly context: string;
  readonly state: CommitStatusState;
  readonly description: string | null;
  readonly target_url: string | null;
  readonly creator_id: number;
  readonly created_at: string;
}

interface NewStatus {
  readonly state: string;
  readonly context: string;
  readonly description: string | null;
  readonly targetUrl: string | null;
}

const STATES = new Set<string>(['error', 'failure', 'pending', 'success']);

function isState(text: string): text is CommitStatusState {
  return STATES.has(text);
}

/**
 * Sets a status on a commit. The required status counts only if the process set it (see `requiredState`).
 * @throws HttpRefusal 403 if the actor cannot write; 422
 */
export async function setStatus(context: Context, oid: string, wish: NewStatus): Promise<Status> {
  demand(context, 'write');
  if (!isState(wish.state)) throw invalid('Status', 'state', 'state is error, failure, pending or success');
  if ((await context.git.readCommit(oid)) === undefined)
    throw unprocessable(`No commit found for SHA: ${oid.slice(0, 60)}`);
  if (wish.description !== null && wish.description.length > 140) {
    throw invalid('Status', 'description', 'description is too long (maximum is 140 characters)', 'custom');
  }
  if (wish.targetUrl !== null && wish.targetUrl !== '' && !/^https?:\/\//.test(wish.targetUrl)) {
    throw invalid('Status', 'target_url', 'target_url must use http(s) scheme', 'custom');
  }
  const { store, actor, now } = context;
  const status: Status = {
    id: store.nextId(),
    oid,
    context: wish.context,
    state: wish.state,
    description: wish.description,
    target_url: wish.targetUrl,
    creator_id: actor.id,
    created_at: now,
  };
  store.insert('statuses', status);
  const shown = "SELECT number FROM pulls WHERE head_oid = ? AND state = 'open' ORDER BY number";
  for (const { number } of store.all<{ number: number }>(shown, oid)) addEvent(context, number);
  return status;
}

/** Returns all statuses ever set on a commit, newest first. */
export function statusesOf(context: Context, oid: string): Status[] {
  return context.store.all<Status>('SELECT * FROM statuses WHERE oid = ? ORDER BY id DESC', oid);
}

/** Returns the latest status of each context, in the order in which they were set. */
export function latestStatuses(context: Context, oid: string): Status[] {
  return context.store.all<Status>(
    'SELECT * FROM statuses WHERE id IN (SELECT max(id) FROM statuses WHERE oid = ? GROUP BY context) ORDER BY id',
    oid,
  );
}

/** Combines statuses to one state: failure if one failed, success if there are some and all succeeded, else pending. */
export function combinedState(statuses: readonly Status[]): 'failure' | 'pending' | 'success' {
  if (statuses.some(({ state }) => state === 'failure' || state === 'error')) return 'failure';
  return statuses.length > 0 && statuses.every(({ state }) => state === 'success') ? 'success' : 'pending';
}

/**
 * Returns the state of the required status that the process set last. Statuses that others set under its name are
 * ignored.
 */
export function requiredState(context: Context, oid: string): CommitStatusState | undefined {
  return context.store.get<{ state: CommitStatusState }>(
    `SELECT state FROM statuses JOIN accounts ON accounts.id = creator_id
     WHERE oid = ? AND context = ? AND permission = 'process' AND removed_at IS NULL ORDER BY statuses.id DESC LIMIT 1`,
    oid,
    context.site.required,
  )?.state;
}
