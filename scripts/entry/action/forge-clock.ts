import type { Instant } from '#domain/clock/instant.ts';

/**
 * A `fetch`, and the clock of the forge that it leads to, read from the `Date` of its answers: facts carry the forge's time (R14), so what time computes is
 * asked of the same clock, whatever the runner's says. Between answers the runner's clock counts on; before the first it is
 * all there is.
 * @param machine the runner's clock, in milliseconds
 */
export function forgeClock(fetch = globalThis.fetch, machine: () => number = Date.now) {
  let ahead = 0;
  return {
    fetch: async (...[input, init]: Parameters<typeof fetch>): Promise<Response> => {
      const response = await fetch(input, init);
      const date = Date.parse(response.headers.get('date') ?? '');
      if (Number.isFinite(date)) ahead = date - machine();
      return response;
    },
    now: (): Instant => `${new Date(machine() + ahead).toISOString().slice(0, 19)}Z`,
  };
}
