/**
 * What a form leaves behind and a person did not mean: empty texts and lists of fields that may be absent, blanks around
 * a line, a date that Decap made into an object. Pure; the request's own schema says which is which.
 */
import { itemsOf, propertiesOf, resolve, type Schema } from '#domain/request/annotations.ts';
import { trimmedLines } from '#domain/request/text.ts';

/** What to change: a value to set, or to take away where there is none. */
export interface Edit {
  readonly path: readonly (string | number)[];
  readonly value?: unknown;
}

/**
 * @param value the request as plain data, as the form holds it
 * @returns changes in the order in which they can be made; none for a request that is as it should be
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
    // Also of a field that is needed: what is missing is reported as missing, not as badly written.
    if (tidy.empty) edits.push({ path: at });
    else {
      edits.push(...tidy.edits);
      left += 1;
    }
  }
  return { empty: left === 0, edits };
}

/** A list is replaced as a whole where any of it changes: taking items away one by one would move the others. */
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

/** A plain value with changes made. */
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
  // A changed field keeps its place, so that the schema's order stays.
  return before === undefined ? { ...others, [first]: inner } : { ...(value as object), [first]: inner };
}

/** One line: no blanks around it. Several lines: none at the ends of lines or of the text. NFC in both (R9). */
function tidied(schema: Schema, text: string): string {
  const composed = trimmedLines(text.normalize('NFC'));
  return schema['x-widget'] === 'text' ? composed.trimEnd() : composed.trim();
}
