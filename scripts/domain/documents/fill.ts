/**
 * Fills facts into a template's text: `{agenda}`, `{note:disposisi}`, `{result:pengecekan:/mulai}`; `{a|b}` takes the
 * first that exists, `{a|'words'}` ends with fixed words. A form may come before: `{lower:…}`.
 */

/**
 * lower: within a sentence; counted: "2 (dua)"; address: the form of address for an office; day, hours, period: of a
 * time, or from one to another, `{day:request:/mulai..request:/selesai}`.
 */
export const FORMS = ['lower', 'counted', 'address', 'day', 'hours', 'period'] as const;
type Form = (typeof FORMS)[number];

/** `result:pengecekan:/mulai`: kind `result`, step `pengecekan`, pointer `/mulai`. */
export interface FactName {
  readonly kind: string;
  readonly step?: string;
  readonly pointer?: string;
  readonly form?: Form;
  /** End of a period. */
  readonly until?: FactName;
  /** Fixed words. */
  readonly words?: string;
  readonly written: string;
}

/** Kind of fixed words. */
export const QUOTED = 'words';

type Piece = string | readonly FactName[];

/** Words, nothing, or not for this reader (R11). */
export type FactWords = string | undefined | typeof HIDDEN;

export const HIDDEN = Symbol('not for the public');

/** To be filled in by hand. */
export const BLANK = '…………………';

/** In a public copy (R11). */
export const NOT_PUBLIC = '(tidak untuk umum)';

const FACT =
  /^(?:(lower|counted|address|day|hours|period):)?([a-z-]+)(?::([a-z][a-z0-9-]*))?(?::?(\/[A-Za-z0-9_/-]+))?$/;

/** A stray brace stays; {@link looseBraces} finds it. */
export function piecesOf(text: string): Piece[] {
  return text.split(/(\{[^{}]*\})/).flatMap((piece, at): Piece[] => {
    if (at % 2 === 0) return piece === '' ? [] : [piece];
    return [piece.slice(1, -1).split('|').map(factName)];
  });
}

export const factsNamed = (text: string): FactName[] =>
  piecesOf(text).flatMap((piece) => (typeof piece === 'string' ? [] : piece));

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

/** Keeps the capital of an abbreviation (TCM, OPD). */
export const lowered = (words: string): string => words.replace(/^(\p{Lu})(?=\p{Ll})/u, (first) => first.toLowerCase());

/** Addressed as Bapak/Ibu. */
const HIGH_OFFICES =
  /^(?:p(?:lt|lh|j)s?\. *)?(?:wakil +)?(?:presiden|menteri|gubernur|bupati|wali *kota|sekretaris daerah|sekda)\b/i;

export const addressed = (office: string): string => (HIGH_OFFICES.test(office.trim()) ? 'Bapak/Ibu' : 'Saudara');

export interface Filled {
  readonly text: string;
  /** A fact is missing or hidden. */
  readonly lacks: boolean;
}

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
    // Hidden is not missing: the other words would mislead the public.
    if (there !== undefined || (words !== undefined && !found.includes(HIDDEN))) return there ?? words;
    lacks = true;
    return found.includes(HIDDEN) ? NOT_PUBLIC : BLANK;
  });
  return { text: words.join(''), lacks };
}
