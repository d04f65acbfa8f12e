import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { dirname } from 'node:path';
import { isDiskFull } from '#domain/disk-full.ts';
import { authenticate } from './auth.ts';
import type { Actor } from './grant.ts';
import { Questions } from './graphql/questions.ts';
import { readBody } from './read-body.ts';
import { HttpRefusal, notFound } from './refusal.ts';
import { Body, mediaOf, Raw, type RestRequest } from './rest/request.ts';
import { decode, findRoute, type RestAnswer, runRoute } from './rest/router.ts';
import { ROUTES } from './rest/routes.ts';
import { sendStore, STORE_PATH } from './send-store.ts';
import { isSignIn, SampleSignIn, type SignInOptions } from './sign-in/sign-in.ts';
import { gitRequest, serveGit } from './smart-http.ts';
import type { Core, Transactions } from './transactions.ts';

/** This machine only: the forge has no other address, and no option to give it one. */
const LOOPBACK = '127.0.0.1';
const MAX_BODY = 100 * 1024 * 1024;
const DOCUMENTATION = 'https://docs.github.com/rest';

export type Handler = (request: IncomingMessage, response: ServerResponse) => void;

/** Listens on loopback. @param port 0 takes a free one. */
export function listenOn(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, LOOPBACK, () => resolve((server.address() as AddressInfo).port));
  });
}

/** Stops listening, lets the requests under way finish (two seconds at most), and closes every connection. */
export async function stop(server: Server): Promise<void> {
  const idle = setInterval(() => server.closeIdleConnections(), 10);
  const limit = setTimeout(() => server.closeAllConnections(), 2000);
  await new Promise<void>((resolve) => server.close(() => resolve()));
  clearInterval(idle);
  clearTimeout(limit);
}

/** What a forge may serve besides API and git. */
export interface EntryPoints {
  /** Answers every path that is not the forge's own: the site's files. */
  readonly fallback?: Handler | undefined;
  readonly signIn?: SignInOptions | undefined;
}

/** The forge's HTTP side. */
export function forgeServer(
  core: () => Core,
  transactions: () => Transactions,
  port: () => number,
  { fallback, signIn: options }: EntryPoints,
): Server {
  const signIn = options && new SampleSignIn(core, transactions, options);
  const questions = new Questions(transactions);
  const server = createServer((request, response) => {
    answer(request, response).catch((error: unknown) => sendError(response, error));
  });
  // On a busy machine Node's 5 seconds end while a client is about to ask again on the same connection, which is then reset.
  server.keepAliveTimeout = 60_000;
  return server;

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    guard(request, port());
    const { site, now } = core();
    // The forge's own clock, by which its clients set theirs.
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
      const body = await readBody(request, MAX_BODY);
      const work = git.service === 'git-receive-pack' && !git.advertise ? 'write' : 'read';
      const send = await transactions()
        [work](whoSent(request), (context) => serveGit(context, git, request, body, response))
        .catch((error: unknown) => askForToken(error, response));
      return send();
    }
    if (fallback === undefined) throw notFound();
    fallback(request, response);
  }

  async function rest(request: IncomingMessage, response: ServerResponse, target: URL): Promise<void> {
    const content = await readBody(request, MAX_BODY);
    // Node sends no body in answer to HEAD.
    const method = request.method === 'HEAD' ? 'GET' : (request.method ?? '');
    const who = whoSent(request);
    // Without a valid token a request is refused before anything else; the token is checked again when its turn comes.
    who();
    const path = target.pathname.slice('/api/v3'.length);
    const found = findRoute(ROUTES, method, path);
    if (decode(path) === undefined) throw notFound();
    // Not 404, which for some of GitHub's operations is an answer: "not merged", "no such file".
    if (found === undefined) {
      throw new HttpRefusal(501, `${method} ${target.pathname.slice(0, 200)} is not implemented by this forge.`);
    }
    const body = method === 'GET' ? new Body({}) : Body.parse(content);
    const responseHeaders = new Map<string, string>();
    const work = method === 'GET' ? 'read' : 'write';
    const { status, data } = await transactions()[work](who, (context): Promise<RestAnswer> => {
      const restRequest: RestRequest = {
        context,
        params: found.params,
        query: target.searchParams,
        body,
        media: mediaOf(request.headers.accept ?? '', found.route.media),
        target,
        responseHeaders,
      };
      return runRoute(found.route, restRequest);
    });
    for (const [name, value] of responseHeaders) response.setHeader(name, value);
    if (data instanceof Raw)
      response.writeHead(status, { ...HEADERS, ...AS_FILE, 'content-type': data.type }).end(data.content);
    else sendJson(response, status, data);
  }

  async function graphql(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const content = await readBody(request, MAX_BODY);
    if (request.method !== 'POST') throw notFound();
    const who = whoSent(request);
    // As above.
    who();
    sendJson(response, 200, await questions.answer(who, Body.parse(content)));
  }

  /** @returns a function that says who sent the request, by its token as it is at each call; throws HttpRefusal 401 for a bad one */
  function whoSent({ headers }: IncomingMessage): () => Actor {
    return () => authenticate(core().store, headers.authorization, core().tokenClock());
  }
}

/** Answers 401 in the form that makes git ask its user for a token. @throws any other error */
function askForToken(error: unknown, response: ServerResponse): () => void {
  if (!(error instanceof HttpRefusal) || error.status !== 401) throw error;
  const headers = { 'www-authenticate': 'Basic realm="disposisi"', 'content-type': 'text/plain' };
  return () => void response.writeHead(401, headers).end(`${error.message}\n`);
}

/** Answers are for the one who asked, and are never to be taken for a page. */
const HEADERS = {
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
  // Opened in a window all the same, it runs nothing and reaches nothing here.
  'content-security-policy': "default-src 'none'; sandbox",
  'x-ratelimit-limit': '5000',
  'x-ratelimit-remaining': '5000',
};

/** A file of the repository, such as an attachment: to be saved, never shown from this origin (security row 22). */
const AS_FILE = { 'content-disposition': 'attachment' };

function sendJson(response: ServerResponse, status: number, data: unknown): void {
  if (data === undefined) {
    response.writeHead(status, HEADERS).end();
    return;
  }
  response
    .writeHead(status, { ...HEADERS, 'content-type': 'application/json; charset=utf-8' })
    .end(JSON.stringify(data));
}

const DISK_FULL =
  'Server Error: ruang penyimpanan kantor ini habis, dan tidak ada yang ditulis. / no space is left on this office’s disk, and nothing was written.';

/** A refusal is answered in GitHub's words; anything else is a fault of the forge, of which the client learns only that. */
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
 * Closes the two ways in that are left when a server listens on loopback only: a page of another site whose name was made
 * to resolve to 127.0.0.1 (`Host` shows it), and a page of another site that posts here (`Origin` shows it).
 * @throws HttpRefusal 403
 */
function guard(request: IncomingMessage, port: number): void {
  const hosts = [`127.0.0.1:${port}`, `localhost:${port}`];
  const { host, origin } = request.headers;
  if (host === undefined || !hosts.includes(host.toLowerCase())) {
    throw new HttpRefusal(403, 'This forge answers only to its own name on this machine (Host).');
  }
  if (origin === undefined || READS.has(request.method ?? '')) return;
  if (!hosts.some((own) => origin.toLowerCase() === `http://${own}`)) {
    throw new HttpRefusal(403, 'Writes from pages of another origin are refused (Origin).');
  }
}
