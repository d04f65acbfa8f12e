/** The title of a case, from its request (R35). */
import { isPublicAt, propertiesOf, resolve, type Schema } from './annotations.ts';
import { below, valueAt } from './pointer.ts';

/** Pointer of the public field marked `x-archive: title`. */
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
 * @param request current one, or its public part
 * @param isRestricted by nature (R11)
 * @returns undefined: only its number
 */
export function caseTitle(request: unknown, pointer: string | undefined, isRestricted: boolean): string | undefined {
  if (isRestricted || pointer === undefined) return undefined;
  const text = valueAt(request, pointer);
  return typeof text === 'string' && text.trim() !== '' ? text.trim() : undefined;
}
