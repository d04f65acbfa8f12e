import { plural } from '#domain/words/language.ts';
import { formatProblem } from '#domain/problem.ts';
import { findingsIn, type SetupFinding, type SetupRule } from './finding.ts';
import { ENVIRONMENT } from './names.ts';
import { app, environment, logKey, pagesEnvironment, strayKey } from './rules-app.ts';
import { scheduleCommitter, scheduledRuns, workflows } from './rules-clock.ts';
import { runner } from './rules-runner.ts';
import { foreignRuns } from './rules-runs.ts';
import { domain, labels, pages, register, rulesets, siteBranch } from './rules-branches.ts';
import { access, holders, members } from './rules-people.ts';
import { pagesBuild, publication, siteOnMain } from './rules-site.ts';
import { webhook } from './rules-webhook.ts';
import { actions, branch, codeowners, dismissals, merging, visibility } from './rules-repository.ts';
import type { Text } from '#domain/problem.ts';
import type { RefusedQuestion, RepositorySituation } from './read-situation.ts';

/** The rules in the order of fixing. Rulesets come last, since they protect what the other rules still write. */
const RULES: readonly SetupRule[] = [
  configuration,
  visibility,
  branch,
  merging,
  actions,
  workflows,
  scheduledRuns,
  scheduleCommitter,
  foreignRuns,
  dismissals,
  plans,
  environment,
  strayKey,
  app,
  logKey,
  webhook,
  labels,
  // GitHub refuses an absent source branch, and builds the site at once, so branch and environment come before Pages.
  siteBranch,
  pagesEnvironment,
  pages,
  domain,
  siteOnMain,
  register,
  codeowners,
  rulesets,
  runner,
  // Only the App publishes, so everything that the App needs comes before.
  publication,
  pagesBuild,
  holders,
  members,
  access,
];

/** Finds what is missing, wrong or weaker than needed in a repository. The function is pure. */
export const planSetup = (situation: RepositorySituation): readonly SetupFinding[] =>
  RULES.flatMap((rule) => findingsIn(rule(situation)));

/** If the configuration is not sound, the process does nothing (R31). */
function configuration({ config }: RepositorySituation): SetupFinding | undefined {
  if ('config' in config) return undefined;
  const [first] = config.problems;
  return {
    code: 'configuration',
    severity: 'wrong',
    what: {
      id: `Konfigurasi di main tidak dapat dipakai: ${config.problems.length} masalah`,
      en: `The configuration on main cannot be used: ${plural(config.problems.length, 'problem')}`,
    },
    ...(first ? { is: formatProblem(first, 'en') } : {}),
    advice: { id: 'Jalankan: npx disposisi check sops/*.yaml', en: 'Run: npx disposisi check sops/*.yaml' },
  };
}

/** Reports the features that GitHub refuses. The account's plan may lack them for a private repository. */
function plans({
  environment: env,
  pages: site,
  rulesets: rules,
  isPrivate,
}: RepositorySituation): ReturnType<SetupRule> {
  const asked = [
    [`environment "${ENVIRONMENT}"`, env],
    ['Pages', site],
    ['rulesets', rules],
  ] as const;
  return asked.map(([feature, reading]) => 'refused' in reading && refusal(feature, reading.refused, isPrivate));
}

/**
 * Makes a finding from a refusal, with advice.
 * @param feature the name of the refused feature, whose first word becomes a part of the code
 */
export function refusal(
  feature: string,
  { status, message }: RefusedQuestion,
  isPrivate: boolean,
): SetupFinding & { readonly advice: Text } {
  const isPlan = /upgrade|plan|billing|enterprise/i.test(message);
  const is = `${status} ${message}`.slice(0, 200);
  const code = `refused/${feature.split(' ')[0]?.toLowerCase()}`;
  const [id, en] = isPlan
    ? [
        `${feature}: paket GitHub ini tidak menyediakannya${isPrivate ? ' bagi repositori privat' : ''}`,
        `${feature}: this GitHub plan does not have it${isPrivate ? ' for a private repository' : ''}`,
      ]
    : [`${feature}: GitHub menolak`, `${feature}: GitHub refuses`];
  const advice = isPlan
    ? {
        id: 'Gunakan GitHub Team bagi organisasi (atau Pro bagi akun pribadi), lalu jalankan setup lagi',
        en: 'Use GitHub Team for an organisation (or Pro for a personal account), then run setup again',
      }
    : {
        id: 'Periksa bahwa token milik admin repositori dan mencakup Actions, Administration, Contents, Environments, Pages, Pull requests, Secrets, Variables, Workflows',
        en: "Check that the token is a repository admin's, with Actions, Administration, Contents, Environments, Pages, Pull requests, Secrets, Variables, Workflows",
      };
  return { code, severity: 'missing', what: { id, en }, is, advice };
}
