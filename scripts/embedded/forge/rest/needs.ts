import type { Need } from '../grant.ts';

/**
 * The repository permission that an App's token needs for each operation, after GitHub's page "Permissions required for
 * GitHub Apps". A person's token does not ask here. What is not listed is refused to every App's token.
 */
const NEEDS: Readonly<Record<string, Need>> = {
  'GET /users/{username}': 'none',
  'GET /repos/{owner}/{repo}': 'metadata:read',
  'GET /repos/{owner}/{repo}/collaborators/{username}/permission': 'metadata:read',
  'GET /search/issues': 'issues:read|pull_requests:read',

  'GET /repos/{owner}/{repo}/activity': 'contents:read',
  'GET /repos/{owner}/{repo}/branches': 'contents:read',
  'GET /repos/{owner}/{repo}/branches/{branch}': 'contents:read',
  'GET /repos/{owner}/{repo}/commits': 'contents:read',
  'GET /repos/{owner}/{repo}/commits/{ref}': 'contents:read',
  'GET /repos/{owner}/{repo}/compare/{basehead}': 'contents:read',
  'GET /repos/{owner}/{repo}/contents/{path}': 'contents:read',
  'GET /repos/{owner}/{repo}/git/blobs/{file_sha}': 'contents:read',
  'GET /repos/{owner}/{repo}/git/commits/{commit_sha}': 'contents:read',
  'GET /repos/{owner}/{repo}/git/matching-refs/{ref}': 'contents:read',
  'GET /repos/{owner}/{repo}/git/ref/{ref}': 'contents:read',
  'GET /repos/{owner}/{repo}/git/trees/{tree_sha}': 'contents:read',
  'GET /repos/{owner}/{repo}/readme': 'contents:read',
  'PUT /repos/{owner}/{repo}/contents/{path}': 'contents:write',
  'DELETE /repos/{owner}/{repo}/contents/{path}': 'contents:write',
  'POST /repos/{owner}/{repo}/dispatches': 'contents:write',
  'POST /repos/{owner}/{repo}/git/blobs': 'contents:write',
  'POST /repos/{owner}/{repo}/git/commits': 'contents:write',
  'POST /repos/{owner}/{repo}/git/refs': 'contents:write',
  'POST /repos/{owner}/{repo}/git/trees': 'contents:write',
  'PATCH /repos/{owner}/{repo}/git/refs/{ref}': 'contents:write',
  'DELETE /repos/{owner}/{repo}/git/refs/{ref}': 'contents:write',
  'GET /repos/{owner}/{repo}/pulls/{pull_number}/merge': 'contents:read',
  'PUT /repos/{owner}/{repo}/pulls/{pull_number}/merge': 'contents:write',

  'GET /repos/{owner}/{repo}/commits/{ref}/status': 'statuses:read',
  'GET /repos/{owner}/{repo}/commits/{ref}/statuses': 'statuses:read',
  'POST /repos/{owner}/{repo}/statuses/{sha}': 'statuses:write',

  'GET /repos/{owner}/{repo}/pulls': 'pull_requests:read',
  'GET /repos/{owner}/{repo}/pulls/{pull_number}': 'pull_requests:read',
  'GET /repos/{owner}/{repo}/pulls/{pull_number}/commits': 'pull_requests:read',
  'GET /repos/{owner}/{repo}/pulls/{pull_number}/files': 'pull_requests:read',
  'GET /repos/{owner}/{repo}/pulls/{pull_number}/reviews': 'pull_requests:read',
  'GET /repos/{owner}/{repo}/pulls/{pull_number}/reviews/{review_id}': 'pull_requests:read',
  'POST /repos/{owner}/{repo}/pulls': 'pull_requests:write',
  'PATCH /repos/{owner}/{repo}/pulls/{pull_number}': 'pull_requests:write',
  'POST /repos/{owner}/{repo}/pulls/{pull_number}/reviews': 'pull_requests:write',
  'PUT /repos/{owner}/{repo}/pulls/{pull_number}/reviews/{review_id}': 'pull_requests:write',
  'PUT /repos/{owner}/{repo}/pulls/{pull_number}/reviews/{review_id}/dismissals': 'pull_requests:write',
  'GET /repos/{owner}/{repo}/pulls/{pull_number}/requested_reviewers': 'pull_requests:read',
  'POST /repos/{owner}/{repo}/pulls/{pull_number}/requested_reviewers': 'pull_requests:write',
  'DELETE /repos/{owner}/{repo}/pulls/{pull_number}/requested_reviewers': 'pull_requests:write',

  'GET /repos/{owner}/{repo}/issues/comments/{comment_id}': 'issues:read|pull_requests:read',
  'GET /repos/{owner}/{repo}/issues/{issue_number}': 'issues:read|pull_requests:read',
  'GET /repos/{owner}/{repo}/issues/{issue_number}/comments': 'issues:read|pull_requests:read',
  'GET /repos/{owner}/{repo}/issues/{issue_number}/labels': 'issues:read|pull_requests:read',
  'GET /repos/{owner}/{repo}/labels': 'issues:read|pull_requests:read',
  'GET /repos/{owner}/{repo}/labels/{name}': 'issues:read|pull_requests:read',
  'POST /repos/{owner}/{repo}/labels': 'issues:write|pull_requests:write',
  'POST /repos/{owner}/{repo}/issues/{issue_number}/comments': 'issues:write|pull_requests:write',
  'PATCH /repos/{owner}/{repo}/issues/comments/{comment_id}': 'issues:write|pull_requests:write',
  'DELETE /repos/{owner}/{repo}/issues/comments/{comment_id}': 'issues:write|pull_requests:write',
  'POST /repos/{owner}/{repo}/issues/{issue_number}/labels': 'issues:write|pull_requests:write',
  'PUT /repos/{owner}/{repo}/issues/{issue_number}/labels': 'issues:write|pull_requests:write',
  'DELETE /repos/{owner}/{repo}/issues/{issue_number}/labels': 'issues:write|pull_requests:write',
  'DELETE /repos/{owner}/{repo}/issues/{issue_number}/labels/{name}': 'issues:write|pull_requests:write',

  'POST /repos/{owner}/{repo}/actions/workflows/{workflow_id}/dispatches': 'actions:write',
  'DELETE /installation/token': 'none',
};

/** What an App's token needs for an operation; undefined: no App's token can call it. */
export function needOf(template: string): Need | undefined {
  return NEEDS[template];
}
