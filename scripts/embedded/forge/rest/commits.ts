import type { components } from '@octokit/openapi-types';
import { diffFiles, diffPatches, diffText, type FileDiff, patchText } from '../git/diff.ts';
import { aheadBehind, commitsBetween, history, mergeBase } from '../git/history.ts';
import type { Commit } from '../git/objects.ts';
import type { Repository } from '../git/repository.ts';
import { accountOfEmail } from '../model/commits.ts';
import { type Context, refOid } from '../model/context.ts';
import { branchHead } from '../model/pulls.ts';
import { sawCommit } from '../model/seen-heads.ts';
import { gitNodeId } from '../node-id.ts';
import { HttpRefusal, notFound, unprocessable } from '../refusal.ts';
import { encodePath, repoApi, repoHtml } from '../urls.ts';
import { type Media, pageOf, paginate, param, rawOf, type RestRequest, withQuery } from './request.ts';
import { route } from './router.ts';
import { simpleUser } from './users.ts';

type CommitObject = components['schemas']['commit'];
type DiffEntry = components['schemas']['diff-entry'];

export const UNSIGNED = { verified: false, reason: 'unsigned', signature: null, payload: null, verified_at: null };

export const commitRoutes = [
  route('GET /repos/{owner}/{repo}/commits', async (request) => {
    const { context, query } = request;
    const head = await resolveCommit(context, query.get('sha') ?? 'main');
    if (head === undefined) throw notFound();
    const { page, size } = pageOf(request);
    const oids = await history(context.git, head, query.get('path') ?? undefined, (page - 1) * size, size + 1);
    if (oids.length > size) {
      request.responseHeaders.set('link', `<${withQuery(request, 'page', String(page + 1))}>; rel="next"`);
    }
    return Promise.all(oids.slice(0, size).map((oid) => commitObject(context, oid)));
  }),
  route('GET /repos/{owner}/{repo}/commits/{ref}', getCommit, { media: ['diff', 'patch', 'sha'] }),
  route('GET /repos/{owner}/{repo}/compare/{basehead}', compare, { media: ['diff', 'patch'] }),
];

async function getCommit(request: RestRequest) {
  const { context, media } = request;
  const oid = await resolveCommit(context, param(request, 'ref'));
  if (oid === undefined) throw unprocessable(`No commit found for SHA: ${param(request, 'ref').slice(0, 100)}`);
  const [parent] = (await readCommit(context, oid)).parents;
  if (media === 'sha') return rawOf(Buffer.from(oid), media);
  if (media !== 'json') return rawOf(await textOf(context.git, media, parent, oid), media);
  const files = await diffEntries(context, parent, oid);
  const sum = (pick: (file: DiffEntry) => number) => files.reduce((total, file) => total + pick(file), 0);
  return {
    ...(await commitObject(context, oid)),
    stats: { additions: sum((f) => f.additions), deletions: sum((f) => f.deletions), total: sum((f) => f.changes) },
    files: paginate(request, files),
  };
}

async function compare(request: RestRequest) {
  const { context, media } = request;
  const basehead = param(request, 'basehead');
  const [baseName = '', headName = ''] = basehead.split(/\.{2,3}/, 2);
  const base = await resolveCommit(context, baseName);
  const head = await resolveCommit(context, headName);
  if (base === undefined || head === undefined) throw notFound();
  if (headName === head) sawCommit(context, head);
  const common = await mergeBase(context.git, base, head);
  if (common === undefined) throw new HttpRefusal(404, `No common ancestor between ${baseName} and ${headName}.`);
  if (media !== 'json') return rawOf(await textOf(context.git, media, common, head), media);
  const { ahead, behind } = await aheadBehind(context.git, base, head);
  const oids = await commitsBetween(context.git, base, head);
  const html = `${repoHtml(context.site)}/compare/${encodePath(basehead)}`;
  return {
    url: `${repoApi(context.site)}/compare/${encodePath(basehead)}`,
    html_url: html,
    permalink_url: `${repoHtml(context.site)}/compare/${base}...${head}`,
    diff_url: `${html}.diff`,
    patch_url: `${html}.patch`,
    base_commit: await commitObject(context, base),
    merge_base_commit: await commitObject(context, common),
    status: relation(ahead, behind),
    ahead_by: ahead,
    behind_by: behind,
    total_commits: ahead,
    commits: await Promise.all(paginate(request, oids).map((oid) => commitObject(context, oid))),
    files: (await diffEntries(context, common, head)).slice(0, 300),
  };
}

