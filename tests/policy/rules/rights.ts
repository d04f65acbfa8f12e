import { environmentOf, isCheckout, type Rule, scopesOf, stepsOf } from '../workflow.ts';

const NOT_THE_APP = "github.actor != format('{0}[bot]', vars.DISPOSISI_APP_SLUG)";
/**
 * The condition with the only event of the App that starts a run: the App has removed the desk’s label. Somebody may
 * have acted after the App had read the case and before the App removed the label.
 */
const DESK_RINGS = `(${NOT_THE_APP} || format('{0} {1}', github.event.action, github.event.label.name) == 'unlabeled meja')`;

const isWhole = (permissions: unknown): boolean => typeof permissions === 'string';

/**
 * The expressions that may read the repository’s variables, which every writer can change: the id of the App, and
 * whether the App has a name. A changed variable can only skip runs, or make them fail.
 */
const VARIABLES = /^\$\{\{ vars\.DISPOSISI_APP_ID \}\}$|vars\.DISPOSISI_APP_SLUG [=!]= ''/g;

/** The permission to write that a job has: a release is written by a job that runs nothing of the repository. */
const WRITES = 'release.yml publish contents';

/** Rules about the rights and secrets of jobs. */
export const RIGHTS_RULES: readonly Rule[] = [
  {
    id: 'excessive-permissions',
    says: 'security 9: the file asks for no permission, each job names a reason for each permission, and no job may write but the job that publishes a release, because only the App writes',
    find: ({ file: name, root, jobs, lineOf, lines }) => {
      const top = root['permissions'];
      const isEmpty = top !== undefined && !isWhole(top) && scopesOf(top).length === 0;
      const file = isEmpty ? [] : [{ line: lineOf(['permissions']), why: 'the file itself must ask for nothing' }];
      const each = jobs.flatMap(([id, job]) => {
        if (job.permissions === undefined || isWhole(job.permissions))
          return [{ line: lineOf(['jobs', id, 'permissions']), why: 'the job must name its scopes' }];
        return scopesOf(job.permissions).flatMap(([scope, level]) => {
          const line = lineOf(['jobs', id, 'permissions', scope]);
          const found = [];
          if (level === 'write' && `${name} ${id} ${scope}` !== WRITES)
            found.push({ line, why: `${id} may not write` });
          if (!/#\s*\S{3,}/.test(lines[line - 1] ?? '')) found.push({ line, why: 'it must say why' });
          return found;
        });
      });
      return [...file, ...each];
    },
  },
  {
    id: 'secrets-outside-environment',
    says: 'security 9: a secret is used only from the environment that main alone may use, and only by the action; a caller passes one on by its own name, to a file of main',
    find: (workflow) => [
      ...workflow.texts.flatMap(({ path, text }) => {
        if (!/\bsecrets\b\s*[.[)]/.test(text)) return [];
        const job = workflow.jobs.find(([id]) => id === path[1])?.[1];
        const isInput = path[0] === 'jobs' && path[2] === 'steps' && path[4] === 'with';
        const isNamed = /^\$\{\{ secrets\.[A-Z_]+ \}\}$/.test(text);
        if (job && environmentOf(job) === 'disposisi' && isInput && isNamed) return [];
        // A caller passes the name of a secret on, as the same name, to a file of main.
        const isPassed = path[2] === 'secrets' && text === `\${{ secrets.${String(path[3])} }}`;
        if (isPassed && job?.uses?.startsWith('./') === true) return [];
        return [{ line: workflow.lineOf(path), why: 'a secret must be one named input, in the environment' }];
      }),
      ...workflow.jobs.flatMap(([id, { secrets }]) =>
        secrets !== 'inherit' ? [] : [{ line: workflow.lineOf(['jobs', id, 'secrets']), why: 'secrets are handed on' }],
      ),
    ],
  },
  {
    id: 'variables-repeated',
    says: 'security 63: no variable of the repository is in what the process prints or asks; a variable may only keep a run from its work',
    find: (workflow) =>
      workflow.texts.flatMap(({ path, text }) => {
        if (!/\bvars\b/.test(text)) return [];
        const isCondition = path[0] === 'jobs' && (path.at(-1) === 'if' || path.includes('concurrency'));
        const isApp = path.at(-1) === 'app-id' && path.at(-2) === 'with';
        const rest = text.replaceAll(NOT_THE_APP, '').replaceAll(VARIABLES, '');
        return (isCondition || isApp) && !/\bvars\b/.test(rest)
          ? []
          : [{ line: workflow.lineOf(path), why: 'a writer chooses what it is' }];
      }),
  },
  {
    id: 'credential-persistence',
    says: 'security 30: a checkout leaves no token behind',
    find: (workflow) =>
      stepsOf(workflow).flatMap(({ step, path }) =>
        isCheckout(step) && step.with?.['persist-credentials'] !== false
          ? [{ line: workflow.lineOf([...path, 'uses']), why: 'persist-credentials must be false' }]
          : [],
      ),
  },
  {
    id: 'actor-spoofing',
    says: 'security 9, 13: the name of the account that acted grants nothing; it may only keep the process’s own events from starting a run',
    find: (workflow) =>
      workflow.texts.flatMap(({ path, text }) => {
        if (!/github\.(triggering_)?actor\b|github\.event\.sender|\.user\.login/.test(text)) return [];
        if (path.includes('concurrency')) return [];
        const rest = text.replaceAll(DESK_RINGS, '').replaceAll(NOT_THE_APP, '');
        return path.at(-1) === 'if' && !/actor|sender|user\.login|\|\|/.test(rest)
          ? []
          : [{ line: workflow.lineOf(path), why: 'something is granted to a name' }];
      }),
  },
];
