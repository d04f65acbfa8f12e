import type { Account } from '#domain/case/state/facts.ts';
import type { PullView } from '#domain/case/state/pull.ts';
import type { Tail } from '#domain/case/tail.ts';
import { accountOf, isSelf } from './account.ts';
import { ForgeError } from './errors.ts';
import { instantOf } from './facts.ts';
import { ask, type Client } from './octokit.ts';
import { MORE_COMMENTS } from './queries.ts';
import type { LastPage, RawComment, RawPull } from './raw.ts';
import { readBack } from './read-back.ts';

type OwnComment = PullView['ownComments'][number];

/** The first thirty and the last seventy come with the case; more are read where there are more. */
const SHOWN = 100;

/**
 * The process's own comments, oldest first: known by their account, never by their text (R30). Of more than a hundred
 * comments those in between are read back to the tail; the checklist, should it be older, by its id.
 * @param limits most: so many pages are read
 * @throws ForgeError where they cannot be read
 */
export async function ownComments(
  client: Client,
  pull: RawPull,
  self: Account,
  { tail, most }: { readonly tail: Tail | undefined; readonly most: number },
): Promise<OwnComment[]> {
  const early = new Set(pull.early.nodes.map(({ fullDatabaseId }) => String(fullDatabaseId)));
  const late =
    pull.early.totalCount <= SHOWN
      ? pull.late.nodes
      : await readBack(
          'comments',
          pull.late,
          (before) => commentsBefore(client, pull.number, before),
          ({ fullDatabaseId, createdAt }) =>
            early.has(String(fullDatabaseId)) || (tail !== undefined && instantOf(createdAt) < tail.from),
          most,
        );
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

async function commentsBefore(
  client: Client,
  number: number,
  before: string,
): Promise<LastPage<RawComment> | undefined> {
  type Answer = { repository: { pullRequest: { comments?: LastPage<RawComment> } } };
  return (await ask<Answer>(client, MORE_COMMENTS, { number, before })).repository.pullRequest.comments;
}

/** The text of a comment; undefined: it was deleted. */
async function commentOf({ octokit, owner, repo }: Client, comment_id: number): Promise<string | undefined> {
  try {
    const route = 'GET /repos/{owner}/{repo}/issues/comments/{comment_id}';
    const { data } = await octokit.request(route, { owner, repo, comment_id });
    return data.body ?? '';
  } catch (error) {
    if (error instanceof ForgeError && error.status === 404) return undefined;
    throw error;
  }
}
