import type { Language } from '#domain/problem.ts';
import { UsageError } from '#domain/user-error.ts';

/** What a command has of the world; passed in, never reached for. */
export interface Io {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  readonly lang: Language;
  /** The machine's time: an instant, whole seconds. */
  readonly now: () => string;
  /** Prints a line that is the command's answer. */
  readonly out: (line: string) => void;
  /** Prints a line next to the answer: progress, problems. */
  readonly err: (line: string) => void;
  /** What is typed or piped in; the terminal's unless another is given. */
  readonly input?: NodeJS.ReadableStream;
  /** Waits until the command is asked to end: Ctrl+C, the end of its terminal or of what started it. */
  readonly untilEnded: () => Promise<void>;
}

/** A verb: takes its arguments, gives the exit code. */
export type Command = (args: readonly string[], io: Io) => Promise<number>;

/** @throws UsageError where the option is not given, or given empty, as by a variable that is not set */
export function needed(value: string | undefined, option: string): string {
  if (value === undefined || value === '') throw new UsageError({ id: `Perlu ${option}.`, en: `${option} is needed.` });
  return value;
}

/** The folder of an office, as the person names it. @throws UsageError where its name is empty */
export const officeFolder = (named: string | undefined, otherwise = '.disposisi'): string =>
  needed(named ?? otherwise, '--folder DIR');

/**
 * A whole number of an option.
 * @param largest that it may be
 * @throws UsageError for anything else
 */
export function wholeNumber(value: string, option: string, largest = 999_999_999): number {
  if (/^\d{1,9}$/.test(value) && Number(value) <= largest) return Number(value);
  const received = value.slice(0, 40);
  throw new UsageError({
    id: `${option}: diharapkan bilangan bulat 0 sampai ${largest}, diterima "${received}".`,
    en: `${option}: expected a whole number from 0 to ${largest}, received "${received}".`,
  });
}

/** The pull request's number, of `SOP-2026-3`, `#3` or `3`. @throws UsageError for anything else */
export function caseNumber(text: string | undefined): number {
  const [, digits] = /^(?:[A-Za-z][A-Za-z0-9]*-\d{4}-|#)?([1-9]\d{0,8})$/.exec(text ?? '') ?? [];
  if (digits === undefined)
    throw new UsageError({
      id: `Berkas: diharapkan nomor seperti SOP-2026-3 atau 3, diterima "${(text ?? '').slice(0, 40)}".`,
      en: `Case: expected a number such as SOP-2026-3 or 3, received "${(text ?? '').slice(0, 40)}".`,
    });
  return Number(digits);
}
