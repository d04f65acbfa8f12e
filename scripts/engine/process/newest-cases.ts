import type { Entry } from '#domain/generated/journal-entry.ts';
import { type Journal, openJournal } from '#domain/journal/journal.ts';
import { journalNumber } from '#domain/journal/paths.ts';
import type { BroughtEntries } from '#domain/what-if/what-if.ts';
import type { Forge } from '#engine/forge/forge.ts';

/** The largest number of cases that are compared. */
export const MOST_CASES = 100;
/** The largest number of folders that are listed. Each has up to a hundred journals. */
const MOST_FOLDERS = 5;
/** The largest number of journals that are read. */
const MOST_JOURNALS = 200;
/** The number of journals that one query reads. */
const AT_ONCE = 50;
/** The size of the largest journal that is read, in bytes. Only very many acts make a journal larger. */
const LARGEST = 512 * 1024;

/**
 * Reads the newest cases of a register (R38). This takes one listing, and one query for each fifty journals, whatever
 * the size of the register. Journals above the size limit are left out.
 * @param head the register's head
 * @param below the highest number that a case may have
 * @param isWanted decides by the first entry of a journal whether the case is returned
 */
export async function newestCases(
  forge: Pick<Forge, 'listFolders' | 'readBlobs'>,
  head: string,
  below: number,
  isWanted: (first: Entry) => boolean,
): Promise<Journal[]> {
  const newest = Math.floor(below / 100);
  const folders = Array.from({ length: Math.min(MOST_FOLDERS, newest + 1) }, (_, n) => `journals/${newest - n}`);
  const listed = (await forge.listFolders(head, folders)).flatMap(({ path, oid, size }) => {
    const number = journalNumber(path);
    return number === undefined || size > LARGEST ? [] : [{ number, oid }];
  });
  const inOrder = listed.sort((a, b) => b.number - a.number).slice(0, MOST_JOURNALS);
  const found: Journal[] = [];
  for (let at = 0; at < inOrder.length && found.length < MOST_CASES; at += AT_ONCE) {
    const batch = inOrder.slice(at, at + AT_ONCE);
    const texts = await forge.readBlobs(batch.map(({ oid }) => oid));
    for (const { number, oid } of batch) {
      const journal = openJournal(number, texts.get(oid));
      const [first] = journal.entries;
      if (first && isWanted(first)) found.push(journal);
    }
  }
  return found.slice(0, MOST_CASES);
}

/** Sorts entries in the order of the log. Entries from before the log come first, sorted by their time. */
export function inRegisterOrder(journals: readonly Journal[]): BroughtEntries[] {
  const all = journals.flatMap(({ number, entries, lines }) =>
    entries.map((entry, i) => ({ number, i, at: entry.at, leaf: lines[i]?.leaf ?? -1, journal: entries })),
  );
  // The entries of one case stay in the order of their lines, whatever their times are.
  let latest = '';
  const placed = all.map((each) => {
    latest = each.i === 0 || each.at > latest ? each.at : latest;
    return { ...each, at: latest };
  });
  placed.sort((a, b) => a.leaf - b.leaf || (a.leaf < 0 ? order(a.at, b.at) : 0) || a.number - b.number || a.i - b.i);
  const steps: { number: number; journal: readonly Entry[]; from: number; to: number }[] = [];
  for (const { number, i, journal } of placed) {
    const last = steps.at(-1);
    if (last?.number === number && last.to === i) last.to = i + 1;
    else steps.push({ number, journal, from: i, to: i + 1 });
  }
  return steps;
}

const order = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