/** Returns the difference of two commits as one text: a diff, or for `patch` one mail per commit. */
export const textOf = (git: Repository, media: Media, from: string | undefined, to: string): Promise<Buffer> =>
  media === 'patch' ? patchText(git, from, to) : diffText(git, from, to);

/**
 * Finds the commit that a client names by an object id, `refs/…`, `heads/…`, a branch or a tag, also with `owner:`
 * before it. As in git, a full name is tried first, so that no branch can be mistaken for another.
 */
export async function resolveCommit(context: Context, name: string): Promise<string | undefined> {
  const bare = name.startsWith(`${context.site.owner}:`) ? name.slice(context.site.owner.length + 1) : name;
  if (/^[0-9a-f]{40}$/.test(bare)) return (await context.git.readCommit(bare)) === undefined ? undefined : bare;
  if (bare === 'HEAD') return branchHead(context, 'main');
  return (
    refOid(context, bare) ??
    refOid(context, `refs/${bare}`) ??
    branchHead(context, bare) ??
    refOid(context, `refs/tags/${bare}`)
  );
}

function relation(ahead: number, behind: number): 'diverged' | 'ahead' | 'behind' | 'identical' {
  if (ahead > 0) return behind > 0 ? 'diverged' : 'ahead';
  return behind > 0 ? 'behind' : 'identical';
}

async function readCommit(context: Context, oid: string): Promise<Commit> {
  const commit = await context.git.readCommit(oid);
  if (commit === undefined) throw notFound();
  return commit;
}

export async function commitObject(context: Context, oid: string): Promise<CommitObject> {
  const { site } = context;
  const { author, committer, message, tree, parents } = await readCommit(context, oid);
  const url = `${repoApi(site)}/commits/${oid}`;
  const user = (email: string) => {
    const account = accountOfEmail(context, email);
    return account === undefined ? null : simpleUser(context, account);
  };
  return {
    sha: oid,
    node_id: gitNodeId('C', oid),
    commit: {
      author,
      committer,
      message,
      tree: { sha: tree, url: `${repoApi(site)}/git/trees/${tree}` },
      url: `${repoApi(site)}/git/commits/${oid}`,
      comment_count: 0,
      verification: UNSIGNED,
    },
    url,
    html_url: `${repoHtml(site)}/commit/${oid}`,
    comments_url: `${url}/comments`,
    author: user(author.email),
    committer: user(committer.email),
    parents: parents.map((sha) => ({
      sha,
      url: `${repoApi(site)}/commits/${sha}`,
      html_url: `${repoHtml(site)}/commit/${sha}`,
    })),
  };
}

/** Describes the files that differ between two commits as GitHub does. A text file has its patch. */
export async function diffEntries(context: Context, base: string | undefined, head: string): Promise<DiffEntry[]> {
  const files = await diffFiles(context.git, base, head);
  const patches = await diffPatches(context.git, base, head);
  return files.map((file, index) => diffEntry(context, head, file, patches[index]));
}

function diffEntry({ site }: Context, head: string, file: FileDiff, patch: string | undefined): DiffEntry {
  const path = encodePath(file.path);
  return {
    sha: file.oid,
    filename: file.path,
    status: file.status,
    additions: file.additions,
    deletions: file.deletions,
    changes: file.additions + file.deletions,
    blob_url: `${repoHtml(site)}/blob/${head}/${path}`,
    raw_url: `${repoHtml(site)}/raw/${head}/${path}`,
    contents_url: `${repoApi(site)}/contents/${path}?ref=${head}`,
    ...(patch === undefined ? {} : { patch }),
    ...(file.previousPath === undefined ? {} : { previous_filename: file.previousPath }),
  };
}
