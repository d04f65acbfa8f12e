import {
  DOCUMENTS_FOLDER,
  hundredOf,
  INDEX_PATH,
  isListPath,
  journalPath,
  REWRITES_PATH,
} from '#domain/journal/paths.ts';
import { git } from '#engine/register/git.ts';
import type { ErasedCase, ErasePlan, Ref } from './plan.ts';

interface Histories {
  readonly plan: ErasePlan;
  /** The commits of the old repository, each with its new id. */
  readonly pairs: readonly (readonly [old: string, now: string])[];
  /** The commits that keep only their place. */
  readonly own: ReadonlyMap<string, ErasedCase>;
  readonly refs: readonly Ref[];
  /** The new head of the register. */
  readonly head: string;
}

/** The number of commits in one call of git, so that its output stays small. */
const MOST_PAIRS = 20_000;

/**
 * Compares the files of every commit with those that it had. Only what is erased may differ.
 * @throws Error that names the first commit and file that differs, or a ref that is missing
 */
export async function compareHistories(
  { from, to }: { readonly from: string; readonly to: string },
  { plan, pairs, own, refs, head }: Histories,
): Promise<void> {
  const names = new Set(refs.map(({ name }) => name));
  const missing = plan.refs.find(({ name }) => !names.has(name));
  if (missing) throw new Error(`${missing.name} is missing in the new repository of ${from}.`);
  const mayDiffer = covered(plan.cases);
  let isCopy = false;
  // The commits that only an erased case had keep none of its files; the commits before them are compared.
  const compared = [...pairs.filter(([before, now]) => before !== now && !own.has(before)), [plan.head, head] as const];
  for (let at = 0; at < compared.length; at += MOST_PAIRS) {
    const some = compared.slice(at, at + MOST_PAIRS);
    const input = some.map(([before, now]) => `${now} ${before}\n`).join('');
    const options = ['--stdin', '-r', '--raw', '--no-abbrev', '--no-renames', '-z', '--always', '-m'];
    const listed = await git(to, ['diff-tree', ...options], input);
    let commit = '';
    for (const field of listed.toString('utf8').split('\0')) {
      if (/^[0-9a-f]{40,64}$/.test(field)) commit = field;
      else if (field.startsWith(':')) isCopy = plan.files.has(field.split(' ')[2] ?? '');
      else if (field !== '' && !isCopy && !mayDiffer(field))
        throw new Error(`The new commit ${commit} differs from the old one in ${field}, which is not erased.`);
    }
  }
}

/** Returns which paths may differ. */
function covered(cases: readonly ErasedCase[]): (path: string) => boolean {
  const files = new Set([INDEX_PATH, REWRITES_PATH]);
  const folders = new Set<string>();
  for (const { number, erasure, folders: own } of cases) {
    files.add(journalPath(number));
    if (erasure.documents) folders.add(`${DOCUMENTS_FOLDER}/${hundredOf(number)}/${number}`);
    for (const folder of own) folders.add(folder);
  }
  return (path) => files.has(path) || isListPath(path) || folders.has(path.slice(0, path.lastIndexOf('/')));
}
