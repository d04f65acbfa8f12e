import type { ForgeSite } from './model/context.ts';

/** Returns the root of the REST API. This and all other addresses are composed as GitHub composes its own. */
export const apiRoot = (site: ForgeSite): string => `${site.url}/api/v3`;

export const repoApi = (site: ForgeSite): string => `${apiRoot(site)}/repos/${site.owner}/${site.repo}`;

export const repoHtml = (site: ForgeSite): string => `${site.url}/${site.owner}/${site.repo}`;

export const pullHtml = (site: ForgeSite, number: number): string => `${repoHtml(site)}/pull/${number}`;

export const reviewHtml = (site: ForgeSite, number: number, id: number): string =>
  `${pullHtml(site, number)}#pullrequestreview-${id}`;

export const commentHtml = (site: ForgeSite, number: number, id: number): string =>
  `${pullHtml(site, number)}#issuecomment-${id}`;

export const eventHtml = (site: ForgeSite, number: number, id: number): string =>
  `${pullHtml(site, number)}#event-${id}`;

export const encodePath = (path: string): string => path.split('/').map(encodeURIComponent).join('/');
