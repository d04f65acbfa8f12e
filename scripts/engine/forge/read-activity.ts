import { ForgeError } from './errors.ts';
import { askRest, type Client } from './octokit.ts';
import type { RawActivity } from './raw.ts';

const ROUTE = 'GET /repos/{owner}/{repo}/activity';

/**
 * Reads the activity log of a branch, newest first, as far back as necessary.
 * @param isEnough called with the entries that were read, if there are more; returns whether to stop there
 * @param most the largest number of pages that are read; of a longer log, only the newest pages are read
 * @returns the entries, whether there is more than one page, and whether older entries were not read
 * @throws ForgeError if a page is no list, or repeats the page before (R31)
 */
export async function readActivity(
  client: Client,
  branch: string,
  isEnough: (log: readonly RawActivity[]) => boolean,
  most: number,
): Promise<{ log: RawActivity[]; isLong: boolean; isCut: boolean }> {
  const { owner, repo, octokit } = client;
  const log: RawActivity[] = [];
  const ids = new Set<number>();
  let pages = 0;
  const asked = { owner, repo, ref: `refs/heads/${branch}`, per_page: 100 };
  for await (const { data, headers } of octokit.paginate.iterator(ROUTE, asked)) {
    if (!Array.isArray(data)) throw new ForgeError('unreadable', ROUTE, 'No list.');
    const before = ids.size;
    log.push(...data);
    for (const { id } of data) ids.add(id);
    pages += 1;
    const hasMore = /rel="?next"?/.test(headers.link ?? '');
    if (hasMore && ids.size === before) throw new ForgeError('unreadable', ROUTE, 'A page is missing.');
    if (hasMore && (pages >= most || isEnough(log))) return { log, isLong: true, isCut: true };
  }
  return { log, isLong: pages > 1, isCut: false };
}

/** Reads the newest pushes of one account to a branch. The pushes of others cannot hide them, however many (R48). */
export async function readActivityOf(client: Client, branch: string, login: string): Promise<RawActivity[]> {
  const log = await askRest(client, ROUTE, { ref: `refs/heads/${branch}`, actor: login, per_page: 100 });
  if (!Array.isArray(log)) throw new ForgeError('unreadable', ROUTE, 'No list.');
  return log;
}
