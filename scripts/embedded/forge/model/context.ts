import { type AccountRow, accountById } from '../accounts.ts';
import type { Repository } from '../git/repository.ts';
import type { Actor } from '../grant.ts';
import { allows } from '../permissions.ts';
import { forbidden } from '../refusal.ts';
import type { Store } from '../store.ts';

/** A trigger that the forge sends to the process. It is no fact: the process then reads the state itself. */
export interface ForgeEvent {
  /** The pull request's number, or null for a push that belongs to none. */
  readonly pull: number | null;
  /** The login of the account that caused the event; the process ignores its own events. */
  readonly actor: string;
}

/** The one repository that a forge serves. */
export interface ForgeSite {
  /** `http://127.0.0.1:port`, without a slash at the end. */
  readonly url: string;
  readonly owner: string;
  readonly repo: string;
  /** The id of the account of the owner, an organisation. */
  readonly ownerId: number;
  readonly createdAt: string;
  /** The context of the status that must be `success` before the process can merge into main. */
  readonly required: string;
  /** Whether only the process and the maintainer may merge pull requests into any branch, not only into main. */
  readonly guardsMerges: boolean;
}

/** A comment on a pull request, as the database has it. */
export interface Comment {
  readonly id: number;
  readonly pull: number;
  readonly author_id: number;
  readonly body: string;
  readonly created_at: string;
  readonly updated_at: string;
  readonly edited_at: string | null;
}

/** An edit of a pull request, a review or a comment; or the deletion of a comment, with the deleted comment. */
type Edit =
  | { readonly of: 'pull' | 'comment'; readonly id: number }
  | { readonly of: 'review'; readonly id: number; readonly pull: number }
  | { readonly of: 'deleted'; readonly comment: Comment };

/** One call of the forge: who makes it, at which instant, and what it has changed so far. */
export interface Context {
  readonly now: string;
  /** The current time for the end of tokens. It is earlier than `now` while the office's clock is moved ahead. */
  readonly tokenTime: string;
  readonly actor: Actor;
  readonly store: Store;
  readonly git: Repository;
  readonly site: ForgeSite;
  /** The refs that this call moved, to be copied to disk when the call commits; undefined for a deleted ref. */
  readonly moved: Map<string, string | undefined>;
  readonly events: ForgeEvent[];
  /** The edits and deletions by this call. They have no row with a new id, so what reads the call at its end finds them here. */
  readonly edits: Edit[];
  /** Workflows that this call asks to start. */
  readonly dispatches: Dispatch[];
}

/** The workflows to start: those that wait for an event of this type, or one workflow by its file name. */
type Dispatch =
  | { readonly kind: 'repository'; readonly type: string; readonly payload: Readonly<Record<string, unknown>> }
  | {
      readonly kind: 'workflow';
      readonly workflow: string;
      readonly ref: string;
      readonly inputs: Readonly<Record<string, unknown>>;
    };

/**
 * Checks that the actor has at least a permission on the repository.
 * @throws HttpRefusal 403 if the actor has less
 */
export function demand(context: Context, needs: 'read' | 'triage' | 'write' | 'admin'): void {
  const { login, permission } = context.actor;
  if (!allows(permission, needs)) {
    throw forbidden(`This needs the ${needs} permission on the repository; ${login} has ${permission}.`);
  }
}

/**
 * Adds an event, which is sent to the process once the call is committed.
 * @param pull the number of the pull request that changed; null for a push that belongs to none
 */
export function addEvent(context: Context, pull: number | null): void {
  context.events.push({ pull, actor: context.actor.login });
}

/**
 * Finds the commit of a ref.
 * @param ref full name, `refs/heads/…`
 */
export function refOid({ store }: Context, ref: string): string | undefined {
  return store.get<{ oid: string }>('SELECT oid FROM refs WHERE name = ?', ref)?.oid;
}

/** Returns the account whose id another row of the database contains. The account may have been removed since. */
export function knownAccount(context: Context, id: number): AccountRow {
  const account = accountById(context.store, id);
  if (account === undefined) throw new Error(`account ${id} is referred to and missing`);
  return account;
}
