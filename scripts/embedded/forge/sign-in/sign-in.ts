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

/** How long a token from here lives: a day, and no more. */
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
  /** The accounts to choose from; nobody else gets in here. */
  readonly people: () => Promise<readonly SamplePerson[]>;
}

const SIGN_OUT = '/sign-out';

/** Does this path belong to the sign-in? */
export const isSignIn = (path: string): boolean => path === '/auth' || path === SIGN_OUT || Object.hasOwn(FILES, path);

/**
 * Sign-in for sample accounts: a popup with the handshake of GitHub sign-ins, so that form and desk need only one way.
 * A person at this machine may sign in as anybody of the sample office, so this is for loopback alone (security row
 * 28); the forge's guard has checked `Host` before.
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

  /** @throws HttpRefusal */
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

  /** Gives a new token for the account chosen; the office's own and the process's account are never given. */
  async #choose(request: IncomingMessage, response: ServerResponse): Promise<void> {
    checkSite(request);
    const { origin, host, 'content-type': type = '' } = request.headers;
    if (origin?.toLowerCase() !== `http://${host?.toLowerCase()}`) {
      throw forbidden('Masuk hanya dari halaman ini sendiri (Origin). / Signing in works from this very page only.');
    }
    if (!/^application\/json\b/i.test(type)) throw new HttpRefusal(415, 'The body must be application/json.');
    const body = Body.parse(await readBody(request, MAX_BODY));
    const [login, ticket] = [body.string('login'), body.string('ticket')];
    const now = this.#core().now();
    if (!this.#tickets.redeem(ticket, this.#cookieOf(request) ?? '', now)) {
      throw forbidden('Halaman ini sudah kedaluwarsa atau terpakai. / This page has expired or was used.');
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

  /** Ends the token that the request bears, and no other: who signs out elsewhere stays signed in here. */
  async #signOut(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (request.method !== 'POST') throw notFound();
    const who = () => authenticate(this.#core().store, request.headers.authorization, this.#core().tokenClock());
    // Before it waits for its turn, as with every other request.
    who();
    await this.#transactions().write(who, ({ store, actor }) => endOwnToken(store, actor));
    response.writeHead(204, HEADERS).end();
  }

  /** Cookies know no ports: two offices on one machine each have their own name. */
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

/** A browser says where a request comes from; another site has no business here, not even to look. @throws HttpRefusal 403 */
function checkSite(request: IncomingMessage): void {
  const site = request.headers['sec-fetch-site'];
  if (site !== undefined && site !== 'same-origin' && site !== 'none') {
    throw forbidden('Situs lain tidak boleh membuka halaman ini. / Another site may not open this page.');
  }
}

const LIFE = 'PT15M';
/** More pages than anybody has open; the oldest gives way. */
const MOST = 100;

/** 256 random bits, as text. */
const secret = (): string => randomBytes(32).toString('base64url');

/**
 * What proves that a sign-in comes from a page that this forge gave to this very browser (CSRF): each page gets a ticket
 * that works once, for a while, and only together with that browser's cookie. Kept in memory, as hashes.
 */
class Tickets {
  readonly #open = new Map<string, { readonly browser: string; readonly until: Instant }>();

  /** @param browser the secret in the browser's cookie */
  issue(browser: string, now: Instant): string {
    const [oldest] = this.#open.keys();
    if (this.#open.size >= MOST && oldest !== undefined) this.#open.delete(oldest);
    const ticket = secret();
    const until = Temporal.Instant.from(now).add(Temporal.Duration.from(LIFE)).toString();
    this.#open.set(hash(ticket), { browser: hash(browser), until });
    return ticket;
  }

  /** Uses a ticket up. @returns whether it was good */
  redeem(ticket: string, browser: string, now: Instant): boolean {
    const key = hash(ticket);
    const found = this.#open.get(key);
    this.#open.delete(key);
    return found !== undefined && found.browser === hash(browser) && now < found.until;
  }
}

const hash = (text: string): string => createHash('sha256').update(text).digest('hex');
