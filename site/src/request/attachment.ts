/** Attachments before they are taken: read whole, by the process's own rules (R8). */
import type { Language } from '#domain/problem.ts';
import type { Schema } from '#domain/request/annotations.ts';
import { checkAttachment } from '#domain/request/attachment-type.ts';
import { TREE_LIMITS } from '#domain/request/file-rules.ts';
import { openInBrowser } from './open-objects.ts';
import { REQUEST_WORDS, sayForm } from './words.ts';

/** The longer side of a photo that was made smaller: a letter on a sheet of A4 can still be read. Pixels. */
const PHOTO_SIDE = 2_560;

/**
 * A file as it is attached: a photo that is larger than an attachment may be is made smaller, as phones take them; all else stays.
 * @returns whether it was made smaller, too
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
    // No picture after all: what it is, is said when it is looked at.
    return { file, isSmaller: false };
  }
}

export const ACCEPTED = '.pdf,.png,.jpg,.jpeg,application/pdf,image/png,image/jpeg';

/** How many attachments a field takes: what its schema says, and never more than any request may have (R8). */
export const mostAttachments = ({ maxItems }: Schema = {}): number =>
  Math.min(typeof maxItems === 'number' ? maxItems : TREE_LIMITS.count, TREE_LIMITS.count);

/**
 * What the process would have against one more attachment in addition to others: that they are too many, or too large together.
 * @param others sizes by name, 0 where it is not known here: then the process, which knows it, says it
 * @returns one sentence; undefined where there is nothing
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
 * What the process would have against a file as an attachment: its size, and its kind by what it holds.
 * @returns one sentence; undefined where there is nothing
 */
export async function attachmentFault(name: string, file: File, language: Language): Promise<string | undefined> {
  if (file.size > TREE_LIMITS.attachment) return sayForm(REQUEST_WORDS.attachmentLarge, language, { name });
  const bytes = new Uint8Array(await file.arrayBuffer());
  const checked = checkAttachment(name, bytes, await openInBrowser(bytes));
  if (!('problem' in checked)) return undefined;
  const { message, fix } = checked.problem;
  return `${name}: ${message[language]}.${fix ? ` ${fix[language]}.` : ''}`;
}
