import type { Account } from '#domain/case/facts.ts';
import { journalPath } from '#domain/journal/paths.ts';
import { configFiles } from './config-files.ts';
import { ForgeError } from './errors.ts';
import { factsOf } from './facts.ts';
import type { CaseView } from './forge.ts';
import { markOf } from './mark.ts';
import { ask, type Client } from './octokit.ts';
import { pullView } from './pull-view.ts';
import { MORE_ITEMS, MORE_REVIEWS, READ_CASE } from './queries.ts';
import type { Page, RawActivity, RawCase, RawItem, RawPull, RawReview } from './raw.ts';
import { registerView } from './register-view.ts';
import { selfOf } from './self.ts';

/** Pages of a hundred after which a history is taken for an attack rather than a case. */
const MOST_PAGES = 20;

/**
 * Reads one case: one query, then the activity log of its branch; more only where there are more than a hundred
 * reviews, timeline items or pushes.
 * @param known the process's account, where the token is somebody else's
 * @throws ForgeError where anything cannot be read whole (R31)
 */
export async function readCase(client: Client, number: number, known?: Account): Promise<CaseView> {
  const answer = await ask<RawCase>(client, READ_CASE, { number, journalPath: journalPath(number) });
  const { pullRequest: pull, base, register, sops, schemas } = answer.repository ?? {};
  if (!pull) throw new ForgeError('unreadable', 'GraphQL query ReadCase', `There is no pull request ${number}.`);
  const self = known ?? selfOf(answer.viewer);
  if (!base?.target) throw new ForgeError('unreadable', 'GraphQL query ReadCase', 'The base branch is not there.');

  const { reviews, items } = await allOf(client, pull);
  // A branch of another repository has no log here, and its pull request is never a case.
  const activity = pull.isCrossRepository ? [] : await readActivity(client, pull.headRefName);
  return {
    pull: pullView(pull, reviews, items, self),
    facts: factsOf({ pull, reviews, items, activity }, self),
    register: await registerView(client, register ?? null),
    main: base.target.oid,
    config: await configFiles(client, { sops: sops ?? null, schemas: schemas ?? null }),
    mark: markOf(pull.headRefOid, reviews, items, self),
  };
}

/** All reviews and timeline items of a pull request, of which the first page is there. */
export async function allOf(
  client: Client,
  pull: Pick<RawPull, 'number' | 'reviews' | 'timelineItems'>,
): Promise<{ reviews: RawReview[]; items: RawItem[] }> {
  const reviews = await rest<RawReview>(client, pull, pull.reviews, MORE_REVIEWS, 'reviews');
  const items = await rest<RawItem>(client, pull, pull.timelineItems, MORE_ITEMS, 'timelineItems');
  return { reviews, items };
}

/** All nodes of a connection, its first page given. */
async function rest<Node>(
  client: Client,
  pull: Pick<RawPull, 'number'>,
  first: Page<Node>,
  query: string,
  name: 'reviews' | 'timelineItems',
): Promise<Node[]> {
  const nodes = [...first.nodes];
  let { pageInfo } = first;
  for (let page = 1; pageInfo.hasNextPage; page += 1) {
    if (page >= MOST_PAGES || !pageInfo.endCursor) throw tooLong(name);
    const answer = await ask<{ repository: { pullRequest: Record<string, Page<Node>> } }>(client, query, {
      number: pull.number,
      after: pageInfo.endCursor,
    });
    const next = answer.repository.pullRequest[name];
    if (!next) throw new ForgeError('unreadable', `GraphQL ${name}`, 'A page is missing.');
    nodes.push(...next.nodes);
    pageInfo = next.pageInfo;
  }
  return nodes;
}

/** The activity log of a branch, newest first, whole. */
export async function readActivity(client: Client, branch: string): Promise<RawActivity[]> {
  const { owner, repo, octokit } = client;
  const activity: RawActivity[] = [];
  const parameters = { owner, repo, ref: `refs/heads/${branch}`, per_page: 100 };
  let pages = 0;
  for await (const page of octokit.paginate.iterator('GET /repos/{owner}/{repo}/activity', parameters)) {
    pages += 1;
    if (pages > MOST_PAGES) throw tooLong('activity');
    if (!Array.isArray(page.data)) throw new ForgeError('unreadable', 'GET /repos/{owner}/{repo}/activity', 'No list.');
    activity.push(...page.data);
  }
  return activity;
}

function tooLong(what: string): ForgeError {
  return new ForgeError('unreadable', `${what} of a pull request`, `More than ${MOST_PAGES * 100} of them.`);
}
