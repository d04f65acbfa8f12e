import { type Problem, withoutReceived } from '#domain/problem.ts';
import { STICKY } from './comment-marks.ts';
import { MOST_LISTED, problemList } from './problem-list.ts';
import { statusSentence } from './status.ts';

/** The most characters of the reply, fewer than the 65,536 that the forge accepts. */
const LONGEST = 60_000;

/**
 * Writes the reply to a submission that was refused before there was a case (R12): a text in both languages, and the
 * same problems as data if they fit.
 * Desk and form read the data, since no journal contains these problems. The process makes no decision from the data.
 */
export function draftReply(problems: readonly Problem[], zone: string): string {
  const count = Math.max(1, problems.length);
  const sentence = statusSentence({ kind: 'submission-refused', count }, { zone, times: 'absolute' });
  const list = problemList(problems, zone);
  const words = [STICKY, sentence.id, list.id, `*${sentence.en}*`, list.en].join('\n\n');
  const whole = `${words}\n\n${dataOf(problems)}`;
  return whole.length > LONGEST ? words : whole;
}

/** Writes problems as data that cannot end the HTML comment, and that mentions or links nothing. */
const dataOf = (problems: readonly Problem[]): string => {
  const json = JSON.stringify(problems.slice(0, MOST_LISTED).map(withoutReceived));
  return `<!-- disposisi:problems ${json.replace(/[<>@#&\u2028\u2029-]/g, escaped)} -->`;
};

const escaped = (character: string): string => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;

const DATA = /^<!-- disposisi:problems (\[.*\]) -->$/m;

/** Returns the problems that such a reply contains as data; undefined for a comment without valid data. */
export function refusedFor(body: string): readonly Problem[] | undefined {
  const [, json] = (body.startsWith(STICKY) && DATA.exec(body)) || [];
  try {
    const data: unknown = JSON.parse(json ?? '');
    return Array.isArray(data) && data.every(isProblem) ? data : undefined;
  } catch {
    // Somebody edited the comment.
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
