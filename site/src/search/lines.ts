/** What the search looks through, and when a case is found: without the page, so that it can be tested without one. */

export interface SearchLine {
  readonly id: string;
  readonly title?: string;
  readonly procedure: string;
  readonly status: string;
  readonly submitted: string;
  readonly ended?: string;
  readonly zone: string;
  readonly filters: Readonly<Record<string, string>>;
  /** Of an open case: how far it has come. */
  readonly row?: number | string;
  readonly rows?: number;
  readonly words: string;
}

/** What is asked for, as it stands in the address; whatever is empty is not asked. */
export interface Asked {
  readonly words: string;
  readonly state: string;
  readonly year: string;
  readonly procedure: string;
  readonly filters: Readonly<Record<string, string>>;
}

/** How letters are compared: without case and marks. */
const plain = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

/** A line ready to be looked through. */
export const searchable = (line: SearchLine): SearchLine => ({
  ...line,
  words: plain(`${line.id} ${line.title ?? ''} ${line.words}`),
});

export const isEmpty = ({ words, state, year, procedure, filters }: Asked): boolean =>
  `${words}${state}${year}${procedure}${Object.values(filters).join('')}`.trim() === '';

/** Is anything asked besides words? */
export const isFiltered = (asked: Asked): boolean => !isEmpty({ ...asked, words: '' });

/** Whether a line is asked for: all words occur, and all filters hold. @param line as {@link searchable} made it */
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

/** The year of the file that an ended case stands in; of an open one, that of its submission. Both where the case is. */
function yearOf({ submitted, ended = submitted, zone }: SearchLine): string {
  const format = formats.get(zone) ?? new Intl.DateTimeFormat('en', { year: 'numeric', timeZone: zone });
  formats.set(zone, format);
  return format.format(new Date(ended));
}

/** Made once for each zone: an archive has thousands of lines. */
const formats = new Map<string, Intl.DateTimeFormat>();

/** The case that is asked for by its number, and nothing else: `SOP-2026-6`. */
export const numberAsked = (words: string): string | undefined =>
  /^\s*([a-z][a-z0-9]{1,9}-\d{4}-\d+)\s*$/i.exec(words)?.[1]?.toUpperCase();

/** The order of results: the case of that number, then the open ones, then the ended ones, the latest first. */
export function byRank(number: string | undefined): (a: SearchLine, b: SearchLine) => number {
  const rank = ({ id, ended }: SearchLine): string => `${id === number ? 1 : 0}${ended ?? '9'}`;
  return (a, b) => (rank(a) < rank(b) ? 1 : rank(a) === rank(b) ? 0 : -1);
}

/** The years whose files are to be read, the latest first. @param known those that have one, in any order */
export function yearsToRead({ state, year }: Asked, known: readonly string[]): string[] {
  if (state === 'running') return [];
  return known.filter((each) => year === '' || each === year).sort((a, b) => (a < b ? 1 : -1));
}
