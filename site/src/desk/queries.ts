import { MAIN_REF } from '#domain/case/state/pull.ts';
import { INDEX_PATH, REGISTER_REF, REWRITES_PATH } from '#domain/journal/paths.ts';

const BLOB = 'object { ... on Blob { oid text isTruncated } }';

/** Fields of a folder: its files with their texts. Files in its subfolders are left out; only letters need them. */
const TEXTS = `
  ... on Tree { entries { name type oid object { ... on Blob { oid text } } } }`;

/** Fields of a folder with its texts, and the names and ids of the files in its subfolders. */
const TEXTS_AND_NAMES = `
  ... on Tree {
    entries { name type oid object { ... on Blob { oid text } ... on Tree { entries { name type oid } } } }
  }`;

/**
 * Fields of a folder and its subfolders: names and ids of the files, without their texts. Each text is read once, by
 * its id.
 */
export const NAMES = `
  ... on Tree {
    entries { name type oid object { ... on Tree { entries { name type oid } } } }
  }`;

const ACTOR = '__typename ... on User { databaseId } ... on Bot { databaseId }';
const STATUS = `state description createdAt creator { ${ACTOR} }`;
const STATUSES = `commits(last: 1) { nodes { commit { status { context(name: "disposisi") { ${STATUS} } } } } }`;
const COMMENT = `body updatedAt lastEditedAt author { ${ACTOR} } editor { ${ACTOR} }`;

/** Fields of a pull request, in the list and in a case. */
const PULL_FIELDS = `
fragment pull on PullRequest {
  number title url state isDraft updatedAt closedAt headRefName
  baseRepository { nameWithOwner }
  labels(first: 20) { nodes { name } }
  ${STATUSES}
}`;

const register = (files: string): string =>
  `register: ref(qualifiedName: "${REGISTER_REF}") { target { oid ... on Commit { ${files} } } }`;

const INDEX = `index: file(path: "${INDEX_PATH}") { ${BLOB} }`;
export const REGISTER_INDEX = register(INDEX);

/**
 * Query of the list. This query is enough for all open cases, because the index of the register contains them. The
 * query also reads the pull requests of the viewer that changed last: at most 50 open ones and 20 closed ones. The
 * titles of the viewer's ended cases are in the journals, which {@link journalsQuery} reads.
 */
export const LIST = `
query Desk($owner: String!, $repo: String!) {
  viewer {
    login name databaseId
    open: pullRequests(states: [OPEN], first: 50, orderBy: { field: UPDATED_AT, direction: DESC }) { nodes { ...pull } }
    ended: pullRequests(states: [CLOSED, MERGED], first: 20, orderBy: { field: UPDATED_AT, direction: DESC }) {
      nodes { ...pull }
    }
  }
  repository(owner: $owner, name: $repo) {
    viewerPermission
    ${REGISTER_INDEX}
    sops: object(expression: "${MAIN_REF}:sops") { ${TEXTS} }
  }
}
${PULL_FIELDS}`;

/** Checks whether an account maintains the office, by its permission on the repository (R7). The forge decides. */
export const isMaintainer = (permission: string | null | undefined): boolean =>
  permission === 'ADMIN' || permission === 'MAINTAIN';

/**
 * Query that shows whether the register has anything new. It costs one of the 5,000 points that GitHub gives a person
 * in an hour.
 */
export const HEAD = `
query Head($owner: String!, $repo: String!) {
  repository(owner: $owner, name: $repo) { register: ref(qualifiedName: "${REGISTER_REF}") { target { oid } } }
}`;

export const VIEWER = 'query Viewer { viewer { login name databaseId } }';

/** Query for everything that the desk needs to show the form of a new request. */
export const OFFICE = `
query DeskOffice($owner: String!, $repo: String!) {
  viewer { login name databaseId }
  repository(owner: $owner, name: $repo) {
    ${REGISTER_INDEX}
    sops: object(expression: "${MAIN_REF}:sops") { ${TEXTS_AND_NAMES} }
    schemas: object(expression: "${MAIN_REF}:schemas") { ${NAMES} }
  }
}`;

/**
 * Writes the query for journals. Their paths are the variables `$j0`, `$j1`, …; the journals are in the fields
 * `journal0`, `journal1`, … of the result.
 */
export function journalsQuery(count: number): string {
  const many = (text: (at: number) => string): string => Array.from({ length: count }, (_, at) => text(at)).join(' ');
  const files = many((at) => `journal${at}: file(path: $j${at}) { ${BLOB} }`);
  return `query Journals($owner: String!, $repo: String!, ${many((at) => `$j${at}: String!`)}) {
  repository(owner: $owner, name: $repo) { ${register(files)} }
}`;
}

