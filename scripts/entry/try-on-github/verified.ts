import { MAIN_BRANCH } from '#domain/case/state/pull.ts';
import { REGISTER_BRANCH } from '#domain/journal/paths.ts';
import { askRest, type Client } from '#engine/forge/octokit.ts';
import { type Check, held, NOT_WALKED, notAsked, notHeld } from './check.ts';
import { branchCommit } from './github.ts';

const BRANCHES = [MAIN_BRANCH, REGISTER_BRANCH];

/** Reads the commits that the process made during the walk, and asks for GitHub's verification of each. */
export const verifiedCheck: Check = {
  id: 'verified',
  says: {
    id: 'Komit sistem di main dan register bertanda Verified',
    en: 'The commits of the process on main and register are Verified',
  },
  ask: async ({ applicant, before, walked }) => {
    if (walked === undefined) return NOT_WALKED;
    const made = await Promise.all(
      BRANCHES.map(async (branch) =>
        (await commitsSince(applicant, branch, before[branch])).map((each) => ({ ...each, branch })),
      ),
    );
    const commits = made.flat();
    const counted = BRANCHES.map((branch, n) => `${branch} ${made[n]?.length ?? 0}`).join(', ');
    if (made.some((commitsOfBranch) => commitsOfBranch.length === 0))
      return notAsked({
        id: `Sistem tidak membuat komit di salah satu cabang itu (${counted}).`,
        en: `The process made no commit on one of these branches (${counted}).`,
      });
    const unsigned = commits.filter(({ verification }) => !verification?.verified);
    if (unsigned.length === 0) return held({ id: `komit: ${counted}`, en: `commits: ${counted}` });
    const named = unsigned.map(({ branch, sha, verification: v }) => `${branch} ${sha.slice(0, 8)} (${v?.reason})`);
    return notHeld(
      {
        id: `${unsigned.length} dari ${commits.length} komit tidak bertanda: ${named.join(', ')}`,
        en: `${unsigned.length} of ${commits.length} commits are not: ${named.join(', ')}`,
      },
      {
        id: 'Pastikan komit itu dibuat App. Bila ya, tulis jawaban GitHub ini di docs/decisions/questions-to-github.md.',
        en: 'Make sure that the App made these commits. If so, write this answer into docs/decisions/questions-to-github.md.',
      },
    );
  },
};

/** Follows the first parents from the head of a branch. What the applicant made is below the second parents. */
async function commitsSince(client: Client, branch: string, before: string | undefined) {
  const commits = [];
  for (let sha = await branchCommit(client, branch); sha !== undefined && sha !== before;) {
    const { commit, parents } = await askRest(client, 'GET /repos/{owner}/{repo}/commits/{ref}', { ref: sha });
    commits.push({ sha, verification: commit.verification });
    sha = parents[0]?.sha;
  }
  return commits;
}
