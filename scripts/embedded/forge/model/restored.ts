import { toInstant } from '#domain/clock/instant.ts';
import type { Context } from './context.ts';
import { MAIN } from '../permissions.ts';
import { markClosed, setPullRef } from './pulls.ts';
import { recordMove } from './refs.ts';

/** A pull request of a forge that was lost. */
export interface RestoredPull {
  readonly number: number;
  readonly title: string;
  /** The account number of the author. */
  readonly author: number;
  /** The name of the head branch, which must be among the refs. */
  readonly branch: string;
  readonly head: string;
  /**
   * The commit to which the branch moves a second after the opening. So the process sees that this push is not the
   * opener's (R48), because a clone does not say who pushed.
   */
  readonly tip?: string | undefined;
  /** Whether it is open; otherwise only its number is taken. */
  readonly isOpen: boolean;
}

/** The content of a forge that was lost, as far as a clone and a register have it. */
export interface RestoredContent {
  /** The commits of refs, by full name. Their objects must be in the repository. */
  readonly refs: ReadonlyMap<string, string>;
  readonly pulls: readonly RestoredPull[];
  /** The greatest id that the lost forge had given. Ids go on from it, because journals name facts by their ids. */
  readonly lastId: number;
}

/**
 * Fills an empty forge with the content of one that was lost, in the name of the actor. Reviews, labels, comments and
 * statuses are not restored: the register has what counted of them.
 */
export async function restoreContent(context: Context, { refs, pulls, lastId }: RestoredContent): Promise<void> {
  const { store, now } = context;
  const afterwards = { ...context, now: toInstant(Date.parse(now) + 1000) };
  store.run('UPDATE counter SET value = max(value, ?)', lastId);
  for (const [ref, after] of refs) await recordMove(context, { ref, before: undefined, after }, 'push');
  for (const { number, title, author, branch, head, tip, isOpen } of pulls) {
    store.insert('pulls', {
      ...{ number, id: store.nextId(), issue_id: store.nextId(), title, body: null, author_id: author },
      ...{ state: 'open', draft: 0, base_ref: 'main', base_oid: refs.get(MAIN) ?? head },
      ...{ head_ref: branch, head_oid: head, created_at: now, updated_at: now },
    });
    setPullRef(context, number, head);
    if (!isOpen) markClosed(context, number);
    const ref = `refs/heads/${branch}`;
    if (tip !== undefined) await recordMove(afterwards, { ref, before: head, after: tip }, 'force_push');
  }
}
