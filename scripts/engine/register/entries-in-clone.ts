import type { Entry } from '#domain/generated/journal-entry.ts';
import { openJournal } from '#domain/journal/journal.ts';
import { journalNumber, journalPath } from '#domain/journal/paths.ts';
import { git, readObjects } from './git.ts';

/**
 * Journals of the register in a clone, opened, by case number.
 * @param choose which of the numbers; all of them by default
 * @throws RegisterError where a journal does not hold
 */
export async function entriesInClone(
  folder: string,
  head: string,
  choose: (numbers: readonly number[]) => readonly number[] = (numbers) => numbers,
): Promise<Map<number, readonly Entry[]>> {
  const list = await git(folder, ['ls-tree', '-r', '-z', '--name-only', head, 'journals/']);
  const numbers = list
    .toString('utf8')
    .split('\0')
    .flatMap((path) => journalNumber(path) ?? []);
  const chosen = choose(numbers);
  const journals = new Map<number, readonly Entry[]>();
  let next = 0;
  for await (const object of readObjects(
    folder,
    chosen.map((number) => `${head}:${journalPath(number)}`),
  )) {
    const number = chosen[next++];
    if (number !== undefined && object)
      journals.set(number, openJournal(number, object.content.toString('utf8')).entries);
  }
  return journals;
}
