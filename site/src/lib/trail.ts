import { localDate } from '#domain/clock/wall.ts';
import type { Row } from '#domain/generated/procedure.ts';
import type { PublicCase, Visit } from '#domain/generated/public-case.ts';
import type { Language, Text } from '#domain/problem.ts';
import { numberOf } from '#domain/procedure/rows.ts';
import { both } from '#domain/words/language.ts';
import { shortTime } from '#domain/words/time.ts';
import { isOpen } from '#public/export/summary.ts';

/** The visits to one step of a case, in the order in which they happened. */
export interface TrailStep {
  readonly row: Row;
  readonly step: string | undefined;
  readonly visits: readonly Visit[];
  readonly isCurrent: boolean;
}

/** Groups the visits of a case by step, in the order in which the steps were first reached. */
export function trailSteps(one: PublicCase): TrailStep[] {
  const current = isOpen(one) ? one.visits.at(-1) : undefined;
  const groups = Map.groupBy(one.visits, ({ row, step }) => `${row} ${step ?? ''}`);
  return [...groups.values()].flatMap((visits) => {
    const [first] = visits;
    return first
      ? [{ row: first.row, step: first.step, visits, isCurrent: current !== undefined && visits.includes(current) }]
      : [];
  });
}

/** Checks whether a row is the one that the table has after another, as far as their numbers say so. */
export const isRowAfter = (row: Row, next: Row): boolean =>
  typeof row === 'number' && typeof next === 'number' && next === row + 1;

const UNTIL = { id: 'sampai', en: 'until' } as const;

/**
 * Returns what is written below each station of a case's route: when its last visit ended, or until when the current
 * visit may last. The day is written where it differs from the day at the station before.
 */
export function routeTimes(one: PublicCase, language: Language): ReadonlyMap<number, string> {
  const { zone } = one.procedure;
  const last = new Map(one.visits.map((visit) => [numberOf(visit.row), visit]));
  const times = new Map<number, string>();
  let day = localDate(one.submitted, zone);
  for (const [number, { ended, due }] of [...last].sort(([a], [b]) => a - b)) {
    const at = ended ?? due;
    if (at === undefined) continue;
    const time = shortTime(at, zone)[language].replace(/ \d{4}(?= )/, '');
    const shown = localDate(at, zone) === day ? (time.split(' ').at(-1) ?? time) : time;
    times.set(number, ended === undefined ? `${UNTIL[language]} ${shown}` : shown);
    day = localDate(at, zone);
  }
  return times;
}

/** A part of a sentence, and whether it is emphasised. */
export interface SentencePart {
  readonly text: string;
  readonly isStrong: boolean;
}

/**
 * Divides a sentence at the phrases that matter most, each where it occurs first after the one before. The parts
 * together are the sentence; a phrase that does not occur is skipped.
 * @param from where in the sentence the first phrase is looked for
 */
export function emphasised(sentence: string, phrases: readonly (string | undefined)[], from: number): SentencePart[] {
  const parts: SentencePart[] = [{ text: sentence.slice(0, from), isStrong: false }];
  let rest = sentence.slice(from);
  for (const phrase of phrases) {
    const at = phrase ? rest.indexOf(phrase) : -1;
    if (!phrase || at < 0) continue;
    parts.push({ text: rest.slice(0, at), isStrong: false }, { text: phrase, isStrong: true });
    rest = rest.slice(at + phrase.length);
  }
  return [...parts, { text: rest, isStrong: false }].filter(({ text }) => text !== '');
}

const ROUNDS = { id: '{n} putaran', en: '{n} rounds' } as const;

/** Writes how many rounds a step took: "2 putaran"; undefined for one round. */
export const roundsWords = (n: number): Text | undefined =>
  n < 2 ? undefined : both((language) => ROUNDS[language].replace('{n}', String(n)));
