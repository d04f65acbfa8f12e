import type { Instant } from '#domain/clock/instant.ts';
import { canonicalJson } from '#domain/request/digest.ts';
import { given } from '#domain/request/given.ts';

/** A replacement of the history of register and main by one without erased content (R50). */
export interface Rewrite {
  readonly at: Instant;
  /** The register's head before. */
  readonly before: string;
  /** Size and root of the log at that head. The log is the same afterwards. */
  readonly size: number;
  readonly root: string;
  /** The new ids of commits that the forge goes on to name by their old ids; undefined if there are none. */
  readonly commits?: Readonly<Record<string, string>>;
  /**
   * The ids of the erased files, and of commits without which no replaced commit comes back; undefined in a line of an
   * earlier version.
   */
  readonly erased?: readonly string[];
}

/** Returns a function that gives the id that a commit has after all replacements. */
export const newIds =
  (rewrites: readonly Rewrite[]) =>
  (oid: string): string =>
    rewrites.reduce((now, { commits }) => commits?.[now] ?? now, oid);

/** Returns the same function for the text of `rewrites.jsonl`. */
export const newIdsIn = (text = ''): ((oid: string) => string) =>
  newIds(text.split('\n').flatMap((line) => (line ? (JSON.parse(line) as Rewrite) : [])));

/**
 * Adds a line to the text of `rewrites.jsonl`.
 * @param text present text; undefined if there is no file yet
 */
export const addRewrite = (text: string | undefined, rewrite: Rewrite): string =>
  `${text ?? ''}${canonicalJson(rewrite)}\n`;

/**
 * Reads `rewrites.jsonl`.
 * @throws SyntaxError for a line that is no replacement
 */
export const parseRewrites = (text = ''): Rewrite[] =>
  text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => {
      const { at, before, size, root, commits, erased } = JSON.parse(line) as Partial<Rewrite>;
      if (typeof at !== 'string' || typeof before !== 'string' || typeof size !== 'number' || typeof root !== 'string')
        throw new SyntaxError('A line does not say at, before, size and root.');
      return { at, before, size, root, ...given({ commits, erased }) };
    });
