/** Checks of a file before it is attached, by the rules of the process (R8). */
import type { Language } from '#domain/problem.ts';
import type { Schema } from '#domain/request/annotations.ts';
import { checkAttachment, detectType } from '#domain/request/attachment-type.ts';
import { TREE_LIMITS } from '#domain/request/file-rules.ts';
import { photoOf } from './picture.ts';
import { REQUEST_WORDS, sayForm } from './words.ts';

/**
 * Draws a picture again, smaller, and without what a camera wrote into it. Every other file is returned unchanged.
 * @returns undefined if the file begins as a picture and cannot be read
 */
export async function fitting(file: File): Promise<File | undefined> {
  const detected = detectType(new Uint8Array(await file.slice(0, 1024).arrayBuffer()));
  if (!detected.ok || detected.type === 'application/pdf') return file;
  const drawn = await photoOf(file);
  return drawn && new File([drawn], `${file.name.replace(/\.[^.]*$/, '')}.jpg`, { type: 'image/jpeg' });
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
  const checked = checkAttachment(name, new Uint8Array(await file.arrayBuffer()));
  if (!('problem' in checked)) return undefined;
  const { message, fix } = checked.problem;
  return `${name}: ${message[language]}.${fix ? ` ${fix[language]}.` : ''}`;
}
