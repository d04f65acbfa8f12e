/**
 * The annotations by which a schema describes its fields to people. Every request and result schema uses:
 * - `title` and `description` (Indonesian), `x-title-en` and `x-description-en`;
 * - `x-labels`: the names of an enum's values;
 * - `x-form`: the form in which a value with a pattern is written, after “write …”; of a group with alternatives, the
 *   whole sentence that asks for one of them;
 * - `default`: the value with which the form begins;
 * - `x-remember: true`: the form may keep the value on the person's device for the next request;
 * - `x-read`: has no meaning any more; schemas of versions before 0.8 have it;
 * - `x-copy: false`: a copy of the request leaves the field empty, as it leaves dates and attachments;
 * - `x-public: true`: the public sees the field; any other field is internal (R11);
 * - `x-widget`: the widget that the form uses. `room` means that the value is the id of a room, which is checked;
 * - `x-archive`, of a public field: `title` names the case in lists, `filter` makes the archive filter by the field.
 */
import { given } from './given.ts';
import { wall } from '#domain/clock/wall.ts';
import type { Problem, Text } from '#domain/problem.ts';
import { below, child, isObject, segmentsOf } from './pointer.ts';

export type Schema = Readonly<Record<string, unknown>>;

/**
 * Returns a schema with its local `$ref` followed. A keyword next to the `$ref` overrides the one in the target.
 * @throws Error if a reference has no target, or leads outside the document or in a circle
 */
export function resolve(root: Schema, schema: Schema): Schema {
  let current = schema;
  for (let hops = 0; typeof current['$ref'] === 'string'; hops += 1) {
    const { $ref: reference, ...local } = current as { $ref: string } & Schema;
    const target = reference.startsWith('#') ? segmentsOf(reference.slice(1)).reduce<unknown>(child, root) : undefined;
    if (!isObject(target) || hops > 20) throw new Error(`$ref cannot be followed: ${reference}`);
    current = { ...target, ...local };
  }
  return current;
}

/** Returns the properties that an object's schema declares, in order and without following references. */
export function propertiesOf(schema: Schema): [name: string, property: Schema][] {
  const properties = schema['properties'];
  return isObject(properties)
    ? Object.entries(properties).filter((entry): entry is [string, Schema] => isObject(entry[1]))
    : [];
}

/** Returns the schema of a list's items; undefined if the schema describes no list. */
export const itemsOf = (schema: Schema): Schema | undefined =>
  isObject(schema['items']) ? schema['items'] : undefined;

interface Field {
  readonly name: string;
  readonly parent: Schema;
  /** The schema as written in the parent; undefined for a list item. */
  readonly property: Schema | undefined;
  readonly schema: Schema;
}

/** Returns the fields from the root down to the field at a pointer; undefined if the schema declares no such field. */
function fieldsTo(root: Schema, pointer: string): Field[] | undefined {
  const fields: Field[] = [];
  let parent = resolve(root, root);
  for (const name of segmentsOf(pointer)) {
    const property = propertiesOf(parent).find(([each]) => each === name)?.[1];
    const written = property ?? (/^(\d+|\*)$/.test(name) ? itemsOf(parent) : undefined);
    if (!written) return undefined;
    const schema = resolve(root, written);
    fields.push({ name, parent, property, schema });
    parent = schema;
  }
  return fields;
}

/** Returns the schema of the field at a pointer, with its reference followed; undefined if there is no such field. */
export function fieldAt(root: Schema, pointer: string): Schema | undefined {
  const fields = fieldsTo(root, pointer);
  return fields && (fields.at(-1)?.schema ?? resolve(root, root));
}

/** Sorts what is said about fields by the order of the fields in the form. Equal places stay in their order. */
export function inFieldOrder<T extends { readonly path: string }>(root: Schema, items: readonly T[]): T[] {
  const placed = items.map((item) => ({ item, place: placeIn(root, item.path) }));
  return placed.toSorted((a, b) => comparePlaces(a.place, b.place)).map(({ item }) => item);
}

const placeIn = (root: Schema, pointer: string): number[] => {
  let parent = resolve(root, root);
  return segmentsOf(pointer).map((name) => {
    const at = /^\d+$/.test(name) ? Number(name) : propertiesOf(parent).findIndex(([each]) => each === name);
    const written = propertiesOf(parent)[at]?.[1] ?? itemsOf(parent);
    parent = written ? resolve(root, written) : {};
    return at;
  });
};

function comparePlaces(a: readonly number[], b: readonly number[]): number {
  const differs = a.findIndex((place, at) => place !== b[at]);
  return differs < 0 ? a.length - b.length : (a[differs] ?? 0) - (b[differs] ?? -1);
}

const namesIn = ({ required }: Schema): string[] => (Array.isArray(required) ? required.map(String) : []);

/**
 * Returns the properties that this object must have: those that are always required, and those of the branch (`then` or
 * `else`) that its condition chooses. Only conditions that compare with constants are read.
 */
export function requiredNames(schema: Schema, value: Readonly<Record<string, unknown>>): string[] {
  const { if: condition } = schema;
  if (!isObject(condition)) return namesIn(schema);
  const holds =
    namesIn(condition).every((name) => value[name] !== undefined) &&
    propertiesOf(condition).every(([name, { const: is }]) => value[name] === undefined || value[name] === is);
  const branch = schema[holds ? 'then' : 'else'];
  return [...namesIn(schema), ...(isObject(branch) ? namesIn(branch) : [])];
}

/** Checks whether the field at a pointer, and every field above it, is required. */
export const isRequiredAt = (root: Schema, pointer: string): boolean =>
  fieldsTo(root, pointer)?.every(({ name, parent, property }) => property && namesIn(parent).includes(name)) ?? false;

