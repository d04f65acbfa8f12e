import { hasDangerousTrigger, isCheckout, isPrivileged, type Rule, stepsOf } from '../workflow.ts';

/** The parts of the context with texts that the person who caused the event has chosen. */
const FOREIGN_WORDS = /github\.(event\.|head_ref|ref_name|base_ref)|github\.event\b(?!_name)/;
/** The parts of an event that only a maintainer or GitHub itself chooses. */
const OWN_WORDS = /github\.event\.(pull_request\.number|repository\.\w+|inputs\.\w+)/g;

/**
 * The parts of an event about its kind, which a job’s condition may read too. Such a condition can only skip a run
 * (security 16).
 */
const KIND_OF_EVENT =
  /format\('\{0\} \{1\}', github\.event\.action, github\.event\.label\.name\)|github\.event\.workflow_run\.conclusion != 'skipped'/g;

/** All files that a job with a secret reads from main. */
const CHECKED_OUT = '/.github/actions/disposisi/\n/site/forge.json\n/site/public/CNAME\n';

const isCondition = (path: readonly (string | number)[]): boolean =>
  path[0] === 'jobs' && (path[2] === 'if' || path[2] === 'concurrency');

/** Rules about which code runs, and from whom it is. */
export const CODE_RULES: readonly Rule[] = [
  {
    id: 'template-injection',
    says: 'security 3: no expression is inside a script, and values come by the environment',
    find: (workflow) =>
      stepsOf(workflow).flatMap(({ step, path }) =>
        step.run?.includes('${{')
          ? [{ line: workflow.lineOf([...path, 'run']), why: 'an expression becomes part of the script' }]
          : [],
      ),
  },
  {
    id: 'dangerous-triggers',
    says: 'security 1, 4: a run with rights that others can start runs no script and reads none of the words of others',
    find: (workflow) => {
      if (!hasDangerousTrigger(workflow)) return [];
      const scripts = stepsOf(workflow).flatMap(({ step, path }) =>
        step.run === undefined ? [] : [{ line: workflow.lineOf([...path, 'run']), why: 'it runs a script' }],
      );
      const words = workflow.texts.flatMap(({ path, text }) =>
        FOREIGN_WORDS.test((isCondition(path) ? text.replace(KIND_OF_EVENT, '') : text).replace(OWN_WORDS, ''))
          ? [{ line: workflow.lineOf(path), why: "it reads what the event's author chose" }]
          : [],
      );
      return [...scripts, ...words];
    },
  },
  {
    id: 'foreign-checkout',
    says: 'security 1, 2: a job with rights, or a job that others can start, checks out main and nothing else',
    find: (workflow) =>
      stepsOf(workflow).flatMap(({ job, step, path }) =>
        isCheckout(step) &&
        (isPrivileged(job) || hasDangerousTrigger(workflow)) &&
        (step.with?.['ref'] !== 'main' || step.with?.['repository'] !== undefined)
          ? [{ line: workflow.lineOf([...path, 'uses']), why: 'what is checked out is not said to be main' }]
          : [],
      ),
  },
  {
    id: 'more-than-calls',
    says: 'security 1, 63: a job with a secret has one sparse checkout of the action and of the site’s address, and calls of the action; it installs nothing',
    find: (workflow) =>
      workflow.jobs.flatMap(([id, job]) => {
        if (job.uses !== undefined || !JSON.stringify(job).includes('secrets.')) return [];
        const [checkout, ...more] = job.steps ?? [];
        const calls = more.filter(({ uses }) => !/^actions\/download-artifact@/.test(uses ?? ''));
        const sparse = checkout?.with?.['sparse-checkout'];
        const isOne =
          checkout !== undefined &&
          isCheckout(checkout) &&
          sparse === CHECKED_OUT &&
          calls.length > 0 &&
          calls.every(({ uses }) => uses === './.github/actions/disposisi');
        return isOne ? [] : [{ line: workflow.lineOf(['jobs', id]), why: 'it is more than one checkout and calls' }];
      }),
  },
  {
    id: 'environment-files',
    says: 'security 3: no script writes the variables or the path of later steps, nor lets commands do so',
    find: (workflow) =>
      workflow.lines.flatMap((text, index) =>
        /GITHUB_(ENV|PATH)\b|ACTIONS_ALLOW_UNSECURE_COMMANDS/.test(text)
          ? [{ line: index + 1, why: 'a later step would run with what this one wrote' }]
          : [],
      ),
  },
];
