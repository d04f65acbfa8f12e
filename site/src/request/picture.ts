/** How a picture is drawn: its longer side in dots, and the quality of the JPEG from 0 to 1. */
type Drawing = readonly [side: number, quality: number];

/**
 * Draws a picture again on white, as a JPEG. Drawing it again proves that it is a picture, and leaves out everything
 * else that the file contains, such as the place where a phone took it. A PNG with transparency would need a worker to
 * be set in a PDF, which the policy of the desk forbids.
 * @param drawings tried in order until the JPEG is small enough
 * @param most the number of bytes that is small enough
 * @returns the JPEG of the last drawing that was tried; undefined if the file is no picture
 */
export async function drawnAgain(file: Blob, drawings: readonly Drawing[], most: number): Promise<Blob | undefined> {
  const picture = await createImageBitmap(file).catch(() => undefined);
  let drawn: Blob | undefined;
  for (const [side, quality] of picture ? drawings : []) {
    if (!picture || (drawn && drawn.size <= most)) break;
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
    drawn = (await new Promise<Blob | null>((done) => canvas.toBlob(done, 'image/jpeg', quality))) ?? undefined;
  }
  picture?.close();
  return drawn;
}

/** In 2,000 dots a letter on a sheet of A4 can still be read. */
const PHOTO: readonly Drawing[] = [
  [2_000, 0.8],
  [2_000, 0.65],
  [2_000, 0.5],
];
/** About as many bytes are sent in 10 seconds over a slow mobile network. */
const PHOTO_BYTES = 400_000;

/** Makes a photograph small enough for a slow network, whatever its size. */
export const photoOf = (file: Blob): Promise<Blob | undefined> => drawnAgain(file, PHOTO, PHOTO_BYTES);
