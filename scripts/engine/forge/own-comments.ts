import type { Account } from '#domain/case/state/facts.ts';
import type { PullView } from '#domain/case/state/pull.ts';
import type { Tail } from '#domain/case/tail.ts';
import { accountOf, isSelf } from './account.ts';
import { ifThere } from './errors.ts';
import { instantOf } from './facts.ts';
import { askRest, type Client } from './octokit.ts';
import type { RawComment, RawPull } from './raw.ts';
import { readBack } from './read-back.ts';

type OwnComment = PullView['ownComments'][number];

/** The number of comments that are read with the case: the first thirty and the last seventy. */
const SHOWN = 100;

/**
 * Reads the process's own comments, oldest first. They are found by their account, never by their text (R30). If there
 * are more than a hundred comments, the comments in between are read too, from the newest back to the last run's place.
 * A checklist from before that place is read by its id.
 * @param limits the last run's place (`tail`), and the largest number of pages that are read
 * @throws ForgeError if a comment cannot be read
 */
export async function ownComments(
  client: Client,
  pull: RawPull,
  self: Account,
  { tail, most }: { readonly tail: Tail | undefined; readonly most: number },
): Promise<OwnComment[]> {
  const early = new Set(pull.early.nodes.map(({ fullDatabaseId }) => String(fullDatabaseId)));
  const isEnough = ({ fullDatabaseId, createdAt }: RawComment): boolean =>
    early.has(String(fullDatabaseId)) || (tail !== undefined && instantOf(createdAt) < tail.from);
  const late =
    pull.early.totalCount <= SHOWN
      ? pull.late.nodes
      : await readBack(client, pull, 'comments', pull.late, isEnough, most);
  const found = new Map<number, OwnComment>();
  for (const comment of [...pull.early.nodes, ...late])
    if (isSelf(accountOf(comment.author), self)) found.set(Number(comment.fullDatabaseId), own(comment, self));
  const { sticky } = tail ?? {};
  const older = sticky === undefined || found.has(sticky) ? undefined : await commentOf(client, sticky);
  return [...(older === undefined || sticky === undefined ? [] : [{ id: sticky, body: older }]), ...found.values()];
}

function own({ fullDatabaseId, body, lastEditedAt, editor }: RawComment, self: Account): OwnComment {
  const isChanged = lastEditedAt !== null && !isSelf(accountOf(editor), self);
  return { id: Number(fullDatabaseId), body, ...(isChanged ? { isDefaced: true as const } : {}) };
}

/** Reads the text of a comment; `undefined` if the comment was deleted. */
async function commentOf(client: Client, comment_id: number): Promise<string | undefined> {
  const route = 'GET /repos/{owner}/{repo}/issues/comments/{comment_id}';
  const comment = await ifThere(askRest(client, route, { comment_id }));
  return comment && (comment.body ?? '');
}
