/** The first lines by which the process finds its own comments again (R30). Only comments of its own account count. */

/** The first line of the comment that the process keeps up to date. */
export const STICKY = '<!-- disposisi:sticky -->';

/**
 * Writes the first line of a notice. The key in this line lets the process write each notice once.
 * @throws Error if the key could end the HTML comment
 */
export function noticeMarker(key: string): string {
  if (!/^[a-z0-9][a-z0-9:.-]*$/.test(key) || key.includes('--')) throw new Error(`No key of a notice: ${key}`);
  return `<!-- disposisi:notice:${key} -->`;
}

/** Returns the key of a notice; undefined for any other comment. */
export const noticeKey = (body: string): string | undefined =>
  /^<!-- disposisi:notice:([a-z0-9:.-]+) -->/.exec(body)?.[1];
