/**
 * What time it is where the page comes from. A visitor's own clock may be years off, so it is never asked: a server says
 * its time with an answer, and the browser measures how long ago that was. The time never goes back: what was late never
 * becomes on time again.
 */
let said = Number.NEGATIVE_INFINITY;
let heardAt = 0;

/** Seconds since 1970; undefined until a server has said its time. */
export function serverTime(): number | undefined {
  return said === Number.NEGATIVE_INFINITY ? undefined : said + (performance.now() - heardAt) / 1000;
}

/** Takes a time (seconds since 1970) that has come for certain; NaN, or one earlier than is known, changes nothing. */
export function hearTime(seconds: number): void {
  const known = serverTime();
  if (Number.isNaN(seconds) || (known !== undefined && seconds <= known)) return;
  said = seconds;
  heardAt = performance.now();
}

/** Takes the time of an answer, where its server sends it to pages. */
export const hearAnswer = ({ headers }: Response): void => hearTime(Date.parse(headers.get('date') ?? '') / 1000);
