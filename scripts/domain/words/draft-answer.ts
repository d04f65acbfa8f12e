import { type Problem, withoutReceived } from '#domain/problem.ts';
import { MOST_LISTED, problemList } from './problem-list.ts';
import { statusSentence } from './status.ts';

/** Below the 65,536 characters that the forge takes. */
const LONGEST = 60_000;

/**
 * The process's answer to a submission that it refused before there was a case (R12), in both languages, and again as
 * data if it fits. Desk and form read this data, since no journal has it; the process decides nothing by it.
 */
export function draftAnswer(problems: readonly Problem[], zone: string): string {
  const count = Math.max(1, problems.length);
  const sentence = statusSentence({ kind: 'submission-refused', count }, { zone, times: 'absolute' });
  const list = problemList(problems);
  const words = [STICKY, sentence.id, list.id, `*${sentence.en}*`, list.en].join('\n\n');
  const whole = `${words}\n\n${dataOf(problems)}`;
  return whole.length > LONGEST ? words : whole;
}

/** Keeps the HTML comment intact, and hides mentions and references from the forge. */
const dataOf = (problems: readonly Problem[]): string => {
  const json = JSON.stringify(problems.slice(0, MOST_LISTED).map(withoutReceived));
  return `<!-- disposisi:problems ${json.replace(/[<>@#&\u2028\u2029-]/g, escaped)} -->`;
};

const escaped = (character: string): string => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;

const DATA = /^<!-- disposisi:problems (\[.*\]) -->$/m;

export function refusedFor(body: string): readonly Problem[] | undefined {
  const [, json] = (body.startsWith(STICKY) && DATA.exec(body)) || [];
  try {
    const data: unknown = JSON.parse(json ?? '');
    return Array.isArray(data) && data.every(isProblem) ? data : undefined;
  } catch {
    // The comment was edited.
    return undefined;
  }
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

const isText = (value: unknown): boolean =>
  isObject(value) && typeof value['id'] === 'string' && typeof value['en'] === 'string';

const isProblem = (value: unknown): value is Problem =>
  isObject(value) &&
  isText(value['message']) &&
  [value['label'], value['fix']].every((text) => text === undefined || isText(text)) &&
  [value['file'], value['path'], value['code']].every((text) => typeof text === 'string') &&
  [value['expected'], value['received']].every((text) => text === undefined || typeof text === 'string');

/** First line of the comment that is kept up to date (R30); only in the process's own comments. */
export const STICKY = '<!-- disposisi:sticky -->';
