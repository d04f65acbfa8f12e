import { leavesOf, type LoggedJournal } from '#domain/journal/leaves.ts';
import { journalNumber } from '#domain/journal/paths.ts';
import { parseLines } from '#domain/journal/sealed-line.ts';
import { git, readObjects } from './git.ts';

/**
 * The ids of all entries of a register at one commit, in the order of its log (R36).
 * @throws RegisterError where a journal is none, or a place in the log is missing or taken twice; Error where git fails
 */
export async function readLeaves(folder: string, head: string): Promise<string[]> {
  const listed = await git(folder, ['ls-tree', '-r', '-z', head, '--', 'journals']);
  const files = listed
    .toString('utf8')
    .split('\0')
    .flatMap((line) => {
      const [, oid = '', path = ''] = /^100644 blob ([0-9a-f]+)\t(.+)$/s.exec(line) ?? [];
      const number = journalNumber(path);
      return number === undefined ? [] : [{ oid, number }];
    });
  const journals: LoggedJournal[] = [];
  let at = 0;
  for await (const object of readObjects(
    folder,
    files.map(({ oid }) => oid),
  )) {
    const { number = 0 } = files[at++] ?? {};
    const lines = parseLines(number, object?.content.toString('utf8') ?? '');
    journals.push({ number, lines: lines.map(({ id, leaf }) => ({ id, ...(leaf === undefined ? {} : { leaf }) })) });
  }
  return leavesOf(journals);
}
