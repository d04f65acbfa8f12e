/** Finds the title of a case, which is shown with its number on pages, in lists and feeds, and at the desk (R35). */
import { isPublicAt, propertiesOf, resolve, type Schema } from './annotations.ts';
import { below, valueAt } from './pointer.ts';

/** Returns the pointer of the public field marked `x-archive: title`; undefined if the schema marks none. */
export const titlePointer = (root: Schema): string | undefined =>
  publicField(root, (field) => field['x-archive'] === 'title');

/**
 * Returns the pointer of the field that says who a request comes from, such as the agency: the first public field that
 * the archive filters by and that has no list of values; undefined if the schema marks none.
 */
export const senderField = (root: Schema): string | undefined =>
  publicField(root, (field) => field['x-archive'] === 'filter' && !Array.isArray(field['enum']));

/** Returns the pointer of the first public field of this kind. */
function publicField(root: Schema, isWanted: (field: Schema) => boolean): string | undefined {
  const find = (written: Schema, pointer: string): string | undefined => {
    for (const [name, property] of propertiesOf(resolve(root, written))) {
      const [field, at] = [resolve(root, property), below(pointer, name)];
      const found = isWanted(field) ? at : find(field, at);
      if (found !== undefined && isPublicAt(root, found)) return found;
    }
    return undefined;
  };
  return find(root, '');
}

/**
 * Returns the title of a case, word for word from its request (R35).
 * @param request the current request, or its public part
 * @param pointer pointer to the field that contains the title; undefined if the schema marks none
 * @param isRestricted whether the nature of the letter restricts the case (R11)
 * @returns undefined if the case is called by its number alone
 */
export function caseTitle(request: unknown, pointer: string | undefined, isRestricted: boolean): string | undefined {
  if (isRestricted || pointer === undefined) return undefined;
  const text = valueAt(request, pointer);
  return typeof text === 'string' && text.trim() !== '' ? text.trim() : undefined;
}
