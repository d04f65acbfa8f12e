/** Which content of an ended case is erased by now, by the files of the office (R50). */
import type { Config } from '#domain/case/state/config.ts';
import { type Instant, toInstant } from '#domain/clock/instant.ts';
import { wall } from '#domain/clock/wall.ts';
import type { Erasures } from '#domain/generated/erasures.ts';
import type { Term } from '#domain/generated/retention.ts';
import type { Lines } from '#domain/request/yaml.ts';
import type { Problem, Text } from '#domain/problem.ts';
import { OPTIONAL, procedureName } from '#domain/procedure/office-files.ts';
import { locate } from '#domain/procedure/verify.ts';
import { type ErasedEntry, outline, remainder } from '#domain/journal/erasure.ts';
import type { Journal } from '#domain/journal/journal.ts';
import type { PublicPart } from '#domain/journal/parts.ts';

type OfErasure = Pick<Config, 'retention' | 'erasures' | 'zone'>;
type OfTerms = Pick<Config, 'retention'>;

const PARTS = ['letters', 'documents'] as const;

/**
 * Returns what the next `erased` entry of a journal says, if the office's files say that something more is erased by now
 * (R50). A case that has not ended loses nothing.
 * @param now the instant of the entry
 * @returns undefined if nothing more is erased
 */
export function dueErasure(
  { parts, outlines, erasure }: Pick<Journal, 'parts' | 'outlines' | 'erasure'>,
  config: OfErasure,
  now: Instant,
): ErasedEntry | undefined {
  const says = (what: ErasedEntry['what'], ground: Text, isPublic = false): ErasedEntry => ({
    ...{ what, ground },
    ...(what.includes('letters') ? { kept: outlines.map((each) => ({ ...outline(each) })) } : {}),
    ...(isPublic ? { remains: parts.map((part) => ({ ...remainder(part) })) } : {}),
  });
  const opens = parts[0]?.opens;
  const ended = instantOfEnd(parts);
  if (!opens || ended === undefined) return undefined;
  const isDone = donePartsOf(erasure);
  const named = config.erasures?.cases.find((each) => each.case === opens.case);
  if (named) {
    const what = (named.what ?? PARTS).filter((part) => !isDone[part]);
    const isPublic = named.public === true && erasure.public === 0;
    if (what.length > 0 || isPublic)
      return says(isPublic ? [...new Set([...what, 'letters' as const])] : what, named.ground, isPublic);
  }
  const terms = termsOf(opens, config);
  const over = PARTS.filter((part) => !isDone[part] && isOver(terms[part], ended, now, config.zone));
  const ground = terms[over[0] ?? 'letters']?.ground;
  // Parts with different grounds are erased by an entry each.
  const what = over.filter((part) => terms[part]?.ground.id === ground?.id);
  return ground && what.length > 0 ? says(what, ground) : undefined;
}

/**
 * Returns an instant before which no term of a case is over that is not erased yet (R50). The term is over within a day
 * after it.
 * @returns undefined if no term runs for an ended case
 */
export function nextTerm({ parts, erasure }: Pick<Journal, 'parts' | 'erasure'>, config: OfTerms): Instant | undefined {
  const opens = parts[0]?.opens;
  const ended = instantOfEnd(parts);
  if (!opens || ended === undefined) return undefined;
  const terms = termsOf(opens, config);
  const isDone = donePartsOf(erasure);
  return shortest(
    PARTS.map((part) => (isDone[part] ? undefined : terms[part])),
    ended,
  );
}

/** Returns an instant before which no term of a case that ends now or later is over; undefined without terms (R50). */
export const nextTermOfOthers = ({ retention }: OfTerms, now: Instant): Instant | undefined =>
  shortest(
    Object.values(retention?.procedures ?? {}).flatMap((terms) => PARTS.map((part) => terms[part])),
    now,
  );

/** Returns the end of the shortest of these terms, if they begin at this instant. */
function shortest(terms: readonly (Term | undefined)[], from: Instant): Instant | undefined {
  const years = terms.flatMap((term) => (term ? [term.years] : []));
  if (years.length === 0) return undefined;
  const date = new Date(from);
  return toInstant(date.setUTCFullYear(date.getUTCFullYear() + Math.min(...years)));
}

const donePartsOf = ({ letters, documents }: Journal['erasure']) => ({ letters: letters > 0, documents });

const termsOf = ({ procedure }: { readonly procedure: { readonly path: string } }, { retention }: OfTerms) =>
  retention?.procedures[procedureName(procedure.path)] ?? {};

/** Returns the instant at which a case ended; undefined if it has not. */
export const instantOfEnd = (parts: readonly PublicPart[]): Instant | undefined =>
  parts.findLast((part) => ('end' in part && part.end) || ('ended' in part && part.ended))?.at;

/** Checks whether the day in the office is later than the day of the end, so many years later. */
function isOver(term: Term | undefined, ended: Instant, now: Instant, zone: string): boolean {
  if (!term) return false;
  const day = (at: Instant, years: number): string => {
    const { year, month, day: date } = wall(at, zone);
    return [year + years, month, date].map((each) => String(each).padStart(4, '0')).join('-');
  };
  return day(now, 0) > day(ended, term.years);
}

/** Checks what the schema of `sops/erasures.yaml` cannot say: a case is named once, and public fields never go alone. */
export function checkErasuresFile({ cases }: Erasures, lines?: Lines): Problem[] {
  const file = OPTIONAL.erasures;
  const found = (path: string, code: string, message: Text, received: string): Problem =>
    locate({ path, code, message, received }, file, lines);
  return cases.flatMap(({ case: id, what, public: isPublic }, i) => [
    ...(cases.findIndex((each) => each.case === id) < i ? [found(`/cases/${i}/case`, 'case-repeated', TWICE, id)] : []),
    ...(isPublic && what && !what.includes('letters')
      ? [found(`/cases/${i}/public`, 'public-alone', ALONE, what.join(', '))]
      : []),
  ]);
}

const TWICE: Text = { id: 'Berkas ini sudah disebut di atas', en: 'This case is already named above' };
const ALONE: Text = {
  id: 'Isian terbuka hanya dihapus bersama surat (letters)',
  en: 'Public fields are erased only together with letters',
};
