import { expect } from 'vitest';
import { type Office, pullOf } from './office.ts';

/**
 * Changes the base to a new branch of a person, and moves this branch to the head. The forge then shows the pull
 * request as merged.
 */
export async function mergedElsewhere(office: Office, who: string, pull: number, own = 'milik-saya'): Promise<void> {
  const client = await office.as(who);
  const at = { owner: office.local.owner, repo: office.local.repo };
  const main = await client.request('GET /repos/{owner}/{repo}/git/ref/{ref}', { ...at, ref: 'heads/main' });
  const sha = main.data.object.sha;
  await client.request('POST /repos/{owner}/{repo}/git/refs', { ...at, ref: `refs/heads/${own}`, sha });
  await client.request('PATCH /repos/{owner}/{repo}/pulls/{pull_number}', { ...at, pull_number: pull, base: own });
  await client.request('PATCH /repos/{owner}/{repo}/git/refs/{ref}', {
    ...at,
    ...{ ref: `heads/${own}`, sha: (await pullOf(office, pull)).head.sha, force: true },
  });
  expect((await pullOf(office, pull)).merged).toBe(true);
}
