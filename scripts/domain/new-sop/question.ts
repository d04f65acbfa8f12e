/** A question of the interview, how it is asked again, and how its answer is read: pure; an entry point asks people. */
import type { Text } from '#domain/problem.ts';

export interface InterviewQuestion {
  readonly text: Text;
  /** What Enter alone means; without it an answer is needed. */
  readonly otherwise?: string;
  /** Said after `?`: what is meant, with an example. */
  readonly help: Text;
}

/** A question with what is said before it: help that was asked for, or why the last answer cannot be taken. */
export interface AskedQuestion extends InterviewQuestion {
  readonly said?: Text;
  readonly isAgain: boolean;
}

/** Asks questions one after the other, is given the answers, and gives what they make. */
export type Interview<T> = Generator<AskedQuestion, T, string>;

export class Unreadable {
  readonly why: Text;

  constructor(id: string, en: string) {
    this.why = { id, en };
  }
}

/** Asks until the answer can be read. @param read gives what it means, or why it cannot be taken */
export function* askUntilRead<T>(question: InterviewQuestion, read: (answer: string) => T | Unreadable): Interview<T> {
  let said: Text | undefined;
  let isAgain = false;
  for (;;) {
    const given = (yield { ...question, ...(said ? { said } : {}), isAgain }).normalize('NFC').trim();
    const answer = given === '' ? question.otherwise : given;
    isAgain = given !== '?';
    if (given === '?') said = question.help;
    else if (answer === undefined) said = { id: 'Perlu dijawab.', en: 'An answer is needed.' };
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

/** "Surat / Letter" is said in both languages; without the slash it is the same in both. */
export function inBoth(answer: string): Text {
  const [id = answer, en = id] = answer.split(/\s+\/\s+/);
  return { id, en };
}

/** A name of lower-case letters and digits, from words. @param joint between the words @param longest letters */
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

/** The name, with a number behind it where another has it already. */
export function freeNameOf(name: string, taken: Iterable<string>, joint: '-' | '_'): string {
  const others = new Set(taken);
  for (let count = 1; ; count += 1) {
    const each = count === 1 ? name : `${name}${joint}${count}`;
    if (!others.has(each)) return each;
  }
}
