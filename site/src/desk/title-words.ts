import type { Text } from '#domain/problem.ts';
import { shownText } from '#domain/request/text.ts';
import { longDate } from '#domain/words/time.ts';
import { DESK } from './words.ts';

/**
 * The title of a draft's pull request as people read it; a case is called by its request (domain/case/course/title.ts). Form and
 * command make a title of where the request lies ("Permohonan: 2026/rapat-koordinasi-banjir/request", "Permohonan:
 * rapat-koordinasi-banjir"), of which only the folder's name is kept. A title that somebody wrote stays as it is, but for what R9
 * would refuse: anybody who can write gives a pull request any title.
 */
export function titleWords(written: string): string {
  const title = shownText(written);
  const slug = /^Permohonan: (?:\d{4}\/)?([^/\s]+?)(?:\/request)?$/.exec(title)?.[1];
  if (slug === undefined) return title;
  const words = slug.replaceAll('-', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** What a draft is called: by its title, or else by the day on which it was last saved. @param zone IANA zone of the office */
export function draftName(
  { title, updatedAt }: { readonly title: string; readonly updatedAt: string },
  zone: string,
): Text {
  const named = draftTitle(title);
  if (named !== undefined) return { id: named, en: named };
  const day = longDate(updatedAt, zone);
  return { id: `${DESK.untitled.id}, ${day.id}`, en: `${DESK.untitled.en}, ${day.en}` };
}

/** What a draft is about; undefined where its request had no title yet, and its folder only has the draft's random name. */
export const draftTitle = (written: string): string | undefined =>
  /^Permohonan: (?:\d{4}\/)?permohonan-[0-9a-v]{8}(?:\/request)?$/.test(written) ? undefined : titleWords(written);
