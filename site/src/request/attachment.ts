/** Checks of a file before it is attached, by the rules of the process (R8). */
import type { Language } from '#domain/problem.ts';
import type { Schema } from '#domain/request/annotations.ts';
import { checkAttachment } from '#domain/request/attachment-type.ts';
import { TREE_LIMITS } from '#domain/request/file-rules.ts';
import { openInBrowser } from './open-objects.ts';
import { REQUEST_WORDS, sayForm } from './words.ts';

/** The longer side of a reduced photo in pixels. In this size a letter on a sheet of A4 can still be read. */
const PHOTO_SIDE = 2_560;

/**
 * Reduces a photo that is larger than an attachment may be. Phones take such photos. Every other file is returned
 * unchanged.
 * @returns the file, and whether it was reduced
 */
export async function fitting(file: File): Promise<{ readonly file: File; readonly isSmaller: boolean }> {
  const isPhoto = file.type === 'image/jpeg' || file.type === 'image/png';
  if (!isPhoto || file.size <= TREE_LIMITS.attachment) return { file, isSmaller: false };
  try {
    const picture = await createImageBitmap(file);
    const share = Math.min(1, PHOTO_SIDE / Math.max(picture.width, picture.height));
    const canvas = document.createElement('canvas');
    canvas.width = Math.round(picture.width * share);
    canvas.height = Math.round(picture.height * share);
    canvas.getContext('2d')?.drawImage(picture, 0, 0, canvas.width, canvas.height);
    const blob = await new Promise<Blob | null>((done) => canvas.toBlob(done, 'image/jpeg', 0.85));
    if (!blob) return { file, isSmaller: false };
    const name = `${file.name.replace(/\.[^.]*$/, '')}.jpg`;
    return { file: new File([blob], name, { type: 'image/jpeg' }), isSmaller: true };
  } catch {
    // The file is not a picture. The check of the attachment reports that.
    return { file, isSmaller: false };
  }
}

export const ACCEPTED = '.pdf,.png,.jpg,.jpeg,application/pdf,image/png,image/jpeg';

/** Returns how many attachments a field may have: the number in its schema, but at most the limit of a request (R8). */
export const mostAttachments = ({ maxItems }: Schema = {}): number =>
  Math.min(typeof maxItems === 'number' ? maxItems : TREE_LIMITS.count, TREE_LIMITS.count);

/**
 * Checks whether one more attachment would make the attachments of a field too many, or too large together.
 * @param others sizes of the other attachments in bytes, by name; 0 for an unknown size, which only the process checks
 * @param most how many attachments the field may have
 * @returns a sentence about the error; undefined if there is none
 */
export function neighbourFault(
  { name, size }: { readonly name: string; readonly size: number },
  others: ReadonlyMap<string, number>,
  most: number,
  language: Language,
): string | undefined {
  if (others.size >= most) return sayForm(REQUEST_WORDS.attachmentMany, language, { name, n: most });
  const total = [...others.values()].reduce((sum, each) => sum + each, size);
  return total > TREE_LIMITS.attachments ? sayForm(REQUEST_WORDS.attachmentsLarge, language, { name }) : undefined;
}

/**
 * Checks the size of a file, and its kind by its bytes, as the process does.
 * @returns a sentence about the error; undefined if there is none
 */
export async function attachmentFault(name: string, file: File, language: Language): Promise<string | undefined> {
  if (file.size > TREE_LIMITS.attachment) return sayForm(REQUEST_WORDS.attachmentLarge, language, { name });
  const bytes = new Uint8Array(await file.arrayBuffer());
  const checked = checkAttachment(name, bytes, await openInBrowser(bytes));
  if (!('problem' in checked)) return undefined;
  const { message, fix } = checked.problem;
  return `${name}: ${message[language]}.${fix ? ` ${fix[language]}.` : ''}`;
}
