import type { Text } from '#domain/problem.ts';
import { shownText } from '#domain/request/text.ts';
import { longDate } from '#domain/words/time.ts';
import { DESK } from './words.ts';

/**
 * Turns the title of a draft's pull request into words for people. The title of a case comes from its request
 * (domain/case/course/title.ts). The form and the command make a title from the request's folder ("Permohonan:
 * 2026/rapat-koordinasi-banjir/request", "Permohonan: rapat-koordinasi-banjir"); only the name of the folder is kept.
 * A title that somebody typed is kept, without the characters that R9 refuses, because every account that can write
 * may change a title.
 */
export function titleWords(written: string): string {
  const title = shownText(written);
  const slug = /^Permohonan: (?:\d{4}\/)?([^/\s]+?)(?:\/request)?$/.exec(title)?.[1];
  if (slug === undefined) return title;
  const words = slug.replaceAll('-', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/**
 * Returns the name of a draft: its title or, without a title, the day on which it was last saved.
 * @param zone IANA name of the office's zone
 */
export function draftName(
  { title, updatedAt }: { readonly title: string; readonly updatedAt: string },
  zone: string,
): Text {
  const named = draftTitle(title);
  if (named !== undefined) return { id: named, en: named };
  const day = longDate(updatedAt, zone);
  return { id: `${DESK.untitled.id}, ${day.id}`, en: `${DESK.untitled.en}, ${day.en}` };
}

/** Returns the title of a draft; undefined if its request had no title yet, so that its folder has a random name. */
export const draftTitle = (written: string): string | undefined =>
  /^Permohonan: (?:\d{4}\/)?permohonan-[0-9a-v]{8}(?:\/request)?$/.test(written) ? undefined : titleWords(written);
