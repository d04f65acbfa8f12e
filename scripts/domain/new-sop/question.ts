import type { Text } from '#domain/problem.ts';

export interface InterviewQuestion {
  readonly text: Text;
  /** The meaning of Enter; absent: an answer is needed. */
  readonly otherwise?: string;
  /** Shown after `?`. */
  readonly help: Text;
}

/** With help, or the reason why the last answer was refused. */
export interface AskedQuestion extends InterviewQuestion {
  readonly said?: Text;
  /** The last answer was refused. */
  readonly isAgain: boolean;
}

export type Interview<T> = Generator<AskedQuestion, T, string>;

export class Unreadable {
  readonly why: Text;

  constructor(id: string, en: string) {
    this.why = { id, en };
  }
}

/** @param read gives the meaning of an answer, or why it is refused */
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

export const askText = (question: InterviewQuestion): Interview<string> => askUntilRead(question, (answer) => answer);

export const askYes = (text: Text, help: Text, otherwise: boolean): Interview<boolean> =>
  askUntilRead({ text, help, otherwise: otherwise ? 'y' : 't' }, (answer) => {
    if (/^(?:y|ya|yes)$/i.test(answer)) return true;
    return /^(?:t|tidak|n|no)$/i.test(answer) ? false : new Unreadable('Jawab y atau t.', 'Answer y or n.');
  });

/** "Surat / Letter"; without a slash the same in both languages. */
export function inBoth(answer: string): Text {
  const [id = answer, en = id] = answer.split(/\s+\/\s+/);
  return { id, en };
}

/** @param joint between words @param longest in characters */
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

/** With a number where the name is taken. */
export function freeNameOf(name: string, taken: Iterable<string>, joint: '-' | '_'): string {
  const others = new Set(taken);
  for (let count = 1; ; count += 1) {
    const each = count === 1 ? name : `${name}${joint}${count}`;
    if (!others.has(each)) return each;
  }
}
