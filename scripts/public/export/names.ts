import type { Config } from '#domain/case/state/config.ts';
import type { Procedure } from '#domain/generated/procedure.ts';
import type { PublicCase } from '#domain/generated/public-case.ts';
import type { Text } from '#domain/problem.ts';
import {
  isMarkedPublic,
  itemsOf,
  labelOf,
  labelOfValue,
  propertiesOf,
  resolve,
  type Schema,
} from '#domain/request/annotations.ts';
import { given } from '#domain/request/given.ts';
import { caseTitle } from '#domain/request/title.ts';
import { type Closure, closuresOf } from '#domain/room/closures.ts';
import type { Room } from '#domain/room/room.ts';

interface FieldName {
  readonly label: Text;
  readonly values?: Readonly<Record<string, Text>>;
  /** How the archive uses the field (`x-archive`): as the title of a case, or as a filter. */
  readonly archive?: 'title' | 'filter';
}

/** Public fields of one schema, by JSON pointer. The fields of a list's items are below `/*`. */
export type FormNames = Readonly<Record<string, FieldName>>;

/** Returns the title that a public case has besides its number (R35), or undefined if it has only its number. */
export function publicTitle({ request, narrowed }: PublicCase, form: FormNames): string | undefined {
  const pointer = Object.keys(form).find((each) => form[each]?.archive === 'title');
  return caseTitle(request, pointer, narrowed);
}

/**
 * Returns the field that says who a request comes from: the first field that the archive filters by and that has no
 * list of values, such as the agency.
 */
export const senderPointer = (form: FormNames): string | undefined =>
  Object.keys(form).find((each) => form[each]?.archive === 'filter' && !form[each].values);

/** Returns who a request comes from, as lists show it below the title. A restricted case has no such value. */
export function publicSender(filters: Readonly<Record<string, string>>, form: FormNames): string | undefined {
  const pointer = senderPointer(form);
  return pointer === undefined ? undefined : filters[pointer];
}

/** A room as everybody sees it, with the times for which it is closed (R51). */
interface RoomName {
  readonly id: string;
  readonly name: Text;
  readonly zone: string;
  /** Absent if there are none. */
  readonly closures?: readonly Closure[];
}

/** The names that pages use. They are the same for all pages, and change only with the configuration. */
export interface PublicNames {
  readonly procedures: readonly Procedure[];
  /** The revision (blob id) of each procedure to which new cases are pinned (R7), by the procedure's id. */
  readonly revisions: Readonly<Record<string, string>>;
  readonly roles: Readonly<Record<string, Text>>;
  /** The office's own zone, for what belongs to no procedure and no room (R4). */
  readonly zone: string;
  readonly rooms: readonly RoomName[];
  readonly forms: Readonly<Record<string, FormNames>>;
  /** The records of each procedure that a document template makes, by the procedure's id. */
  readonly made: Readonly<Record<string, readonly string[]>>;
}

/** Selects the public names: those of procedures, roles (without holders), rooms and public fields of forms (R11). */
export function namesOf({ procedures, roles, zone, rooms, schemas, documents }: NamedConfig): PublicNames {
  const current = [...procedures.values()].map(({ value }) => value);
  const paths = new Set(
    current.flatMap(({ request, steps }) => [
      request.schema,
      ...steps.flatMap(({ requires }) => requires?.result ?? []),
    ]),
  );
  const things = { room: namesById(rooms), equipment: namesById(rooms.flatMap(({ equipment }) => equipment)) };
  const forms = [...paths].flatMap((path) => {
    const schema = schemas.get(path)?.value;
    return schema ? [[path, formNames(schema, things)] as const] : [];
  });
  return {
    procedures: current,
    revisions: Object.fromEntries([...procedures.values()].map(({ blob, value }) => [value.id, blob])),
    roles: Object.fromEntries(Object.entries(roles.roles).map(([id, { name }]) => [id, { id: name.id, en: name.en }])),
    zone,
    rooms: rooms.map(roomName),
    forms: Object.fromEntries(forms),
    made: Object.fromEntries(current.map(({ id }) => [id, recordsMade(id, documents)])),
  };
}

function roomName({ id, name, zone, ...room }: Room): RoomName {
  const closures = closuresOf(room);
  return { id, name: { id: name.id, en: name.en }, zone, ...(closures.length > 0 ? { closures } : {}) };
}

const recordsMade = (procedure: string, documents: Config['documents']): string[] =>
  [...documents.values()].flatMap(({ value }) => (value.procedure === procedure ? (value.record ?? []) : []));

export type NamedConfig = Pick<Config, 'procedures' | 'roles' | 'zone' | 'rooms' | 'schemas' | 'documents'>;

type Names = Readonly<Record<string, Text>>;
/** The names of the rooms or of the equipment that a field offers as choices. The key is the field's `x-widget`. */
type Things = Readonly<Record<string, Names>>;

const namesById = (things: readonly { readonly id: string; readonly name: Text }[]): Names =>
  Object.fromEntries(things.map(({ id, name }) => [id, { id: name.id, en: name.en }]));

function formNames(root: Schema, things: Things): FormNames {
  const names: Record<string, FieldName> = {};
  const visit = (written: Schema, path: string): void => {
    const schema = resolve(root, written);
    for (const [name, property] of propertiesOf(schema)) {
      if (!isMarkedPublic(property)) continue;
      const field = resolve(root, property);
      names[`${path}/${name}`] = fieldName(field, name, things);
      visit(field, `${path}/${name}`);
      const items = itemsOf(field);
      if (items) visit(items, `${path}/${name}/*`);
    }
  };
  visit(root, '');
  return names;
}

function fieldName(field: Schema, name: string, things: Things): FieldName {
  const constant = field['const'] === undefined ? undefined : [field['const']];
  const values = field['enum'] ?? (field['items'] as Schema | undefined)?.['enum'] ?? constant;
  const source = field['enum'] || constant ? field : ((field['items'] as Schema | undefined) ?? field);
  const archive = field['x-archive'];
  return {
    label: labelOf(field) ?? { id: name, en: name },
    ...given({ values: things[String(field['x-widget'])] }),
    ...(Array.isArray(values)
      ? { values: Object.fromEntries(values.map((each) => [String(each), labelOfValue(source, each)])) }
      : {}),
    ...(archive === 'title' || archive === 'filter' ? { archive } : {}),
  };
}
