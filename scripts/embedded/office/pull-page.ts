import type { Handler } from '#embedded/forge/server.ts';

const PULL = /^\/[\w.-]+\/[\w.-]+\/pull\/([1-9]\d{0,8})(?:\/[\w/-]*)?$/;

/**
 * Redirects links to pull requests to the desk, because the embedded forge has no pages of its own. As on a forge with
 * pages, the person signs in first.
 * @param otherwise the handler of all other calls
 */
export function pullPages(otherwise: Handler): Handler {
  return (request, response) => {
    const number = PULL.exec((request.url ?? '').split(/[?#]/, 1)[0] ?? '')?.[1];
    if (number === undefined || (request.method !== 'GET' && request.method !== 'HEAD')) otherwise(request, response);
    else response.writeHead(302, { location: `/meja/#/${number}`, 'cache-control': 'no-cache' }).end();
  };
}
