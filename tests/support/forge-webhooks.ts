import { diffFiles, type FileDiff } from '#embedded/forge/git/diff.ts';
import { commitsBetween } from '#embedded/forge/git/history.ts';
import { NO_OID } from '#embedded/forge/git/repository.ts';
import { getComment } from '#embedded/forge/model/comments.ts';
import { type Comment, knownAccount, type Context } from '#embedded/forge/model/context.ts';
import { getPull, type Pull } from '#embedded/forge/model/pulls.ts';
import type { ActivityRow } from '#embedded/forge/model/refs.ts';
import { getReview, type ReviewRow } from '#embedded/forge/model/reviews.ts';
import type { Status } from '#embedded/forge/model/statuses.ts';
import { type TimelineRow, timelineData } from '#embedded/forge/model/timeline.ts';
import { nodeId } from '#embedded/forge/node-id.ts';
import { commentObject } from '#embedded/forge/rest/comments.ts';
import { commitObject } from '#embedded/forge/rest/commits.ts';
import { labelObject } from '#embedded/forge/rest/labels.ts';
import { fullPull, simplePull } from '#embedded/forge/rest/pulls.ts';
import { PROTECTED, repositoryObject } from '#embedded/forge/rest/repository.ts';
import { reviewObject } from '#embedded/forge/rest/reviews.ts';
import { issueObject } from '#embedded/forge/rest/search.ts';
import { simpleUser } from '#embedded/forge/rest/users.ts';
import type { EmbeddedForgeOptions } from '#embedded/forge/start-forge.ts';
import { repoApi, repoHtml } from '#embedded/forge/urls.ts';

/** What GitHub would send to a webhook: the name of the event, and a payload in GitHub's form. */
export interface Delivery {
  readonly event: string;
  readonly payload: Readonly<Record<string, unknown>>;
}

type Members = Record<string, unknown>;

/** Makes the forge call `onWebhook` with each change as GitHub's webhooks report it, in order, once it is committed. */
export const webhooks = (onWebhook: (delivery: Delivery) => void): Pick<EmbeddedForgeOptions, 'beforeCommit'> => ({
  beforeCommit: async (context, since) => {
    const deliveries = await deliveriesOf(context, since);
    return () => deliveries.forEach(onWebhook);
  },
});

/**
 * Composes the deliveries of one call, with the state at its end: first those for the rows that the call added, by id,
 * then those for edits and dispatches. Ids of all kinds come from one counter. So the rows that the call added are
 * those with an id above the counter's value before the call.
 * @param since the value of the counter before the call
 */
async function deliveriesOf(context: Context, since: number): Promise<Delivery[]> {
  const { store } = context;
  const found: { readonly id: number; readonly make: () => Promise<Delivery | undefined> }[] = [];
  const rows = <Row extends { readonly id: number }>(table: string): Row[] =>
    store.all<Row>(`SELECT * FROM ${table} WHERE id > ? ORDER BY id`, since);
  for (const pull of rows<Pull>('pulls')) found.push({ id: pull.id, make: () => onPull(context, pull, 'opened') });
  for (const row of rows<TimelineRow>('timeline')) found.push({ id: row.id, make: () => onTimeline(context, row) });
  for (const row of rows<ActivityRow>('activity')) {
    found.push({ id: row.id, make: () => onPush(context, row) });
    for (const pull of pushedPulls(context, row)) {
      const { before, after } = row;
      found.push({ id: row.id, make: () => onPull(context, pull, 'synchronize', { before, after }) });
    }
  }
  for (const row of rows<ReviewRow>('reviews'))
    found.push({ id: row.id, make: () => onReview(context, row, 'submitted') });
  for (const row of rows<Comment>('comments'))
    found.push({ id: row.id, make: () => onComment(context, row, 'created') });
  for (const row of rows<Status>('statuses')) found.push({ id: row.id, make: () => onStatus(context, row) });
  const made = await Promise.all(found.sort((a, b) => a.id - b.id).map(({ make }) => make()));
  const edits = await Promise.all(context.edits.map((edit) => onEdit(context, edit)));
  return [...made.filter((each) => each !== undefined), ...edits, ...dispatches(context)];
}

