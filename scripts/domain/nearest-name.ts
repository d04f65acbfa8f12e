/** Finds what somebody most likely meant, for messages about mistyped names. */
import type { Text } from './problem.ts';

/** The most characters that are compared. A longer text is no name, and comparing it would take long. */
const LONGEST = 80;

/**
 * Returns the name that is most similar to the written one; upper and lower case count as equal.
 * @returns undefined if the text is too long, or if even the nearest name differs in more than one letter and in more
 *   than a third of its letters
 */
export function nearestName(written: string, names: Iterable<string>): string | undefined {
  if (written.length > LONGEST) return undefined;
  const [nearest] = [...names]
    // Most names differ too much in length already, and need not be compared.
    .filter((name) => Math.abs(name.length - written.length) <= mostSlips(name))
    .map((name) => ({ name, slips: slipsBetween(written.toLowerCase(), name.toLowerCase()) }))
    .sort((a, b) => a.slips - b.slips);
  return nearest && nearest.slips <= mostSlips(nearest.name) ? nearest.name : undefined;
}

const mostSlips = (name: string): number => Math.max(1, name.length / 3);

/** Counts the letters to add, remove or replace to make one word into the other (Levenshtein's distance). */
function slipsBetween(one: string, other: string): number {
  let above = Array.from({ length: other.length + 1 }, (_, j) => j);
  for (const [i, letter] of [...one].entries()) {
    const row = [i + 1];
    for (let j = 1; j <= other.length; j += 1) {
      const replaced = (above[j - 1] ?? 0) + (letter === other[j - 1] ? 0 : 1);
      row.push(Math.min((above[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, replaced));
    }
    above = row;
  }
  return above.at(-1) ?? 0;
}

/** Writes the advice "Did you mean …?". */
export const didYouMean = (meant: string): Text => ({ id: `Maksud Anda ${meant}?`, en: `Did you mean ${meant}?` });
