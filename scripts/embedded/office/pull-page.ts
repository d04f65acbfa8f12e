import type { Handler } from '#embedded/forge/server.ts';

const PULL = /^\/[\w.-]+\/[\w.-]+\/pull\/([1-9]\d{0,8})(?:\/[\w/-]*)?$/;

/**
 * The embedded forge has no pages of its own: a person who follows a link to a pull request is led to it on the desk, where,
 * as on a forge, one signs in first.
 * @param otherwise answers everything else
 */
export function pullPages(otherwise: Handler): Handler {
  return (request, response) => {
    const number = PULL.exec((request.url ?? '').split(/[?#]/, 1)[0] ?? '')?.[1];
    if (number === undefined || (request.method !== 'GET' && request.method !== 'HEAD')) otherwise(request, response);
    else response.writeHead(302, { location: `/meja/#/${number}`, 'cache-control': 'no-cache' }).end();
  };
}
