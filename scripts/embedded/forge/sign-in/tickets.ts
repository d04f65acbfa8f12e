import { createHash, randomBytes } from 'node:crypto';
import { Temporal } from 'temporal-polyfill';
import type { Instant } from '#domain/clock/instant.ts';

const LIFE = 'PT15M';
/** More pages than anybody has open; the oldest gives way. */
const MOST = 100;

/** 256 random bits, as text. */
export const secret = (): string => randomBytes(32).toString('base64url');

/**
 * What proves that a sign-in comes from a page that this forge gave to this very browser (CSRF): each page gets a ticket
 * that works once, for a while, and only together with that browser's cookie. Kept in memory, as hashes.
 */
export class Tickets {
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
