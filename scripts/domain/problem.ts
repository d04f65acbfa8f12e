/** A text for people, in Indonesian and in English. */
export interface Text {
  id: string;
  en: string;
}

export type Language = keyof Text;

/** An error with a message for people. Entry points print `text` in their language; `message` is in English. */
export class TextError extends Error {
  readonly text: Text;

  constructor(text: Text) {
    super(text.en);
    this.text = text;
  }
}

/**
 * A problem in something that a person wrote: its place, the expected and the received value, and advice.
 * Problems are data: they are collected, never thrown one by one, and only printed at the entry point.
 */
export interface Problem {
  /** The file as the person knows it: a path in the repository, or a name such as `hasil`. */
  file: string;
  /** The JSON pointer into the document; empty for the document itself or for a whole file. */
  path: string;
  /** The number of the line, from 1. */
  line?: number;
  /** The code, in kebab-case. It never changes, since tests, documents and translations rely on it. */
  code: string;
  expected?: string;
  /** The value that was written there, shortened. */
  received?: string;
  /** The title of the field, as the form shows it. */
  label?: Text;
  message: Text;
  fix?: Text;
  /** Set if the field is not public (R11). Use `withoutReceived` before any part of the problem leaves the office. */
  internal?: true;
}

const WORDS = {
  id: { expected: 'diharapkan', received: 'diterima', written: 'tertulis', taken: 'dipakai' },
  en: { expected: 'expected', received: 'received', written: 'written', taken: 'taken' },
} as const;

/** The words of a bound, such as `> 2026-12-01T09:00:00+07:00` or `≤ 4000`: those of a time, and those of a number. */
const BOUNDS: Readonly<Record<string, Readonly<Record<Language, readonly [time: string, number: string]>>>> = {
  '>': { id: ['sesudah', 'lebih dari'], en: ['after', 'more than'] },
  '<': { id: ['sebelum', 'kurang dari'], en: ['before', 'less than'] },
  '≥': { id: ['paling cepat', 'paling sedikit'], en: ['no earlier than', 'at least'] },
  '≤': { id: ['paling lambat', 'paling banyak'], en: ['no later than', 'at most'] },
};
const BOUND = /^([<>≥≤]) ((\d{4}-\d{2}-\d{2})?.*)$/;

/**
 * Writes what was expected and what was received, each with a word before it. The word depends on the code.
 * If a schema refuses the value, or a time is out of its bounds, the word is "written", since "diterima" in Indonesian
 * also means accepted.
 * If a room is taken, the received value is the time for which another case has the room, not the time asked for.
 * @param show function that sets a fact apart from the words around it
 */
export function spokenFacts(problem: Problem, language: Language, show = (fact: string): string => fact): string[] {
  const { expected, received, code } = problem;
  const words = WORDS[language];
  const [, sign = '', bound = '', day] = BOUND.exec(expected ?? '') ?? [];
  const bounds = BOUNDS[sign]?.[language][day === undefined ? 1 : 0];
  const isWritten = code.startsWith('schema-') || day !== undefined || /^\d{4}-\d{2}-\d{2}T/.test(received ?? '');
  const kind = code === 'room-taken' ? 'taken' : isWritten ? 'written' : 'received';
  return [
    ...(bounds !== undefined
      ? [`${bounds} ${show(bound)}`]
      : expected === undefined
        ? []
        : [`${words.expected} ${show(expected)}`]),
    ...(received === undefined ? [] : [`${words[kind]} ${show(received)}`]),
  ];
}

const asSentence = (text: string): string => (/[.!?]$/.test(text) ? text : `${text}.`);

/** Names what a problem is about, as its reader knows it: the title of the field or, without a title, file and path. */
export const subjectOf = ({ label, file, path }: Problem, language: Language): string =>
  label?.[language] ?? [file, path].filter(Boolean).join(' ');

/** Writes what is wrong and what to do, without the place: `message (expected …, received …). What to do.` */
export function problemSentence(problem: Problem, language: Language): string {
  const facts = spokenFacts(problem, language);
  const message = problem.message[language].replace(/\.$/, '');
  const sentence = asSentence(facts.length > 0 ? `${message} (${facts.join(', ')})` : message);
  return problem.fix ? `${sentence} ${asSentence(problem.fix[language])}` : sentence;
}

/** Writes `Field: message (expected …, received …). What to do.`, for people who know the fields, not the files. */
export function problemLine(problem: Problem, language: Language): string {
  const subject = subjectOf(problem, language);
  return `${subject === '' ? '' : `${subject}: `}${problemSentence(problem, language)}`;
}

/**
 * Writes a problem on one line: `file:line path — message (expected …, received …). What to do.`
 * If the field has a label, the label is before its path.
 */
export function formatProblem(problem: Problem, language: Language = 'id'): string {
  const place = problem.line === undefined ? problem.file : `${problem.file}:${problem.line}`;
  const field = problem.label ? `“${problem.label[language]}” ${problem.path}`.trim() : problem.path;
  return `${[place, field].filter(Boolean).join(' ')} — ${problemSentence(problem, language)}`;
}

/** Writes a value as problems show it: JSON on one line, at most `limit` characters, invisible characters as codes. */
export function shorten(value: unknown, limit = 60): string {
  const json = typeof value === 'bigint' ? String(value) : (JSON.stringify(value) ?? String(value));
  const visible = json.replace(
    /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/gu,
    (character) => `<U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}>`,
  );
  const characters = [...visible];
  return characters.length > limit ? `${characters.slice(0, limit - 1).join('')}…` : visible;
}

/** Returns the problem as it may be published: without the value of an internal field (R11). */
export function withoutReceived(problem: Problem): Problem {
  if (!problem.internal) return problem;
  const { received: _received, ...rest } = problem;
  return rest;
}
