/** The line of a case in the search files. This file does not use the page, so that tests need no page. */

export interface SearchLine {
  readonly id: string;
  readonly title?: string;
  readonly procedure: string;
  readonly status: string;
  readonly submitted: string;
  readonly ended?: string;
  readonly zone: string;
  readonly filters: Readonly<Record<string, string>>;
  /** The row that an open case has reached. */
  readonly row?: number | string;
  readonly rows?: number;
  readonly words: string;
}

/** The conditions of a search, as the address contains them. An empty field is no condition. */
export interface Asked {
  readonly words: string;
  readonly state: string;
  readonly year: string;
  readonly procedure: string;
  readonly filters: Readonly<Record<string, string>>;
}

/** Removes capitals and diacritics, so that texts can be compared without them. */
const plain = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

/** Prepares a line for the search: id, title, filters and initials are added to its words. */
export const searchable = (line: SearchLine): SearchLine => {
  const values = Object.values(line.filters);
  const initials = values.flatMap((value) => initialsOf(value) ?? []);
  return { ...line, words: plain([line.id, line.title ?? '', ...values, ...initials, line.words].join(' ')) };
};

export const isEmpty = ({ words, state, year, procedure, filters }: Asked): boolean =>
  `${words}${state}${year}${procedure}${Object.values(filters).join('')}`.trim() === '';

/** Checks whether a search has a condition besides words. */
export const isFiltered = (asked: Asked): boolean => !isEmpty({ ...asked, words: '' });

/**
 * Returns a function that checks whether a line meets all conditions of a search. The lines must come from {@link
 * searchable}.
 * @param meets whether a line meets one word of the search; without it, the line must contain the word
 */
export function matcher(
  { words, state, year, procedure, filters }: Asked,
  meets: (line: SearchLine, word: string) => boolean = contains,
): (line: SearchLine) => boolean {
  const wanted = wordsOf(words);
  const isNumbered = numberMatcher(words);
  const fields = Object.entries(filters).filter(([, value]) => value !== '');
  return (line) =>
    (procedure === '' || line.procedure === procedure) &&
    (state === '' || (state === 'running' ? line.ended === undefined : line.status === state)) &&
    (year === '' || yearOf(line) === year) &&
    fields.every(([pointer, value]) => line.filters[pointer] === value) &&
    (isNumbered(line) || wanted.every((word) => meets(line, word)));
}

const wordsOf = (words: string): string[] => plain(words).split(/\s+/).filter(Boolean);

/**
 * Checks whether a line contains a word, or a name for which the word is short. A number must be there as a whole: 6 is
 * not part of 2026.
 */
const contains = ({ words, filters }: SearchLine, word: string): boolean =>
  /^\d+$/.test(word)
    ? new RegExp(`(?<!\\d)${word}(?!\\d)`).test(words)
    : words.includes(word) || Object.values(filters).some((name) => isShortFor(word, name));

/** Words with which people ask for a case. They are no part of its number. */
const ASKING = new Set(
  'berkas cari cek lacak no nomor periksa permohonan status case check number request track'.split(' '),
);

/**
 * Returns a function that checks whether a line has the number that was typed: SOP-2026-6, "sop 6", "2026/6",
 * "periksa 6" or 6. Without such a number, the function matches nothing.
 */
