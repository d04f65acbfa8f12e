/**
 * Tidies a request as a form returns it. Empty values and blanks around a line are removed, dates that Decap turned
 * into objects become texts again, and texts become NFC. The schema of the request says which field is which. Pure.
 */
import { itemsOf, propertiesOf, resolve, type Schema } from '#domain/request/annotations.ts';
import { trimmedLines } from '#domain/request/text.ts';

/** A change of a request: the field at the path gets the value or, if there is no `value`, is removed. */
export interface Edit {
  readonly path: readonly (string | number)[];
  readonly value?: unknown;
}

/**
 * Finds the changes that tidy a request.
 * @param value the request of the form as plain data
 * @returns changes in the order in which they can be applied; none for a tidy request
 */
export function normalise(root: Schema, value: unknown): Edit[] {
  return editsOf(root, root, value, []).edits;
}

interface Tidied {
  readonly empty: boolean;
  readonly edits: Edit[];
}

function editsOf(root: Schema, written: Schema, value: unknown, path: readonly (string | number)[]): Tidied {
  const schema = resolve(root, written);
  if (value instanceof Date) return changed(path, value.toISOString().replace(/\.\d{3}Z$/, 'Z'));
  if (typeof value === 'string') {
    const tidy = tidied(schema, value);
    return { empty: tidy === '', edits: tidy === value ? [] : [{ path, value: tidy }] };
  }
  if (Array.isArray(value)) return listEdits(root, schema, value, path);
  if (typeof value === 'object' && value !== null) {
    return objectEdits(root, schema, value as Readonly<Record<string, unknown>>, path);
  }
  return { empty: value === null || value === undefined || Number.isNaN(value), edits: [] };
}

const changed = (path: readonly (string | number)[], value: unknown): Tidied => ({
  empty: false,
  edits: [{ path, value }],
});

function objectEdits(
  root: Schema,
  schema: Schema,
  value: Readonly<Record<string, unknown>>,
  path: readonly (string | number)[],
): Tidied {
  const properties = new Map(propertiesOf(schema));
  const edits: Edit[] = [];
  let left = 0;
  for (const [name, inner] of Object.entries(value)) {
    const property = properties.get(name);
    const at = [...path, name];
    const tidy = property ? editsOf(root, property, inner, at) : { empty: false, edits: [] };
    // An empty required field is removed too, so that it is reported as missing, not as wrongly written.
    if (tidy.empty) edits.push({ path: at });
    else {
      edits.push(...tidy.edits);
      left += 1;
    }
  }
  return { empty: left === 0, edits };
}

/** Replaces a changed list as a whole, because the removal of an item would move the items after it. */
function listEdits(
  root: Schema,
  schema: Schema,
  value: readonly unknown[],
  path: readonly (string | number)[],
): Tidied {
  const items = itemsOf(schema);
  const kept = value.flatMap((item) => {
    if (!items) return [item];
    const { empty, edits } = editsOf(root, items, item, []);
    return empty ? [] : [applied(item, edits)];
  });
  const same = kept.length === value.length && kept.every((item, i) => item === value[i]);
  return { empty: kept.length === 0, edits: same ? [] : [{ path, value: kept }] };
}

/** Applies changes to a plain value. */
export function applied(value: unknown, edits: readonly Edit[]): unknown {
  return edits.reduce(appliedOne, value);
}

function appliedOne(value: unknown, edit: Edit): unknown {
  const [first, ...rest] = edit.path;
  if (first === undefined) return edit.value;
  const { [first]: before, ...others } = (typeof value === 'object' && value !== null ? value : {}) as Record<
    string | number,
    unknown
  >;
  if (rest.length === 0 && !('value' in edit)) return others;
  const inner = appliedOne(before, { ...edit, path: rest });
  // A changed field keeps its place, so that the fields stay in the schema's order.
  return before === undefined ? { ...others, [first]: inner } : { ...(value as object), [first]: inner };
}

/**
 * Returns a text in NFC (R9), without blanks at the ends of its lines and at its end. A field of one line also loses
 * the blanks at its beginning.
 */
function tidied(schema: Schema, text: string): string {
  const composed = trimmedLines(text.normalize('NFC'));
  return schema['x-widget'] === 'text' ? composed.trimEnd() : composed.trim();
}
