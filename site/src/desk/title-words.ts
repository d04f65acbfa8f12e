/**
 * A pull request's title as people read it. The form names it by where the request lies, for want of anything better
 * ("Permohonan: 2026/rapat-koordinasi-banjir/request"); a title that somebody wrote stays as it is.
 */
export const titleWords = (title: string): string =>
  title.replace(
    /^(Permohonan: )\d{4}\/([^/]+)\/request$/,
    (_, before: string, slug: string) => before + slug.replaceAll('-', ' '),
  );
