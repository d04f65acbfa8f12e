import { UserError } from '#domain/user-error.ts';
import type { Forge } from '#engine/forge/forge.ts';
import type { Client } from '#engine/forge/octokit.ts';

/**
 * Refuses a repository that might be an office's: one that is not called scratch, or that has ever had a pull request
 * or a case.
 * @throws UserError
 */
export async function refuseUnlessScratch({ owner, repo, octokit }: Client, forge: Forge): Promise<void> {
  if (!/(^|[-_.])(coba|scratch)([-_.]|$)/.test(repo))
    throw new UserError({
      id: `${owner}/${repo} tidak bernama percobaan: namanya harus memuat "coba" atau "scratch".`,
      en: `${owner}/${repo} is not named as a trial: its name must have "coba" or "scratch" in it.`,
    });
  const route = 'GET /repos/{owner}/{repo}/pulls';
  const { data } = await octokit.request(route, { owner, repo, state: 'all', per_page: 1 });
  const { register } = await forge.listOpen();
  if (data.length > 0 || register.index !== undefined)
    throw new UserError({
      id: `${owner}/${repo} sudah pernah berisi file; percobaan hanya di repositori yang masih kosong.`,
      en: `${owner}/${repo} has had cases already; this only walks in a repository that is still empty.`,
    });
}
