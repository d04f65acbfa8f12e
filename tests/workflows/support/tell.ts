import type { Job, Run } from './run.ts';

/** Returns how each job ended, one line per job: `reconcile/reconcile: success`. */
export const jobOutcomes = (runs: readonly Run[]): string[] =>
  runs.flatMap(({ file, jobs }) =>
    jobs.map(
      ({ name, conclusion, why }) => `${file.name}/${name}: ${conclusion}${why === undefined ? '' : ` (${why})`}`,
    ),
  );

/** Returns how the runs ended, in order, without the skipped ones. */
export const ended = (runs: readonly Run[]): string[] =>
  runs
    .filter(({ conclusion }) => conclusion !== 'skipped')
    .map(({ file, conclusion }) => `${file.name}: ${conclusion}`);

export const jobsOf = (runs: readonly Run[]): Job[] => runs.flatMap(({ jobs }) => jobs);

/** Returns everything that jobs printed, without the runner’s own commands for masking. */
export const printed = (runs: readonly Run[]): string =>
  jobsOf(runs)
    .flatMap(({ steps }) => steps.flatMap(({ log, summary }) => [log, summary]))
    .join('\n')
    .replace(/^::add-mask::.*$/gm, '');

/**
 * Returns the first job of this name that was not skipped. An attack may cause several such jobs.
 * @throws if there is none
 */
export function firstNamed(runs: readonly Run[], name: string): Job {
  const job = jobsOf(runs).find((each) => each.name === name && each.conclusion !== 'skipped');
  if (job === undefined) throw new Error(`No job is called ${name}: ${jobOutcomes(runs).join(', ')}`);
  return job;
}

/**
 * Returns the one job of this name that was not skipped.
 * @throws if there is none or more than one
 */
export function jobNamed(runs: readonly Run[], name: string): Job {
  const found = jobsOf(runs).filter((job) => job.name === name && job.conclusion !== 'skipped');
  const [job, ...more] = found;
  if (job === undefined || more.length > 0)
    throw new Error(`${found.length} jobs are called ${name}: ${jobOutcomes(runs).join(', ')}`);
  return job;
}
