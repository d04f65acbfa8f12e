import { type ParseArgsConfig, parseArgs } from 'node:util';
import { type Language, type Problem, type Text, TextError } from '../problem.ts';

/** What a command has of the world; passed in, never reached for. */
export interface Io {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  readonly lang: Language;
  readonly now: () => string;
  /** Prints a line that is the command's answer. */
  readonly out: (line: string) => void;
  /** Prints a line beside the answer: progress, problems. */
  readonly err: (line: string) => void;
  /** Waits until the command is asked to end: Ctrl+C, the end of its terminal or of what started it. */
  readonly untilEnded: () => Promise<void>;
}

/** A verb: takes its arguments, gives the exit code. */
export type Command = (args: readonly string[], io: Io) => Promise<number>;

/** What the person gave or asked cannot be done: told with its reasons, exit code 1. */
export class UserError extends TextError {
  override readonly name = 'UserError';
  readonly problems: readonly Problem[];

  constructor(text: Text, problems: readonly Problem[] = []) {
    super(text);
    this.problems = problems;
  }
}

/** The command was not understood: exit code 2. */
export class UsageError extends TextError {
  override readonly name = 'UsageError';
}

type Options = NonNullable<ParseArgsConfig['options']>;

/**
 * Reads a command's arguments.
 * @param operands how many operands there may be
 * @throws UsageError for an option that is none, a missing value, or too many operands
 */
export function readArgs<const O extends Options>(args: readonly string[], options: O, operands = 0) {
  try {
    const parsed = parseArgs({ args: [...args], options, allowPositionals: operands > 0, strict: true });
    const extra = parsed.positionals[operands];
    if (extra !== undefined) throw new UsageError(notUnderstood(`"${extra}"`));
    return parsed;
  } catch (error) {
    if (error instanceof UsageError) throw error;
    const code = (error as NodeJS.ErrnoException).code ?? '';
    if (!(error instanceof TypeError) || !code.startsWith('ERR_PARSE_ARGS')) throw error;
    throw new UsageError(notUnderstood(error.message));
  }
}

const notUnderstood = (what: string): Text => ({ id: `Tidak dimengerti: ${what}`, en: `Not understood: ${what}` });

/** @throws UsageError where the option is not given */
export function needed(value: string | undefined, option: string): string {
  if (value === undefined || value === '') throw new UsageError({ id: `Perlu ${option}.`, en: `${option} is needed.` });
  return value;
}

/** A whole number of an option. @throws UsageError for anything else */
export function wholeNumber(value: string, option: string): number {
  if (!/^\d{1,9}$/.test(value))
    throw new UsageError({
      id: `${option}: diharapkan bilangan bulat, diterima "${value.slice(0, 40)}".`,
      en: `${option}: expected a whole number, received "${value.slice(0, 40)}".`,
    });
  return Number(value);
}

/** The pull request's number, of `PMK-2026-3`, `#3` or `3`. @throws UsageError for anything else */
export function caseNumber(text: string | undefined): number {
  const [, digits] = /^(?:[A-Za-z][A-Za-z0-9]*-\d{4}-|#)?([1-9]\d{0,8})$/.exec(text ?? '') ?? [];
  if (digits === undefined)
    throw new UsageError({
      id: `Berkas: diharapkan nomor seperti PMK-2026-3 atau 3, diterima "${(text ?? '').slice(0, 40)}".`,
      en: `Case: expected a number such as PMK-2026-3 or 3, received "${(text ?? '').slice(0, 40)}".`,
    });
  return Number(digits);
}

/** The language of messages: as asked, else as the machine's, else Indonesian. */
export function languageOf(asked: string | undefined, env: Io['env']): Language {
  if (asked === 'id' || asked === 'en') return asked;
  if (asked !== undefined)
    throw new UsageError({
      id: `--lang: diharapkan id atau en, diterima "${asked.slice(0, 40)}".`,
      en: `--lang: expected id or en, received "${asked.slice(0, 40)}".`,
    });
  const locale = env['LC_ALL'] || env['LC_MESSAGES'] || env['LANG'] || '';
  return /^en(?:[_.-]|$)/i.test(locale) ? 'en' : 'id';
}
