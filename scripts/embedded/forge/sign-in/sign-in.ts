import { createHash, randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { Temporal } from 'temporal-polyfill';
import type { Instant } from '#domain/clock/instant.ts';
import { findAccount } from '../accounts.ts';
import { authenticate, endOwnToken, issueToken } from '../auth.ts';
import { readBody } from '../read-body.ts';
import { forbidden, HttpRefusal, notFound } from '../refusal.ts';
import { Body } from '../rest/request.ts';
import type { Core, Transactions } from '../transactions.ts';
import { type SamplePerson, signInPage } from './page.ts';

/** The lifetime of a token from this sign-in: one day. */
const TTL = 'P1D';
const MAX_BODY = 4096;

const HEADERS = {
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'same-origin',
  'content-security-policy':
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
};

const FILES: Readonly<Record<string, { readonly name: string; readonly type: string }>> = {
  '/auth/client.js': { name: './client.js', type: 'text/javascript; charset=utf-8' },
  '/auth/style.css': { name: './style.css', type: 'text/css; charset=utf-8' },
};

export interface SignInOptions {
  /** Returns the accounts to choose from. No other account can sign in here. */
  readonly people: () => Promise<readonly SamplePerson[]>;
}

const SIGN_OUT = '/sign-out';

/** Checks whether a path belongs to the sign-in. */
export const isSignIn = (path: string): boolean => path === '/auth' || path === SIGN_OUT || Object.hasOwn(FILES, path);

/**
 * Signs people in as sample accounts, in a window with the handshake of GitHub sign-ins. So form and desk need only one
 * way to sign in. A person at this machine can sign in as everybody in the sample office. Therefore the sign-in works
 * on loopback only (security 28); the forge has checked `Host` before.
 */
export class SampleSignIn {
  readonly #core: () => Core;
  readonly #transactions: () => Transactions;
  readonly #people: SignInOptions['people'];
  readonly #tickets = new Tickets();

  constructor(core: () => Core, transactions: () => Transactions, options: SignInOptions) {
    this.#core = core;
    this.#transactions = transactions;
    this.#people = options.people;
  }

  /**
   * Serves a call whose path belongs to the sign-in.
   * @throws HttpRefusal
   */
  async answer(request: IncomingMessage, response: ServerResponse, target: URL): Promise<void> {
    if (target.pathname === SIGN_OUT) return this.#signOut(request, response);
    const file = FILES[target.pathname];
    if (request.method === 'POST' && file === undefined) return this.#choose(request, response);
    if (request.method !== 'GET') throw notFound();
    if (file === undefined) return this.#page(request, response, target);
    const content = await readFile(new URL(file.name, import.meta.url));
    response.writeHead(200, { ...HEADERS, 'content-type': file.type }).end(content);
  }

  async #page(request: IncomingMessage, response: ServerResponse, target: URL): Promise<void> {
    checkSite(request);
    const provider = target.searchParams.get('provider');
    if (provider !== 'github') throw new HttpRefusal(400, 'provider harus "github". / provider must be "github".');
    const browser = this.#cookieOf(request) ?? secret();
    const ticket = this.#tickets.issue(browser, this.#core().now());
    const page = signInPage(await this.#people(), ticket);
    response
      .writeHead(200, {
        ...HEADERS,
        'content-type': 'text/html; charset=utf-8',
        'set-cookie': `${this.#cookieName()}=${browser}; Path=/auth; HttpOnly; SameSite=Strict`,
      })
      .end(page);
  }

  /** Sends a new token of the chosen account. The accounts of the owner and of the process cannot be chosen. */
  async #choose(request: IncomingMessage, response: ServerResponse): Promise<void> {
    checkSite(request);
    const { origin, host, 'content-type': type = '' } = request.headers;
    if (origin?.toLowerCase() !== `http://${host?.toLowerCase()}`) {
      throw forbidden(
        'Masuk hanya dapat dilakukan dari halaman ini sendiri (Origin). / You can sign in only from this page itself (Origin).',
      );
    }
    if (!/^application\/json\b/i.test(type)) throw new HttpRefusal(415, 'The body must be application/json.');
    const body = Body.parse(await readBody(request, MAX_BODY));
    const [login, ticket] = [body.string('login'), body.string('ticket')];
    const now = this.#core().now();
    if (!this.#tickets.redeem(ticket, this.#cookieOf(request) ?? '', now)) {
      throw forbidden('Halaman ini sudah kedaluwarsa atau sudah dipakai. / This page has expired or was used before.');
    }
    const people = await this.#people();
    const account = findAccount(this.#core().store, login);
    const isSample =
      account?.type === 'User' && account.permission !== 'process' && people.some((person) => person.login === login);
    if (!isSample) throw forbidden('Bukan akun contoh kantor ini. / Not a sample account of this office.');
    const token = await this.#transactions().write(account, (context) =>
      issueToken(context.store, account.login, context.tokenTime, TTL),
    );
    response
      .writeHead(200, { ...HEADERS, 'content-type': 'application/json; charset=utf-8' })
      .end(JSON.stringify({ token, provider: 'github' }));
  }

  /** Ends the token of the call. Other tokens of the account stay valid, so that other browsers stay signed in. */
  async #signOut(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (request.method !== 'POST') throw notFound();
    const who = () => authenticate(this.#core().store, request.headers.authorization, this.#core().tokenClock());
    // Checks the token before the call waits for its turn, as for every other call.
    who();
    await this.#transactions().write(who, ({ store, actor }) => endOwnToken(store, actor));
    response.writeHead(204, HEADERS).end();
  }

  /** Returns the name of the cookie, with the port: offices on one machine would otherwise share a cookie. */
  #cookieName(): string {
    return `disposisi-${new URL(this.#core().site.url).port}`;
  }

  #cookieOf(request: IncomingMessage): string | undefined {
    const name = this.#cookieName();
    const found = (request.headers.cookie ?? '').split(/;\s*/).find((pair) => pair.startsWith(`${name}=`));
    const value = found?.slice(name.length + 1);
    return value !== undefined && /^[\w-]{43}$/.test(value) ? value : undefined;
  }
}

