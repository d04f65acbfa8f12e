import type { Language, Text } from '#domain/problem.ts';
import { UsageError } from '#domain/user-error.ts';

/** The surroundings of a command. They are passed to the command, which uses no others. */
export interface Io {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  readonly lang: Language;
  /** The machine's time as an instant, in whole seconds. */
  readonly now: () => string;
  /** Prints a line of the command's result. */
  readonly out: (line: string) => void;
  /** Prints a line besides the result, such as progress and problems. */
  readonly err: (line: string) => void;
  /** Typed or piped input. The default is the input of this process. */
  readonly input?: NodeJS.ReadableStream;
  /** Waits until the command must end: after Ctrl+C, or when its terminal or its parent process ends. */
  readonly untilEnded: () => Promise<void>;
}

/** Prints a text of the command's result in the language of the output. */
export const printText = ({ out, lang }: Io, text: Text): void => out(text[lang]);

/** Prints a text besides the result in the language of the output. */
export const remark = ({ err, lang }: Io, text: Text): void => err(text[lang]);

/** A verb: takes its arguments, and returns the exit code. */
export type Command = (args: readonly string[], io: Io) => Promise<number>;

/**
 * Returns an option's value.
 * @throws UsageError if the option is absent or empty, as with a variable that is not set
 */
export function needed(value: string | undefined, option: string): string {
  if (value === undefined || value === '') throw new UsageError({ id: `Perlu ${option}.`, en: `${option} is needed.` });
  return value;
}

/**
 * Returns the name of an office's folder, as the person gave it.
 * @param otherwise the name to use if the person gave none
 * @throws UsageError for an empty name
 */
export const officeFolder = (named: string | undefined, otherwise = '.disposisi'): string =>
  needed(named ?? otherwise, '--folder DIR');

/**
 * Reads an option that must be a whole number.
 * @param largest the largest allowed value
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

/** Returns the number of the pull request, from `SOP-2026-3`, `#3` or `3`, or throws a UsageError. */
export function caseNumber(text: string | undefined): number {
  const [, digits] = /^(?:[A-Za-z][A-Za-z0-9]*-\d{4}-|#)?([1-9]\d{0,8})$/.exec(text ?? '') ?? [];
  if (digits === undefined)
    throw new UsageError({
      id: `Berkas: diharapkan nomor seperti SOP-2026-3 atau 3, diterima "${(text ?? '').slice(0, 40)}".`,
      en: `Case: expected a number such as SOP-2026-3 or 3, received "${(text ?? '').slice(0, 40)}".`,
    });
  return Number(digits);
}
