import { MAIN_BRANCH } from '#domain/case/state/pull.ts';
import { REGISTER_BRANCH } from '#domain/journal/paths.ts';
import type { Text } from '#domain/problem.ts';
import type { Person } from '#embedded/office/person.ts';
import type { Sample } from '#embedded/office/samples.ts';
import type { Client } from '#engine/forge/octokit.ts';
import { type Check, held, notHeld, type TrialRow, type Scene, type Verdict, askCheck } from './check.ts';
import { concurrencyCheck } from './concurrency.ts';
import { environmentCheck } from './environment.ts';
import { branchCommit, filesNamed, stateOfPull, wordsOfError } from './github.ts';
import { Made } from './made.ts';
import { minutesCheck } from './minutes.ts';
import { pagesCheck } from './pages.ts';
import { askAll } from './questions.ts';
import { RULE_CHECKS } from './rules.ts';
import { changeVariable, variableCheck } from './variable.ts';
import { verifiedCheck } from './verified.ts';
import { type Trial, walkCase } from './walk-case.ts';

/** Everything that only GitHub can prove. First come those that only read, and last the one that makes a person wait. */
export const CHECKS: readonly Check[] = [
  verifiedCheck,
  variableCheck,
  minutesCheck,
  pagesCheck,
  environmentCheck,
  ...RULE_CHECKS,
  concurrencyCheck,
];

const WALK: TrialRow['check'] = {
  id: 'case',
  says: {
    id: 'Satu berkas berjalan dari pengajuan sampai digabungkan',
    en: 'A case goes from its submission to its merge',
  },
};

export interface TrialOptions {
  readonly trial: Trial;
  readonly applicant: Client;
  readonly official: Client;
  /** The request of the case that is walked through its rows. */
  readonly sample: Sample;
  /** A request whose event comes later, for the other cases. */
  readonly later: Sample;
  readonly fetch: typeof globalThis.fetch;
}

/**
 * Walks a case, asks the questions and the checks, and removes what the trial made, also after an error.
 * @returns the table, and what stays on GitHub
 */
export async function runTrial(
  options: TrialOptions,
): Promise<{ readonly rows: readonly TrialRow[]; readonly remains: readonly Text[] }> {
  const made = new Made(options.trial, options.applicant);
  const rows: TrialRow[] = [];
  let remains: readonly Text[] = [];
  try {
    const { walk, scene } = await walkInto(options, made);
    rows.push({ check: WALK, verdict: walk }, ...(await askChecks(scene)));
    await askAll(scene);
  } finally {
    remains = await made.cleanUp();
  }
  return { rows, remains };
}

/** Asks every check, one after another. */
export async function askChecks(scene: Scene): Promise<readonly TrialRow[]> {
  const rows: TrialRow[] = [];
  for (const check of CHECKS) rows.push({ check, verdict: await askCheck(check, scene) });
  return rows;
}

/** Walks the case, with the variable changed. */
async function walkInto(options: TrialOptions, made: Made): Promise<{ readonly walk: Verdict; readonly scene: Scene }> {
  const { applicant } = options;
  const before = {
    [MAIN_BRANCH]: await branchCommit(applicant, MAIN_BRANCH),
    [REGISTER_BRANCH]: await branchCommit(applicant, REGISTER_BRANCH),
  };
  const variableRefused = await changeVariable(applicant, made);
  const beginning = sceneOf(options, made, { before, variableRefused, walked: undefined });
  try {
    const walked = await walkCase(beginning.trial, options.sample);
    return { walk: held({ id: `#${walked}`, en: `#${walked}` }), scene: { ...beginning, walked } };
  } catch (error) {
    const why = wordsOfError(error);
    if (why === undefined) throw error;
    return { walk: notHeld(why, NEXT_OF_WALK), scene: beginning };
  }
}

const NEXT_OF_WALK: Text = {
  id: 'Jalankan setup, dan lihat Actions di repositori itu.',
  en: 'Run setup, and look at Actions of that repository.',
};

/** Returns what the checks need. */
export function sceneOf(
  { applicant, official, later, fetch, ...options }: TrialOptions,
  made: Made,
  walk: Pick<Scene, 'before' | 'variableRefused' | 'walked'>,
): Scene {
  const trial = { ...options.trial, applicant: noting(options.trial.applicant, made) };
  const openRequest = requestOpener(trial, applicant, later);
  return { trial, applicant, official, made, sample: later, openRequest, fetch, ...walk };
}

/** Lets a person note each branch and pull request before it is opened. */
const noting = (person: Person, made: Made): Person => ({
  ...person,
  open: async (wish) => {
    made.branch(wish.branch);
    const number = await person.open(wish);
    made.pull(number);
    return number;
  },
});

/** Opens a request of its own as soon as one is needed, and again if the last one is not open any more. */
function requestOpener(trial: Trial, client: Client, sample: Sample): Scene['openRequest'] {
  const opened: number[] = [];
  return async () => {
    const last = opened.at(-1);
    if (last !== undefined && (await stateOfPull(client, last)) === 'open') return last;
    const slug = `${sample.name}-${opened.length + 1}`;
    const files = filesNamed(sample, slug);
    const number = await trial.applicant.open({
      ...{ branch: `permohonan/${slug}`, title: `Percobaan: ${slug}` },
      ...{ files, draft: false },
    });
    opened.push(number);
    return number;
  };
}
