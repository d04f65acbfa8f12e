/** What a case is called besides its number (R35): on pages, in lists and feeds, at the desk. */
import { isPublicAt, propertiesOf, resolve, type Schema } from './annotations.ts';
import { below, valueAt } from './pointer.ts';

/** The public field that says what a request is about (`x-archive: title`); undefined where the schema marks none. */
export function titlePointer(root: Schema): string | undefined {
  const find = (written: Schema, pointer: string): string | undefined => {
    for (const [name, property] of propertiesOf(resolve(root, written))) {
      const [field, at] = [resolve(root, property), below(pointer, name)];
      const found = field['x-archive'] === 'title' ? at : find(field, at);
      if (found !== undefined && isPublicAt(root, found)) return found;
    }
    return undefined;
  };
  return find(root, '');
}

/**
 * What a case is called besides its number, word for word as its request says it (R35).
 * @param request the request that stands, or its public part
 * @param pointer of the field that holds the title; undefined: the schema marks none
 * @param isRestricted by the nature of the letter (R11)
 * @returns undefined where the case is called by its number alone
 */
export function caseTitle(request: unknown, pointer: string | undefined, isRestricted: boolean): string | undefined {
  if (isRestricted || pointer === undefined) return undefined;
  const text = valueAt(request, pointer);
  return typeof text === 'string' && text.trim() !== '' ? text.trim() : undefined;
}
