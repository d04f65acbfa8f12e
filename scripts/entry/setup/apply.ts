import { MAIN_BRANCH } from '#domain/case/state/pull.ts';
import { beginBranch, beginBranchAnew } from '#engine/forge/branches.ts';
import { ForgeError } from '#engine/forge/errors.ts';
import type { Client } from '#engine/forge/octokit.ts';
import type { Call, SetupFinding } from './finding.ts';
import { makeLogKey } from './store-secrets.ts';

export interface Failure {
  readonly finding: SetupFinding;
  readonly status: number;
  readonly message: string;
}

/**
 * Fixes the findings that have a remedy, in the plan's order. A refusal of GitHub is collected, and does not stop the
 * other fixes.
 * @param writePage writes the page with which the App is made
 * @param done called after each finding that was fixed
 * @throws ForgeError if GitHub cannot be reached, or does not accept the token
 */
export async function applyRemedies(
  client: Client,
  findings: readonly SetupFinding[],
  writePage: () => Promise<void>,
  done: (finding: SetupFinding) => void,
): Promise<Failure[]> {
  const failures: Failure[] = [];
  for (const finding of findings) {
    if (!finding.remedy) continue;
    try {
      await applyRemedy(client, finding.remedy, writePage);
      done(finding);
    } catch (error) {
      if (!(error instanceof ForgeError) || error.kind !== 'refused' || error.status === 401) throw error;
      failures.push({ finding, status: error.status, message: error.reason });
    }
  }
  return failures;
}

async function applyRemedy(
  client: Client,
  remedy: NonNullable<SetupFinding['remedy']>,
  writePage: () => Promise<void>,
): Promise<void> {
  switch (remedy.do) {
    case 'call':
      await sendCalls(client, remedy.calls);
      return;
    case 'begin-branch':
      await beginBranch(client, remedy.beginning);
      return;
    case 'protect-branch':
      await beginBranchAnew(client, remedy.beginning);
      await sendCalls(client, remedy.calls);
      return;
    case 'make-log-key':
      await makeLogKey(client);
      return;
    case 'start-workflow': {
      const { owner, repo } = client;
      const run = { owner, repo, workflow_id: remedy.workflow, ref: MAIN_BRANCH };
      await client.octokit.request('POST /repos/{owner}/{repo}/actions/workflows/{workflow_id}/dispatches', run);
      return;
    }
    case 'write-app-page':
      await writePage();
      return;
  }
}

async function sendCalls({ owner, repo, octokit }: Client, calls: readonly Call[]): Promise<void> {
  for (const { route, parameters } of calls)
    await octokit.request(route, { ...(route.includes('{repo}') ? { owner, repo } : {}), ...parameters });
}
