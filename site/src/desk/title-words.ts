import { shownText } from '#domain/request/text.ts';

/**
 * The title of a draft's pull request as people read it; a case is called by its request (domain/case/title.ts). Form and
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