/**
 * Writes the query of a case. The expressions of files whose texts it reads too are the variables `$f0`, `$f1`, …; the
 * files are in the fields `file0`, `file1`, … of the repository.
 */
export function caseQuery(count: number): string {
  const many = (text: (at: number) => string): string => Array.from({ length: count }, (_, at) => text(at)).join(' ');
  return `
query DeskCase($owner: String!, $repo: String!, $number: Int!, $journal: String!, ${many((at) => `$f${at}: String!`)}) {
  viewer { login name databaseId }
  repository(owner: $owner, name: $repo) {
    pullRequest(number: $number) {
      ...pull
      id headRefOid createdAt
      author { login ... on User { databaseId } }
      comments(last: 30) { nodes { ${COMMENT} } }
    }
    ${register(`${INDEX} journal: file(path: $journal) { ${BLOB} } rewrites: file(path: "${REWRITES_PATH}") { ${BLOB} }`)}
    sops: object(expression: "${MAIN_REF}:sops") { ${NAMES} }
    schemas: object(expression: "${MAIN_REF}:schemas") { ${NAMES} }
    ${many((at) => `file${at}: object(expression: $f${at}) { ... on Blob { oid text } }`)}
  }
}
${PULL_FIELDS}`;
}

/**
 * Writes the query that is repeated while the desk waits for the process's reply to an act. Only the reply to a draft is
 * in the words of its pull request.
 */
export const replyQuery = (isDraft: boolean): string => `
query Answer($owner: String!, $repo: String!, $number: Int!, $journal: String!) {
  repository(owner: $owner, name: $repo) {
    pullRequest(number: $number) {
      id ${isDraft ? `${STATUSES} comments(last: 10) { nodes { ${COMMENT} } }` : ''}
    }
    ${register(`journal: file(path: $journal) { ${BLOB} }`)}
  }
}`;

/** Writes the query for blobs. Their ids are the variables `$b0`, `$b1`, …; the blobs are in `b0`, `b1`, …. */
export function deskBlobsQuery(count: number): string {
  const many = (text: (at: number) => string): string => Array.from({ length: count }, (_, at) => text(at)).join(' ');
  return `query Blobs($owner: String!, $repo: String!, ${many((at) => `$b${at}: GitObjectID!`)}) {
  repository(owner: $owner, name: $repo) { ${many((at) => `b${at}: object(oid: $b${at}) { ... on Blob { oid text } }`)} }
}`;
}

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
export interface ListedPull extends RawStatuses {
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
  readonly viewer: DeskViewer & { readonly open: Nodes<ListedPull>; readonly ended: Nodes<ListedPull> };
  readonly repository: {
    readonly register: DeskRegister;
    readonly sops: RawFolder;
    readonly viewerPermission?: string | null;
  };
}

export interface DeskPull extends ListedPull {
  readonly id: string;
  readonly headRefOid: string;
  readonly createdAt: string;
  readonly author: { readonly login: string; readonly databaseId?: number } | null;
  readonly comments: Nodes<DeskComment>;
}

export interface RawDeskCase {
  readonly viewer: DeskViewer;
  readonly repository: RawOffice['repository'] & {
    readonly pullRequest: DeskPull;
    readonly [file: `file${number}`]: DeskBlob | null;
  };
}

/** The result of {@link OFFICE}. */
export interface RawOffice {
  readonly viewer: DeskViewer;
  readonly repository: RawList['repository'] & { readonly schemas: RawFolder };
}

/** The result of {@link replyQuery}. */
export interface RawReply {
  readonly repository: {
    /** Without these fields if it is not a draft. */
    readonly pullRequest: Pick<DeskPull, 'commits' | 'comments'>;
    readonly register: DeskRegister;
  };
}

/** Returns a file of the register; undefined if there is no such file. */
export const registerFile = (register: DeskRegister, name: string): DeskBlob | undefined =>
  (register?.target?.[name] as { readonly object: DeskBlob | null } | null | undefined)?.object ?? undefined;

/**
 * Returns a pull request with only the statuses and comments of the process (R30). A status that another account set
 * is removed, and so is a comment that another account wrote or edited last.
 * @param process account id of the process in the index of the register; undefined before the first case, when any
 * bot counts as the process
 */
export function onlyProcessWords<Pull extends RawStatuses & { readonly comments?: Nodes<DeskComment> }>(
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

/**
 * Returns the status of a pull request's newest commit; undefined if the commit has none. After
 * {@link onlyProcessWords} it is a status that the process set.
 */
export const statusOf = ({ commits }: RawStatuses): DeskStatus | undefined =>
  commits.nodes.at(-1)?.commit.status?.context ?? undefined;