/**
 * Refuses a call that a page of another site caused, also a call that only reads. The browser states in
 * `Sec-Fetch-Site` whether another site made the call.
 * @throws HttpRefusal 403
 */
function checkSite(request: IncomingMessage): void {
  const site = request.headers['sec-fetch-site'];
  if (site !== undefined && site !== 'same-origin' && site !== 'none') {
    throw forbidden('Situs lain tidak boleh membuka halaman ini. / Another site may not open this page.');
  }
}

const LIFE = 'PT15M';
/** The greatest number of open tickets. When it is reached, the oldest ticket is deleted. */
const MOST = 100;

/** Makes a secret: 256 random bits, as text. */
const secret = (): string => randomBytes(32).toString('base64url');

/**
 * The tickets that prove that a sign-in comes from a page of this forge in the same browser (against CSRF). Each page
 * has a ticket, which can be used once, for 15 minutes, and only with the cookie of that browser. Tickets are kept in
 * memory, as hashes.
 */
class Tickets {
  readonly #open = new Map<string, { readonly browser: string; readonly until: Instant }>();

  /**
   * Makes a ticket.
   * @param browser the secret in the browser's cookie
   */
  issue(browser: string, now: Instant): string {
    const [oldest] = this.#open.keys();
    if (this.#open.size >= MOST && oldest !== undefined) this.#open.delete(oldest);
    const ticket = secret();
    const until = Temporal.Instant.from(now).add(Temporal.Duration.from(LIFE)).toString();
    this.#open.set(hash(ticket), { browser: hash(browser), until });
    return ticket;
  }

  /**
   * Uses a ticket, which cannot be used again.
   * @returns whether the ticket was valid
   */
  redeem(ticket: string, browser: string, now: Instant): boolean {
    const key = hash(ticket);
    const found = this.#open.get(key);
    this.#open.delete(key);
    return found !== undefined && found.browser === hash(browser) && now < found.until;
  }
}

const hash = (text: string): string => createHash('sha256').update(text).digest('hex');
