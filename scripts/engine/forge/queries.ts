import { MAIN_REF } from '#domain/case/state/pull.ts';
import { INDEX_PATH, REGISTER_BRANCH as REGISTER, REWRITES_PATH } from '#domain/journal/paths.ts';
import type { GraphqlFault } from './errors.ts';

/** The context of the process's commit status (R30). */
export const STATUS_CONTEXT = 'disposisi';

/**
 * The kinds of timeline items that are read, each with its type and its own fields. Journals store the place of a fact
 * among the items of its second (R14). A new kind of item would change the places of later items of the same second.
 */
const TIMELINE = [
  ['LABELED_EVENT', 'LabeledEvent', 'label { name }'],
  ['UNLABELED_EVENT', 'UnlabeledEvent', 'label { name }'],
  ['CLOSED_EVENT', 'ClosedEvent', 'url'],
  ['MERGED_EVENT', 'MergedEvent', 'url'],
  ['REOPENED_EVENT', 'ReopenedEvent', ''],
  ['READY_FOR_REVIEW_EVENT', 'ReadyForReviewEvent', 'url'],
  ['CONVERT_TO_DRAFT_EVENT', 'ConvertToDraftEvent', 'url'],
  ['REVIEW_DISMISSED_EVENT', 'ReviewDismissedEvent', 'url previousReviewState review { fullDatabaseId }'],
  ['HEAD_REF_FORCE_PUSHED_EVENT', 'HeadRefForcePushedEvent', ''],
  ['BASE_REF_CHANGED_EVENT', 'BaseRefChangedEvent', 'previousRefName currentRefName'],
] as const;

/**
 * The number of newest reviews and items in a mark. The list of open pull requests and the full read both use it, so
 * that their marks are equal.
 */
export const MARK_REVIEWS = 20;
export const MARK_ITEMS = 40;

const ITEM_TYPES = `[${TIMELINE.map(([kind]) => kind).join(', ')}]`;

const ACTOR = `
fragment actor on Actor {
  __typename
  login
  ... on User { databaseId }
  ... on Bot { databaseId }
  ... on Mannequin { databaseId }
  ... on Organization { databaseId }
}`;

// `fullDatabaseId` is read, because ids of reviews no longer fit into the 32 bits of `databaseId`.
const REVIEW = `
fragment review on PullRequestReview {
  fullDatabaseId
  state
  body
  url
  submittedAt
  lastEditedAt
  author { ...actor }
  editor { ...actor }
  commit { oid }
}`;

const ITEM = `
fragment item on PullRequestTimelineItems {
  __typename
  ${TIMELINE.map(([, type, own]) => `... on ${type} { id createdAt actor { ...actor } ${own} }`).join('\n  ')}
}`;

const COMMENT = `
fragment comment on IssueComment {
  fullDatabaseId
  body
  createdAt
  lastEditedAt
  author { ...actor }
  editor { ...actor }
}`;

// Pages are read from the newest back, so that only the end of a long history is read again (R31).
const BACK = 'pageInfo { hasPreviousPage startCursor }';

// The account of the token, which is the process. An App's token may not ask REST for it.
const VIEWER = 'viewer { login databaseId }';

const CONTEXTS = 'status { contexts { context state description targetUrl creator { ...actor } } }';

// The status is read in two ways: a deleted branch has no ref, and a pull request that changes nothing has no commits.
const STATUS = `commits(last: 1) { nodes { commit { oid ${CONTEXTS} } } } headRef { target { oid ... on Commit { ${CONTEXTS} } } }`;

const BLOB = 'oid text isTruncated byteSize';

// The register's files are read through the commit of its head, not by a second expression. Head and text then belong
// together, and the comparison of the head before a write protects the decision (R26).
const REGISTER_FILE = `object { ... on Blob { ${BLOB} } }`;

/** Asks for the files of the configuration, in their folder or one folder below. */
const configTree = (leaf: string): string => `
  ... on Tree {
    entries {
      name type oid
      object { ... on Blob { oid ${leaf} } ... on Tree { entries { name type oid object { ... on Blob { oid ${leaf} } } } } }
    }
  }`;

function morePages(name: string, list: string, fragment: string): string {
  return `
query ${name}($owner: String!, $repo: String!, $number: Int!, $before: String!) {
  repository(owner: $owner, name: $repo) { pullRequest(number: $number) { ${list} } }
}
${ACTOR}${fragment}`;
}

