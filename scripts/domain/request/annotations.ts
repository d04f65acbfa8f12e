/**
 * What a schema says to people about its fields: titles, hints, whether the public sees them. Every request and result
 * schema uses these words: `title` and `description` (Indonesian), `x-title-en` and `x-description-en`, `x-labels`
 * (names of an enum's values), `x-form` (how a value of a pattern is written), `x-public: true` (else internal, R11),
 * `x-widget` (which widget the form takes), and of a public field `x-archive` (`title`: what a case is called in lists;
 * `filter`: the archive filters by it).
 */
import { given } from './given.ts';
import { wall } from '#domain/clock/wall.ts';
import type { Problem, Text } from '#domain/problem.ts';
import { below, child, isObject, segmentsOf } from './pointer.ts';

export type Schema = Readonly<Record<string, unknown>>;

/**
 * A schema with its local `$ref` followed; what stands next to the `$ref` wins.
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

/** The properties that an object's schema declares, in order, as written (not resolved). */
export function propertiesOf(schema: Schema): [name: string, property: Schema][] {
  const properties = schema['properties'];
  return isObject(properties)
    ? Object.entries(properties).filter((entry): entry is [string, Schema] => isObject(entry[1]))
    : [];
}

/** The schema of a list's items, if it is one. */
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

/** The schema of the field at a pointer, its reference followed; undefined where the schema declares no such field. */
export function fieldAt(root: Schema, pointer: string): Schema | undefined {
  const fields = fieldsTo(root, pointer);
  return fields && (fields.at(-1)?.schema ?? resolve(root, root));
}

const namesIn = ({ required }: Schema): string[] => (Array.isArray(required) ? required.map(String) : []);

/**
 * The properties that an object must have as it stands: those that are always required, and those of the branch (`then`, `else`) that
 * its condition leads to, as far as that compares with constants.
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

/** Whether the field at a pointer, and every field above it, must be there. */
export const isRequiredAt = (root: Schema, pointer: string): boolean =>
  fieldsTo(root, pointer)?.every(({ name, parent, property }) => property && namesIn(parent).includes(name)) ?? false;

const both = (id: unknown, en: unknown): Text | undefined =>
  typeof id === 'string' ? { id, en: typeof en === 'string' ? en : id } : undefined;

/** The title of a field. */
export const labelOf = (field: Schema): Text | undefined => both(field['title'], field['x-title-en']);

/** The title of the field at a pointer; where it has none, that of the nearest field above it that has one. */
export function labelAt(root: Schema, pointer: string): Text | undefined {
  return fieldsTo(root, pointer)
    ?.map(({ schema }) => labelOf(schema))
    .findLast((label) => label !== undefined);
}

/** The titles of all fields by pointer, in the form's order; the fields of a list's items are below `/*`. */
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

/** A list that may hold nothing: that it is required only says that it must be there. */
export const mayBeEmpty = (field: Schema): boolean => itemsOf(field) !== undefined && !(Number(field['minItems']) > 0);

/** The name of one of an enum's values; the value itself where the schema names none. */
export function labelOfValue(field: Schema, value: unknown): Text {
  const labels = child(child(field, 'x-labels'), String(value));
  return both(child(labels, 'id'), child(labels, 'en')) ?? { id: String(value), en: String(value) };
}

/** The values that may be written, each with its label in Indonesian. */
export const choicesIn = (field: Schema, values: readonly unknown[]): string =>
  values
    .map((value) => {
      const { id } = labelOfValue(field, value);
      return id === String(value) ? id : `${String(value)} (${id})`;
    })
    .join(', ');

/** How a value is written, in words, for a person who would otherwise read a pattern. */
export const formOf = (field: Schema): Text | undefined =>
  both(child(field['x-form'], 'id'), child(field['x-form'], 'en'));

/** A value as it is written in YAML on one line. */
export function asWritten(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(asWritten).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return String(value);
  return `{ ${Object.entries(value)
    .map(([name, each]) => `${name}: ${asWritten(each)}`)
    .join(', ')} }`;
}

/** Whether the property itself is marked public. What is below an unmarked one is internal all the same. */
export const isMarkedPublic = (property: Schema): boolean => property['x-public'] === true;

/**
 * Whether the public may see the field at a pointer: the field and every field above it are marked (R11).
 * The items of a list follow the list. A field that is not declared is internal.
 */
export const isPublicAt = (root: Schema, pointer: string): boolean =>
  fieldsTo(root, pointer)?.every(({ property }) => !property || isMarkedPublic(property)) ?? false;

/** What a problem says of the field at a pointer: its title, and whether it is internal (R11). */
export function fieldNotes(root: Schema | undefined, pointer: string): Pick<Problem, 'label' | 'internal'> {
  return root ? given({ label: labelAt(root, pointer), internal: !isPublicAt(root, pointer) || undefined }) : {};
}

/** The kind of forge that keeps an office's requests: it decides who can read there what the public cannot. */
export type Keeper = 'embedded' | 'github';

/** Who will read what is typed into a field, in the only words for it. Internal is kept from the public only (R11). */
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

/** Who will read what is typed into a public or an internal field (R11), by where the office keeps its requests. */
export const readersOf = (isPublic: boolean, keeper: Keeper): Text => READERS[isPublic ? 'public' : keeper];

/**
 * What people call the clock of a zone: WIB.
 * @param zone IANA name; it may be called otherwise in summer, and a form must not change with the day on which it is made
 */
export const clockName = (zone: string): string => wall('2026-01-01T00:00:00Z', zone).zone;

const LOCAL_TIME: Text = { id: 'Waktu setempat', en: 'Local time' };

/** What a schema says of a field in a sentence of its own. */
export const descriptionOf = (field: Schema): Text | undefined => both(field['description'], field['x-description-en']);

/**
 * The hint under a field, ending with who will read what is typed there: never written by hand, so never wrong. Of a time it says
 * by which clock, where the schema does not.
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
