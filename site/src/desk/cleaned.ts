import { itemsOf, propertiesOf, resolve, type Schema } from '#domain/request/annotations.ts';

/**
 * The result that fields hold, its letters in one piece (R9). What was left empty is left out, but for required lists and groups, so that what is missing
 * in them is asked for.
 */
export function cleaned(root: Schema, value: unknown): object {
  return inner(root, resolve(root, root), value, true) as object;
}

function inner(root: Schema, schema: Schema, value: unknown, isRequired: boolean): unknown {
  if (typeof value === 'string') return value.trim() === '' ? undefined : value.trim().normalize('NFC');
  const items = itemsOf(schema);
  if (items) {
    const list = (Array.isArray(value) ? (value as unknown[]) : [])
      .map((each) => inner(root, resolve(root, items), each, false))
      .filter((each) => each !== undefined);
    return list.length > 0 || isRequired ? list : undefined;
  }
  const properties = propertiesOf(schema);
  if (properties.length === 0) return value ?? undefined;
  const given = (typeof value === 'object' && value !== null ? value : {}) as Readonly<Record<string, unknown>>;
  const required = Array.isArray(schema['required']) ? (schema['required'] as unknown[]) : [];
  const kept = properties.flatMap(([name, property]) => {
    const each = inner(root, resolve(root, property), given[name], required.includes(name));
    return each === undefined ? [] : [[name, each] as const];
  });
  return kept.length > 0 || isRequired ? Object.fromEntries(kept) : undefined;
}
