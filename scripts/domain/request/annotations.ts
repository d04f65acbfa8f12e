/**
 * What a schema says to people about its fields: `title` and `description` (Indonesian), `x-title-en`, `x-description-
 * en`, `x-labels` (names of an enum's values), `x-form` (how a value of a pattern is written), `x-public: true` (else
 * internal, R11), `x-widget` (of the form), and of a public field `x-archive` (`title`: of the case in lists; `filter`:
 * of the archive).
 */
import { wall } from '#domain/clock/wall.ts';
import type { Problem, Text } from '#domain/problem.ts';
import { below, child, isObject, segmentsOf } from './pointer.ts';

export type Schema = Readonly<Record<string, unknown>>;

/**
 * Follows local `$ref`s; siblings of a `$ref` win.
 * @throws Error where a reference leads nowhere, outside the document or in a circle
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

/** In order, as written (not resolved). */
export function propertiesOf(schema: Schema): [name: string, property: Schema][] {
  const properties = schema['properties'];
  return isObject(properties)
    ? Object.entries(properties).filter((entry): entry is [string, Schema] => isObject(entry[1]))
    : [];
}

export const itemsOf = (schema: Schema): Schema | undefined =>
  isObject(schema['items']) ? schema['items'] : undefined;

interface Field {
  readonly name: string;
  readonly parent: Schema;
  /** As written in the parent; undefined for a list item. */
  readonly property: Schema | undefined;
  readonly schema: Schema;
}

/** The fields from below the root to the one at a pointer; undefined where the schema declares no such field. */
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

/** Its reference followed. */
export function fieldAt(root: Schema, pointer: string): Schema | undefined {
  const fields = fieldsTo(root, pointer);
  return fields && (fields.at(-1)?.schema ?? resolve(root, root));
}

const namesIn = ({ required }: Schema): string[] => (Array.isArray(required) ? required.map(String) : []);

/**
 * The required properties, with those of the branch (`then`, `else`) that applies as far as its condition compares
 * constants.
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

/** And all above it. */
export const isRequiredAt = (root: Schema, pointer: string): boolean =>
  fieldsTo(root, pointer)?.every(({ name, parent, property }) => property && namesIn(parent).includes(name)) ?? false;

const both = (id: unknown, en: unknown): Text | undefined =>
  typeof id === 'string' ? { id, en: typeof en === 'string' ? en : id } : undefined;

export const labelOf = (field: Schema): Text | undefined => both(field['title'], field['x-title-en']);

/** The title of the field, or of the nearest field above that has one. */
export function labelAt(root: Schema, pointer: string): Text | undefined {
  return fieldsTo(root, pointer)
    ?.map(({ schema }) => labelOf(schema))
    .findLast((label) => label !== undefined);
}

/** By pointer, in the form's order; `/*` stands for list items. */
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

/** May be required and still be empty. */
export const mayBeEmpty = (field: Schema): boolean => itemsOf(field) !== undefined && !(Number(field['minItems']) > 0);

/** Without a name, the value itself. */
export function labelOfValue(field: Schema, value: unknown): Text {
  const labels = child(child(field, 'x-labels'), String(value));
  return both(child(labels, 'id'), child(labels, 'en')) ?? { id: String(value), en: String(value) };
}

/** Each with its label, in Indonesian: what may be written. */
export const choicesIn = (field: Schema, values: readonly unknown[]): string =>
  values
    .map((value) => {
      const { id } = labelOfValue(field, value);
      return id === String(value) ? id : `${String(value)} (${id})`;
    })
    .join(', ');

/** In words, instead of a pattern. */
export const formOf = (field: Schema): Text | undefined =>
  both(child(field['x-form'], 'id'), child(field['x-form'], 'en'));

export function asWritten(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(asWritten).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return String(value);
  return `{ ${Object.entries(value)
    .map(([name, each]) => `${name}: ${asWritten(each)}`)
    .join(', ')} }`;
}

/** Fields below an unmarked one are internal too. */
export const isMarkedPublic = (property: Schema): boolean => property['x-public'] === true;

/** The field and all above it are marked (R11). List items follow the list; an undeclared field is internal. */
export const isPublicAt = (root: Schema, pointer: string): boolean =>
  fieldsTo(root, pointer)?.every(({ property }) => !property || isMarkedPublic(property)) ?? false;

/** Its title, and whether it is internal (R11). */
export function fieldNotes(root: Schema, pointer: string): Pick<Problem, 'label' | 'internal'> {
  const label = labelAt(root, pointer);
  return { ...(label ? { label } : {}), ...(isPublicAt(root, pointer) ? {} : { internal: true }) };
}

/** Where an office keeps its requests: this decides who can read what the public cannot. */
export type Keeper = 'embedded' | 'github';

/** Who can read a field. Internal hides it from the public only (R11). */
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

/** See R11. */
export const readersOf = (isPublic: boolean, keeper: Keeper): Text => READERS[isPublic ? 'public' : keeper];

/**
 * Such as WIB; the same in summer, since a form must not change with the day.
 * @param zone IANA name
 */
export const clockName = (zone: string): string => wall('2026-01-01T00:00:00Z', zone).zone;

const LOCAL_TIME: Text = { id: 'Waktu setempat', en: 'Local time' };

export const descriptionOf = (field: Schema): Text | undefined => both(field['description'], field['x-description-en']);

/**
 * The hint under a field, with its clock and with who can read it.
 * @param zone IANA name of the zone in which times are typed
 */
export function hintAt(root: Schema, pointer: string, keeper: Keeper, zone: string): Text {
  const field = fieldAt(root, pointer);
  const clock = field?.['format'] === 'date-time' ? clockName(zone) : undefined;
  const hint = field && descriptionOf(field);
  const seenBy = readersOf(isPublicAt(root, pointer), keeper);
  const say = (language: 'id' | 'en'): string => {
    const said = hint ? `${hint[language]} ${seenBy[language]}` : seenBy[language];
    const local = clock === undefined ? '' : `${LOCAL_TIME[language]} (${clock}).`;
    return said.includes(local) ? said : `${local} ${said}`;
  };
  return { id: say('id'), en: say('en') };
}
