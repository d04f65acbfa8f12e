/** The address of the form and the names of Decap's branches are defined only here. */

/**
 * Returns the address of the form.
 * @param base path of the site, without a slash at its end
 */
export const formAddress = ({ base, language }: { base: string; language: 'id' | 'en' }): string =>
  `${base}/admin/${language === 'en' ? '?lang=en' : ''}`;

/**
 * Returns the branch on which form and desk keep a request.
 * @param collection id of the procedure
 * @param slug slug of the request in Decap: `2026/rapat-koordinasi/request`
 */
export const branchOf = (collection: string, slug: string): string => `cms/${collection}/${slug}`;