export function numberMatcher(words: string): (line: SearchLine) => boolean {
  const typed = plain(words).match(/[a-z]+|\d+/g) ?? [];
  const parts = typed.filter((part) => !ASKING.has(part));
  const letters = parts.filter((part) => /[a-z]/.test(part));
  const digits = parts.filter((part) => /\d/.test(part)).map(Number);
  const year = digits.length === 2 ? digits.find((each) => each >= 1900 && each < 2100) : undefined;
  const number =
    digits.length === 1 ? digits[0] : year === undefined ? undefined : digits.find((each) => each !== year);
  const isNumber = number !== undefined && letters.length <= 1 && /^[\p{L}\d\s/.:#-]*$/u.test(words);
  if (!isNumber) return () => false;
  const end = `${year ?? '\\d+'}-${number}`;
  const pattern = new RegExp(`^${letters[0] ?? '[a-z][a-z0-9]*'}-${end}$`, 'i');
  return ({ id }) => pattern.test(id);
}

/** Words that are like the words of a search, and the functions that a search by them uses. */
export interface NearSearch {
  readonly matches: (line: SearchLine) => boolean;
  /** The words of the search, each replaced by the word that is most like it. */
  readonly meant: string;
}

/**
 * Makes a search for lines that have words like those of the search, for a search that found nothing. Each word may
 * have a wrong, missing or additional letter, or two that changed places; a long word may have two such faults.
 * @param lines all lines that were searched
 * @returns undefined if some word is like none of the lines' words
 */
export function nearSearch(asked: Asked, lines: readonly SearchLine[]): NearSearch | undefined {
  const wanted = wordsOf(asked.words);
  const known = wordCounts(lines);
  const near = new Map<string, readonly string[]>();
  for (const word of wanted) {
    if ([...known.keys()].some((each) => each.includes(word))) continue;
    const found = [...known]
      .map(([each, count]) => ({ each, count, faults: faultsBetween(word, each, faultsAllowed(word)) }))
      .filter(({ faults }) => faults !== undefined)
      .sort((a, b) => (a.faults ?? 0) - (b.faults ?? 0) || b.count - a.count || (a.each < b.each ? -1 : 1));
    if (found.length === 0) return undefined;
    near.set(
      word,
      found.map(({ each }) => each),
    );
  }
  if (near.size === 0) return undefined;
  const meets = (line: SearchLine, word: string): boolean =>
    near.get(word)?.some((each) => line.words.includes(each)) ?? contains(line, word);
  return { matches: matcher(asked, meets), meant: wanted.map((word) => near.get(word)?.[0] ?? word).join(' ') };
}

/** Counts in how many lines each word is. */
function wordCounts(lines: readonly SearchLine[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { words } of lines)
    for (const word of new Set(words.match(/[\p{L}\p{N}]{3,}/gu))) counts.set(word, (counts.get(word) ?? 0) + 1);
  return counts;
}

/** Short words have too few letters for a fault: they would be like too many others. */
const faultsAllowed = ({ length }: string): number => (length < 4 ? 0 : length < 8 ? 1 : 2);

/**
 * Counts the letters by which two words differ; two letters that changed places count as one fault.
 * @returns undefined if there are more faults than `most`
 */
export function faultsBetween(a: string, b: string, most: number): number | undefined {
  if (Math.abs(a.length - b.length) > most) return undefined;
  let [before, last]: [number[], number[]] = [[], Array.from({ length: b.length + 1 }, (_, i) => i)];
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const isSame = a[i - 1] === b[j - 1];
      const one = Math.min((last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (last[j - 1] ?? 0) + (isSame ? 0 : 1));
      const isSwapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      row.push(isSwapped ? Math.min(one, (before[j - 2] ?? 0) + 1) : one);
    }
    if (Math.min(...row) > most) return undefined;
    [before, last] = [last, row];
  }
  const faults = last.at(-1) ?? 0;
  return faults <= most ? faults : undefined;
}

/**
 * Returns the year in which a case ended or, if it is open, was submitted. The year is counted in the zone of the
 * case.
 */
function yearOf({ submitted, ended = submitted, zone }: SearchLine): string {
  const format = formats.get(zone) ?? new Intl.DateTimeFormat('en', { year: 'numeric', timeZone: zone });
  formats.set(zone, format);
  return format.format(new Date(ended));
}

/** Formats by zone. Each is made only once, because an archive has thousands of lines. */
const formats = new Map<string, Intl.DateTimeFormat>();

/** Returns the case number if the words of a search are a whole case number: `SOP-2026-6`, "sop 2026 6". */
export function numberAsked(words: string): string | undefined {
  const [, short, year, number] = /^\s*([a-z][a-z0-9]{1,9})[-\s/.]+(\d{4})[-\s/.]+(\d+)\s*$/i.exec(words) ?? [];
  return number === undefined ? undefined : `${short?.toUpperCase()}-${year}-${number}`;
}

/**
 * Returns a comparison that puts cases with the typed number first, then cases with all words in their title, then open
 * cases, then ended cases, the latest first.
 */
export function byRank(words: string): (a: SearchLine, b: SearchLine) => number {
  const isNumbered = numberMatcher(words);
  const wanted = wordsOf(words);
  const rank = (line: SearchLine): string => {
    const title = plain(line.title ?? '');
    const isTitled = wanted.length > 0 && wanted.every((word) => title.includes(word));
    return `${isNumbered(line) ? 2 : isTitled ? 1 : 0}${line.ended ?? '9'}`;
  };
  return (a, b) => (rank(a) < rank(b) ? 1 : rank(a) === rank(b) ? 0 : -1);
}

/**
 * Returns the years whose files must be read, the latest first.
 * @param known years that have a file, in any order
 */
export function yearsToRead({ state, year }: Asked, known: readonly string[]): string[] {
  if (state === 'running') return [];
  return known.filter((each) => year === '' || each === year).sort((a, b) => (a < b ? 1 : -1));
}

/** Returns the initials of a name of three to six words, such as those of an agency; undefined for other names. */
export function initialsOf(name: string): string | undefined {
  const words = name.split(/[^\p{L}\p{N}]+/u).filter((word) => /^\p{Lu}/u.test(word));
  return words.length >= 3 && words.length <= 6 ? words.map((word) => word.charAt(0)).join('') : undefined;
}

/**
 * Checks whether a word consists of the beginnings of words that follow one another in a name, such as “dinsos” for
 * “Dinas Sosial”: two or more beginnings, each of at least two letters. Small words such as “dan” are passed over.
 */
export function isShortFor(word: string, name: string): boolean {
  const parts = name.split(/[^\p{L}\p{N}]+/u).filter((part) => /^\p{Lu}/u.test(part));
  const names = parts.map(plain);
  const rest = (left: string, at: number, taken: number): boolean => {
    if (left === '') return taken > 1;
    const part = names[at] ?? '';
    let most = 0;
    while (most < part.length && part[most] === left[most]) most += 1;
    for (let length = most; length > 1; length -= 1) if (rest(left.slice(length), at + 1, taken + 1)) return true;
    return false;
  };
  return names.some((_, at) => rest(word, at, 0));
}
