import type { components } from '@octokit/openapi-types';
import { depthOf, editTree, type TreeChange } from '../git/edit-tree.ts';
import { entryType, isTree, type Signature, type TreeEntry } from '../git/objects.ts';
import { signature } from '../model/commits.ts';
import { MOST_FOLDERS, TOO_DEEP } from '../limits.ts';
import type { Context } from '../model/context.ts';
import { gitNodeId } from '../node-id.ts';
import { notFound, unprocessable } from '../refusal.ts';
import { repoApi, repoHtml } from '../urls.ts';
import { resolveCommit, UNSIGNED } from './commits.ts';
import { type Body, param, rawOf, type RestRequest } from './request.ts';
import { route } from './router.ts';

const OBJECTS = { status: 201, needs: 'write', body: 'files' } as const;
const MAX_TREE = 100_000;

export const gitDataRoutes = [
  route(
    'GET /repos/{owner}/{repo}/git/blobs/{file_sha}',
    async (request) => {
      const { context, media } = request;
      const sha = param(request, 'file_sha');
      const object = await context.git.read(sha);
      if (object?.type !== 'blob') throw notFound();
      if (media === 'raw') return rawOf(object.content, media);
      return {
        sha,
        node_id: gitNodeId('B', sha),
        size: object.content.length,
        url: `${repoApi(context.site)}/git/blobs/${sha}`,
        content: base64Lines(object.content),
        encoding: 'base64',
      };
    },
    { media: ['raw'] },
  ),
  route(
    'POST /repos/{owner}/{repo}/git/blobs',
    async ({ context, body }) => {
      const sha = await context.git.write(
        'blob',
        decodeContent(body.string('content'), body.optionalString('encoding') ?? 'utf-8'),
      );
      return { sha, url: `${repoApi(context.site)}/git/blobs/${sha}` };
    },
    OBJECTS,
  ),
  route('GET /repos/{owner}/{repo}/git/trees/{tree_sha}', async (request) => {
    const { context, query } = request;
    const oid = await resolveTree(context, param(request, 'tree_sha'));
    if (oid === undefined) throw notFound();
    return treeObject(context, oid, query.has('recursive'));
  }),
  route('POST /repos/{owner}/{repo}/git/trees', createTree, OBJECTS),
  route('GET /repos/{owner}/{repo}/git/commits/{commit_sha}', async (request) => {
    return gitCommit(request.context, param(request, 'commit_sha'));
  }),
  route('POST /repos/{owner}/{repo}/git/commits', createCommit, OBJECTS),
];

/** Encodes content as GitHub does: Base64 in lines of 60 characters, each with a line end. */
export function base64Lines(content: Buffer): string {
  return content.toString('base64').replace(/.{1,60}/g, '$&\n');
}

/**
 * Decodes the content that a client sends.
 * @throws HttpRefusal 422 for an unknown encoding or malformed Base64
 */
export function decodeContent(content: string, encoding: string): Buffer {
  if (encoding === 'utf-8') return Buffer.from(content, 'utf8');
  if (encoding !== 'base64') throw unprocessable(`encoding ${encoding.slice(0, 20)} is neither utf-8 nor base64`);
  const compact = content.replace(/\s/g, '');
  if (!/^[A-Za-z0-9+/]*={0,2}$/.test(compact)) throw unprocessable('content is not valid Base64');
  return Buffer.from(compact, 'base64');
}

/** Finds the tree that a client names by an object id, a commit, a branch, or `branch:folder`. */
async function resolveTree(context: Context, name: string): Promise<string | undefined> {
  const colon = name.indexOf(':');
  const [revision, path] = colon < 0 ? [name, ''] : [name.slice(0, colon), name.slice(colon + 1)];
  const oid = (await resolveCommit(context, revision)) ?? revision;
  const tree = await context.git.treeOf(oid);
  const entry = tree === undefined ? undefined : await context.git.entryAt(tree, path);
  return entry !== undefined && isTree(entry) ? entry.oid : undefined;
}

async function treeObject(
  context: Context,
  oid: string,
  recursive: boolean,
): Promise<components['schemas']['git-tree']> {
  const url = repoApi(context.site);
  const tree: components['schemas']['git-tree']['tree'] = [];
  const walk = async (treeOid: string, prefix: string): Promise<void> => {
    for (const entry of (await context.git.readTree(treeOid)) ?? []) {
      if (tree.length >= MAX_TREE) return;
      tree.push(await treeItem(context, entry, prefix, url));
      if (recursive && isTree(entry)) await walk(entry.oid, `${prefix}${entry.name}/`);
    }
  };
  await walk(oid, '');
  return { sha: oid, url: `${url}/git/trees/${oid}`, tree, truncated: tree.length >= MAX_TREE };
}

