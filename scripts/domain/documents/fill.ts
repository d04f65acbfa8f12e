/**
 * Fills in the facts that the text of a template names in braces: `{agenda}`, `{note:disposisi}`,
 * `{result:pengecekan:/mulai}`.
 * `{a|b}` becomes the first fact that exists, and `{a|'words'}` the quoted words if `a` does not exist.
 * A form before a fact says how the fact is written: `{lower:…}`.
 */

/**
 * The forms of a fact. `lower`: as within a sentence. `upper`: in capitals, as in a letterhead. `counted`: "2 (dua)". `address`: as a letter addresses the holder
 * of an office.
 * `day`, `hours` and `period` (day and hours): a time, or the period between two times, as in
 * `{day:request:/mulai..request:/selesai}`.
 */
export const FORMS = ['lower', 'upper', 'counted', 'address', 'day', 'hours', 'period'] as const;
type Form = (typeof FORMS)[number];

/** One name in braces: `result:pengecekan:/mulai` has kind `result`, step `pengecekan` and pointer `/mulai`. */
export interface FactName {
  readonly kind: string;
  readonly step?: string;
  readonly pointer?: string;
  readonly form?: Form;
  /** The fact after `..`, with which a period ends. */
  readonly until?: FactName;
  /** The quoted words, if the name is no fact. */
  readonly words?: string;
  readonly written: string;
}

/** The kind of quoted words, which always exist. */
export const QUOTED = 'words';

type Piece = string | readonly FactName[];

/** The words of a fact; undefined if the fact is missing; `HIDDEN` if this reader may not see the fact (R11). */
export type FactWords = string | undefined | typeof HIDDEN;

export const HIDDEN = Symbol('not for the public');

/** The dots in a letter in place of a fact that the journal does not contain. Somebody fills the fact in by hand. */
export const BLANK = '…………………';

/**
 * The characters around the title of a field that is still missing. Only a sheet for the screen has them: there the
 * place of a missing field shows its title. Nobody can type these characters into a request (R9).
 */
export const GAP = { begins: '\u0002', ends: '\u0003' } as const;

/** The words in a public copy in place of a field that is not public (R11). */
export const NOT_PUBLIC = '(tidak untuk umum)';

const FACT =
  /^(?:(lower|upper|counted|address|day|hours|period):)?([a-z-]+)(?::([a-z][a-z0-9-]*))?(?::?(\/[A-Za-z0-9_/-]+))?$/;

/** Splits a template's text at its facts. A brace without its partner stays text, and {@link looseBraces} finds it. */
export function piecesOf(text: string): Piece[] {
  return text.split(/(\{[^{}]*\})/).flatMap((piece, at): Piece[] => {
    if (at % 2 === 0) return piece === '' ? [] : [piece];
    return [piece.slice(1, -1).split('|').map(factName)];
  });
}

/** Returns all facts and quoted words that a text has in braces. */
export const factsNamed = (text: string): FactName[] =>
  piecesOf(text).flatMap((piece) => (typeof piece === 'string' ? [] : piece));

/** Checks whether a text has a brace without its partner. */
export const looseBraces = (text: string): boolean =>
  piecesOf(text).some((piece) => typeof piece === 'string' && /[{}]/.test(piece));

function factName(given: string): FactName {
  const written = given.trim();
  const [, words] = /^'([^']*)'$/.exec(written) ?? [];
  if (words !== undefined) return { kind: QUOTED, words, written };
  const [from = '', until] = written.split('..', 2);
  const [, form, kind = '', step, pointer] = FACT.exec(from) ?? [];
  return {
    kind,
    ...(step === undefined ? {} : { step }),
    ...(pointer === undefined ? {} : { pointer }),
    ...(form === undefined ? {} : { form: form as Form }),
    ...(until === undefined ? {} : { until: factName(until) }),
    written,
  };
}

/** Writes words as inside a sentence: the first letter becomes small, except in an abbreviation such as TCM or OPD. */
export const lowered = (words: string): string => words.replace(/^(\p{Lu})(?=\p{Ll})/u, (first) => first.toLowerCase());

/** The offices whose holders a letter addresses as Bapak/Ibu. All other people are addressed as Saudara. */
const HIGH_OFFICES =
  /^(?:p(?:lt|lh|j)s?\. *)?(?:wakil +)?(?:presiden|menteri|gubernur|bupati|wali *kota|sekretaris daerah|sekda)\b/i;

/** Returns how a letter addresses the holder of an office. */
export const addressed = (office: string): string => (HIGH_OFFICES.test(office.trim()) ? 'Bapak/Ibu' : 'Saudara');

export interface Filled {
  readonly text: string;
  /** Is a fact of the text missing, or hidden from the reader? */
  readonly lacks: boolean;
}

/**
 * Fills in the facts of a text.
 * @param say function that writes a fact
 * @param gap function that writes the place of a missing fact; dots by default
 */
export function filledIn(
  text: string,
  say: (fact: FactName) => FactWords,
  gap: (fact: FactName | undefined) => string = () => BLANK,
): Filled {
  let lacks = false;
  const words = piecesOf(text).map((piece) => {
    if (typeof piece === 'string') return piece;
    const [facts, words] = [
      piece.filter((fact) => fact.words === undefined),
      piece.find((fact) => fact.words !== undefined)?.words,
    ];
    const found = facts.map(say);
    const there = found.find((each) => typeof each === 'string');
    // A hidden fact is not missing. The words for a missing fact would be untrue for the public.
    if (there !== undefined || (words !== undefined && !found.includes(HIDDEN))) return there ?? words;
    lacks = true;
    return found.includes(HIDDEN) ? NOT_PUBLIC : gap(facts[0]);
  });
  return { text: words.join(''), lacks };
}

const ONES = 'nol satu dua tiga empat lima enam tujuh delapan sembilan sepuluh sebelas'.split(' ');

/** Writes a count as letters do: "2 (dua)" (Permendagri 1/2023). Text that is no number below 1,000 stays as it is. */
export function countedWords(written: string): string {
  return /^\d{1,3}$/.test(written) ? `${written} (${numberWords(Number(written))})` : written;
}

function numberWords(n: number): string {
  if (n < 12) return ONES[n] ?? '';
  if (n < 20) return `${ONES[n - 10]} belas`;
  if (n < 100) return joined(`${ONES[Math.floor(n / 10)]} puluh`, n % 10);
  return joined(n < 200 ? 'seratus' : `${ONES[Math.floor(n / 100)]} ratus`, n % 100);
}

const joined = (words: string, rest: number): string => (rest === 0 ? words : `${words} ${numberWords(rest)}`);
