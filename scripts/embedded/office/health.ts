import type { Instant } from '#domain/clock/instant.ts';
import { isDiskFull } from '#domain/disk-full.ts';
import type { Handler } from '#embedded/forge/server.ts';
import { ForgeError } from '#engine/forge/errors.ts';

/** Why a part of the office does not work: the kind of a ForgeError, a full disk, no reaction, or another fault. */
type HealthReason = ForgeError['kind'] | 'disk-full' | 'silent' | 'fault';

/** The health of a part of the office. */
export interface PartHealth {
  readonly status: 'ok' | 'failing';
  /** When the part last finished its work, or else when the office was started, by the office's clock. */
  readonly lookedAt: Instant;
  readonly reason?: HealthReason;
}

/** The reply of `/health`. */
export interface OfficeHealth {
  /** `failing` if any part is failing. */
  readonly status: 'ok' | 'failing';
  /** The present time by the office's clock. */
  readonly now: Instant;
  /** The process, and the number of cases that its last run could not decide (R31). */
  readonly process: PartHealth & { readonly undecided: number };
  readonly pages: PartHealth;
}

/** The number of ticks without a reaction after which a part counts as failing. */
const SILENT_TICKS = 2;

/** Watches whether one part of the office works. */
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

  /** Notes that the part has finished its work, except cases that could not be decided. */
  done(undecided = 0): void {
    const isHalted = this.#isUnwritten && undecided > 0;
    this.#isUnwritten = false;
    this.#undecided = undecided;
    this.#silent = 0;
    if (isHalted) return;
    this.#lookedAt = this.#now();
    this.#reason = undefined;
  }

  /**
   * Notes that the part could not write a decision. The part counts as failing until a run has no such fault, or
   * decides every case.
   */
  unwritten(error: unknown): void {
    this.#isUnwritten = true;
    this.failed(error);
  }

  failed(error: unknown): void {
    this.#reason = reasonOf(error);
  }

  /** Notes that the part is working, so that a long run does not count as failing. */
  stirred(): void {
    this.#silent = 0;
  }

  /** Must be called at regular times. Calls are counted instead of time, because the whole machine may have slept. */
  tick(): void {
    this.#silent += 1;
  }

  get health(): PartHealth & { readonly undecided: number } {
    const reason = this.#reason ?? (this.#silent >= SILENT_TICKS ? 'silent' : undefined);
    const found = { lookedAt: this.#lookedAt, undecided: this.#undecided };
    return reason === undefined ? { status: 'ok', ...found } : { status: 'failing', ...found, reason };
  }
}

/** Combines the health of the parts of an office. `now` is the office's time. */
export function healthOf(parts: { readonly process: Watched; readonly pages: Watched }, now: Instant): OfficeHealth {
  const { health: process } = parts.process;
  const { undecided: _, ...pages } = parts.pages.health;
  const isWell = process.status === 'ok' && pages.status === 'ok';
  return { status: isWell ? 'ok' : 'failing', now, process, pages };
}

/** Makes a `fetch` that notes with every reply that a part is working. */
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

/** The path at which a running office shows its health. */
export const HEALTH_PATH = '/health';

/**
 * Asks since when the process of an office has not worked.
 * @param url the address of the running office
 * @returns the instant; `undefined` if the process works, or if the office does not reply
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
 * Sends the health of the office: 200 if every part works, otherwise 503. Nobody needs an account to ask, and the reply
 * says nothing about any case.
 * @param otherwise the handler of all other calls
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
