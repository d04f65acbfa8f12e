import type { Procedure } from '#domain/generated/procedure.ts';
import { parseLimit } from '#domain/clock/limit.ts';
import type { Language, Text } from '#domain/problem.ts';
import { numberOf } from '#domain/procedure/rows.ts';
import { clockOf, rowsOf } from '#domain/procedure/steps.ts';
import { duration } from '#domain/words/duration.ts';
import { both } from '#domain/words/language.ts';
import { fill, TEXT } from './text.ts';

type Named = Pick<Procedure, 'id' | 'title' | 'identity'>;

/** Returns "Rancangan: …" for an SOP that is not in force in this form; undefined if the SOP is the official text. */
export function draftWords(
  { identity: { draft } }: Pick<Procedure, 'identity'>,
  language: Language,
): string | undefined {
  return draft && `${TEXT.draft[language]}: ${draft[language]}`;
}

/** Returns the text that lists show next to the title of an SOP: its number, or the word for a draft. */
export const numberOrDraft = ({ identity }: Pick<Procedure, 'identity'>, language: Language): string =>
  identity.draft ? TEXT.draft[language].toLowerCase() : identity.number;

/**
 * Returns how many steps an SOP has and how long its time limits are together. The time is left out if a limit is
 * counted by office hours, since such limits cannot be added to others, or if steps exclude each other.
 */
export function sopFacts(procedure: Procedure, language: Language): string[] {
  const reviews = procedure.steps.filter(({ kind }) => kind !== 'revise');
  const rows = Math.max(...reviews.flatMap(rowsOf).map(numberOf));
  const limits = reviews.flatMap(({ time }) => (time.measured === false ? [] : (time.limit ?? [])));
  const isContinuous = reviews.every((step) => clockOf(procedure, step).kind === 'continuous');
  const isSum = isContinuous && reviews.length <= rows;
  const seconds = limits
    .map(parseLimit)
    .reduce((sum, each) => sum + (each.weeks * 7 + each.days) * DAY + each.seconds, 0);
  return [
    fill(TEXT.steps[language], { n: rows }),
    ...(isSum && seconds > 0 ? [fill(TEXT.limitsTogether[language], { t: wholeDuration(seconds)[language] })] : []),
  ];
}

const DAY = 86_400;

/** Writes days, hours and minutes: here a rounded time would be shorter than what the SOP allows. */
function wholeDuration(seconds: number): Text {
  const [days, rest] = [Math.floor(seconds / DAY) * DAY, seconds % DAY];
  const parts = [...(days > 0 ? [days] : []), ...(rest > 0 ? [rest] : [])].map(duration);
  return both((language) => parts.map((each) => each[language]).join(' '));
}

/**
 * Finds the SOP of the office that the identity block of another SOP names as related. The title must be equal; the
 * word SOP at its beginning, spaces and capitals are not compared.
 * @param written title as the other SOP writes it
 */
export const relatedSop = <SOP extends Named>(written: string, procedures: readonly SOP[]): SOP | undefined =>
  procedures.find(({ identity, title }) => [identity.title, title.id].map(plain).includes(plain(written)));

const plain = (title: string): string =>
  title
    .replace(/^\s*SOP\b/i, '')
    .replace(/\s+/g, ' ')
    .trim()
    .toLowerCase();
