/** What a schema says about writing a request: which fields there are, and which are remembered or copied. */
import { propertiesOf, resolve, type Schema } from './annotations.ts';
import { below } from './pointer.ts';

/**
 * Returns the pointers of all single fields, and of lists as a whole, in the form's order.
 * @param keep says by the schema whether a field is returned
 */
export function fieldsWhere(root: Schema, keep: (field: Schema) => boolean): string[] {
  const visit = (written: Schema, path: string): string[] => {
    const field = resolve(root, written);
    const inner = propertiesOf(field);
    if (inner.length > 0) return inner.flatMap(([name, property]) => visit(property, below(path, name)));
    return keep(field) ? [path] : [];
  };
  return visit(root, '');
}

/** Checks whether the form may keep the value on the person's device for the next request. */
export const isRemembered = (field: Schema): boolean => field['x-remember'] === true;

/** Checks whether a copy of a request has the field: dates and times are written anew, and what the schema excludes. */
export const isCopied = (field: Schema): boolean =>
  field['x-copy'] !== false && field['format'] !== 'date' && field['format'] !== 'date-time';
