import { RegisterError } from './chain.ts';

/** The fields of a journal that the log needs. */
export interface LoggedJournal {
  readonly number: number;
  readonly lines: readonly { readonly id: string; readonly leaf?: number }[];
}

/**
 * Returns the ids of all entries in the order of the log (R36). Entries from before the log come first, by case number
 * and in the order of their journal. All others have the place that they name.
 * @param journals all journals of a register, in any order
 * @throws RegisterError if two entries name the same place, or if a place is empty
 */
export function leavesOf(journals: Iterable<LoggedJournal>): string[] {
  const ids: string[] = [];
  const placed: { readonly id: string; readonly leaf: number; readonly number: number; readonly line: number }[] = [];
  for (const { number, lines } of [...journals].sort((a, b) => a.number - b.number)) {
    for (const [i, { id, leaf }] of lines.entries()) {
      if (leaf === undefined) ids.push(id);
      else placed.push({ id, leaf, number, line: i + 1 });
    }
  }
  for (const { id, leaf, number, line } of placed.sort((a, b) => a.leaf - b.leaf)) {
    if (leaf !== ids.length)
      throw new RegisterError(number, line, 'leaf', {
        path: '/leaf',
        expected: String(ids.length),
        received: String(leaf),
      });
    ids.push(id);
  }
  return ids;
}
