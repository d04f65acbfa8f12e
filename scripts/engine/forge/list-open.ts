import type { Account } from '#domain/case/state/facts.ts';
import { listedConfig, revisionOf } from './config-files.ts';
import { ForgeError } from './errors.ts';
import { instantOf } from './facts.ts';
import type { Forge, PullLine } from './forge.ts';
import { markOf, ownStatus } from './pull-view.ts';
import { ask, type Client } from './octokit.ts';
import { LIST_OPEN } from './queries.ts';
import type { Page, RawLine, RawRegister, RawTree, RawViewer } from './raw.ts';
import { registerView } from './read-register.ts';
import { accountOf, selfOf } from './account.ts';

interface RawList {
  readonly viewer: RawViewer;
  readonly repository: {
    readonly pullRequests: Page<RawLine>;
    readonly base?: { readonly target: { readonly oid: string } } | null;
    readonly register?: RawRegister | null;
    readonly sops?: RawTree | null;
    readonly schemas?: RawTree | null;
  };
}

/** The largest number of pages, of a hundred pull requests each. More pages mean a flood (security 29). */
const MOST_PAGES = 50;

/**
 * Lists every open pull request, with one query for each hundred pull requests. The first query also reads the register
 * and the revision of the configuration (R28).
 * @param known the process's account, if the token belongs to another account
 * @throws ForgeError if the list cannot be read completely (R31)
 */
export async function listOpen(client: Client, known?: Account): ReturnType<Forge['listOpen']> {
  const { viewer, repository: first } = await ask<RawList>(client, LIST_OPEN, { after: null, withRest: true });
  const self = known ?? selfOf(viewer);
  const lines = [...first.pullRequests.nodes];
  let { pageInfo } = first.pullRequests;
  for (let page = 1; pageInfo.hasNextPage; page += 1) {
    if (page >= MOST_PAGES)
      throw new ForgeError('unreadable', 'GraphQL query ListOpen', 'Too many open pull requests.');
    const next = await ask<RawList>(client, LIST_OPEN, { after: pageInfo.endCursor, withRest: false });
    lines.push(...next.repository.pullRequests.nodes);
    pageInfo = next.repository.pullRequests.pageInfo;
  }
  const configFiles = listedConfig({ sops: first.sops ?? null, schemas: first.schemas ?? null });
  return {
    pulls: lines.map((line) => pullLine(line, self)),
    register: await registerView(client, first.register ?? null),
    main: first.base?.target.oid ?? '',
    configFiles,
    configRevision: revisionOf(configFiles),
  };
}

function pullLine(line: RawLine, self: Account): PullLine {
  return {
    number: line.number,
    opener: accountOf(line.author).id,
    branch: line.headRefName,
    foreign: line.isCrossRepository,
    draft: line.isDraft,
    labels: line.labels.nodes.map((label) => label.name),
    updatedAt: instantOf(line.updatedAt),
    acted: line.reviews.nodes.some(({ state }) => state === 'APPROVED' || state === 'CHANGES_REQUESTED'),
    status: ownStatus(line, self),
    mark: markOf(line.headRefOid, line.reviews.nodes, line.timelineItems.nodes, self),
  };
}
