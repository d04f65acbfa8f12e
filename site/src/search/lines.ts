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

/** Prepares a line for the search: id and title are added to its words, which lose capitals and diacritics. */
export const searchable = (line: SearchLine): SearchLine => ({
  ...line,
  words: plain(`${line.id} ${line.title ?? ''} ${line.words}`),
});

export const isEmpty = ({ words, state, year, procedure, filters }: Asked): boolean =>
  `${words}${state}${year}${procedure}${Object.values(filters).join('')}`.trim() === '';

/** Checks whether a search has a condition besides words. */
export const isFiltered = (asked: Asked): boolean => !isEmpty({ ...asked, words: '' });

/**
 * Returns a function that checks whether a line meets all conditions of a search. The lines must come from {@link
 * searchable}.
 */
export function matcher({ words, state, year, procedure, filters }: Asked): (line: SearchLine) => boolean {
  const wanted = plain(words).split(/\s+/).filter(Boolean);
  const fields = Object.entries(filters).filter(([, value]) => value !== '');
  return (line) =>
    (procedure === '' || line.procedure === procedure) &&
    (state === '' || (state === 'running' ? line.ended === undefined : line.status === state)) &&
    (year === '' || yearOf(line) === year) &&
    fields.every(([pointer, value]) => line.filters[pointer] === value) &&
    wanted.every((word) => line.words.includes(word));
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

/** Returns the case number if the words of a search are nothing but a case number: `SOP-2026-6`. */
export const numberAsked = (words: string): string | undefined =>
  /^\s*([a-z][a-z0-9]{1,9}-\d{4}-\d+)\s*$/i.exec(words)?.[1]?.toUpperCase();

/**
 * Returns a comparison that puts the case of that number first, then open cases, then ended cases, the latest first.
 */
export function byRank(number: string | undefined): (a: SearchLine, b: SearchLine) => number {
  const rank = ({ id, ended }: SearchLine): string => `${id === number ? 1 : 0}${ended ?? '9'}`;
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
