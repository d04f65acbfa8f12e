import { drawnAgain } from '../../request/picture.ts';
import { base64 } from '../../request/sha256-of.ts';

/** The largest number of characters of the arms in Base64, by the schema of the letterhead. */
const MOST = 48_000;
/** The longer side in dots, from large to small, until the picture is small enough. Arms are printed 22 mm high. */
const SIDES = [600, 420, 300, 200];

/**
 * Reads a picture as a JPEG that fits into a letterhead.
 * @returns Base64; undefined if the file is no picture, or cannot be made small enough
 */
export async function armsOf(file: Blob): Promise<string | undefined> {
  const drawings = SIDES.map((side) => [side, 0.92] as const);
  const drawn = await drawnAgain(file, drawings, Math.floor(MOST / 4) * 3);
  const text = drawn && base64(new Uint8Array(await drawn.arrayBuffer()));
  return text !== undefined && text.length <= MOST ? text : undefined;
}
