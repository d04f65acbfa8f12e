/** What is said to people, in Indonesian and in English. */
export interface Text {
  id: string;
  en: string;
}

export type Language = keyof Text;

/** An error with a message for people: an entry point prints `text` in their language, `message` is the English one. */
export class TextError extends Error {
  readonly text: Text;

  constructor(text: Text) {
    super(text.en);
    this.text = text;
  }
}

/**
 * A problem in something a person wrote: where it is, what was expected, what was received, what to do next.
 * Problems are data: they are collected, never thrown one by one, and only printed at the entry point.
 */
export interface Problem {
  /** The file as the person knows it (a repository path, or a name such as `hasil`). */
  file: string;
  /** JSON pointer into the document; empty for the document itself or for a whole file. */
  path: string;
  /** One-based line. */
  line?: number;
  /** Kebab-case and stable: tests, documents and translations rely on it. */
  code: string;
  expected?: string;
  /** What stood there, shortened. */
  received?: string;
  /** Title of the field, as the form shows it. */
  label?: Text;
  message: Text;
  fix?: Text;
  /** The field is not public (R11): use `withoutReceived` before anything of this leaves the office. */
  internal?: true;
}

const WORDS = {
  id: { expected: 'diharapkan', received: 'diterima', written: 'tertulis', taken: 'dipakai' },
  en: { expected: 'expected', received: 'received', written: 'written', taken: 'taken' },
} as const;

/**
 * What was expected and what came, each with its word. Of a field's form that is what is written there: in Indonesian
 * "diterima" would also say that it was accepted. Of a room that another case holds it is when it is taken, not what was asked.
 * @param show how a fact is set apart from the words around it
 */
export function spokenFacts(problem: Problem, language: Language, show = (fact: string): string => fact): string[] {
  const { expected, received, code } = problem;
  const words = WORDS[language];
  const kind = code.startsWith('schema-') ? 'written' : code === 'room-taken' ? 'taken' : 'received';
  return [
    ...(expected === undefined ? [] : [`${words.expected} ${show(expected)}`]),
    ...(received === undefined ? [] : [`${words[kind]} ${show(received)}`]),
  ];
}

const asSentence = (text: string): string => (/[.!?]$/.test(text) ? text : `${text}.`);

/** What a problem is about, as its reader knows it: the title of the field or, where there is none, file and path. */
export const subjectOf = ({ label, file, path }: Problem, language: Language): string =>
  label?.[language] ?? [file, path].filter(Boolean).join(' ');

/** What is wrong and what to do, without where: `message (expected …, received …). What to do.` */
export function problemSentence(problem: Problem, language: Language): string {
  const facts = spokenFacts(problem, language);
  const message = problem.message[language].replace(/\.$/, '');
  const sentence = asSentence(facts.length > 0 ? `${message} (${facts.join(', ')})` : message);
  return problem.fix ? `${sentence} ${asSentence(problem.fix[language])}` : sentence;
}

/** `Field: message (expected …, received …). What to do.`: for people who know the fields, not the files. */
export function problemLine(problem: Problem, language: Language): string {
  const subject = subjectOf(problem, language);
  return `${subject === '' ? '' : `${subject}: `}${problemSentence(problem, language)}`;
}

/**
 * One line for a person: `file:line path — message (expected …, received …). What to do.`
 * With a label, the field's title stands in front of its path.
 */
export function formatProblem(problem: Problem, language: Language = 'id'): string {
  const place = problem.line === undefined ? problem.file : `${problem.file}:${problem.line}`;
  const field = problem.label ? `“${problem.label[language]}” ${problem.path}`.trim() : problem.path;
  return `${[place, field].filter(Boolean).join(' ')} — ${problemSentence(problem, language)}`;
}

/** A value as a problem shows it: JSON on one line, at most `limit` characters, invisible characters written out. */
export function shorten(value: unknown, limit = 60): string {
  const json = typeof value === 'bigint' ? String(value) : (JSON.stringify(value) ?? String(value));
  const visible = json.replace(
    /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/gu,
    (character) => `<U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}>`,
  );
  const characters = [...visible];
  return characters.length > limit ? `${characters.slice(0, limit - 1).join('')}…` : visible;
}

/** The problem as it may be published: what an internal field held is left out (R11). */
export function withoutReceived(problem: Problem): Problem {
  if (!problem.internal) return problem;
  const { received: _received, ...rest } = problem;
  return rest;
}
