import type { Config } from '#domain/case/state/config.ts';
import type { Entry } from '#domain/generated/journal-entry.ts';
import { openJournal } from '#domain/journal/journal.ts';
import { journalNumber } from '#domain/journal/paths.ts';
import { type BroughtEntries, type ConfigChange, WhatIf } from '#domain/what-if/what-if.ts';
import type { CaseComparison } from '#domain/what-if/compare-case.ts';
import { readCommits, readLastVersions, readSizes } from './clone-history.ts';
import { countLines, type FileHistory, fileHistories } from './history.ts';
import type { MainHistory } from './main-history.ts';

/** For every case of a register, the comparison of its real course with its course under the change. */
export interface WhatIfResult {
  /** The newest instant in the register, at which open cases are judged; empty if the register has no case. */
  readonly asOf: string;
  /** The comparisons, by number. */
  readonly cases: readonly CaseComparison[];
}

/**
 * Replays a clone's register under a change, in the order of its commits, and writes nothing. Memory contains the cases
 * that are open at one time, and the results of the others.
 * @param head the register's head
 * @param report called with the number of cases that have begun so far, and the number of all cases
 * @throws RegisterError if a journal is not sound
 * @throws LostObject if a journal cannot be read
 */
export async function whatIfInClone(
  folder: string,
  head: string,
  main: MainHistory,
  change: ConfigChange,
  report: (begun: number, of: number) => void = () => undefined,
): Promise<WhatIfResult> {
  const whatIf = new WhatIf(change);
  const configs = new Map<string, Config | undefined>();
  let begun = 0;
  for await (const { step, of } of stepsIn(folder, head)) {
    const { journal, from, to } = step;
    for (const { config } of journal.slice(from, to))
      if (!configs.has(config)) configs.set(config, await main.config(config));
    const opens = from === 0 ? journal[0]?.opens : undefined;
    if (opens) report((begun += 1), of);
    const rules = opens && (await main.rules(opens));
    whatIf.take(step, { config: (revision) => configs.get(revision), rules });
  }
  return whatIf.conclude();
}

/** A journal that is not fully replayed yet, with the number of its entries after each commit. */
interface Journal {
  readonly entries: readonly Entry[];
  readonly counts: ReadonlyMap<number, number>;
  /** The number of its lines. An erased journal has no entries (R50), and is not replayed. */
  readonly length: number;
  /** How many entries have been replayed. */
  taken: number;
}

/** Lists the entries that each commit of the register added to each case, by commit (R26), then by case number. */
async function* stepsIn(
  folder: string,
  head: string,
): AsyncGenerator<{ readonly step: BroughtEntries; readonly of: number }, void, void> {
  const commits = await readCommits(folder, head);
  const files = [...fileHistories(commits).values()].filter(({ path }) => journalNumber(path) !== undefined);
  const sizes = await readSizes(folder, files);
  // Journals are read in the order in which they are needed: by their first commit.
  const inOrder = files
    .map((file) => ({ file, number: journalNumber(file.path) ?? 0, begins: file.versions[0]?.commit ?? 0 }))
    .sort((a, b) => a.begins - b.begins || a.number - b.number);
  const texts = readLastVersions(
    folder,
    inOrder.map(({ file }) => file),
  );
  const open = new Map<number, Journal>();
  for (const [commit, { changes }] of commits.entries()) {
    const numbers = changes.flatMap(({ path }) => journalNumber(path) ?? []).sort((a, b) => a - b);
    for (const number of numbers) {
      const journal = open.get(number) ?? (await nextJournal(texts, number, sizes));
      const to = journal.counts.get(commit) ?? journal.taken;
      const from = journal.taken;
      journal.taken = to;
      if (to < journal.length) open.set(number, journal);
      else open.delete(number);
      if (to > from && journal.entries.length > 0)
        yield { step: { number, journal: journal.entries, from, to }, of: files.length };
    }
  }
}

async function nextJournal(
  texts: AsyncGenerator<[FileHistory, Buffer]>,
  number: number,
  sizes: ReadonlyMap<string, number>,
): Promise<Journal> {
  const next = await texts.next();
  if (next.done) return { entries: [], counts: new Map(), length: 0, taken: 0 };
  const [{ versions }, bytes] = next.value;
  const { entries, lines } = openJournal(number, bytes.toString('utf8'));
  const counts = new Map(versions.map(({ commit, blob }) => [commit, countLines(bytes.subarray(0, sizes.get(blob)))]));
  return { entries, counts, length: lines.length, taken: 0 };
}
