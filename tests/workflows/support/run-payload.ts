import type { Payload } from './origin.ts';
import { at } from './origin.ts';
import type { Run } from './run.ts';
import type { Machine } from './settings.ts';

/** Makes the payload of `workflow_run`, in GitHub’s form: what a run that has ended says about itself. */
export function runPayload(run: Run, { forge, now }: Machine): Payload {
  const { file, happening, origin, id, number } = run;
  const repository = happening.payload['repository'] as Record<string, unknown>;
  const api = `${forge.apiUrl}/repos/${forge.owner}/${forge.repo}`;
  const html = `${forge.url}/${forge.owner}/${forge.repo}`;
  const url = `${api}/actions/runs/${id}`;
  const isOnPull = happening.event.startsWith('pull_request');
  const sha = isOnPull ? at(happening.payload, 'pull_request.head.sha') : origin.sha;
  const branch = isOnPull ? origin.headRef : origin.refName;
  const sender = happening.payload['sender'] ?? repository['owner'];
  const minimal = minimalRepository(repository);
  const workflowId = workflowNumber(file.path);
  return {
    action: 'completed',
    workflow: {
      id: workflowId,
      node_id: `W_${workflowId}`,
      name: file.name,
      path: file.path,
      state: 'active',
      created_at: run.createdAt,
      updated_at: run.createdAt,
      url: `${api}/actions/workflows/${workflowId}`,
      html_url: `${html}/blob/main/${file.path}`,
      badge_url: `${html}/workflows/${encodeURIComponent(file.name)}/badge.svg`,
    },
    workflow_run: {
      id,
      name: file.name,
      node_id: `WFR_${id}`,
      head_branch: branch,
      head_sha: sha,
      path: file.path,
      display_title: file.name,
      run_number: number,
      run_attempt: 1,
      event: happening.event,
      status: 'completed',
      conclusion: run.conclusion ?? null,
      workflow_id: workflowId,
      check_suite_id: id,
      check_suite_node_id: `CS_${id}`,
      url,
      html_url: `${html}/actions/runs/${id}`,
      // This list is always empty, as for a fork’s run at GitHub. The process must not need it.
      pull_requests: [],
      created_at: run.createdAt,
      updated_at: now(),
      run_started_at: run.createdAt,
      actor: sender,
      triggering_actor: sender,
      jobs_url: `${url}/jobs`,
      logs_url: `${url}/logs`,
      check_suite_url: `${api}/check-suites/${id}`,
      artifacts_url: `${url}/artifacts`,
      cancel_url: `${url}/cancel`,
      rerun_url: `${url}/rerun`,
      previous_attempt_url: null,
      workflow_url: `${api}/actions/workflows/${workflowId}`,
      head_commit: {
        id: sha,
        tree_id: sha,
        message: '',
        timestamp: run.createdAt,
        author: { name: '', email: null },
        committer: { name: '', email: null },
      },
      repository: minimal,
      head_repository: minimal,
      referenced_workflows: [],
    },
    repository,
    sender,
  };
}

function workflowNumber(path: string): number {
  return [...path].reduce((sum, character) => (sum * 31 + character.charCodeAt(0)) % 1_000_000_007, 7);
}

/** The members of the short form of a run’s repository. */
const MINIMAL = [
  'archive_url',
  'assignees_url',
  'blobs_url',
  'branches_url',
  'collaborators_url',
  'comments_url',
  'commits_url',
  'compare_url',
  'contents_url',
  'contributors_url',
  'deployments_url',
  'description',
  'downloads_url',
  'events_url',
  'fork',
  'forks_url',
  'full_name',
  'git_commits_url',
  'git_refs_url',
  'git_tags_url',
  'hooks_url',
  'html_url',
  'id',
  'issue_comment_url',
  'issue_events_url',
  'issues_url',
  'keys_url',
  'labels_url',
  'languages_url',
  'merges_url',
  'milestones_url',
  'name',
  'node_id',
  'notifications_url',
  'owner',
  'private',
  'pulls_url',
  'releases_url',
  'stargazers_url',
  'statuses_url',
  'subscribers_url',
  'subscription_url',
  'tags_url',
  'teams_url',
  'trees_url',
  'url',
];

function minimalRepository(repository: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(MINIMAL.map((name) => [name, repository[name]]));
}
