import type { Instant } from '#domain/clock/instant.ts';

/** A `fetch`, and what time it is where it leads. */
interface ForgeClock {
  readonly fetch: typeof globalThis.fetch;
  readonly now: () => Instant;
}

/**
 * The forge's clock, read from the `Date` of its answers: facts carry the forge's time (R14), so what time computes is
 * asked of the same clock, whatever the runner's says. Between answers the runner's clock counts on; before the first it is
 * all there is.
 * @param machine the runner's clock, in milliseconds
 */
export function forgeClock(fetch = globalThis.fetch, machine: () => number = Date.now): ForgeClock {
  let ahead = 0;
  return {
    fetch: async (input, init) => {
      const response = await fetch(input, init);
      const date = Date.parse(response.headers.get('date') ?? '');
      if (Number.isFinite(date)) ahead = date - machine();
      return response;
    },
    now: () => `${new Date(machine() + ahead).toISOString().slice(0, 19)}Z`,
  };
}
