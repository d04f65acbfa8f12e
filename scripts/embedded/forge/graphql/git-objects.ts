import { entryType, isTree, type TreeEntry } from '../git/objects.ts';
import { demandGrant } from '../grant.ts';
import { accountOfEmail } from '../model/commits.ts';
import { type Context, refOid } from '../model/context.ts';
import { combinedState, latestStatuses, type Status } from '../model/statuses.ts';
import { gitNodeId, nodeId } from '../node-id.ts';
import { resolveCommit } from '../rest/commits.ts';
import { repoHtml } from '../urls.ts';
import { actor, actorById } from './actors.ts';
import { byId, byIndex, connection, type PageArguments } from './connection.ts';

/** How many bytes of a blob's text are returned, as on GitHub. */
const MAX_TEXT = 512_000;

/** Finds the object of an expression such as `main`, `main:sops/a.yaml` or an object id; null if there is none. */
export async function objectAt(context: Context, expression: string) {
  const colon = expression.indexOf(':');
  const revision = colon < 0 ? expression : expression.slice(0, colon);
  // As for `git rev-parse`, a tag comes before a branch of the same name.
  const oid = refOid(context, `refs/tags/${revision}`) ?? (await resolveCommit(context, revision)) ?? revision;
  if (colon < 0) return gitObject(context, oid);
  const tree = await context.git.treeOf(oid);
  const entry = tree === undefined ? undefined : await context.git.entryAt(tree, expression.slice(colon + 1));
  return entry === undefined ? null : gitObject(context, entry.oid);
}

export async function gitObject(context: Context, oid: string) {
  const object = await context.git.read(oid);
  switch (object?.type) {
    case 'blob':
      return blob(context, oid, object.content);
    case 'tree':
      return {
        __typename: 'Tree',
        id: gitNodeId('T', oid),
        oid,
        entries: async () =>
          ((await context.git.readTree(oid)) ?? []).map((entry) => treeEntry(context, entry, entry.name)),
      };
    case 'commit':
      return commit(context, oid);
    default:
      return null;
  }
}

function blob({ site }: Context, oid: string, content: Buffer) {
  const isBinary = content.subarray(0, 8000).includes(0);
  const isTruncated = content.length > MAX_TEXT;
  return {
    __typename: 'Blob',
    id: gitNodeId('B', oid),
    oid,
    byteSize: content.length,
    isBinary,
    isTruncated,
    text: isBinary ? null : content.subarray(0, MAX_TEXT).toString('utf8'),
    commitUrl: `${repoHtml(site)}/blob/${oid}`,
  };
}

function treeEntry(context: Context, entry: TreeEntry, path: string) {
  return {
    __typename: 'TreeEntry',
    name: entry.name,
    path,
    // The octal digits as a number, as on GitHub: 100644 is 33188.
    mode: Number.parseInt(entry.mode, 8),
    type: entryType(entry),
    oid: entry.oid,
    object: () => gitObject(context, entry.oid),
    size: () => (isTree(entry) ? 0 : context.git.sizeOf(entry.oid)),
  };
}

/** Describes a commit. Its content is read only if a field needs it. */
export function commit(context: Context, oid: string) {
  const { site } = context;
  const read = async () => {
    const found = await context.git.readCommit(oid);
    if (found === undefined) throw new Error(`commit ${oid} is referred to and missing`);
    return found;
  };
  const person = async (which: 'author' | 'committer') => {
    const { name, email, date } = (await read())[which];
    const account = accountOfEmail(context, email);
    return { name, email, date, user: account?.type === 'User' ? actor(context, account) : null };
  };
  return {
    __typename: 'Commit',
    id: gitNodeId('C', oid),
    oid,
    abbreviatedOid: oid.slice(0, 7),
    url: `${repoHtml(site)}/commit/${oid}`,
    message: async () => (await read()).message,
    messageHeadline: async () => (await read()).message.split('\n', 1)[0] ?? '',
    messageBody: async () => (await read()).message.split('\n').slice(1).join('\n').trim(),
    committedDate: async () => (await read()).committer.date,
    authoredDate: async () => (await read()).author.date,
    author: () => person('author'),
    committer: () => person('committer'),
    authors: (page: PageArguments) => connection('authors', byIndex([0]), page, () => person('author')),
    tree: async () => gitObject(context, (await read()).tree),
    file: async ({ path }: { path: string }) => {
      const entry = await context.git.entryAt((await read()).tree, path);
      return entry === undefined ? null : treeEntry(context, entry, path);
    },
    status: () => commitStatus(context, oid),
    statusCheckRollup: () => statusCheckRollup(context, oid),
  };
}

function commitStatus(context: Context, oid: string) {
  demandGrant(context.actor, 'statuses:read');
  const latest = latestStatuses(context, oid);
  if (latest.length === 0) return null;
  return {
    __typename: 'Status',
    state: combinedState(latest).toUpperCase(),
    contexts: latest.map((status) => statusContext(context, status)),
    context: ({ name }: { name: string }) => {
      const found = latest.find((status) => status.context === name);
      return found === undefined ? null : statusContext(context, found);
    },
  };
}

/** Describes the statuses of a commit together with its check runs, as GitHub does. This forge has no check runs. */
function statusCheckRollup(context: Context, oid: string) {
  demandGrant(context.actor, 'statuses:read');
  const latest = latestStatuses(context, oid);
  if (latest.length === 0) return null;
  const states = [...new Set(latest.map(({ state }) => state))];
  return {
    __typename: 'StatusCheckRollup',
    id: gitNodeId('SCR', oid),
    state: combinedState(latest).toUpperCase(),
    commit: () => commit(context, oid),
    contexts: (page: PageArguments) => ({
      ...connection('contexts', byId(latest), page, (status) => statusContext(context, status)),
      checkRunCount: 0,
      checkRunCountsByState: [],
      statusContextCount: latest.length,
      statusContextCountsByState: states.map((each) => ({
        state: each.toUpperCase(),
        count: latest.filter(({ state }) => state === each).length,
      })),
    }),
  };
}

function statusContext(context: Context, status: Status) {
  return {
    __typename: 'StatusContext',
    id: nodeId('SC', status.id),
    context: status.context,
    state: status.state.toUpperCase(),
    description: status.description,
    targetUrl: status.target_url,
    createdAt: status.created_at,
    creator: actorById(context, status.creator_id),
    isRequired: status.context === context.site.required,
  };
}

/** Finds a ref by its full name, or by the name of a branch; null if there is none. */
export function refAt(context: Context, qualifiedName: string) {
  const name = qualifiedName.startsWith('refs/') ? qualifiedName : `refs/heads/${qualifiedName}`;
  const oid = refOid(context, name);
  if (oid === undefined) return null;
  const prefix =
    name.startsWith('refs/heads/') || name.startsWith('refs/tags/') ? name.split('/').slice(0, 2).join('/') : 'refs';
  return {
    __typename: 'Ref',
    id: gitNodeId('REF', name),
    name: name.slice(prefix.length + 1),
    prefix: `${prefix}/`,
    target: () => gitObject(context, oid),
    // Branches are protected by rulesets, not by branch protection rules.
    branchProtectionRule: null,
  };
}
