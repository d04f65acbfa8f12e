import type { Account } from '#domain/case/state/facts.ts';
import type { RawHistory } from '#engine/forge/facts.ts';
import type { RawActivity, RawActor, RawItem, RawPull, RawReview } from '#engine/forge/raw.ts';

/** Raw responses for tests, in GitHub’s form. */

export const SELF: Account = { id: 900, login: 'disposisi[bot]', kind: 'bot' };
export const PROCESS: RawActor = { __typename: 'Bot', login: 'disposisi', databaseId: 900 };
export const APPLICANT: RawActor = { __typename: 'User', login: 'pemohon', databaseId: 11 };
export const HOLDER: RawActor = { __typename: 'User', login: 'pejabat', databaseId: 21 };

export const HEAD = 'a'.repeat(40);
export const OPENED = '2026-03-02T01:00:00Z';

/** Returns an instant this many minutes after the opening. */
export const at = (minutes: number): string =>
  new Date(Date.parse(OPENED) + minutes * 60_000).toISOString().replace('.000', '');

export function review(id: number, more: Partial<RawReview> = {}): RawReview {
  return {
    fullDatabaseId: String(id),
    state: 'APPROVED',
    body: '',
    url: `https://forge.example/pull/7#pullrequestreview-${id}`,
    submittedAt: at(10),
    lastEditedAt: null,
    author: HOLDER,
    editor: null,
    commit: { oid: HEAD },
    ...more,
  };
}

export function item(kind: string, minutes: number, more: Partial<RawItem> = {}): RawItem {
  return { __typename: kind, id: `${kind}-${minutes}`, createdAt: at(minutes), actor: APPLICANT, ...more };
}

export function push(id: number, minutes: number, after: string, more: Partial<RawActivity> = {}): RawActivity {
  return {
    id,
    before: '0'.repeat(40),
    after,
    timestamp: at(minutes),
    activity_type: 'push',
    actor: { id: 11, login: 'pemohon', type: 'User' },
    ...more,
  };
}

/** Returns the raw history of a pull request with one push before its opening, unless the test says otherwise. */
export function history(
  more: Partial<Omit<RawHistory, 'pull'>> = {},
  pull: Partial<RawHistory['pull']> = {},
): RawHistory {
  return {
    pull: {
      author: APPLICANT,
      createdAt: OPENED,
      isCrossRepository: false,
      baseRefName: 'main',
      headRefOid: HEAD,
      ...pull,
    },
    reviews: [],
    items: [],
    activity: [push(1, -1, HEAD, { activity_type: 'branch_creation' })],
    ...more,
  };
}

const page = <Node>(nodes: readonly Node[]) => ({ nodes, pageInfo: { hasPreviousPage: false, startCursor: null } });

export function rawPull(more: Partial<RawPull> = {}): RawPull {
  return {
    id: 'PR_7',
    number: 7,
    title: 'Permohonan',
    url: 'https://forge.example/pull/7',
    state: 'OPEN',
    isDraft: false,
    isCrossRepository: false,
    createdAt: OPENED,
    updatedAt: at(30),
    headRefName: 'cms/permohonan/uji',
    headRefOid: HEAD,
    baseRefName: 'main',
    baseRefOid: HEAD,
    baseRef: { target: { oid: HEAD } },
    author: APPLICANT,
    headRef: { target: { oid: HEAD } },
    labels: { nodes: [] },
    reviewRequests: { nodes: [] },
    files: { totalCount: 0, nodes: [] },
    commits: { nodes: [{ commit: { oid: HEAD, status: null } }] },
    early: { totalCount: 0, nodes: [] },
    late: page([]),
    reviews: page([]),
    timelineItems: page([]),
    ...more,
  };
}
