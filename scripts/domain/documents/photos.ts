import type { NamedDocument } from '#domain/request/signed-line.ts';
import type { Sheet } from './sheet.ts';

/** Checks whether a document has a place for photographs. */
export const takesPhotos = ({ parts }: Pick<Sheet, 'parts'>): boolean => parts.some(({ is }) => is === 'photos');

/**
 * Returns a document with the photographs that were filed for it (R47).
 * @param imageOf reads a photograph, in Base64
 * @throws the errors of `imageOf`
 */
export async function withPhotos(
  { sheet, photos = [] }: { readonly sheet: Sheet; readonly photos?: readonly NamedDocument[] },
  imageOf: (photo: NamedDocument) => Promise<string>,
): Promise<Sheet> {
  const pictures = await Promise.all(
    photos.map(async (photo) => ({ image: await imageOf(photo), caption: photo.caption ?? '' })),
  );
  return { ...sheet, parts: sheet.parts.map((part) => (part.is === 'photos' ? { ...part, pictures } : part)) };
}
