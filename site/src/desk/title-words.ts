/**
 * The title of a draft's pull request as people read it; a case is called by its request (domain/case/title.ts). The form names it by where the request lies, for want of anything better
 * ("Permohonan: 2026/rapat-koordinasi-banjir/request"), and so does the command ("Permohonan: rapat-koordinasi-banjir"); a title that somebody wrote stays as it is.
 */
export function titleWords(title: string): string {
  const slug = /^Permohonan: (?:\d{4}\/)?([^/\s]+?)(?:\/request)?$/.exec(title)?.[1];
  if (slug === undefined) return title;
  const words = slug.replaceAll('-', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}
