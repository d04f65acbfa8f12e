/** Types of the forge's replies to the queries in `queries.ts`. Only fields that are read are listed. */

export interface RawActor {
  readonly __typename: string;
  readonly login: string;
  readonly databaseId?: number | null;
}

/** The newest part of a list, in the list's order. */
export interface LastPage<Node> {
  readonly nodes: readonly Node[];
  readonly pageInfo: { readonly hasPreviousPage: boolean; readonly startCursor: string | null };
}

export interface Page<Node> {
  readonly nodes: readonly Node[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
}

export interface RawReview {
  readonly fullDatabaseId: string | number;
  readonly state: 'APPROVED' | 'CHANGES_REQUESTED' | 'COMMENTED' | 'DISMISSED' | 'PENDING';
  readonly body: string;
  readonly url: string;
  readonly submittedAt: string | null;
  readonly lastEditedAt: string | null;
  readonly author: RawActor | null;
  readonly editor: RawActor | null;
  readonly commit: { readonly oid: string } | null;
}

/** An item of the timeline, with the fields of all kinds. Each kind has only some of them. */
export interface RawItem {
  readonly __typename: string;
  readonly id: string;
  readonly createdAt: string;
  readonly actor: RawActor | null;
  readonly url?: string;
  readonly label?: { readonly name: string };
  readonly previousRefName?: string;
  readonly currentRefName?: string;
  readonly previousReviewState?: RawReview['state'];
  readonly review?: { readonly fullDatabaseId: string | number } | null;
}

export interface RawComment {
  readonly fullDatabaseId: string | number;
  readonly body: string;
  readonly createdAt: string;
  readonly lastEditedAt: string | null;
  readonly author: RawActor | null;
  readonly editor: RawActor | null;
}

export interface RawStatus {
  readonly context: string;
  readonly state: string;
  readonly description: string | null;
  readonly targetUrl: string | null;
  readonly creator: RawActor | null;
}

export interface RawPull {
  readonly id: string;
  readonly number: number;
  readonly title: string;
  readonly url: string;
  readonly state: 'OPEN' | 'CLOSED' | 'MERGED';
  readonly isDraft: boolean;
  readonly isCrossRepository: boolean;
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly headRefName: string;
  readonly headRefOid: string;
  readonly baseRefName: string;
  readonly baseRefOid: string;
  readonly baseRef: { readonly target: { readonly oid: string } | null } | null;
  readonly author: RawActor | null;
  readonly headRef: { readonly target: RawStatusCommit | null } | null;
  readonly labels: { readonly nodes: readonly { readonly name: string }[] };
  readonly reviewRequests: {
    readonly nodes: readonly { readonly requestedReviewer: { readonly login?: string } | null }[];
  };
  readonly files: {
    readonly totalCount: number;
    readonly nodes: readonly { readonly path: string; readonly changeType: string }[];
  } | null;
  readonly commits: { readonly nodes: readonly { readonly commit: RawStatusCommit }[] };
  /** The first thirty comments. */
  readonly early: { readonly totalCount: number; readonly nodes: readonly RawComment[] };
  readonly late: LastPage<RawComment>;
  readonly reviews: LastPage<RawReview>;
  readonly timelineItems: LastPage<RawItem>;
}

/** A commit with its statuses. */
export interface RawStatusCommit {
  readonly oid: string;
  readonly status?: { readonly contexts: readonly RawStatus[] } | null;
}

/** A blob. `text` may be cut; it is null if the forge considers the blob binary. */
export interface RawBlob {
  readonly oid: string;
  readonly text?: string | null;
  readonly isTruncated?: boolean;
  readonly byteSize?: number;
}

export interface RawEntry {
  readonly name: string;
  readonly type: string;
  readonly mode?: number;
  readonly oid: string;
  readonly object?: (RawBlob & { readonly entries?: readonly RawEntry[] }) | null;
}

export interface RawTree {
  readonly entries?: readonly RawEntry[];
}

export interface RawRegister {
  readonly target: {
    readonly oid: string;
    readonly index?: { readonly object: RawBlob | null } | null;
    readonly journal?: { readonly object: RawBlob | null } | null;
    readonly rewrites?: { readonly object: RawBlob | null } | null;
  } | null;
}

/** The account of the token. */
export interface RawViewer {
  readonly login: string;
  readonly databaseId: number | null;
}

/** The reply to `ReadCase`. */
export interface RawCase {
  readonly viewer: RawViewer;
  readonly repository: {
    readonly pullRequest: RawPull | null;
    readonly base: { readonly target: { readonly oid: string } | null } | null;
    readonly register: RawRegister | null;
    readonly sops: RawTree | null;
    readonly schemas: RawTree | null;
  } | null;
}

/** One entry of the activity log (REST). */
export interface RawActivity {
  readonly id: number;
  readonly before: string;
  readonly after: string;
  readonly timestamp: string;
  readonly activity_type: string;
  readonly actor: { readonly id: number; readonly login: string; readonly type: string } | null;
}

/** A line in the list of open pull requests. */
export interface RawLine extends Pick<RawPull, 'commits' | 'headRef' | 'author'> {
  readonly number: number;
  readonly isDraft: boolean;
  readonly isCrossRepository: boolean;
  readonly updatedAt: string;
  readonly headRefName: string;
  readonly headRefOid: string;
  readonly labels: { readonly nodes: readonly { readonly name: string }[] };
  readonly reviews: { readonly nodes: readonly MarkReview[] };
  readonly timelineItems: { readonly nodes: readonly MarkItem[] };
}

export type MarkReview = Pick<RawReview, 'fullDatabaseId' | 'state' | 'lastEditedAt' | 'author'>;
export type MarkItem = Pick<RawItem, 'id' | 'actor'>;
