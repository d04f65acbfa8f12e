/** What a request is about, in the words of its own field: on pages, in lists, at the desk, in feeds and in the search. */
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
 * What a case is called beside its number, word for word as its request says it.
 * @param request what stands of it, or the public part of that
 * @param pointer of the title's field; undefined: there is none
 * @param isNarrowed by the nature of the letter (R11)
 * @returns undefined: the case is called by its number alone
 */
export function caseTitle(request: unknown, pointer: string | undefined, isNarrowed: boolean): string | undefined {
  if (isNarrowed || pointer === undefined) return undefined;
  const text = valueAt(request, pointer);
  return typeof text === 'string' && text.trim() !== '' ? text.trim() : undefined;
}
