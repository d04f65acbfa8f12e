/** What somebody most likely meant: for answers to a slip of the pen. */
import type { Text } from './problem.ts';

/** Nobody means a name by a longer text, and comparing long texts takes long. */
const LONGEST = 80;

/**
 * The name that is written most alike, letter case aside.
 * @returns undefined where none is near: more than a third of its letters would have to change
 */
export function nearestName(written: string, names: Iterable<string>): string | undefined {
  if (written.length > LONGEST) return undefined;
  const [nearest] = [...names]
    // Most names differ too much in length alone, and need not be compared.
    .filter((name) => Math.abs(name.length - written.length) <= mostSlips(name))
    .map((name) => ({ name, slips: slipsBetween(written.toLowerCase(), name.toLowerCase()) }))
    .sort((a, b) => a.slips - b.slips);
  return nearest && nearest.slips <= mostSlips(nearest.name) ? nearest.name : undefined;
}

const mostSlips = (name: string): number => Math.max(1, name.length / 3);

/** How many letters are put in, left out or replaced between two words (Levenshtein's distance). */
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

/** "Did you mean …?", as what to do next. */
export const didYouMean = (meant: string): Text => ({ id: `Maksud Anda ${meant}?`, en: `Did you mean ${meant}?` });
