/**
 * The text of a template with its facts filled in. A fact stands in braces: `{agenda}`, `{note:disposisi}`,
 * `{result:pengecekan:/mulai}`; of `{a|b}` the first that is there; `{a|'words'}` ends with words that always are. A form before it says how it is written: `{lower:…}`.
 */

/**
 * How a fact is written. lower: within a sentence; counted: "2 (dua)"; address: how a letter speaks to who holds the office;
 * day, hours and period (both): of a time, or of the stretch between two, `{day:request:/mulai..request:/selesai}`.
 */
export const FORMS = ['lower', 'counted', 'address', 'day', 'hours', 'period'] as const;
type Form = (typeof FORMS)[number];

/** One name in braces: `result:pengecekan:/mulai` is kind `result`, step `pengecekan`, pointer `/mulai`. */
export interface FactName {
  readonly kind: string;
  readonly step?: string;
  readonly pointer?: string;
  readonly form?: Form;
  readonly until?: FactName;
  /** Of what is no fact but words. */
  readonly words?: string;
  readonly written: string;
}

/** The kind of what stands in quotes: words that are always there. */
export const QUOTED = 'words';

type Piece = string | readonly FactName[];

/** What a fact comes to: its words, nothing, or something that is not for the reader (R11). */
export type FactWords = string | undefined | typeof HIDDEN;

export const HIDDEN = Symbol('not for the public');

/** Where a letter leaves room for what is not in the journal, to be written in by hand. */
export const BLANK = '…………………';

/** What stands in a public copy for a field that is not public (R11). */
export const NOT_PUBLIC = '(tidak untuk umum)';

const FACT =
  /^(?:(lower|counted|address|day|hours|period):)?([a-z-]+)(?::([a-z][a-z0-9-]*))?(?::?(\/[A-Za-z0-9_/-]+))?$/;

/** The parts of a template's text; a brace that opens or closes nothing is left as it is, and reported by {@link looseBraces}. */
export function piecesOf(text: string): Piece[] {
  return text.split(/(\{[^{}]*\})/).flatMap((piece, at): Piece[] => {
    if (at % 2 === 0) return piece === '' ? [] : [piece];
    return [piece.slice(1, -1).split('|').map(factName)];
  });
}

/** All facts that a text names. */
export const factsNamed = (text: string): FactName[] =>
  piecesOf(text).flatMap((piece) => (typeof piece === 'string' ? [] : piece));

/** Whether braces are left that name no fact. */
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

/** Within a sentence: without its capital, unless a second one says that it is a name in letters (TCM, OPD). */
export const lowered = (words: string): string => words.replace(/^(\p{Lu})(?=\p{Ll})/u, (first) => first.toLowerCase());

/** Of these a letter says Bapak/Ibu; of everybody else Saudara. */
const HIGH_OFFICES =
  /^(?:p(?:lt|lh|j)s?\. *)?(?:wakil +)?(?:presiden|menteri|gubernur|bupati|wali *kota|sekretaris daerah|sekda)\b/i;

/** How a letter speaks to who holds an office. */
export const addressed = (office: string): string => (HIGH_OFFICES.test(office.trim()) ? 'Bapak/Ibu' : 'Saudara');

export interface Filled {
  readonly text: string;
  /** Some fact of it is not there, or not for the reader. */
  readonly lacks: boolean;
}

/** Fills a text in. @param say what a fact comes to */
export function filledIn(text: string, say: (fact: FactName) => FactWords): Filled {
  let lacks = false;
  const words = piecesOf(text).map((piece) => {
    if (typeof piece === 'string') return piece;
    const [facts, words] = [
      piece.filter((fact) => fact.words === undefined),
      piece.find((fact) => fact.words !== undefined)?.words,
    ];
    const found = facts.map(say);
    const there = found.find((each) => typeof each === 'string');
    // What is hidden is not missing: words for what is missing would say to the public what is not so.
    if (there !== undefined || (words !== undefined && !found.includes(HIDDEN))) return there ?? words;
    lacks = true;
    return found.includes(HIDDEN) ? NOT_PUBLIC : BLANK;
  });
  return { text: words.join(''), lacks };
}

const ONES = 'nol satu dua tiga empat lima enam tujuh delapan sembilan sepuluh sebelas'.split(' ');

/** "2 (dua)", as letters write a count (Permendagri 1/2023); what is no number below a thousand stays as it is. */
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
