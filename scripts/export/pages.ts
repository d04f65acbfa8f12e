import type { PublicData } from './export-register.ts';

/** A page of the site: its address, which the renderer is asked for, and the file that it is kept as. */
export interface PageAddress {
  readonly url: string;
  readonly path: string;
}

/** Every page of the site, in both languages. */
export function pagesOf(data: Pick<PublicData, 'cases'>): PageAddress[] {
  const urls = ['/', ...data.cases.map(({ id }) => `/berkas/${id}/`)];
  const pages = ['', '/en'].flatMap((language) => urls.map((url) => `${language}${url}`));
  return [...pages.map((url) => ({ url, path: `${url.slice(1)}index.html` })), { url: '/404', path: '404.html' }];
}
