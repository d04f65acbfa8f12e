import { base64 } from '../../request/sha256-of.ts';

/** The largest number of characters of the arms in Base64, by the schema of the letterhead. */
const MOST = 48_000;
/** The longer side in dots, from large to small, until the picture is small enough. Arms are printed 22 mm high. */
const SIDES = [600, 420, 300, 200];

/**
 * Reads a picture, and draws it again on white, as a JPEG that fits into a letterhead. Drawing it again proves that it
 * is a picture, and leaves out everything else that the file contains. A PNG with transparency would need a worker to be
 * set in a PDF, which the policy of the desk forbids.
 * @returns Base64; undefined if the file is no picture, or cannot be made small enough
 */
export async function armsOf(file: Blob): Promise<string | undefined> {
  const picture = await createImageBitmap(file).catch(() => undefined);
  if (!picture) return undefined;
  for (const side of SIDES) {
    const share = Math.min(1, side / Math.max(picture.width, picture.height));
    const canvas = document.createElement('canvas');
    canvas.width = Math.max(1, Math.round(picture.width * share));
    canvas.height = Math.max(1, Math.round(picture.height * share));
    const context = canvas.getContext('2d');
    if (!context) return undefined;
    context.imageSmoothingQuality = 'high';
    context.fillStyle = '#fff';
    context.fillRect(0, 0, canvas.width, canvas.height);
    context.drawImage(picture, 0, 0, canvas.width, canvas.height);
    const blob = await new Promise<Blob | null>((done) => canvas.toBlob(done, 'image/jpeg', 0.92));
    if (!blob) return undefined;
    const text = base64(new Uint8Array(await blob.arrayBuffer()));
    if (text.length <= MOST) return text;
  }
  return undefined;
}
