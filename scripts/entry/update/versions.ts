import type { Language } from '#domain/problem.ts';

/** The first version whose register later versions read (R29). */
const FIRST = '1.0.0';

/** Checks whether a version is one of the trial versions, whose copies cannot be updated. */
export const isTrial = (version: string): boolean => byVersion(version, FIRST) < 0;

/**
 * Compares two version numbers (`0.10.0` is newer than `0.9.0`). A candidate counts as its version.
 * @returns a number below, equal to or above 0, as `sort` takes it
 */
export function byVersion(a: string, b: string): number {
  const [left, right] = [a, b].map((each) => each.replace(/-.*/, '').split('.').map(Number));
  const at = [0, 1, 2].find((place) => left?.[place] !== right?.[place]);
  return at === undefined ? 0 : (left?.[at] ?? 0) - (right?.[at] ?? 0);
}

/** Returns the newest of some version numbers. */
export const newestVersion = (versions: readonly string[]): string | undefined =>
  versions
    .filter((each) => /^\d+\.\d+\.\d+$/.test(each))
    .toSorted(byVersion)
    .at(-1);

const HEADINGS: Readonly<Record<Language, string>> = { id: '### Lakukan dahulu', en: '### Do first' };

/** What an office must do first for one version, as CHANGELOG.md states it. */
export interface Demand {
  readonly version: string;
  readonly text: string;
}

/**
 * Reads from CHANGELOG.md what an office must do for each version after its own version, the oldest first. Changes that
 * are not released yet come last.
 * @param before the version of the office's copy
 */
export function demandsSince(changelog: string, before: string, language: Language): Demand[] {
  const demands = changelog
    .split(/^## /m)
    .slice(1)
    .flatMap((section) => {
      const [title = ''] = section.split('\n', 1);
      const [version = title] = /\d+\.\d+\.\d+/.exec(title) ?? [];
      const isReleased = version !== title || /^\d/.test(title);
      if (isReleased && byVersion(version, before) <= 0) return [];
      const [, after = ''] = section.split(`${HEADINGS[language]}\n`);
      const [text = ''] = after.split(/^###? /m);
      return text.trim() === '' ? [] : [{ version, text: text.trim() }];
    });
  return demands.reverse();
}
