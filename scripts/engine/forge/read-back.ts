import { ForgeError } from './errors.ts';
import { ask, type Client } from './octokit.ts';
import { MORE } from './queries.ts';
import type { LastPage, RawComment, RawItem, RawPull, RawReview } from './raw.ts';

interface Lists {
  readonly reviews: RawReview;
  readonly timelineItems: RawItem;
  readonly comments: RawComment;
}

/**
 * Reads a list of a pull request from its newest page back, as far as necessary.
 * @param isEnough called with the oldest node that was read; returns whether to stop there
 * @param most the largest number of pages that are read; of a longer list, only the newest pages are read
 * @throws ForgeError if a page is missing or points to itself (R31)
 */
export async function readBack<Name extends keyof Lists>(
  client: Client,
  { number }: Pick<RawPull, 'number'>,
  name: Name,
  last: LastPage<Lists[Name]>,
  isEnough: (oldest: Lists[Name]) => boolean = () => false,
  most = Number.POSITIVE_INFINITY,
): Promise<Lists[Name][]> {
  type Answer = { repository: { pullRequest: { readonly [Each in Name]?: LastPage<Lists[Each]> } } };
  const pages = [last.nodes];
  let { pageInfo } = last;
  let [oldest] = last.nodes;
  while (pageInfo.hasPreviousPage && pages.length < most && !(oldest && isEnough(oldest))) {
    const before = pageInfo.startCursor;
    const answer = before === null ? undefined : await ask<Answer>(client, MORE[name], { number, before });
    const page = answer?.repository.pullRequest[name];
    const [first] = page?.nodes ?? [];
    if (!page || !first || page.pageInfo.startCursor === before)
      throw new ForgeError('unreadable', `GraphQL ${name}`, 'A page is missing.');
    pages.unshift(page.nodes);
    ({ pageInfo } = page);
    oldest = first;
  }
  return pages.flat();
}

/** Reads all reviews and timeline items of a pull request whose last pages were read, or throws a ForgeError (R31). */
export const allOf = async (client: Client, pull: Pick<RawPull, 'number' | 'reviews' | 'timelineItems'>) => ({
  reviews: await readBack(client, pull, 'reviews', pull.reviews),
  items: await readBack(client, pull, 'timelineItems', pull.timelineItems),
});
