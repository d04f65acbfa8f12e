import { MAIN_REF } from '#domain/case/state/pull.ts';
import { INDEX_PATH, REGISTER_REF } from '#domain/journal/paths.ts';

const BLOB = 'object { ... on Blob { oid text isTruncated } }';

/** Configuration files; of those in a folder below, which only documents are made of, nothing. */
const FOLDER = `
  ... on Tree { entries { name type oid object { ... on Blob { oid text } } } }`;

/** The same files without their texts: each is asked for by its id, once. */
const NAMES = `
  ... on Tree {
    entries { name type oid object { ... on Tree { entries { name type oid } } } }
  }`;

const ACTOR = '__typename ... on User { databaseId } ... on Bot { databaseId }';
const STATUS = `state description createdAt creator { ${ACTOR} }`;
const COMMENT = `body updatedAt lastEditedAt author { ${ACTOR} } editor { ${ACTOR} }`;

const OWN = `
fragment own on PullRequest {
  number title url state isDraft updatedAt closedAt headRefName
  baseRepository { nameWithOwner }
  labels(first: 20) { nodes { name } }
  commits(last: 1) { nodes { commit { status { context(name: "disposisi") { ${STATUS} } } } } }
}`;

const register = (files: string): string =>
  `register: ref(qualifiedName: "${REGISTER_REF}") { target { oid ... on Commit { ${files} } } }`;

const INDEX = `index: file(path: "${INDEX_PATH}") { ${BLOB} }`;

/**
 * What the list shows, in one request, however many cases there are: the register's index has all that are open. What the
 * reader's own ended ones are called stands in their journals.
 */
export const LIST = `
query Desk($owner: String!, $repo: String!) {
  viewer {
    login name databaseId
    open: pullRequests(states: [OPEN], first: 50, orderBy: { field: UPDATED_AT, direction: DESC }) { nodes { ...own } }
    ended: pullRequests(states: [CLOSED, MERGED], first: 20, orderBy: { field: UPDATED_AT, direction: DESC }) {
      nodes { ...own }
    }
  }
  repository(owner: $owner, name: $repo) {
    ${register(INDEX)}
    sops: object(expression: "${MAIN_REF}:sops") { ${FOLDER} }
  }
}
${OWN}`;

/** Whether the register has anything new: one point of the 5,000 that GitHub gives a person in an hour. */
export const HEAD = `
query Head($owner: String!, $repo: String!) {
  repository(owner: $owner, name: $repo) { register: ref(qualifiedName: "${REGISTER_REF}") { target { oid } } }
}`;

export const VIEWER = 'query Viewer { viewer { login name databaseId } }';

/** What a form for requests is made of, before there is a request. */
export const OFFICE = `
query DeskOffice($owner: String!, $repo: String!) {
  viewer { login name databaseId }
  repository(owner: $owner, name: $repo) {
    ${register(INDEX)}
    sops: object(expression: "${MAIN_REF}:sops") { ${FOLDER} }
    schemas: object(expression: "${MAIN_REF}:schemas") { ${NAMES} }
  }
}`;

/** Journals by their paths `$j0`, `$j1`, … as `journal0`, `journal1`, …: of cases that await an answer, and of ended ones. */
export function journalsQuery(count: number): string {
  const many = (text: (at: number) => string): string => Array.from({ length: count }, (_, at) => text(at)).join(' ');
  const files = many((at) => `journal${at}: file(path: $j${at}) { ${BLOB} }`);
  return `query Journals($owner: String!, $repo: String!, ${many((at) => `$j${at}: String!`)}) {
  repository(owner: $owner, name: $repo) { ${register(files)} }
}`;
}

export const CASE = `
query DeskCase($owner: String!, $repo: String!, $number: Int!, $journal: String!) {
  viewer { login name databaseId }
  repository(owner: $owner, name: $repo) {
    pullRequest(number: $number) {
      ...own
      id headRefOid createdAt
      author { login ... on User { databaseId } }
      comments(last: 30) { nodes { ${COMMENT} } }
    }
    ${register(`${INDEX} journal: file(path: $journal) { ${BLOB} }`)}
    sops: object(expression: "${MAIN_REF}:sops") { ${NAMES} }
    schemas: object(expression: "${MAIN_REF}:schemas") { ${NAMES} }
  }
}
${OWN}`;

/** What the process has written of a case since: asked again and again while an answer is awaited. */
export const ANSWER = `
query Answer($owner: String!, $repo: String!, $number: Int!, $journal: String!) {
  repository(owner: $owner, name: $repo) {
    pullRequest(number: $number) {
      commits(last: 1) { nodes { commit { status { context(name: "disposisi") { ${STATUS} } } } } }
      comments(last: 10) { nodes { ${COMMENT} } }
    }
    ${register(`journal: file(path: $journal) { ${BLOB} }`)}
  }
}`;

