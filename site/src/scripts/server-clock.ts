/**
 * The time of the server that the page comes from. A visitor's own clock may be wrong by years, so it is never used:
 * a server sends its time with a response, and the browser measures how long ago that was. This time never goes back,
 * so a late case never becomes on time again.
 */
let said = Number.NEGATIVE_INFINITY;
let heardAt = 0;

/** Returns the server's time in seconds since 1970; undefined until a server has sent its time. */
export function serverTime(): number | undefined {
  return said === Number.NEGATIVE_INFINITY ? undefined : said + (performance.now() - heardAt) / 1000;
}

/**
 * Notes a time that the server has certainly reached. A time before the known time, and NaN, change nothing.
 * @param seconds seconds since 1970
 */
export function hearTime(seconds: number): void {
  const known = serverTime();
  if (Number.isNaN(seconds) || (known !== undefined && seconds <= known)) return;
  said = seconds;
  heardAt = performance.now();
}

/** Notes the time of a response, if the server sends its time and pages may read it. */
export const hearResponse = ({ headers }: Response): void => hearTime(Date.parse(headers.get('date') ?? '') / 1000);
