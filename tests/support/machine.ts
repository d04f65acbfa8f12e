/** Thursday, 26 November 2026, 10:00 WIB. Tests name years, working days and holidays that are near this instant. */
const BEGAN = Date.parse('2026-11-26T03:00:00Z');
const began = Date.now();

/** The clock of an office’s machine in tests, in milliseconds since 1970. In every run of the
 * tests it starts at the same instant. */
export const machine = (): number => BEGAN + Date.now() - began;

/** The year by the real clock, in UTC. The browser has that clock, and Decap names its folders by the year. */
export const YEAR = new Date(began).getUTCFullYear();