function base(context: Context): Members {
  return {
    repository: repositoryObject(context),
    sender: simpleUser(context, knownAccount(context, context.actor.id)),
  };
}

async function onPull(context: Context, { number }: Pull, action: string, more: Members = {}): Promise<Delivery> {
  const pull = getPull(context, number);
  const whole = {
    ...(await fullPull(context, pull)),
    allow_auto_merge: false,
    allow_update_branch: false,
    delete_branch_on_merge: false,
  };
  return { event: 'pull_request', payload: { action, number, pull_request: whole, ...more, ...base(context) } };
}

const ACTIONS: Readonly<Record<string, string>> = {
  LABELED_EVENT: 'labeled',
  UNLABELED_EVENT: 'unlabeled',
  CLOSED_EVENT: 'closed',
  REOPENED_EVENT: 'reopened',
  READY_FOR_REVIEW_EVENT: 'ready_for_review',
  CONVERT_TO_DRAFT_EVENT: 'converted_to_draft',
  REVIEW_REQUESTED_EVENT: 'review_requested',
  REVIEW_REQUEST_REMOVED_EVENT: 'review_request_removed',
};

/**
 * Composes the delivery for an item of a timeline; undefined if GitHub sends none. A merge has no delivery of its own,
 * because the delivery for the close of the pull request reports the merge.
 */
async function onTimeline(context: Context, row: TimelineRow): Promise<Delivery | undefined> {
  const { label, reviewId, requestedId } = timelineData(row);
  if (reviewId !== undefined) return onReview(context, getReview(context, row.pull, reviewId), 'dismissed');
  const action = ACTIONS[row.type];
  if (action === undefined) return undefined;
  return onPull(context, getPull(context, row.pull), action, {
    ...(label === undefined ? {} : { label: labelObject(context, label) }),
    ...(requestedId === undefined
      ? {}
      : { requested_reviewer: simpleUser(context, knownAccount(context, requestedId)) }),
  });
}

async function onReview(context: Context, review: ReviewRow, action: string, more: Members = {}): Promise<Delivery> {
  const object = reviewObject(context, review);
  return {
    event: 'pull_request_review',
    payload: {
      action,
      review: { ...object, state: object.state.toLowerCase(), updated_at: review.edited_at ?? review.submitted_at },
      pull_request: simplePull(context, getPull(context, review.pull)),
      ...more,
      ...base(context),
    },
  };
}

async function onComment(context: Context, comment: Comment, action: string, more: Members = {}): Promise<Delivery> {
  const issue = issueObject(context, getPull(context, comment.pull));
  const said = commentObject(context, comment);
  const payload = {
    action,
    issue: { ...issue, reactions: noReactions(issue.url) },
    comment: { ...said, reactions: noReactions(said.url) },
    ...more,
    ...base(context),
  };
  return { event: 'issue_comment', payload };
}

async function onStatus(context: Context, status: Status): Promise<Delivery> {
  const { store, site } = context;
  const { id, oid, created_at } = status;
  const { commit, node_id, url, html_url, comments_url, author, committer, parents } = await commitObject(context, oid);
  const heads = "SELECT name AS ref FROM refs WHERE oid = ? AND name LIKE 'refs/heads/%' ORDER BY name";
  const refs = store.all<{ ref: string }>(heads, oid);
  const branch = (ref: string) => ({
    name: ref.slice('refs/heads/'.length),
    commit: { sha: oid, url: `${repoApi(site)}/commits/${oid}` },
    protected: PROTECTED.has(ref),
  });
  const payload = {
    id,
    sha: oid,
    name: `${site.owner}/${site.repo}`,
    avatar_url: null,
    target_url: status.target_url,
    context: status.context,
    description: status.description,
    state: status.state,
    commit: { sha: oid, node_id, commit, url, html_url, comments_url, author, committer, parents },
    branches: refs.map(({ ref }) => branch(ref)),
    created_at,
    updated_at: created_at,
    ...base(context),
  };
  return { event: 'status', payload };
}

