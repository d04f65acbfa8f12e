import type { BranchBeginning } from '#engine/forge/branches.ts';
import { SITE_BRANCH } from './names.ts';

const UNPUBLISHED = `<!doctype html>
<html lang="id">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width">
    <meta name="robots" content="noindex">
    <title>Situs belum diterbitkan</title>
  </head>
  <body>
    <h1>Situs ini belum diterbitkan</h1>
    <p>Halaman-halamannya muncul setelah penerbitan yang pertama. Silakan kembali nanti.</p>
    <p lang="en">This site has not been published yet. Its pages appear with the first publication; please come back later.</p>
  </body>
</html>
`;

/**
 * Returns the site before its first publication.
 * @param domain the site's own domain, if any, which GitHub forgets unless the branch names it
 */
export const siteBeginning = (domain: string | undefined): BranchBeginning => ({
  branch: SITE_BRANCH,
  message: 'Situs dimulai',
  files: [
    // Without this file, GitHub runs Jekyll over the pages.
    { path: '.nojekyll', text: '\n' },
    ...(domain === undefined ? [] : [{ path: 'CNAME', text: `${domain}\n` }]),
    { path: 'index.html', text: UNPUBLISHED },
  ],
});

/** Describes a branch and its folder as the source of Pages, in GitHub's words. */
export const pagesSource = (branch: string, path: string): string => `build_type: legacy, source: ${branch} ${path}`;
