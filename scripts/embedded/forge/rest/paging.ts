import type { RestRequest } from './request.ts';

/** The page a request asks for: 30 to a page, 100 at most. */
export function pageOf(request: RestRequest): { page: number; size: number } {
  return { page: positive(request.query.get('page'), 1), size: sizeOf(request) };
}

export function sizeOf(request: RestRequest): number {
  return Math.min(positive(request.query.get('per_page'), 30), 100);
}

/** The page's share of `items`; where there are others the answer gets GitHub's `Link` header. */
export function paginate<Item>(request: RestRequest, items: readonly Item[]): Item[] {
  const { page, size } = pageOf(request);
  linkPages(request, page, Math.max(1, Math.ceil(items.length / size)));
  return items.slice((page - 1) * size, page * size);
}

export function linkPages(request: RestRequest, page: number, last: number): void {
  const links: string[] = [];
  const link = (to: number, rel: string) => links.push(`<${withQuery(request, 'page', String(to))}>; rel="${rel}"`);
  if (page > 1) link(page - 1, 'prev');
  if (page < last) {
    link(page + 1, 'next');
    link(last, 'last');
  }
  if (page > 1) link(1, 'first');
  if (links.length > 0) request.responseHeaders.set('link', links.join(', '));
}

export function withQuery(request: RestRequest, name: string, value: string): string {
  const url = new URL(request.target);
  url.searchParams.set(name, value);
  return url.href;
}

function positive(text: string | null, otherwise: number): number {
  return text !== null && /^[1-9]\d{0,8}$/.test(text) ? Number(text) : otherwise;
}
