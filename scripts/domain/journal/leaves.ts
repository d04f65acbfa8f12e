import { RegisterError } from './chain.ts';

/** A journal as far as the log needs it. */
export interface LoggedJournal {
  readonly number: number;
  readonly lines: readonly { readonly id: string; readonly leaf?: number }[];
}

/**
 * The ids of all entries in the order of the log (R36): first those from before the log, by case number, then as they stand;
 * then the others, each at its place.
 * @param journals all of a register, in any order
 * @throws RegisterError where two entries have one place, or a place has none
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
