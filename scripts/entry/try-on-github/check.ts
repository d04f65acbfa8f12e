import type { Text } from '#domain/problem.ts';
import type { Sample } from '#embedded/office/samples.ts';
import type { Client } from '#engine/forge/octokit.ts';
import { wordsOfError } from './github.ts';
import type { Made } from './made.ts';
import type { Trial } from './walk-case.ts';

/** What a check found. A check that could not be asked has proved nothing, so it is no success (R31). */
export type Verdict =
  | { readonly is: 'held'; readonly seen: Text }
  | { readonly is: 'not-held'; readonly why: Text; readonly next: Text }
  | { readonly is: 'not-asked'; readonly why: Text };

/** The trial, after the case was walked through its rows. */
export interface Scene {
  readonly trial: Trial;
  /** The applicant's client, an account that may write. */
  readonly applicant: Client;
  readonly official: Client;
  readonly made: Made;
  /** A request whose event is still ahead. */
  readonly sample: Sample;
  /** The pull request of the walked case; undefined if the case was not merged. */
  readonly walked: number | undefined;
  /** The heads of branches before the walk; undefined for a branch that did not exist. */
  readonly before: Readonly<Record<string, string | undefined>>;
  /** GitHub's words if it refused to change the variable before the walk. */
  readonly variableRefused: string | undefined;
  /** Returns the number of an open pull request with a request. Opens one if there is none. */
  readonly openRequest: () => Promise<number>;
  /** Reads a page of the public site. */
  readonly fetch: typeof globalThis.fetch;
}

/** Something that only GitHub can prove. */
export interface Check {
  readonly id: string;
  /** What the check proves. */
  readonly says: Text;
  /** Asks GitHub by documented calls. Everything that it makes there is noted in `scene.made`. */
  readonly ask: (scene: Scene) => Promise<Verdict>;
}

/** One line of the table. */
export interface TrialRow {
  readonly check: Pick<Check, 'id' | 'says'>;
  readonly verdict: Verdict;
}

export const held = (seen: Text): Verdict => ({ is: 'held', seen });
export const notHeld = (why: Text, next: Text): Verdict => ({ is: 'not-held', why, next });
export const notAsked = (why: Text): Verdict => ({ is: 'not-asked', why });

export const NOT_WALKED: Verdict = notAsked({
  id: 'Berkas percobaan tidak sampai digabungkan. Perbaiki hal itu lebih dahulu.',
  en: 'The case of the trial was not merged. First correct that.',
});

/** Asks a check. A refusal that the check does not expect means that it could not be asked. */
export async function askCheck(check: Check, scene: Scene): Promise<Verdict> {
  try {
    return await check.ask(scene);
  } catch (error) {
    const why = wordsOfError(error);
    if (why === undefined) throw error;
    return notAsked(why);
  }
}
