import type { Instant } from '#domain/clock/instant.ts';

/**
 * Makes a `fetch`, and the clock of the forge, which reads the header `Date` of the responses to this `fetch`. Facts
 * carry the forge's time (R14), so computed time must come from the same clock. Between responses, the time advances
 * with the runner's clock. Before the first response, the clock shows the time of the runner's clock.
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
