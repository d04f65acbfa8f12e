import type { Instant } from '#domain/clock/instant.ts';
import type { CaseNews } from '#domain/journal/news.ts';
import type { NoteSignature } from '#domain/log/note.ts';
import type { Text } from '#domain/problem.ts';
import type { Forge } from '#engine/forge/forge.ts';

/** What a run depends on; passed in, never reached for. */
export interface Deps {
  readonly forge: Forge;
  readonly now: () => Instant;
  /** Seconds that a computed instant must be past before it is journaled (R22): 0 on the embedded forge. */
  readonly settle: number;
  /** 128 random bits as 32 hexadecimal digits, another at each call. */
  readonly salt: () => string;
  /** Signs the checkpoints of the register's log (R36). */
  readonly signer: { readonly vkey: string; readonly sign: (text: string) => NoteSignature };
  readonly log: (message: Text) => void;
  /**
   * Of cases that were left with nothing to do, by number, what `finishedAs` gave: scheduled runs skip a case that still
   * looks the same. Only a process that keeps running has it; without it, scheduled runs look once more (R28).
   */
  readonly finished?: Map<number, string>;
  /** Root of the public site, without a slash at its end. */
  readonly siteUrl?: string;
  /**
   * Called with what this process itself has just added to a journal. Of several runs over one fact one alone wins the register (R26),
   * so each entry comes here exactly once. It must return at once, and throw nothing.
   */
  readonly added?: (news: CaseNews) => void;
  /**
   * Called with a pull request on which it is to be commented what its change of the configuration would have done to past cases
   * (`commentWhatIf`): a process that keeps running does it in the background. It must return at once. Without it, a run does it last.
   */
  readonly whatIf?: (number: number) => void;
  /** Called at named points of a run; tests use it to interleave two runs. */
  readonly pause?: (point: 'read' | 'judged' | 'appended') => Promise<void>;
}