/** Reads everything about a case, except the contents of commits and the activity log. */
export const READ_CASE = `
query ReadCase($owner: String!, $repo: String!, $number: Int!, $journalPath: String!) {
  ${VIEWER}
  repository(owner: $owner, name: $repo) {
    pullRequest(number: $number) {
      id number title url state isDraft isCrossRepository createdAt updatedAt
      headRefName headRefOid baseRefName baseRefOid
      author { ...actor }
      baseRef { target { oid } }
      labels(first: 100) { nodes { name } }
      reviewRequests(first: 100) { nodes { requestedReviewer { ... on User { login } } } }
      files(first: 100) { totalCount nodes { path changeType } }
      ${STATUS}
      early: comments(first: 30) { totalCount nodes { ...comment } }
      late: comments(last: 70) { nodes { ...comment } ${BACK} }
      reviews(last: 100) { nodes { ...review } ${BACK} }
      timelineItems(last: 100, itemTypes: ${ITEM_TYPES}) { nodes { ...item } ${BACK} }
    }
    base: ref(qualifiedName: "${MAIN_REF}") { target { oid } }
    register: ref(qualifiedName: "refs/heads/${REGISTER}") {
      target {
        oid
        ... on Commit {
          index: file(path: "${INDEX_PATH}") { ${REGISTER_FILE} }
          journal: file(path: $journalPath) { ${REGISTER_FILE} }
          rewrites: file(path: "${REWRITES_PATH}") { ${REGISTER_FILE} }
        }
      }
    }
    sops: object(expression: "${MAIN_REF}:sops") { ${configTree('text isTruncated byteSize')} }
    schemas: object(expression: "${MAIN_REF}:schemas") { ${configTree('text isTruncated byteSize')} }
  }
}
${ACTOR}${REVIEW}${ITEM}${COMMENT}`;

/** The queries for an earlier page of a list of a pull request, by the name of the list. */
export const MORE = {
  reviews: morePages('MoreReviews', `reviews(last: 100, before: $before) { nodes { ...review } ${BACK} }`, REVIEW),
  timelineItems: morePages(
    'MoreItems',
    `timelineItems(last: 100, before: $before, itemTypes: ${ITEM_TYPES}) { nodes { ...item } ${BACK} }`,
    ITEM,
  ),
  comments: morePages('MoreComments', `comments(last: 100, before: $before) { nodes { ...comment } ${BACK} }`, COMMENT),
} as const;

/**
 * Lists a hundred open pull requests. With `withRest` it also reads the register's index and the configuration's ids.
 */
export const LIST_OPEN = `
query ListOpen($owner: String!, $repo: String!, $after: String, $withRest: Boolean!) {
  ${VIEWER}
  repository(owner: $owner, name: $repo) {
    pullRequests(states: OPEN, first: 100, after: $after, orderBy: { field: CREATED_AT, direction: ASC }) {
      pageInfo { hasNextPage endCursor }
      nodes {
        number isDraft isCrossRepository updatedAt headRefName headRefOid author { ...actor }
        labels(first: 100) { nodes { name } }
        ${STATUS}
        reviews(last: ${MARK_REVIEWS}) { nodes { fullDatabaseId state lastEditedAt author { ...actor } } }
        timelineItems(last: ${MARK_ITEMS}, itemTypes: ${ITEM_TYPES}) { nodes { ...markItem } }
      }
    }
    register: ref(qualifiedName: "refs/heads/${REGISTER}") @include(if: $withRest) {
      target { oid ... on Commit { index: file(path: "${INDEX_PATH}") { ${REGISTER_FILE} } } }
    }
    base: ref(qualifiedName: "${MAIN_REF}") @include(if: $withRest) { target { oid } }
    sops: object(expression: "${MAIN_REF}:sops") @include(if: $withRest) { ${configTree('byteSize')} }
    schemas: object(expression: "${MAIN_REF}:schemas") @include(if: $withRest) { ${configTree('byteSize')} }
  }
}
${ACTOR}
fragment markItem on PullRequestTimelineItems {
  __typename
  ${TIMELINE.map(([, type]) => `... on ${type} { id actor { ...actor } }`).join('\n  ')}
}`;

/** Reads the statuses of a commit that neither the pull request nor its branch shows. */
export const READ_STATUS = `
query ReadStatus($owner: String!, $repo: String!, $oid: GitObjectID!) {
  repository(owner: $owner, name: $repo) { object(oid: $oid) { ... on Commit { oid ${CONTEXTS} } } }
}
${ACTOR}`;