/** Blobs by their ids `$b0`, `$b1`, … as `b0`, `b1`, …. */
export function deskBlobsQuery(count: number): string {
  const many = (text: (at: number) => string): string => Array.from({ length: count }, (_, at) => text(at)).join(' ');
  return `query Blobs($owner: String!, $repo: String!, ${many((at) => `$b${at}: GitObjectID!`)}) {
  repository(owner: $owner, name: $repo) { ${many((at) => `b${at}: object(oid: $b${at}) { ... on Blob { oid text } }`)} }
}`;
}

/** Takes a pull request out of draft: REST has no call for it. */
export const DESK_MARK_READY = `
mutation MarkReady($id: ID!) {
  markPullRequestReadyForReview(input: { pullRequestId: $id }) { pullRequest { id } }
}`;

export interface DeskBlob {
  readonly oid: string;
  readonly text: string | null;
  readonly isTruncated?: boolean;
}
export interface DeskTreeEntry {
  readonly name: string;
  readonly type: string;
  readonly oid: string;
  readonly object: { readonly text?: string | null; readonly entries?: readonly DeskTreeEntry[] } | null;
}
export type RawFolder = { readonly entries?: readonly DeskTreeEntry[] } | null;

interface Nodes<T> {
  readonly nodes: readonly T[];
}
export interface DeskStatus {
  readonly state: string;
  readonly description: string | null;
  readonly createdAt?: string;
  readonly creator?: DeskActor | null;
}
interface DeskActor {
  readonly __typename: string;
  readonly databaseId?: number | null;
}
export interface DeskComment {
  readonly body: string;
  readonly updatedAt?: string;
  readonly lastEditedAt?: string | null;
  readonly author: DeskActor | null;
  readonly editor?: DeskActor | null;
}
interface RawStatuses {
  readonly commits: Nodes<{ readonly commit: { readonly status: { readonly context: DeskStatus | null } | null } }>;
}
export interface RawOwn extends RawStatuses {
  readonly number: number;
  readonly title: string;
  readonly url: string;
  readonly state: 'OPEN' | 'CLOSED' | 'MERGED';
  readonly isDraft: boolean;
  readonly updatedAt: string;
  readonly closedAt: string | null;
  readonly headRefName: string;
  readonly baseRepository: { readonly nameWithOwner: string } | null;
  readonly labels: Nodes<{ readonly name: string }>;
}
export interface DeskViewer {
  readonly login: string;
  readonly name: string | null;
  readonly databaseId: number;
}
export type DeskRegister = {
  readonly target: ({ readonly oid: string } & Readonly<Record<string, unknown>>) | null;
} | null;

export interface RawList {
  readonly viewer: DeskViewer & { readonly open: Nodes<RawOwn>; readonly ended: Nodes<RawOwn> };
  readonly repository: { readonly register: DeskRegister; readonly sops: RawFolder };
}

export interface DeskPull extends RawOwn {
  readonly id: string;
  readonly headRefOid: string;
  readonly createdAt: string;
  readonly author: { readonly login: string; readonly databaseId?: number } | null;
  readonly comments: Nodes<DeskComment>;
}

export interface DeskCaseAnswer {
  readonly viewer: DeskViewer;
  readonly repository: RawOffice['repository'] & { readonly pullRequest: DeskPull };
}

/** What {@link OFFICE} asks for. */
export interface RawOffice {
  readonly viewer: DeskViewer;
  readonly repository: RawList['repository'] & { readonly schemas: RawFolder };
}

export interface RawAnswer {
  readonly repository: {
    readonly pullRequest: Pick<DeskPull, 'commits' | 'comments'>;
    readonly register: DeskRegister;
  };
}

/** A file of the register; undefined where there is none. */
export const registerFile = (register: DeskRegister, name: string): DeskBlob | undefined =>
  (register?.target?.[name] as { readonly object: DeskBlob | null } | null | undefined)?.object ?? undefined;

/**
 * A pull request with what the process itself has said on it, and nothing that another account says in its name (R30): no
 * status that somebody else set, no comment that somebody else wrote or edited last.
 * @param process its account's number, as the register's index has it; undefined before the first case: then any bot's
 */
export function ownWords<Pull extends RawStatuses & { readonly comments?: Nodes<DeskComment> }>(
  pull: Pull,
  process: number | undefined,
): Pull {
  const isOwn = (actor: DeskActor | null | undefined): boolean =>
    process ? actor?.databaseId === process : actor?.__typename === 'Bot';
  const { commits, comments } = pull;
  return {
    ...pull,
    commits: { nodes: commits.nodes.filter(({ commit }) => isOwn(commit.status?.context?.creator)) },
    comments: comments && {
      nodes: comments.nodes.filter((one) => isOwn(one.author) && (!one.lastEditedAt || isOwn(one.editor))),
    },
  };
}

/** The process's last word on a pull request. */
export const statusOf = ({ commits }: RawStatuses): DeskStatus | undefined =>
  commits.nodes.at(-1)?.commit.status?.context ?? undefined;
