import { MAIN_BRANCH } from '#domain/case/state/pull.ts';
import { epochSeconds } from '#domain/clock/instant.ts';
import { plural } from '#domain/words/language.ts';
import type { SetupRule } from './finding.ts';
import { WORKFLOWS } from './names.ts';
import type { RepositorySituation } from './read-situation.ts';

/** A run of main's workflow for a pull request ends within this many seconds. */
const LONGEST_FOR_A_PULL = 600;
const SHOWN = 5;

/**
 * Reports runs of workflows from writers' branches. Such a run can take the name of a concurrency group of an office's
 * workflow and keep it (security row 64), or use up minutes and machines.
 */
export const foreignRuns: SetupRule = (situation) => {
  const foreign = situation.runs.filter((run) => isForeign(run, situation));
  if (foreign.length === 0) return [];
  const reported = new Set(foreign.map(({ path, event, branch }) => `${path} (${event}, ${branch})`));
  return {
    code: 'foreign-runs',
    severity: 'weaker',
    advisory: true,
    what: {
      id: `${foreign.length} workflow yang bukan milik main berjalan: dapat menahan giliran sistem dan memakai menit`,
      en: `${plural(foreign.length, 'run')} of workflows that are not main's: they can delay the process, and use minutes`,
    },
    is: [...reported].slice(0, SHOWN).join('; ') + (reported.size > SHOWN ? '; …' : ''),
    should: MAIN_BRANCH,
    advice: {
      id: 'Batalkan yang masih berjalan di tab Actions, tanyakan kepada pemilik akunnya, dan hapus cabangnya',
      en: 'Cancel what still runs in the Actions tab, ask whose account it was, and delete the branch',
    },
  };
};

function isForeign(run: RepositorySituation['runs'][number], of: RepositorySituation): boolean {
  const { path, event, branch, isRunning, started } = run;
  // This is a workflow of GitHub itself, such as the build of Pages.
  if (!path.startsWith(WORKFLOWS)) return false;
  if (!of.workflowsOnMain.some(({ name }) => path === `${WORKFLOWS}${name}`)) return true;
  // A run for this event uses main's files, but is listed with the pull request's branch.
  if (event === 'pull_request_target') return false;
  // A run for these events uses the pull request's own copy of a workflow. A changed copy may run for long.
  if (event.startsWith('pull_request')) return isRunning && age(started, of.now) > LONGEST_FOR_A_PULL;
  return branch !== MAIN_BRANCH;
}

const age = (from: string, to: string): number => epochSeconds(to) - epochSeconds(from);