const folder = (leaf: string): string =>
  `object(expression: KEY) { ... on Tree { entries { name type mode oid object { ... on Blob { oid ${leaf} } } } } }`;

/** Queries for several things at once: the type of the keys, the fields of a thing whose key is KEY, and fragments. */
const SEVERAL = {
  /** The last hundred reviews and timeline items of pull requests, by their numbers. */
  ReadHappened: [
    'Int!',
    `pullRequest(number: KEY) {
      id number title createdAt isCrossRepository headRefName headRefOid baseRefName author { ...actor }
      reviews(last: 100) { nodes { ...review } ${BACK} }
      timelineItems(last: 100, itemTypes: ${ITEM_TYPES}) { nodes { ...item } ${BACK} }
    }`,
    ACTOR + REVIEW + ITEM,
  ],
  /** Folders by commit and path, with and without the contents of their files. */
  ReadFolders: ['String!', folder('text isTruncated byteSize'), ''],
  ListFolders: ['String!', folder('byteSize'), ''],
  /** Blobs by their ids, and their sizes. */
  ReadBlobs: ['GitObjectID!', `object(oid: KEY) { ... on Blob { ${BLOB} } }`, ''],
  ReadSizes: ['GitObjectID!', 'object(oid: KEY) { ... on Blob { oid byteSize } }', ''],
} as const;

export type Several = keyof typeof SEVERAL;

/** Makes the query for several things, with the keys `$k0`, `$k1`, … and the results `f0`, `f1`, …. */
export function severalQuery(name: Several, count: number): string {
  const [type, each, fragments] = SEVERAL[name];
  return (
    keyed(
      name,
      type,
      count,
      many(count, (n) => `f${n}: ${each.replace('KEY', `$k${n}`)}`),
    ) + fragments
  );
}

/** Makes the query for files of the register, all from one head. Paths and results are named as in `severalQuery`. */
export function registerQuery(count: number): string {
  const fields = many(count, (n) => `f${n}: file(path: $k${n}) { ${REGISTER_FILE} }`);
  const register = `register: ref(qualifiedName: "refs/heads/${REGISTER}")`;
  return keyed('ReadRegister', 'String!', count, `${register} { target { oid ... on Commit { ${fields} } } }`);
}

const many = (count: number, text: (n: number) => string): string =>
  Array.from({ length: count }, (_, n) => text(n)).join('\n');

function keyed(name: string, type: string, count: number, fields: string): string {
  const keys = many(count, (n) => `$k${n}: ${type}`);
  return `query ${name}($owner: String!, $repo: String!, ${keys}) { repository(owner: $owner, name: $repo) { ${fields} } }`;
}

/** Returns the variables `k0`, `k1`, … for one of the queries above. */
export const keysOf = (keys: readonly (string | number)[]): Record<string, string | number> =>
  Object.fromEntries(keys.map((key, n) => [`k${n}`, key]));

/** Adds one commit to the register if its head is still the one that was read (R26). */
export const APPEND = `
mutation Append($input: CreateCommitOnBranchInput!) {
  createCommitOnBranch(input: $input) { commit { oid } }
}`;

/** Marks a draft as ready for review. REST has no call for this. */
export const MARK_READY = `
mutation MarkReady($id: ID!) {
  markPullRequestReadyForReview(input: { pullRequestId: $id }) { pullRequest { id } }
}`;

export const READ_REPOSITORY_ID = `
query ReadRepositoryId($owner: String!, $repo: String!) {
  repository(owner: $owner, name: $repo) { id }
}`;

/** Sets branches if their heads are the named commits. REST cannot compare before it writes. */
export const UPDATE_REFS = `
mutation UpdateRefs($repository: ID!, $refs: [RefUpdate!]!) {
  updateRefs(input: { repositoryId: $repository, refUpdates: $refs }) { clientMutationId }
}`;

const MAY_BE_ABSENT = /^(index|journal|rewrites|f\d+)$/;

/**
 * Checks whether a reply with errors is complete nevertheless. For a missing path a forge may return null and also
 * report an error. If the file may be absent, such a reply is valid; any other error makes a reply invalid (R31).
 */
export function isWhole(faults: readonly GraphqlFault[] | undefined): boolean {
  if (!faults || faults.length === 0) return true;
  return faults.every((fault) => fault.type === 'NOT_FOUND' && MAY_BE_ABSENT.test(String(fault.path?.at(-1))));
}
