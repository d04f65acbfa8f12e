/** The questions of the interview: how they are asked again, and how answers are read. An entry point shows them. */
import type { Text } from '#domain/problem.ts';

export interface InterviewQuestion {
  readonly text: Text;
  /** The answer that Enter alone gives. Without it, the person must answer. */
  readonly otherwise?: string;
  /** The explanation, with an example, that is shown after the answer `?`. */
  readonly help: Text;
}

/** A question with the text that is shown before it: the help, or the reason why the previous answer cannot be used. */
export interface AskedQuestion extends InterviewQuestion {
  readonly said?: Text;
  readonly isAgain: boolean;
}

/** Yields one question after another, receives the answers, and returns the value made of them. */
export type Interview<T> = Generator<AskedQuestion, T, string>;

/** The reason why an answer cannot be used. */
export class Unreadable {
  readonly why: Text;

  constructor(id: string, en: string) {
    this.why = { id, en };
  }
}

/**
 * Asks a question until its answer can be read.
 * @param read function that returns the value of an answer, or the reason why the answer cannot be used
 */
export function* askUntilRead<T>(question: InterviewQuestion, read: (answer: string) => T | Unreadable): Interview<T> {
  let said: Text | undefined;
  let isAgain = false;
  for (;;) {
    const given = (yield { ...question, ...(said ? { said } : {}), isAgain }).normalize('NFC').trim();
    const answer = given === '' ? question.otherwise : given;
    isAgain = given !== '?';
    if (given === '?') said = question.help;
    else if (answer === undefined) said = { id: 'Pertanyaan ini wajib dijawab.', en: 'An answer is needed.' };
    else {
      const value = read(answer);
      if (!(value instanceof Unreadable)) return value;
      said = value.why;
    }
  }
}

/** Asks for a text, which may be anything. */
export const askText = (question: InterviewQuestion): Interview<string> => askUntilRead(question, (answer) => answer);

export const askYes = (text: Text, help: Text, otherwise: boolean): Interview<boolean> =>
  askUntilRead({ text, help, otherwise: otherwise ? 'y' : 't' }, (answer) => {
    if (/^(?:y|ya|yes)$/i.test(answer)) return true;
    return /^(?:t|tidak|n|no)$/i.test(answer) ? false : new Unreadable('Jawab y atau t.', 'Answer y or n.');
  });

/** Reads a text in both languages: "Surat / Letter". Without the slash, the text is the same in both languages. */
export function inBoth(answer: string): Text {
  const [id = answer, en = id] = answer.split(/\s+\/\s+/);
  return { id, en };
}

/**
 * Makes a name of lower-case letters and digits from words, as many as fit.
 * @param joint character between the words
 * @param longest the most characters of the name
 */
export function nameOfWords(words: string, joint: '-' | '_', longest = 48): string {
  const plain =
    words
      .normalize('NFKD')
      .toLowerCase()
      .replace(/\p{M}/gu, '')
      .match(/[a-z0-9]+/g) ?? [];
  const name = plain.reduce(
    (made, word) => (made.length + word.length < longest ? `${made}${joint}${word}` : made),
    '',
  );
  return name.slice(1).replace(/^[^a-z]+/, '');
}

/** Returns the name; if it is already taken, the name with a number after it. */
export function freeNameOf(name: string, taken: Iterable<string>, joint: '-' | '_'): string {
  const others = new Set(taken);
  for (let count = 1; ; count += 1) {
    const each = count === 1 ? name : `${name}${joint}${count}`;
    if (!others.has(each)) return each;
  }
}
