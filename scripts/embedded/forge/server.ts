import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { dirname } from 'node:path';
import { gzipSync } from 'node:zlib';
import { isDiskFull } from '#domain/disk-full.ts';
import { authenticate } from './auth.ts';
import type { Actor } from './grant.ts';
import { QueryAnswerer } from './graphql/query-answerer.ts';
import { Bodies, BODY } from './limits.ts';
import { HttpRefusal, notFound } from './refusal.ts';
import { Body, mediaOf, Raw, type RestRequest } from './rest/request.ts';
import { decode, findRoute, type RestAnswer, runRoute } from './rest/router.ts';
import { ROUTES } from './rest/routes.ts';
import { sendStore, STORE_PATH } from './send-store.ts';
import { isSignIn, SampleSignIn, type SignInOptions } from './sign-in/sign-in.ts';
import { gitRequest, serveGit } from './smart-http.ts';
import type { Core, Transactions } from './transactions.ts';

/** The forge listens on this machine only. No option gives it another address. */
const LOOPBACK = '127.0.0.1';
const DOCUMENTATION = 'https://docs.github.com/rest';

export type Handler = (request: IncomingMessage, response: ServerResponse) => void;

/**
 * Makes a server listen on loopback.
 * @param port the port; 0 chooses a free one
 * @returns the port on which the server listens
 */
export function listenOn(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, LOOPBACK, () => resolve((server.address() as AddressInfo).port));
  });
}

/** Stops a server. Calls that have begun may finish within two seconds; then every connection is closed. */
export async function stop(server: Server): Promise<void> {
  const idle = setInterval(() => server.closeIdleConnections(), 10);
  const limit = setTimeout(() => server.closeAllConnections(), 2000);
  await new Promise<void>((resolve) => server.close(() => resolve()));
  clearInterval(idle);
  clearTimeout(limit);
}

/** What a forge can serve besides the API and git. */
export interface EntryPoints {
  /** Serves the paths that the forge itself does not serve, for example with the files of the site. */
  readonly fallback?: Handler | undefined;
  readonly signIn?: SignInOptions | undefined;
}

/**
 * Makes the HTTP server of a forge.
 * @param core returns the parts of the forge; called only while a call is served
 * @param transactions returns the queue of the forge's calls
 * @param port returns the port on which the server listens
 */
export function forgeServer(
  core: () => Core,
  transactions: () => Transactions,
  port: () => number,
  { fallback, signIn: options }: EntryPoints,
): Server {
  const signIn = options && new SampleSignIn(core, transactions, options);
  const queries = new QueryAnswerer(transactions);
  const bodies = new Bodies();
  const server = createServer((request, response) => {
    answer(request, response).catch((error: unknown) => sendError(response, error));
  });
  // With Node's default of 5 seconds, a busy machine closes a connection while the client is about to use it again.
  server.keepAliveTimeout = 60_000;
  return server;

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    guard(request, port());
    const { site, now } = core();
    // This is the time of the forge's own clock. Clients of the forge take the time from this header.
    response.setHeader('date', new Date(now()).toUTCString());
    const target = new URL(request.url ?? '/', site.url);
    const { pathname } = target;
    if (pathname.startsWith('/api/v3/')) return rest(request, response, target);
    if (pathname === '/api/graphql') return graphql(request, response);
    if (pathname === STORE_PATH && request.method === 'POST')
      return sendStore(transactions(), whoSent(request), dirname(core().git.folder), response);
    if (signIn !== undefined && isSignIn(pathname)) return signIn.answer(request, response, target);
    const repository = `/${site.owner}/${site.repo}`.toLowerCase();
    const prefix = [`${repository}.git`, repository].find((start) => pathname.toLowerCase().startsWith(`${start}/`));
    const git =
      prefix === undefined
        ? undefined
        : gitRequest(request.method ?? '', pathname.slice(prefix.length), target.searchParams);
    if (git !== undefined) {
      const isPush = git.service === 'git-receive-pack' && !git.advertise;
      const who = whoSent(request);
      const serve = async (): Promise<() => void> =>
        bodies.with(request, who().id, isPush ? BODY.push : BODY.files, (body) =>
          transactions()[isPush ? 'write' : 'read'](who, (context) => serveGit(context, git, request, body, response)),
        );
      const send = await serve().catch((error: unknown) => askForToken(error, response));
      return send();
    }
    if (fallback === undefined) throw notFound();
    fallback(request, response);
  }

  async function rest(request: IncomingMessage, response: ServerResponse, target: URL): Promise<void> {
    // Node sends no body in reply to HEAD.
    const method = request.method === 'HEAD' ? 'GET' : (request.method ?? '');
    const who = whoSent(request);
    // A call without a valid token is refused at once, before its body is read. The token is checked again in the turn of
    // the call.
    const { id } = who();
    const path = target.pathname.slice('/api/v3'.length);
    const found = findRoute(ROUTES, method, path);
    if (decode(path) === undefined) throw notFound();
    // Not 404, because for some of GitHub's operations a 404 means something, such as "not merged" or "no such file".
    if (found === undefined) {
      throw new HttpRefusal(501, `${method} ${target.pathname.slice(0, 200)} is not implemented by this forge.`);
    }
    const { route } = found;
    const responseHeaders = new Map<string, string>();
    const work = method === 'GET' ? 'read' : 'write';
    const { status, data } = await bodies.with(request, id, BODY[route.body], (content) => {
      const body = method === 'GET' ? new Body({}) : Body.parse(content);
      return transactions()[work](who, (context): Promise<RestAnswer> => {
        const restRequest: RestRequest = {
          context,
          params: found.params,
          query: target.searchParams,
          body,
          media: mediaOf(request.headers.accept ?? '', route.media),
          target,
          responseHeaders,
        };
        return runRoute(route, restRequest);
      });
    });
    for (const [name, value] of responseHeaders) response.setHeader(name, value);
    if (data instanceof Raw)
      response.writeHead(status, { ...HEADERS, ...AS_FILE, 'content-type': data.type }).end(data.content);
    else sendJson(response, status, data);
  }

  async function graphql(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (request.method !== 'POST') throw notFound();
    const who = whoSent(request);
    // The token is checked before the body is read, as in `rest`. The process writes whole commits by GraphQL.
    const { id, permission } = who();
    const most = permission === 'process' ? BODY.push : BODY.files;
    const answer = await bodies.with(request, id, most, async (content) => queries.answer(who, Body.parse(content)));
    sendJson(response, 200, answer);
  }

  /**
   * Returns a function that finds the sender. At each call, that function checks the token, and throws HttpRefusal 401.
   */
  function whoSent({ headers }: IncomingMessage): () => Actor {
    return () => authenticate(core().store, headers.authorization, core().tokenClock());
  }
}

