import type { Site } from './model/context.ts';

/** Addresses as GitHub composes them, below this forge's origin. */
export const apiRoot = (site: Site): string => `${site.url}/api/v3`;

export const repoApi = (site: Site): string => `${apiRoot(site)}/repos/${site.owner}/${site.repo}`;

export const repoHtml = (site: Site): string => `${site.url}/${site.owner}/${site.repo}`;

export const pullHtml = (site: Site, number: number): string => `${repoHtml(site)}/pull/${number}`;

export const reviewHtml = (site: Site, number: number, id: number): string =>
  `${pullHtml(site, number)}#pullrequestreview-${id}`;

export const commentHtml = (site: Site, number: number, id: number): string =>
  `${pullHtml(site, number)}#issuecomment-${id}`;

export const eventHtml = (site: Site, number: number, id: number): string => `${pullHtml(site, number)}#event-${id}`;

export const encodePath = (path: string): string => path.split('/').map(encodeURIComponent).join('/');