async function treeItem(context: Context, entry: TreeEntry, prefix: string, url: string) {
  const type = entryType(entry);
  const item = { path: `${prefix}${entry.name}`, mode: entry.mode.padStart(6, '0'), type, sha: entry.oid };
  if (type === 'commit') return item;
  if (type === 'tree') return { ...item, url: `${url}/git/trees/${entry.oid}` };
  return { ...item, size: await context.git.sizeOf(entry.oid), url: `${url}/git/blobs/${entry.oid}` };
}

async function createTree({ context, body }: RestRequest): Promise<components['schemas']['git-tree']> {
  const baseName = body.optionalString('base_tree');
  const base = baseName === undefined ? undefined : await context.git.treeOf(baseName);
  if (baseName !== undefined && base === undefined) throw notFound('base_tree is not a valid tree');
  const changes = await Promise.all(body.objects('tree').map((item) => treeChange(context, item)));
  return treeObject(context, await editTree(context.git, base, changes), false);
}

async function treeChange(context: Context, item: Body): Promise<TreeChange> {
  const path = item.string('path');
  if (item.isNull('sha')) return { path, entry: undefined };
  const mode = item.string('mode').replace(/^0(?=40000$)/, '');
  if (!item.has('sha')) {
    return { path, entry: { mode, oid: await context.git.write('blob', Buffer.from(item.string('content'))) } };
  }
  const oid = item.string('sha');
  const object = await context.git.read(oid);
  const expected = entryType({ mode, name: path, oid });
  if (expected !== 'commit' && object?.type !== expected) {
    throw unprocessable(`tree.sha ${oid.slice(0, 60)} is not a valid ${expected}`);
  }
  if (expected === 'tree' && path.split('/').length + (await depthOf(context.git, oid)) > MOST_FOLDERS)
    throw unprocessable(TOO_DEEP);
  return { path, entry: { mode, oid } };
}

async function createCommit({ context, body }: RestRequest): Promise<components['schemas']['git-commit']> {
  const { git } = context;
  const tree = body.string('tree');
  const parents = body.strings('parents');
  if ((await git.readTree(tree)) === undefined) throw unprocessable('Tree SHA does not exist');
  for (const parent of parents) {
    if ((await git.readCommit(parent)) === undefined)
      throw unprocessable('Parent SHA does not exist or is not a commit object');
  }
  const author = person(context, body.object('author'));
  const committer = body.has('committer') ? person(context, body.object('committer')) : author;
  return gitCommit(
    context,
    await git.writeCommit({ tree, parents, author, committer, message: body.string('message') }),
  );
}

/** Reads an author or committer. Clients may name any person and any date, because the process trusts neither. */
function person(context: Context, given: Body | undefined): Signature {
  const own = signature(context.actor, context.now);
  if (given === undefined) return own;
  const date = given.optionalString('date');
  const parsed = date === undefined ? Date.parse(own.date) : Date.parse(date);
  if (Number.isNaN(parsed)) throw unprocessable('date is not an ISO 8601 timestamp');
  return {
    name: given.string('name'),
    email: given.string('email'),
    date: `${new Date(parsed).toISOString().slice(0, 19)}Z`,
  };
}

/**
 * Describes a commit as GitHub's Git database API does.
 * @throws HttpRefusal 404
 */
export async function gitCommit(context: Context, oid: string): Promise<components['schemas']['git-commit']> {
  const commit = await context.git.readCommit(oid);
  if (commit === undefined) throw notFound();
  const api = repoApi(context.site);
  const html = repoHtml(context.site);
  return {
    sha: oid,
    node_id: gitNodeId('C', oid),
    url: `${api}/git/commits/${oid}`,
    html_url: `${html}/commit/${oid}`,
    author: commit.author,
    committer: commit.committer,
    tree: { sha: commit.tree, url: `${api}/git/trees/${commit.tree}` },
    message: commit.message,
    parents: commit.parents.map((sha) => ({
      sha,
      url: `${api}/git/commits/${sha}`,
      html_url: `${html}/commit/${sha}`,
    })),
    verification: UNSIGNED,
  };
}
