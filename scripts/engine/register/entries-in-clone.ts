import type { Entry } from '#domain/generated/journal-entry.ts';
import { openJournal } from '#domain/journal/journal.ts';
import { journalNumber } from '#domain/journal/paths.ts';
import { listFiles, readFiles } from './git.ts';

/**
 * Journals of the register in a clone, opened, by case number.
 * @param choose which of the numbers; all of them by default
 * @throws RegisterError where a journal does not hold; LostObject where one cannot be read
 */
export async function entriesInClone(
  folder: string,
  head: string,
  choose: (numbers: readonly number[]) => readonly number[] = (numbers) => numbers,
): Promise<Map<number, readonly Entry[]>> {
  const listed = (await listFiles(folder, head, ['journals'])).flatMap((file) => {
    const number = journalNumber(file.path);
    return number === undefined ? [] : [{ ...file, number }];
  });
  const chosen = new Set(choose(listed.map(({ number }) => number)));
  const journals = new Map<number, readonly Entry[]>();
  for await (const [{ number }, content] of readFiles(
    folder,
    listed.filter(({ number }) => chosen.has(number)),
  ))
    journals.set(number, openJournal(number, content.toString('utf8')).entries);
  return journals;
}
