/** Where the form opens what. The one place that knows how Decap's addresses and branches are built. */

const BRANCH = /^cms\/([^/]+)\/(.+)$/;

/** What an address of the form stands for. */
export type FormPlace =
  | { readonly kind: 'list'; readonly procedure: string }
  | { readonly kind: 'new'; readonly procedure: string }
  /** The request on a branch that the form made: a draft, or one that came back. */
  | { readonly kind: 'revise'; readonly branch: string };

/**
 * The address of a place in the form, below the site's own.
 * @param base the path below which the site lies, without a slash at its end; empty by default
 * @param language the form's language; Indonesian by default
 * @returns undefined for a branch that the form did not make: it is revised by git, not here
 */
export function formAddress(
  place: FormPlace,
  options: { base?: string; language?: 'id' | 'en' } = {},
): string | undefined {
  const { base = '', language = 'id' } = options;
  const route = routeOf(place);
  return route === undefined ? undefined : `${base}/admin/${language === 'en' ? '?lang=en' : ''}#${route}`;
}

function routeOf(place: FormPlace): string | undefined {
  if (place.kind === 'list') return `/collections/${place.procedure}`;
  if (place.kind === 'new') return `/collections/${place.procedure}/new`;
  const [, collection, slug] = BRANCH.exec(place.branch) ?? [];
  return slug === undefined ? undefined : `/collections/${collection}/entries/${slug}`;
}

/** The branch on which the form keeps an entry. @param slug as Decap has it: `2026/rapat-koordinasi/request` */
export const branchOf = (collection: string, slug: string): string => `cms/${collection}/${slug}`;
