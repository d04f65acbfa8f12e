/**
 * The units in which a printed SOP gives the time of a row, as parts of an ISO 8601 duration (R4). `30 menit` is PT30M.
 * `2 hari kerja` is P2D, since the clock says whether days are working days. The upper end of a range such as `10-15
 * menit` is used.
 */
const UNITS: readonly (readonly [RegExp, part: 'date' | 'time', letter: string])[] = [
  [/^(?:minggu|weeks?)$/, 'date', 'W'],
  [/^(?:hari|days?)$/, 'date', 'D'],
  [/^(?:jam|hours?)$/, 'time', 'H'],
  [/^(?:menit|mnt|minutes?|mins?)$/, 'time', 'M'],
];

/** Words before a time that do not change the time. `RANGE` has the words that join the two ends of a range. */
const ABOUT =
  /^(?:±|\+\/-|kurang lebih|paling lama|paling lambat|selambat-lambatnya|maksimal|maks\.?|max\.?|at most)\s*/;
const RANGE = /\s*(?:[-–—]|(?<![a-z])s\.?\s*\/?\s*d\.?(?![a-z])|sampai dengan|sampai|hingga|\bto\b)\s*/;
const AMOUNT = /^(\d{1,4}) ?([a-z]+)(?: kerja| kalender)? */;

/**
 * Reads a printed time as an ISO 8601 duration.
 * @returns undefined if the text is no length of time that can be read
 */
export function limitOfPrinted(printed: string): string | undefined {
  // A text such as "1 (satu) hari kerja" gives the number twice.
  const plain = printed
    .toLowerCase()
    .replace(/\([^)]*\)/g, ' ')
    .replace(/\b(?:working|calendar)\b/g, ' ');
  const text = plain.replace(/\s+/g, ' ').trim().replace(ABOUT, '').split(RANGE).at(-1) ?? '';
  const parts = { date: '', time: '' };
  let [rest, last] = [text, -1];
  while (rest !== '') {
    const [read = '', amount = '', word = ''] = AMOUNT.exec(rest) ?? [];
    const unit = UNITS.findIndex(([name]) => name.test(word));
    const [, part, letter] = UNITS[unit] ?? [];
    if (part === undefined || unit <= last || Number(amount) === 0) return undefined;
    parts[part] += `${Number(amount)}${letter}`;
    [rest, last] = [rest.slice(read.length), unit];
  }
  if (parts.date === '' && parts.time === '') return undefined;
  return `P${parts.date}${parts.time === '' ? '' : `T${parts.time}`}`;
}
