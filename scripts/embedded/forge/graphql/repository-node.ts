import { findAccount } from '../accounts.ts';
import { knownAccount, type Context } from '../model/context.ts';
import { allows } from '../permissions.ts';
import { forkObject, repositoryObject } from '../rest/repository.ts';
import { actor } from './actors.ts';

/** Describes the repository, or the fork of an account, with the values of REST. */
export function repositoryNode(context: Context, fork?: string) {
  const { site, store, actor: asking } = context;
  const account = fork === undefined ? undefined : findAccount(store, fork);
  const owner = account ?? knownAccount(context, site.ownerId);
  const described = () => (fork === undefined ? repositoryObject(context) : forkObject(context, fork));
  return {
    __typename: 'Repository',
    id: () => described().node_id,
    databaseId: () => described().id,
    name: site.repo,
    nameWithOwner: `${owner.login}/${site.repo}`,
    owner: actor(context, owner),
    isInOrganization: owner.type === 'Organization',
    isFork: fork !== undefined,
    isPrivate: true,
    visibility: 'PRIVATE',
    isArchived: false,
    isTemplate: false,
    isMirror: false,
    url: () => described().html_url,
    description: null,
    homepageUrl: null,
    createdAt: () => described().created_at,
    updatedAt: () => described().updated_at,
    pushedAt: () => described().pushed_at,
    hasIssuesEnabled: () => described().has_issues,
    hasWikiEnabled: () => described().has_wiki,
    hasProjectsEnabled: () => described().has_projects,
    hasDiscussionsEnabled: () => described().has_discussions,
    mergeCommitAllowed: () => described().allow_merge_commit,
    squashMergeAllowed: () => described().allow_squash_merge,
    rebaseMergeAllowed: () => described().allow_rebase_merge,
    autoMergeAllowed: () => described().allow_auto_merge,
    deleteBranchOnMerge: () => described().delete_branch_on_merge,
    forkCount: () => described().forks_count,
    stargazerCount: () => described().stargazers_count,
    ...(fork === undefined ? { parent: null } : {}),
    viewerPermission: permissionOf(asking.permission),
    viewerCanAdminister: allows(asking.permission, 'admin'),
    viewerDefaultMergeMethod: 'MERGE',
  };
}

function permissionOf(permission: Context['actor']['permission']): string | null {
  if (permission === 'none') return null;
  return permission === 'process' ? 'WRITE' : permission.toUpperCase();
}