const both = (id: unknown, en: unknown): Text | undefined =>
  typeof id === 'string' ? { id, en: typeof en === 'string' ? en : id } : undefined;

/** Returns the title of a field. */
export const labelOf = (field: Schema): Text | undefined => both(field['title'], field['x-title-en']);

/** Returns the title of the field at a pointer, or else the title of the nearest field above it that has a title. */
export function labelAt(root: Schema, pointer: string): Text | undefined {
  return fieldsTo(root, pointer)
    ?.map(({ schema }) => labelOf(schema))
    .findLast((label) => label !== undefined);
}

/** Returns the titles of all fields by pointer, in the form's order. `/*` means each item of a list. */
export function titlesIn(root: Schema): Map<string, Text> {
  const titles = new Map<string, Text>();
  const visit = (written: Schema, path: string): void => {
    const schema = resolve(root, written);
    for (const [name, property] of propertiesOf(schema)) {
      const field = resolve(root, property);
      titles.set(below(path, name), labelOf(field) ?? { id: name, en: name });
      visit(field, below(path, name));
      const items = itemsOf(field);
      if (items) visit(items, `${below(path, name)}/*`);
    }
  };
  visit(root, '');
  return titles;
}

/** Checks whether a list may be empty. If such a list is required, `[]` is enough. */
export const mayBeEmpty = (field: Schema): boolean => itemsOf(field) !== undefined && !(Number(field['minItems']) > 0);

/** Returns the name of an enum's value, or the value itself if the schema has no name for it. */
export function labelOfValue(field: Schema, value: unknown): Text {
  const labels = child(child(field, 'x-labels'), String(value));
  return both(child(labels, 'id'), child(labels, 'en')) ?? { id: String(value), en: String(value) };
}

/** Lists the values that may be written, each with its label in Indonesian. */
export const choicesIn = (field: Schema, values: readonly unknown[]): string =>
  values
    .map((value) => {
      const { id } = labelOfValue(field, value);
      return id === String(value) ? id : `${String(value)} (${id})`;
    })
    .join(', ');

/** Returns how a value is written, in the words of the schema (`x-form`). Most people cannot read a pattern. */
export const formOf = (field: Schema): Text | undefined =>
  both(child(field['x-form'], 'id'), child(field['x-form'], 'en'));

/** Writes a value as YAML on one line. */
export function asWritten(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(asWritten).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return String(value);
  return `{ ${Object.entries(value)
    .map(([name, each]) => `${name}: ${asWritten(each)}`)
    .join(', ')} }`;
}

/** Checks whether the property is marked public. Below an unmarked field, even a marked field is internal. */
export const isMarkedPublic = (property: Schema): boolean => property['x-public'] === true;

/**
 * Checks whether the public may see the field at a pointer (R11): the field and every field above it are marked.
 * The items of a list are public if the list is. A field that the schema does not declare is internal.
 */
export const isPublicAt = (root: Schema, pointer: string): boolean =>
  fieldsTo(root, pointer)?.every(({ property }) => !property || isMarkedPublic(property)) ?? false;

/** Returns what a problem states about the field at a pointer: its title, and whether it is internal (R11). */
export function fieldNotes(root: Schema | undefined, pointer: string): Pick<Problem, 'label' | 'internal'> {
  return root ? given({ label: labelAt(root, pointer), internal: !isPublicAt(root, pointer) || undefined }) : {};
}

/** The kind of forge that keeps an office's requests. It decides who can read the internal fields on the forge. */
export type Keeper = 'embedded' | 'github';

/** The sentences that say who can read the value of a field. An internal value is hidden from the public only (R11). */
export const READERS = {
  public: { id: 'Tampil untuk publik.', en: 'Shown to the public.' },
  embedded: {
    id: 'Tidak tampil untuk publik; dapat dibaca setiap akun kantor ini.',
    en: 'Not shown to the public; every account of this office can read it.',
  },
  github: {
    id: 'Tidak tampil untuk publik; dapat dibaca semua yang memiliki akses ke repositori kantor ini.',
    en: 'Not shown to the public; everybody with access to this office’s repository can read it.',
  },
} as const satisfies Record<'public' | Keeper, Text>;

/** Returns the name of a zone's time, such as WIB. It is the January name, so that forms do not change in summer. */
export const clockName = (zone: string): string => wall('2026-01-01T00:00:00Z', zone).zone;

const LOCAL_TIME: Text = { id: 'Waktu setempat', en: 'Local time' };

/** Returns the description of a field. */
export const descriptionOf = (field: Schema): Text | undefined => both(field['description'], field['x-description-en']);

/**
 * Returns the hint under a field. The last sentence says whether the public sees the value; who can read an internal
 * value, the form says once ({@link READERS}). This function adds that sentence, not the author of the schema, so
 * that it is always true. The hint of a date with a time also names the local time, unless
 * the description already does.
 */
export function hintAt(root: Schema, pointer: string, zone: string): Text {
  const field = fieldAt(root, pointer);
  const clock = field?.['format'] === 'date-time' ? clockName(zone) : undefined;
  const hint = field && descriptionOf(field);
  const { [isPublicAt(root, pointer) ? 'public' : 'embedded']: seenBy } = READERS;
  const say = (language: 'id' | 'en'): string => {
    const seen = seenBy[language].replace(/;.*/, '.');
    const said = hint ? `${hint[language]} ${seen}` : seen;
    const local = clock === undefined ? '' : `${LOCAL_TIME[language]} (${clock}).`;
    return said.includes(local) ? said : `${local} ${said}`;
  };
  return { id: say('id'), en: say('en') };
}
