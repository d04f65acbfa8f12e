import type { Instant } from '#domain/clock/instant.ts';
import type { CaseNews } from '#domain/journal/news.ts';
import type { NoteSignature } from '#domain/log/note.ts';
import type { Text } from '#domain/problem.ts';
import type { Forge } from '#engine/forge/forge.ts';

/** Everything on which a run depends. It is always passed in, so that tests can replace it. */
export interface Deps {
  readonly forge: Forge;
  readonly now: () => Instant;
  /** The seconds that must pass after a computed instant before it is journaled (R22); 0 on the embedded forge. */
  readonly settle: number;
  /** Returns 128 new random bits as 32 hexadecimal digits. */
  readonly salt: () => string;
  /** Signs the checkpoints of the register's log (R36). */
  readonly signer: { readonly vkey: string; readonly sign: (text: string) => NoteSignature };
  readonly log: (message: Text) => void;
  /**
   * The result of `finishedAs` for each case in which nothing was left to do, by case number. Scheduled runs skip a
   * case that still has the same result. Only a program that keeps running has this map. Other programs look at the
   * case again (R28).
   */
  readonly finished?: Map<number, string>;
  /** The root of the public site, without a slash at its end. */
  readonly siteUrl?: string;
  /**
   * Called with the entries that this program has just added to a journal. If several runs judge one fact, only one of
   * them writes the register (R26), so each entry is passed once. The function must return at once and throw nothing.
   */
  readonly added?: (news: CaseNews) => void;
  /**
   * Called with a pull request that changes the configuration and needs a comment (`commentWhatIf`). A program that
   * keeps running writes the comment in the background, and the function must return at once. Without the function, a
   * run writes the comment last.
   */
  readonly whatIf?: (number: number) => void;
  /** Called at named points of a run; tests use it to interleave two runs. */
  readonly pause?: (point: 'read' | 'judged' | 'appended') => Promise<void>;
}
