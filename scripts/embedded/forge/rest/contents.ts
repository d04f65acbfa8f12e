import type { components } from '@octokit/openapi-types';
import { checkPath } from '../git/edit-tree.ts';
import { entryType, isTree, type TreeEntry } from '../git/objects.ts';
import { commitOnBranch } from '../model/commits.ts';
import { type Context, refOid } from '../model/context.ts';
import { notFound, HttpRefusal } from '../refusal.ts';
import { encodePath, repoApi, repoHtml } from '../urls.ts';
import { resolveCommit } from './commits.ts';
import { base64Lines, decodeContent, gitCommit } from './git-data.ts';
import { param, rawOf, type RestRequest } from './request.ts';
import { Created, route } from './router.ts';

interface Item {
  size: number;
  name: string;
  path: string;
  sha: string;
  url: string;
  git_url: string;
  html_url: string;
  download_url: string | null;
  _links: { self: string; git: string; html: string };
}

export const contentRoutes = [
  route('GET /repos/{owner}/{repo}/readme', getReadme, { media: ['raw'] }),
  route('GET /repos/{owner}/{repo}/contents/{path}', getContents, { media: ['raw'] }),
  route('PUT /repos/{owner}/{repo}/contents/{path}', putContents, { needs: 'write', body: 'files' }),
  route('DELETE /repos/{owner}/{repo}/contents/{path}', deleteContents, { needs: 'write' }),
];

async function getContents(request: RestRequest) {
  const { context, query } = request;
  const path = param(request, 'path').replace(/\/$/, '');
  const revision = query.get('ref') ?? 'main';
  const head = await resolveCommit(context, revision);
  if (head === undefined) throw notFound(`No commit found for the ref ${revision.slice(0, 100)}`);
  const entry = await entryOf(context, head, path);
  if (entry === undefined) throw notFound();
  if (isTree(entry)) {
    const entries = (await context.git.readTree(entry.oid)) ?? [];
    return Promise.all(
      entries.map((child) => listItem(context, child, path === '' ? child.name : `${path}/${child.name}`, revision)),
    );
  }
  return fileContent(request, entry, path, revision);
}

async function fileContent({ context, media }: RestRequest, entry: TreeEntry, path: string, revision: string) {
  const object = await context.git.read(entry.oid);
  if (object?.type !== 'blob') throw notFound();
  if (media === 'raw') return rawOf(object.content, media);
  return {
    type: 'file' as const,
    encoding: 'base64',
    content: base64Lines(object.content),
    ...item(context, entry, path, revision, object.content.length),
  };
}

/** Returns the README of the repository: the file of this name in the root folder, with any ending. */
async function getReadme(request: RestRequest) {
  const { context, query } = request;
  const revision = query.get('ref') ?? 'main';
  const head = await resolveCommit(context, revision);
  const tree = head === undefined ? undefined : await context.git.treeOf(head);
  const entries = (tree === undefined ? undefined : await context.git.readTree(tree)) ?? [];
  const entry = entries.find((each) => entryType(each) === 'blob' && /^readme(?:\.|$)/i.test(each.name));
  if (entry === undefined) throw notFound();
  return fileContent(request, entry, entry.name, revision);
}

async function listItem(context: Context, entry: TreeEntry, path: string, revision: string) {
  const type = entryType(entry);
  const size = type === 'blob' ? await context.git.sizeOf(entry.oid) : 0;
  return {
    type: type === 'tree' ? ('dir' as const) : type === 'commit' ? ('submodule' as const) : ('file' as const),
    ...item(context, entry, path, revision, size),
  };
}

function rawHtml({ site }: Context, path: string, revision: string): string {
  return `${repoHtml(site)}/raw/${revision}/${encodePath(path)}`;
}

function item(context: Context, entry: TreeEntry, path: string, revision: string, size: number): Item {
  const { site } = context;
  const encoded = encodePath(path);
  const self = `${repoApi(site)}/contents/${encoded}?ref=${encodeURIComponent(revision)}`;
  const git = `${repoApi(site)}/git/${isTree(entry) ? 'trees' : 'blobs'}/${entry.oid}`;
  const html = `${repoHtml(site)}/${isTree(entry) ? 'tree' : 'blob'}/${revision}/${encoded}`;
  return {
    size,
    name: path.slice(path.lastIndexOf('/') + 1),
    path,
    sha: entry.oid,
    url: self,
    git_url: git,
    html_url: html,
    download_url: isTree(entry) ? null : rawHtml(context, path, revision),
    _links: { self, git, html },
  };
}

async function putContents(request: RestRequest) {
  const { context, body } = request;
  const path = param(request, 'path');
  const { branch, current } = await target(request, path);
  const content = decodeContent(body.string('content'), 'base64');
  const oid = await context.git.write('blob', content);
  const entry = { mode: current?.mode ?? '100644', name: path, oid };
  const commit = await commitOnBranch(context, {
    branch,
    expectedHead: undefined,
    message: body.string('message'),
    changes: [{ path, entry }],
  });
  const reply = {
    content: {
      type: 'file' as const,
      ...item(context, entry, path, branch, content.length),
      download_url: rawHtml(context, path, branch),
    },
    commit: await fileCommit(context, commit),
  };
  return current === undefined ? new Created(reply) : reply;
}

async function deleteContents(request: RestRequest) {
  const { context, body } = request;
  const path = param(request, 'path');
  const { branch } = await target(request, path);
  const commit = await commitOnBranch(context, {
    branch,
    expectedHead: undefined,
    message: body.string('message'),
    changes: [{ path, entry: undefined }],
  });
  return { content: null, commit: await fileCommit(context, commit) };
}

/**
 * Finds the branch to write and the current file at a path. To replace a file, the client must name its blob.
 * @throws HttpRefusal 404, 409, 422
 */
async function target(
  { context, body }: RestRequest,
  path: string,
): Promise<{ branch: string; current: TreeEntry | undefined }> {
  checkPath(path);
  const branch = body.optionalString('branch') ?? 'main';
  const head = refOid(context, `refs/heads/${branch}`);
  if (head === undefined) throw notFound(`Branch ${branch.slice(0, 100)} not found`);
  const current = await entryOf(context, head, path);
  const sha = body.optionalString('sha');
  if (current !== undefined && sha === undefined)
    throw new HttpRefusal(422, 'Invalid request.\n\n"sha" wasn\'t supplied.');
  if (sha !== undefined && sha !== current?.oid)
    throw new HttpRefusal(409, `${path} does not match ${sha.slice(0, 60)}`);
  return { branch, current };
}

async function entryOf(context: Context, commit: string, path: string): Promise<TreeEntry | undefined> {
  const tree = await context.git.treeOf(commit);
  return tree === undefined ? undefined : context.git.entryAt(tree, path);
}

/** Describes a commit as GitHub does after a change of a file: its `verification` has no `verified_at`. */
async function fileCommit(context: Context, oid: string): Promise<components['schemas']['file-commit']['commit']> {
  const { verification, ...commit } = await gitCommit(context, oid);
  return {
    ...commit,
    verification: { verified: verification.verified, reason: verification.reason, signature: null, payload: null },
  };
}
