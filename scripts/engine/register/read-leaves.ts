import { leavesOf, type LoggedJournal } from '#domain/journal/leaves.ts';
import { journalNumber } from '#domain/journal/paths.ts';
import { parseLines } from '#domain/journal/sealed-line.ts';
import { listFiles, readFiles } from './git.ts';

/**
 * The ids of all entries of a register at one commit, in the order of its log (R36).
 * @throws RegisterError where a journal is none, or a place in the log is missing or taken twice; LostObject where one cannot be
 * read; Error where git fails
 */
export async function readLeaves(folder: string, head: string): Promise<string[]> {
  const files = (await listFiles(folder, head, ['journals'])).flatMap((file) => {
    const number = journalNumber(file.path);
    return number === undefined ? [] : [{ ...file, number }];
  });
  const journals: LoggedJournal[] = [];
  for await (const [{ number }, content] of readFiles(folder, files)) {
    const lines = parseLines(number, content.toString('utf8'));
    journals.push({ number, lines: lines.map(({ id, leaf }) => ({ id, ...(leaf === undefined ? {} : { leaf }) })) });
  }
  return leavesOf(journals);
}
