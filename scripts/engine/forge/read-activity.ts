import { ForgeError } from './errors.ts';
import { askRest, type Client } from './octokit.ts';
import type { RawActivity } from './raw.ts';

const ROUTE = 'GET /repos/{owner}/{repo}/activity';

/**
 * The activity log of a branch, newest first, as far back as is needed.
 * @param isEnough called with what has been read, where there is more
 * @param most so many pages are read; of a longer log only its end
 * @returns the entries, whether there were more than a page of them, and whether older ones were left unread
 * @throws ForgeError where a page is no list, or leads nowhere (R31)
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

/** The newest pushes of one account to a branch: what others push in any number must not hide them (R48). */
export async function readActivityOf(client: Client, branch: string, login: string): Promise<RawActivity[]> {
  const log = await askRest(client, ROUTE, { ref: `refs/heads/${branch}`, actor: login, per_page: 100 });
  if (!Array.isArray(log)) throw new ForgeError('unreadable', ROUTE, 'No list.');
  return log;
}
