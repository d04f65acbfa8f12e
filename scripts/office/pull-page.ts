import { readdir } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { join } from 'node:path';

type Handler = (request: IncomingMessage, response: ServerResponse) => void;

const PULL = /^\/[\w.-]+\/[\w.-]+\/pull\/(\d{1,9})(?:\/[\w/-]*)?$/;

/**
 * The embedded forge has no pages of its own: whoever follows a link to a pull request is led to the case's page, or,
 * where the site shows no such case (a draft is nobody's business, R13), answered as for any page that is not there.
 * @param site the folder of the built site
 * @param otherwise answers everything else
 */
export function pullPages(site: string, otherwise: Handler): Handler {
  return (request, response) => {
    const number = PULL.exec((request.url ?? '').split(/[?#]/, 1)[0] ?? '')?.[1];
    if (number === undefined || (request.method !== 'GET' && request.method !== 'HEAD')) {
      otherwise(request, response);
      return;
    }
    caseOf(site, number).then(
      (id) => {
        if (id === undefined) return otherwise(request, response);
        response.writeHead(302, { location: `/berkas/${id}/`, 'cache-control': 'no-cache' }).end();
      },
      () => otherwise(request, response),
    );
  };
}

/** A case is called by its procedure, its year and the number of its pull request. */
async function caseOf(site: string, number: string): Promise<string | undefined> {
  const cases = await readdir(join(site, 'berkas'));
  return cases.find((id) => id.endsWith(`-${number}`));
}