/**
 * Returns a function that sends a 401 in the form that makes git ask its user for a token.
 * @throws the error itself if it is no 401
 */
function askForToken(error: unknown, response: ServerResponse): () => void {
  if (!(error instanceof HttpRefusal) || error.status !== 401) throw error;
  const headers = { 'www-authenticate': 'Basic realm="disposisi"', 'content-type': 'text/plain' };
  return () => void response.writeHead(401, headers).end(`${error.message}\n`);
}

/** The headers of every reply of the API. No cache keeps a reply, and no browser shows a reply as a page. */
const HEADERS = {
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
  // If a browser does open a reply in a window, the reply runs no script and loads nothing.
  'content-security-policy': "default-src 'none'; sandbox",
  'x-ratelimit-limit': '5000',
  'x-ratelimit-remaining': '5000',
};

/** The header for files of the repository, such as attachments: browsers save but never show them (security 22). */
const AS_FILE = { 'content-disposition': 'attachment' };

function sendJson(response: ServerResponse, status: number, data: unknown): void {
  if (data === undefined) {
    response.writeHead(status, HEADERS).end();
    return;
  }
  const text = JSON.stringify(data);
  const headers = { ...HEADERS, 'content-type': 'application/json; charset=utf-8', vary: 'accept-encoding' };
  // A case with its journal has some 70 KB, for which a phone on a slow network would wait more than a second. Level 3
  // takes a third of the time of the usual level, and the reply is a tenth longer.
  if (text.length < SMALL || !/\bgzip\b(?!;q=0)/.test(String(response.req.headers['accept-encoding'] ?? '')))
    response.writeHead(status, headers).end(text);
  else response.writeHead(status, { ...headers, 'content-encoding': 'gzip' }).end(gzipSync(text, { level: 3 }));
}

/** Bytes below which compression saves nothing. */
const SMALL = 1024;

const DISK_FULL =
  'Server Error: ruang penyimpanan kantor ini habis, dan tidak ada yang ditulis. / no space is left on this office’s disk, and nothing was written.';

/** Sends an error: a refusal in GitHub's words, any other error without its message, which is logged. */
function sendError(response: ServerResponse, error: unknown): void {
  if (response.headersSent) {
    response.destroy();
    return;
  }
  if (!(error instanceof HttpRefusal)) {
    process.stderr.write(`forge: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
    const message = isDiskFull(error) ? DISK_FULL : 'Server Error';
    sendJson(response, 500, { message, documentation_url: DOCUMENTATION, status: '500' });
    return;
  }
  const { status, message, errors } = error;
  sendJson(response, status, {
    message,
    ...(errors === undefined ? {} : { errors }),
    documentation_url: DOCUMENTATION,
    status: String(status),
  });
}

const READS = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Refuses calls from pages of other sites, which can reach a server on loopback through the person's browser. `Host`
 * reveals a page whose domain was made to resolve to 127.0.0.1. `Origin` reveals a page of another site that writes to
 * the forge.
 * @throws HttpRefusal 403
 */
function guard(request: IncomingMessage, port: number): void {
  const hosts = [`127.0.0.1:${port}`, `localhost:${port}`];
  const { host, origin } = request.headers;
  if (host === undefined || !hosts.includes(host.toLowerCase())) {
    throw new HttpRefusal(403, 'This forge answers only requests to 127.0.0.1 or localhost with its port (Host).');
  }
  if (origin === undefined || READS.has(request.method ?? '')) return;
  if (!hosts.some((own) => origin.toLowerCase() === `http://${own}`)) {
    throw new HttpRefusal(403, 'Writes from pages of another origin are refused (Origin).');
  }
}
