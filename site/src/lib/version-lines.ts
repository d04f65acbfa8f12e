import type { PublicSopVersions } from '#domain/generated/public-sop-versions.ts';
import type { Language, Text } from '#domain/problem.ts';
import { changeSentence } from '#domain/versions/change-words.ts';
import { letterDate, shortZonedTime } from '#domain/words/time.ts';
import { fill } from './text.ts';
import { VERSION_TEXT } from './version-text.ts';

type Version = PublicSopVersions['versions'][number];
type Times = Pick<Version, 'from' | 'until'>;

/** Returns the time in which a version was in force: "Berlaku sejak 1 Maret 2027 09.00 WIB". */
export function versionPeriod({ from, until }: Times, zone: string, language: Language): string {
  const said = (at: string): string => shortZonedTime(at, zone)[language];
  if (from !== undefined && until !== undefined)
    return fill(VERSION_TEXT.fromUntil[language], { t: said(from), u: said(until) });
  if (from !== undefined) return fill(VERSION_TEXT.from[language], { t: said(from) });
  return until === undefined
    ? VERSION_TEXT.unknownTime[language]
    : fill(VERSION_TEXT.until[language], { u: said(until) });
}

/** Returns the name of a version inside a sentence: its first day or, if that is not known, the beginning of its id. */
export const versionName = (
  { from, revision }: Pick<Version, 'from' | 'revision'>,
  zone: string,
  language: Language,
): string =>
  from === undefined
    ? fill(VERSION_TEXT.versionId[language], { r: revision.slice(0, 7) })
    : fill(VERSION_TEXT.versionOf[language], { t: letterDate(from, zone)[language] });

/** Groups the changes of a version by place. The places are in the order in which the changes first name them. */
export function changesByPlace(changes: NonNullable<Version['changes']>): { place: Text; lines: Text[] }[] {
  const groups = Map.groupBy(changes, ({ place }) => place.id);
  return [...groups.values()].map((each) => ({
    place: each[0]?.place ?? { id: '', en: '' },
    lines: each.map(changeSentence),
  }));
}
