import { type Account, accountById } from '../accounts.ts';
import type { Repository } from '../git/repository.ts';
import type { Actor } from '../grant.ts';
import { allows } from '../permissions.ts';
import { forbidden } from '../refusal.ts';
import type { Store } from '../store.ts';

/** What the forge tells the process: a bell, not a fact. The process reads what is there. */
export interface ForgeEvent {
  /** The pull request's number, or null for a push that belongs to none. */
  readonly pull: number | null;
  readonly kind: EventKind;
  /** Who caused it; the process passes over its own. */
  readonly actor: string;
}

export type EventKind =
  | 'opened'
  | 'edited'
  | 'closed'
  | 'reopened'
  | 'merged'
  | 'ready_for_review'
  | 'converted_to_draft'
  | 'push'
  | 'branch_deleted'
  | 'branch_restored'
  | 'review'
  | 'review_edited'
  | 'review_dismissed'
  | 'review_requested'
  | 'labeled'
  | 'unlabeled'
  | 'comment';

/** The one repository that a forge serves. */
export interface Site {
  /** `http://127.0.0.1:port`, without slash at the end. */
  readonly url: string;
  readonly owner: string;
  readonly repo: string;
  /** Account of the owner, an organisation. */
  readonly ownerId: number;
  readonly createdAt: string;
  /** The status without which the process does not merge into main. */
  readonly required: string;
}

/** One request: who asks, at which instant, and what it has changed so far. */
export interface Context {
  readonly now: string;
  readonly actor: Actor;
  readonly store: Store;
  readonly git: Repository;
  readonly site: Site;
  /** Refs this request moved, to be copied to disk when it commits. */
  readonly moved: Map<string, string | undefined>;
  readonly events: ForgeEvent[];
}

/** @throws Refusal 403 when the actor's permission is less than `needs`. */
export function demand(context: Context, needs: 'read' | 'triage' | 'write' | 'admin'): void {
  const { login, permission } = context.actor;
  if (!allows(permission, needs)) {
    throw forbidden(`This needs the ${needs} permission on the repository; ${login} has ${permission}.`);
  }
}

export function ring(context: Context, pull: number | null, kind: EventKind): void {
  context.events.push({ pull, kind, actor: context.actor.login });
}

/** The account behind an id that the database refers to; it exists, be it removed. */
export function accountOf(context: Context, id: number): Account {
  const account = accountById(context.store, id);
  if (account === undefined) throw new Error(`account ${id} is referred to and missing`);
  return account;
}
