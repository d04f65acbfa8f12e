import type { Instant } from '#domain/clock/instant.ts';
import { isDiskFull } from '#domain/disk-full.ts';
import type { Handler } from '#embedded/forge/server.ts';
import { ForgeError } from '#engine/forge/errors.ts';

/** Why a part of the office does not work: a ForgeError's kind, a full disk, no sign of life, or anything else. */
type HealthReason = ForgeError['kind'] | 'disk-full' | 'silent' | 'fault';

/** How a part of the office is. */
export interface PartHealth {
  readonly status: 'ok' | 'failing';
  /** When it last did all that it had to, by the office's clock; before it did anything, when the office was started. */
  readonly lookedAt: Instant;
  readonly reason?: HealthReason;
}

/** What `/health` answers. */
export interface OfficeHealth {
  /** `failing` where any part is. */
  readonly status: 'ok' | 'failing';
  /** By the office's clock. */
  readonly now: Instant;
  /** What judges acts and records deadlines; with the number of cases that the last look could not decide (R31). */
  readonly process: PartHealth & { readonly undecided: number };
  readonly pages: PartHealth;
}

/** Ticks without a sign of life after which a part counts as failing. */
const SILENT_TICKS = 2;

/** Watches one part of the office: whether what it does ends well. */
export class Watched {
  readonly #now: () => Instant;
  #lookedAt: Instant;
  #reason: HealthReason | undefined;
  #undecided = 0;
  #isUnwritten = false;
  #silent = 0;

  constructor(now: () => Instant) {
    this.#now = now;
    this.#lookedAt = now();
  }

  /** It has done all that it had to, but for so many cases. */
  done(undecided = 0): void {
    const isHalted = this.#isUnwritten && undecided > 0;
    this.#isUnwritten = false;
    this.#undecided = undecided;
    this.#silent = 0;
    if (isHalted) return;
    this.#lookedAt = this.#now();
    this.#reason = undefined;
  }

  /** It could not record what it had decided: until a look that leaves nothing undecided, or finds no such fault, nothing is recorded. */
  unwritten(error: unknown): void {
    this.#isUnwritten = true;
    this.failed(error);
  }

  failed(error: unknown): void {
    this.#reason = reasonOf(error);
  }

  /** It goes on: what takes long counts as alive. */
  stirred(): void {
    this.#silent = 0;
  }

  /** To be called from time to time. It counts calls and not time, in which the whole machine may have slept. */
  tick(): void {
    this.#silent += 1;
  }

  get health(): PartHealth & { readonly undecided: number } {
    const reason = this.#reason ?? (this.#silent >= SILENT_TICKS ? 'silent' : undefined);
    const found = { lookedAt: this.#lookedAt, undecided: this.#undecided };
    return reason === undefined ? { status: 'ok', ...found } : { status: 'failing', ...found, reason };
  }
}

/** The health of an office by that of its parts. @param now by the office's clock */
export function healthOf(parts: { readonly process: Watched; readonly pages: Watched }, now: Instant): OfficeHealth {
  const { health: process } = parts.process;
  const { undecided: _, ...pages } = parts.pages.health;
  const isWell = process.status === 'ok' && pages.status === 'ok';
  return { status: isWell ? 'ok' : 'failing', now, process, pages };
}

/** A `fetch` whose every answer shows that a part goes on. */
export const heardBy =
  (part: Watched): typeof fetch =>
  async (input, init) => {
    const response = await fetch(input, init);
    part.stirred();
    return response;
  };

function reasonOf(error: unknown): HealthReason {
  if (isDiskFull(error)) return 'disk-full';
  return error instanceof ForgeError ? error.kind : 'fault';
}

/** Where the health of a running office is asked for. */
export const HEALTH_PATH = '/health';

/**
 * Since when the process of an office does not work.
 * @param url of the running office
 * @returns undefined where it works, or where the office does not say
 */
export async function haltedSince(url: string): Promise<Instant | undefined> {
  try {
    const { process } = (await (await fetch(`${url}${HEALTH_PATH}`)).json()) as OfficeHealth;
    return process.status === 'failing' ? process.lookedAt : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Answers what the health of the office is: 200 where all of it works, else 503. It needs no account and says nothing of any case.
 * @param otherwise answers everything else
 */
export function healthEndpoint(health: () => OfficeHealth, otherwise: Handler): Handler {
  return (request, response) => {
    const { method, url = '' } = request;
    if (url.split(/[?#]/, 1)[0] !== HEALTH_PATH || (method !== 'GET' && method !== 'HEAD')) {
      otherwise(request, response);
      return;
    }
    const found = health();
    response
      .writeHead(found.status === 'ok' ? 200 : 503, {
        'content-type': 'application/json; charset=utf-8',
        'cache-control': 'no-store',
        'x-content-type-options': 'nosniff',
      })
      .end(method === 'HEAD' ? undefined : `${JSON.stringify(found)}\n`);
  };
}
