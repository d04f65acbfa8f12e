/** Thursday, 26 November 2026, 10:00 WIB: what tests say of years, working days and holidays holds from there. */
const BEGAN = Date.parse('2026-11-26T03:00:00Z');
const began = Date.now();

/** The clock of an office's machine in tests, in milliseconds: it runs, but always from the same instant. */
export const machine = (): number => BEGAN + Date.now() - began;

/** The year by the real clock, which the browser has: Decap names its folders by it, in UTC. */
export const YEAR = new Date(began).getUTCFullYear();
