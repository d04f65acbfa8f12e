import type { CaseLine } from '#public/site/pages/page-props.ts';
import { initialsOf } from '../search/lines.ts';

/** Letters of a word that says something by itself, about. */
const LONG = 5;

/**
 * Returns examples for the search box that find something in this office: a number, a word of a title, and the initials
 * of who a request comes from, each of another case if there are several.
 * @param cases cases that the page lists, the most urgent first
 */
export function searchExamples(cases: readonly Pick<CaseLine, 'id' | 'title' | 'sender'>[]): string[] {
  const titles = [...cases.slice(1), ...cases.slice(0, 1)].flatMap(({ title }) => title ?? []);
  const senders = cases.flatMap(({ sender }) => sender ?? []).reverse();
  const found = [cases[0]?.id, titles.flatMap(longestWord)[0], senders.flatMap((each) => initialsOf(each) ?? [])[0]];
  return found.flatMap((each) => each ?? []);
}

/** Returns the longest word of a text, since short words are in many titles; none if all are short. */
function longestWord(text: string): string[] {
  const words = text.split(/[^\p{L}\p{N}]+/u).filter(({ length }) => length >= LONG);
  const longest = words.sort((a, b) => b.length - a.length)[0];
  return longest === undefined ? [] : [longest.toLowerCase()];
}