function noReactions(url: string): Members {
  const kinds = ['+1', '-1', 'laugh', 'hooray', 'confused', 'heart', 'rocket', 'eyes'];
  return { url: `${url}/reactions`, total_count: 0, ...Object.fromEntries(kinds.map((kind) => [kind, 0])) };
}

/** Returns the open pull requests whose head a push has moved. */
function pushedPulls({ store }: Context, { ref, activity_type }: ActivityRow): Pull[] {
  if (activity_type === 'branch_creation' || activity_type === 'branch_deletion') return [];
  const branch = ref.slice('refs/heads/'.length);
  return store.all<Pull>("SELECT * FROM pulls WHERE head_ref = ? AND state = 'open' ORDER BY number", branch);
}

async function onPush(context: Context, row: ActivityRow): Promise<Delivery> {
  const { git, site } = context;
  const { ref, before, after, activity_type } = row;
  const isNew = before === NO_OID;
  const isGone = after === NO_OID;
  const oids = isNew || isGone ? [] : await commitsBetween(git, before, after);
  const commits = await Promise.all(oids.map((oid) => pushedCommit(context, oid)));
  const { login } = knownAccount(context, row.actor_id);
  return {
    event: 'push',
    payload: {
      ref,
      before,
      after,
      created: isNew,
      deleted: isGone,
      forced: activity_type === 'force_push',
      base_ref: null,
      compare: `${repoHtml(site)}/compare/${before.slice(0, 12)}...${after.slice(0, 12)}`,
      commits,
      head_commit: isGone ? null : await pushedCommit(context, after),
      pusher: { name: login, email: null },
      ...base(context),
    },
  };
}

async function pushedCommit(context: Context, oid: string): Promise<Members> {
  const { commit, parents } = await commitObject(context, oid);
  const files = await diffFiles(context.git, parents[0]?.sha, oid);
  const named = (status: FileDiff['status']): string[] =>
    files.filter((file) => file.status === status).map(({ path }) => path);
  const who = (person: { name?: string; email?: string } | null): Members => ({
    name: person?.name ?? '',
    email: person?.email ?? null,
  });
  return {
    id: oid,
    tree_id: commit.tree.sha,
    distinct: true,
    message: commit.message,
    timestamp: commit.committer?.date ?? context.now,
    url: `${repoHtml(context.site)}/commit/${oid}`,
    author: who(commit.author),
    committer: who(commit.committer),
    added: named('added'),
    removed: named('removed'),
    modified: named('modified'),
  };
}

function onEdit(context: Context, edit: Context['edits'][number]): Promise<Delivery> {
  const changes = { changes: {} };
  switch (edit.of) {
    case 'pull':
      return onPull(context, getPull(context, edit.id), 'edited', changes);
    case 'comment':
      return onComment(context, getComment(context, edit.id), 'edited', changes);
    case 'review':
      return onReview(context, getReview(context, edit.pull, edit.id), 'edited', changes);
    case 'deleted':
      return onComment(context, edit.comment, 'deleted');
  }
}

function dispatches(context: Context): Delivery[] {
  return context.dispatches.map((wish) =>
    wish.kind === 'repository'
      ? {
          event: 'repository_dispatch',
          payload: {
            action: wish.type,
            branch: 'main',
            client_payload: wish.payload,
            ...installation(context),
            ...base(context),
          },
        }
      : {
          event: 'workflow_dispatch',
          payload: {
            inputs: wish.inputs,
            ref: wish.ref.startsWith('refs/') ? wish.ref : `refs/heads/${wish.ref}`,
            workflow: `.github/workflows/${wish.workflow}`,
            ...base(context),
          },
        },
  );
}

/** Returns the installation of the first App, because GitHub names an installation in a `repository_dispatch`. */
function installation({ store }: Context): Members {
  const app = store.get<{ id: number }>('SELECT installation_id AS id FROM apps ORDER BY id LIMIT 1');
  return app === undefined ? {} : { installation: { id: app.id, node_id: nodeId('AP', app.id) } };
}
