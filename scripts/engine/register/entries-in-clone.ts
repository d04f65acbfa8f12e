/** Reading the journals of a register at one commit, in a clone. */
import type { Entry } from '#domain/generated/journal-entry.ts';
import { openJournal } from '#domain/journal/journal.ts';
import { leavesOf, type LoggedJournal } from '#domain/journal/leaves.ts';
import { journalNumber } from '#domain/journal/paths.ts';
import type { PublicOpening } from '#domain/journal/parts.ts';
import { parseLines } from '#domain/journal/sealed-line.ts';
import { listFiles, readFiles } from './git.ts';

/**
 * Reads the entries of journals, by case number. Journals whose private parts were erased are left out (R50).
 * @param choose selects numbers of cases; by default all of them
 * @throws RegisterError if a journal is not sound
 * @throws LostObject if a journal cannot be read
 */
export async function entriesInClone(
  folder: string,
  head: string,
  choose?: (numbers: readonly number[]) => readonly number[],
): Promise<Map<number, readonly Entry[]>> {
  const journals = new Map<number, readonly Entry[]>();
  for await (const [number, text] of journalsIn(folder, head, choose)) {
    const { entries, lines } = openJournal(number, text);
    if (entries.length === lines.length) journals.set(number, entries);
  }
  return journals;
}

/**
 * Reads how the cases began whose private parts were erased (R50), by number.
 * @throws RegisterError if such a journal is not sound
 */
export async function erasedInClone(folder: string, head: string): Promise<Map<number, PublicOpening>> {
  const found = new Map<number, PublicOpening>();
  for await (const [number, text] of journalsIn(folder, head)) {
    if (!text.includes('"erased":')) continue;
    const { entries, parts } = openJournal(number, text);
    const opens = parts[0]?.opens;
    if (entries.length === 0 && opens) found.set(number, opens);
  }
  return found;
}

/**
 * Reads the ids of all entries, in the order of the log (R36).
 * @throws RegisterError if a file is no journal, or a place in the log is missing or used twice
 * @throws LostObject if a journal cannot be read
 * @throws Error if git fails
 */
export async function readLeaves(folder: string, head: string): Promise<string[]> {
  const journals: LoggedJournal[] = [];
  for await (const [number, text] of journalsIn(folder, head)) {
    const lines = parseLines(number, text);
    journals.push({ number, lines: lines.map(({ id, leaf }) => ({ id, ...(leaf === undefined ? {} : { leaf }) })) });
  }
  return leavesOf(journals);
}

async function* journalsIn(
  folder: string,
  head: string,
  choose: (numbers: readonly number[]) => readonly number[] = (numbers) => numbers,
): AsyncGenerator<[number, string]> {
  const listed = (await listFiles(folder, head, ['journals'])).flatMap((file) => {
    const number = journalNumber(file.path);
    return number === undefined ? [] : [{ ...file, number }];
  });
  const chosen = new Set(choose(listed.map(({ number }) => number)));
  const files = listed.filter(({ number }) => chosen.has(number));
  for await (const [{ number }, content] of readFiles(folder, files)) yield [number, content.toString('utf8')];
}
