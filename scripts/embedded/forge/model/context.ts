import { type AccountRow, accountById } from '../accounts.ts';
import type { Repository } from '../git/repository.ts';
import type { Actor } from '../grant.ts';
import { allows } from '../permissions.ts';
import { forbidden } from '../refusal.ts';
import type { Store } from '../store.ts';

/** What the forge sends the process: a trigger, not a fact. The process reads what is there. */
export interface ForgeEvent {
  /** The pull request's number, or null for a push that belongs to none. */
  readonly pull: number | null;
  /** Who caused it; the process passes over its own. */
  readonly actor: string;
}

/** The one repository that a forge serves. */
export interface ForgeSite {
  /** `http://127.0.0.1:port`, without slash at the end. */
  readonly url: string;
  readonly owner: string;
  readonly repo: string;
  /** Account of the owner, an organisation. */
  readonly ownerId: number;
  readonly createdAt: string;
  /** The context of the status that must be a success before the process can merge into main. */
  readonly required: string;
  /** Only the process merges pull requests, into whichever branch. */
  readonly guardsMerges: boolean;
}

/** A comment on a pull request, as it is kept. */
export interface Comment {
  readonly id: number;
  readonly pull: number;
  readonly author_id: number;
  readonly body: string;
  readonly created_at: string;
  readonly updated_at: string;
  readonly edited_at: string | null;
}

/** An edit of a pull request, of a review or of a comment; or a comment that was deleted. */
type Edit =
  | { readonly of: 'pull' | 'comment'; readonly id: number }
  | { readonly of: 'review'; readonly id: number; readonly pull: number }
  | { readonly of: 'deleted'; readonly comment: Comment };

/** One request: who asks, at which instant, and what it has changed so far. */
export interface Context {
  readonly now: string;
  /** The time by which tokens end. */
  readonly tokenTime: string;
  readonly actor: Actor;
  readonly store: Store;
  readonly git: Repository;
  readonly site: ForgeSite;
  /** Refs this request moved, to be copied to disk when it commits. */
  readonly moved: Map<string, string | undefined>;
  readonly events: ForgeEvent[];
  /** What this request changed without leaving a row of its own, for the webhooks that report it. */
  readonly edits: Edit[];
  /** Workflows that this request starts on purpose. */
  readonly dispatches: Dispatch[];
}

/** A wish to start a workflow: by the type of a repository's event, or by the workflow's own name or number. */
type Dispatch =
  | { readonly kind: 'repository'; readonly type: string; readonly payload: Readonly<Record<string, unknown>> }
  | {
      readonly kind: 'workflow';
      readonly workflow: string;
      readonly ref: string;
      readonly inputs: Readonly<Record<string, unknown>>;
    };

/** @throws HttpRefusal 403 when the actor's permission is less than `needs`. */
export function demand(context: Context, needs: 'read' | 'triage' | 'write' | 'admin'): void {
  const { login, permission } = context.actor;
  if (!allows(permission, needs)) {
    throw forbidden(`This needs the ${needs} permission on the repository; ${login} has ${permission}.`);
  }
}

/** Something happened to a pull request, or, with null, to none. */
export function ring(context: Context, pull: number | null): void {
  context.events.push({ pull, actor: context.actor.login });
}

/** The commit that a ref leads to. @param ref full name, `refs/heads/…` */
export function refOid({ store }: Context, ref: string): string | undefined {
  return store.get<{ oid: string }>('SELECT oid FROM refs WHERE name = ?', ref)?.oid;
}

/** The account behind an id that the database refers to, which may have been removed since. */
export function knownAccount(context: Context, id: number): AccountRow {
  const account = accountById(context.store, id);
  if (account === undefined) throw new Error(`account ${id} is referred to and missing`);
  return account;
}
