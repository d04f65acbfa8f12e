import { isTest, isUnder } from './find.ts';
import type { Source } from './imports.ts';
import { MOST_LINES } from './table.ts';

const isProduct = ({ path }: Source): boolean =>
  /\.(?:tsx?|mjs|astro|css)$/.test(path) && !isTest(path) && !path.includes('/generated/');

/**
 * Counts the lines of product of each place in the table, and compares them with its limit.
 * @param sources all code and styles of the repository
 * @returns what is wrong, one line for each place
 */
export function findExcess(sources: readonly Source[]): string[] {
  const product = sources.filter(isProduct);
  return Object.entries(MOST_LINES).flatMap(([place, most]) => {
    const texts = product.filter(({ path }) => isUnder(path, place)).map(({ text }) => text);
    const lines = texts.reduce((sum, text) => sum + text.split('\n').length - 1, 0);
    if (lines <= most) return [];
    return [
      `${place}: ${lines} lines of product; at most ${most}. Remove as many, or move a limit in scripts/tools/boundaries/table.ts`,
    ];
  });
}
