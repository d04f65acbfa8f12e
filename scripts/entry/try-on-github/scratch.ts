import { UserError } from '#domain/user-error.ts';
import type { Forge } from '#engine/forge/forge.ts';
import type { Client } from '#engine/forge/octokit.ts';

/**
 * Refuses a repository that may belong to an office.
 * @throws UserError if the repository is not named as a trial, or has ever had a pull request or a case
 */
export async function refuseUnlessScratch({ owner, repo, octokit }: Client, forge: Forge): Promise<void> {
  if (!/(^|[-_.])(coba|scratch)([-_.]|$)/.test(repo))
    throw new UserError({
      id: `${owner}/${repo} tidak dinamai sebagai repositori percobaan: namanya harus memuat "coba" atau "scratch".`,
      en: `${owner}/${repo} is not named as a trial: its name must contain "coba" or "scratch".`,
    });
  const route = 'GET /repos/{owner}/{repo}/pulls';
  const { data } = await octokit.request(route, { owner, repo, state: 'all', per_page: 1 });
  const { register } = await forge.listOpen();
  if (data.length > 0 || register.index !== undefined)
    throw new UserError({
      id: `${owner}/${repo} sudah pernah memuat berkas; percobaan memerlukan repositori yang masih kosong.`,
      en: `${owner}/${repo} has had cases already; the trial needs a repository that is still empty.`,
    });
}
