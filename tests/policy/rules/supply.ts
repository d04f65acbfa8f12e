import { hasDangerousTrigger, isPrivileged, type Job, type Rule, stepsOf } from '../workflow.ts';

const PINNED = /^[\w.-]+\/[\w./-]+@[0-9a-f]{40}$/;

/**
 * Returns whether a job runs no script, and uses a path only for downloads (`path`) and as the input `shared` of the
 * project’s action.
 */
function onlyPublishes({ steps = [] }: Job, to: unknown): boolean {
  const names = steps.flatMap((step) =>
    Object.entries(step.with ?? {}).flatMap(([name, at]) => (at === to ? [name] : [])),
  );
  return steps.every(({ run }) => run === undefined) && names.sort().join() === 'path,shared';
}

/** Rules about files from elsewhere. */
export const SUPPLY_RULES: readonly Rule[] = [
  {
    id: 'unpinned-uses',
    says: 'actions of others are pinned by the whole commit id, with the version next to it; those of the project come from the same commit',
    find: ({ texts, lineOf, lines }) =>
      texts.flatMap(({ path, text }) => {
        if (path.at(-1) !== 'uses' || text.startsWith('./')) return [];
        const line = lineOf(path);
        if (!PINNED.test(text)) return [{ line, why: `${text} is not pinned` }];
        return /# v\d+\.\d+\.\d+$/.test(lines[line - 1] ?? '') ? [] : [{ line, why: 'its version is not said' }];
      }),
  },
  {
    id: 'artifact-poisoning',
    says: 'security 4: an artifact is read only from the same run, by name, outside of the checkout; a job with rights may only publish it unchanged',
    find: (workflow) =>
      stepsOf(workflow).flatMap(({ job, step, path }) => {
        if (!/download-artifact/.test(`${step.uses} ${step.run}`)) return [];
        const { name, path: to, ...more } = step.with ?? {};
        const isOwn = typeof name === 'string' && Object.keys(more).length === 0;
        const isApart = /^\$\{\{ runner\.temp \}\}\//.test(String(to ?? ''));
        const isHarmless = !isPrivileged(job) || onlyPublishes(job, to);
        return isOwn && isApart && isHarmless && !hasDangerousTrigger(workflow)
          ? []
          : [
              {
                line: workflow.lineOf([...path, step.uses ? 'uses' : 'run']),
                why: 'anybody may have written the artifact',
              },
            ];
      }),
  },
  {
    id: 'cache-poisoning',
    says: 'security 5: no job writes or reads a cache',
    find: (workflow) =>
      stepsOf(workflow).flatMap(({ step, path }) => {
        const takes = Object.keys(step.with ?? {}).some((input) => /(^|-)cache(-|$)/.test(input));
        return takes || /(^|\/)cache(\/|@|$)/.test(step.uses ?? '')
          ? [{ line: workflow.lineOf([...path, 'uses']), why: 'another run may have filled the cache' }]
          : [];
      }),
  },
  {
    id: 'packages-with-rights',
    says: 'security 1: packages are installed and run only in jobs that can only read, without a secret',
    find: (workflow) =>
      stepsOf(workflow).flatMap(({ job, step, path }) =>
        /\b(npm|npx|pnpm|yarn|pip|curl|wget)\b|\.ci\/run/.test(step.run ?? '') &&
        (isPrivileged(job) || hasDangerousTrigger(workflow))
          ? [{ line: workflow.lineOf([...path, 'run']), why: 'foreign code runs with rights' }]
          : [],
      ),
  },
];
