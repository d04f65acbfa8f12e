import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { AskedQuestion, Interview } from '#domain/new-sop/question.ts';
import type { Text } from '#domain/problem.ts';
import { UserError } from '#domain/user-error.ts';
import type { Io } from '#entry/command.ts';
import { plural } from '#domain/words/language.ts';

interface Given {
  readonly question: string;
  readonly answer: string;
}

/**
 * Runs an interview: first with the prepared answers, then with the person at the terminal or the piped input.
 * @param prepared text of a file of answers, one on each line; a line that begins with # is skipped, and an empty line
 *   means the same as the Enter key
 * @returns the result of the interview, and all answers
 * @throws UserError if the answers end too early, or a prepared or piped answer is not accepted; the answers are kept
 *   in a file
 */
export async function askPeople<T>(
  interview: Interview<T>,
  prepared: string,
  io: Io,
): Promise<{ readonly value: T; readonly answers: readonly Given[] }> {
  const answers: Given[] = [];
  const source = answersFrom(prepared, io);
  try {
    let step = interview.next();
    let given: Answer | undefined;
    while (step.done !== true) {
      const question = step.value;
      const shown = shownAs(question, io);
      if (question.isAgain) {
        answers.pop();
        if (given?.isPrepared) throw await unreadable(question, given, answers, io);
      }
      given = await source.next(shown);
      if (given === undefined) throw await endedEarly(question, answers, io);
      if (given.text.trim() !== '?') answers.push({ question: shown.at(-1) ?? '', answer: given.text });
      step = interview.next(given.text);
    }
    return { value: step.value, answers };
  } finally {
    source.close();
  }
}

function shownAs({ said, text, otherwise }: AskedQuestion, { lang }: Io): string[] {
  const empty = { id: 'kosong', en: 'empty' }[lang];
  const isShown = otherwise !== undefined && !text[lang].includes('Enter');
  return [...(said ? [said[lang]] : []), `${text[lang]}${isShown ? ` [${otherwise || empty}]` : ''}`];
}

interface Answer {
  readonly text: string;
  /** The number of the answer's line. Messages name it if the answer was prepared or piped. */
  readonly line: number;
  /** Whether the answer was prepared or piped. If it is not accepted, nobody can be asked again. */
  readonly isPrepared: boolean;
}

const INTRODUCTION: Text = {
  id: 'Enter mengambil yang di dalam kurung siku, ? menjelaskan pertanyaan, Ctrl+C menyimpan jawaban dan berhenti.',
  en: 'Enter takes the text in brackets, ? explains a question, Ctrl+C keeps the answers and ends.',
};

/** Reads answers first from the prepared text, and then from the input. */
function answersFrom(prepared: string, { input = process.stdin, err, lang }: Io) {
  const lines = prepared === '' ? [] : prepared.replace(/\r?\n$/, '').split(/\r?\n/);
  const isTerminal = 'isTTY' in input && input.isTTY === true;
  let line = 0;
  let hasBegun = false;
  let reader: ReturnType<typeof createInterface> | undefined;
  let typed: AsyncIterator<string> | undefined;
  const readLine = async (): Promise<string | undefined> => {
    reader ??= createInterface({ input, ...(isTerminal ? { output: process.stdout, prompt: '> ' } : {}) });
    typed ??= reader[Symbol.asyncIterator]();
    if (isTerminal) reader.prompt();
    const { value, done } = await typed.next();
    return done ? undefined : value;
  };
  const next = async (shown: readonly string[]): Promise<Answer | undefined> => {
    const isFromFile = line < lines.length;
    const isPrepared = isFromFile || !isTerminal;
    if (!isPrepared) for (const each of [...(hasBegun ? [] : [INTRODUCTION[lang]]), '', ...shown]) err(each);
    hasBegun ||= !isPrepared;
    const text = isFromFile ? lines[line] : await readLine();
    line += 1;
    if (text === undefined) return undefined;
    return isPrepared && text.startsWith('#') ? next(shown) : { text, line, isPrepared };
  };
  return { next, close: () => reader?.close() };
}

/** Keeps answers in a new file, and returns the file's name. */
export async function keepAnswers(answers: readonly Given[], { cwd }: Io): Promise<string> {
  const text = answers.map(({ question, answer }) => `# ${question}\n${answer}\n`).join('');
  for (let count = 1; ; count += 1) {
    const name = `jawaban-sop${count === 1 ? '' : `-${count}`}.txt`;
    try {
      await writeFile(join(cwd, name), text, { flag: 'wx' });
      return name;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
  }
}

async function endedEarly({ text }: AskedQuestion, answers: readonly Given[], io: Io): Promise<UserError> {
  if (answers.length === 0)
    return new UserError({
      id: 'Tidak ada jawaban; tidak ada yang ditulis.',
      en: 'There are no answers; nothing was written.',
    });
  const kept = await keepAnswers(answers, io);
  return new UserError({
    id: `Jawaban berakhir pada pertanyaan “${text.id}”; ${answers.length} jawaban disimpan di ${kept}. Lanjutkan: npx disposisi sop new --answers ${kept}`,
    en: `The answers end at the question “${text.en}”; ${plural(answers.length, 'answer')} are kept in ${kept}. Continue with: npx disposisi sop new --answers ${kept}`,
  });
}

async function unreadable({ said, text }: AskedQuestion, given: Answer, answers: readonly Given[], io: Io) {
  const received = given.text.slice(0, 60);
  const kept = answers.length === 0 ? undefined : await keepAnswers(answers, io);
  return new UserError({
    id: `Baris ${given.line} jawaban, “${text.id}”: ${said?.id ?? ''} (diterima “${received}”).${kept ? ` Jawaban sebelumnya disimpan di ${kept}.` : ''}`,
    en: `Line ${given.line} of the answers, “${text.en}”: ${said?.en ?? ''} (received “${received}”).${kept ? ` The answers before it are kept in ${kept}.` : ''}`,
  });
}
