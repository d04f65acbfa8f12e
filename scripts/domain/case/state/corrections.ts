/** The values that are shown of a case: those of its entries, with the corrections after its end (R49). */
import type { Instant } from '#domain/clock/instant.ts';
import type { Entry } from '#domain/generated/journal-entry.ts';
import type { Problem } from '#domain/problem.ts';
import { isObject, segmentsOf, valueAt } from '#domain/request/pointer.ts';
import type { ReviewFact } from './facts.ts';

export type Corrected = NonNullable<Entry['corrected']>;

/** A correction with its place among the facts. One that is read late does not replace a later one (R14). */
export interface Correction extends Corrected {
  readonly at: Instant;
  readonly order: number;
}

/** A correction (R49) or filing (R47) that is not possible. The person gets a comment with the problems, and no entry is made. */
export interface RefusedComment {
  readonly fact: ReviewFact;
  readonly problems: readonly Problem[];
}

/** The fields of an entry, or of its public part, on which the shown values depend. */
type Shown = Pick<Entry, 'kind' | 'at'> & {
  readonly step?: string;
  readonly visit?: number;
  readonly request?: Readonly<Record<string, unknown>>;
  readonly result?: Readonly<Record<string, unknown>>;
  readonly source?: Pick<NonNullable<Entry['source']>, 'order'>;
  readonly corrected?: Corrected;
};

/** Returns the corrections in entries, in the order in which they were made. */
export const correctionsIn = (entries: readonly Shown[]): Correction[] =>
  entries
    .flatMap(({ at, source, corrected }) => (corrected ? [{ ...corrected, at, order: source?.order ?? 0 }] : []))
    .sort(inOrder);

/** Compares two corrections by time, and by the order of their reviews. */
export function inOrder(one: Correction, other: Correction): number {
  return one.at === other.at ? one.order - other.order : one.at < other.at ? -1 : 1;
}

/**
 * Returns the entries with the corrected values in place: in the latest request, and in the latest result of a visit that
 * has the field. The entries themselves, their digests and the files on main stay as they were (R34).
 */
export const withCorrections = <Each extends Shown>(entries: readonly Each[]): readonly Each[] =>
  correctionsIn(entries).reduce(withOne, entries);

function withOne<Each extends Shown>(entries: readonly Each[], correction: Correction): readonly Each[] {
  const { field, after } = correction;
  const name = correction.step === undefined ? 'request' : 'result';
  const at = entries.findLastIndex((entry) => isOf(entry, correction) && valueAt(entry[name], field) !== undefined);
  return entries.map((entry, i) => (i === at ? { ...entry, [name]: withValueAt(entry[name], field, after) } : entry));
}

const isOf = ({ kind, step, visit }: Shown, of: Corrected): boolean =>
  of.step === undefined || (kind === 'accepted' && step === of.step && visit === of.visit);

/** Returns a request, or the result of a visit, with the corrected values in place. */
export const shownDocument = <Document>(
  { corrections }: { readonly corrections: readonly Correction[] },
  document: Document,
  of?: Pick<Corrected, 'step' | 'visit'>,
): Document =>
  corrections
    .filter(({ step, visit }) => step === of?.step && visit === of?.visit)
    .reduce((shown, { field, after }) => withValueAt(shown, field, after), document);

/** Returns a copy of a document with another value at a pointer, which must lead to a value. */
export function withValueAt<Whole>(document: Whole, pointer: string, value: unknown): Whole {
  const set = (part: unknown, [name, ...rest]: readonly string[]): unknown => {
    if (name === undefined) return value;
    if (Array.isArray(part)) return part.map((item: unknown, i) => (String(i) === name ? set(item, rest) : item));
    return isObject(part) ? { ...part, [name]: set(part[name], rest) } : part;
  };
  return set(document, segmentsOf(pointer)) as Whole;
}
