/** Where the form is, and how Decap's branches are named: nothing else knows. */

/**
 * The address of the form.
 * @param base the path below which the site lies, without a slash at its end
 */
export const formAddress = ({ base, language }: { base: string; language: 'id' | 'en' }): string =>
  `${base}/admin/${language === 'en' ? '?lang=en' : ''}`;

/** The branch on which form and desk keep a request. @param slug as Decap has it: `2026/rapat-koordinasi/request` */
export const branchOf = (collection: string, slug: string): string => `cms/${collection}/${slug}`;
