import { ForgeError } from './errors.ts';
import type { LastPage } from './raw.ts';

/**
 * A list, read from its newest page back, page by page, as far as is needed.
 * @param name what the list is called in errors
 * @param next the page before a cursor
 * @param isEnough called with the oldest node that was read
 * @param most so many pages are read; of a longer list only its end
 * @throws ForgeError where a page is missing or leads nowhere (R31)
 */
export async function readBack<Node>(
  name: string,
  last: LastPage<Node>,
  next: (before: string) => Promise<LastPage<Node> | undefined>,
  isEnough: (oldest: Node) => boolean,
  most: number,
): Promise<Node[]> {
  const pages = [last.nodes];
  let { pageInfo } = last;
  let [oldest] = last.nodes;
  while (pageInfo.hasPreviousPage && pages.length < most && !(oldest && isEnough(oldest))) {
    const { startCursor } = pageInfo;
    const page = startCursor === null ? undefined : await next(startCursor);
    const [first] = page?.nodes ?? [];
    if (!page || !first || page.pageInfo.startCursor === startCursor)
      throw new ForgeError('unreadable', `GraphQL ${name}`, 'A page is missing.');
    pages.unshift(page.nodes);
    ({ pageInfo } = page);
    oldest = first;
  }
  return pages.flat();
}
