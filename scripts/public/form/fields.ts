/** A request schema as Decap's fields (R3: another schema, another form, the same code). */
import type { Procedure } from '#domain/generated/procedure.ts';
import type { Language } from '#domain/problem.ts';
import {
  clockName,
  descriptionOf,
  hintAt,
  itemsOf,
  type Keeper,
  labelOf,
  labelOfValue,
  propertiesOf,
  resolve,
  type Schema,
} from '#domain/request/annotations.ts';
import { below } from '#domain/request/pointer.ts';
import type { Room } from '#domain/room/room.ts';
import { attachmentPointers } from '#domain/procedure/pointers.ts';
import type { DecapField, DecapOption } from './decap-config.ts';

/** What a field is made of, besides its own schema. */
interface FieldWorld {
  readonly root: Schema;
  readonly procedure: Procedure;
  readonly rooms: readonly Room[];
  readonly language: Language;
  /** Where requests are kept: by that, who can read what is internal. */
  readonly keeper: Keeper;
}

/** The widgets of our own, which `site/src/form` registers. */
export const WIDGETS = {
  procedure: 'disposisi-sop',
  account: 'disposisi-akun',
  instant: 'disposisi-waktu',
  date: 'disposisi-tanggal',
  attachments: 'disposisi-lampiran',
} as const;

/** Where a request names its procedure (R8). */
const PROCEDURE = '/sop';

/**
 * The fields of the whole request. Neither shape nor range is told to Decap, which would save no draft that is not whole: the
 * form judges by the schema itself, when the request is submitted.
 * @throws Error for a property of which no field can be made
 */
export function fieldsOf(world: FieldWorld): DecapField[] {
  return fieldsBelow(world, world.root, '');
}

function fieldsBelow(world: FieldWorld, written: Schema, pointer: string): DecapField[] {
  const schema = resolve(world.root, written);
  const required = Array.isArray(schema['required']) ? (schema['required'] as unknown[]) : [];
  return propertiesOf(schema).map(([name, property]) => {
    const at = below(pointer, name);
    const field = resolve(world.root, property);
    const base = {
      name,
      label: labelOf(field)?.[world.language] ?? name,
      hint: hintOf(world, field, at),
      required: required.includes(name),
    };
    return { ...base, ...kindOf(world, field, at) };
  });
}

type Kind = Omit<DecapField, 'name' | 'label' | 'hint'> & { readonly hint?: string };

/** How a field is asked for: by its `x-widget` or by what the procedure uses it for, else by its type. */
function kindOf(world: FieldWorld, field: Schema, pointer: string): Kind {
  const { pointers } = world.procedure.request;
  const hint = field['x-widget'];
  if (pointer === PROCEDURE) return { widget: WIDGETS.procedure, ...constant(world, field) };
  if (field['const'] !== undefined) return { widget: 'hidden', required: false, ...constant(world, field) };
  if (hint === 'account' || pointer === pointers.applicant) return { widget: WIDGETS.account };
  if (hint === 'room' || pointer === pointers.room) return choice(roomOptions(world));
  if (hint === 'equipment' || pointer === pointers.equipment) return choices(equipmentOptions(world));
  if (hint === 'attachments' || attachmentPointers(pointers).includes(pointer)) return { widget: WIDGETS.attachments };
  return byType(world, field, pointer);
}

function byType(world: FieldWorld, field: Schema, pointer: string): Kind {
  const { root, procedure, language } = world;
  if (Array.isArray(field['enum'])) return choice(optionsOf(field, language));
  switch (field['type']) {
    case 'object':
      return { widget: 'object', collapsed: false, fields: fieldsBelow(world, field, pointer) };
    case 'array': {
      const items = resolve(root, itemsOf(field) ?? {});
      if (Array.isArray(items['enum'])) return choices(optionsOf(items, language));
      const inner = items['type'] === 'object' ? { fields: fieldsBelow(world, items, below(pointer, '*')) } : undefined;
      return { widget: 'list', ...(inner ?? { field: itemField(world, field, items, pointer) }) };
    }
    case 'integer':
      return { widget: 'number', value_type: 'int', step: 1 };
    case 'number':
      return { widget: 'number', value_type: 'float' };
    case 'boolean':
      return { widget: 'boolean', default: false, required: false };
    case 'string':
      return textKind(field, procedure.zone);
    default:
      throw new Error(`${pointer}: a form cannot ask for a field of type ${JSON.stringify(field['type'])}.`);
  }
}

function textKind(field: Schema, zone: string): Kind {
  if (field['format'] === 'date-time') return { widget: WIDGETS.instant, zone, zone_name: clockName(zone) };
  if (field['format'] === 'date') return { widget: WIDGETS.date };
  return { widget: field['x-widget'] === 'text' ? 'text' : 'string' };
}

/** One item of a list: it is called and explained like the list, and a list is never offered an empty item. */
function itemField(world: FieldWorld, list: Schema, items: Schema, pointer: string): DecapField {
  const label = (labelOf(items) ?? labelOf(list))?.[world.language] ?? pointer;
  return { name: 'item', label, required: true, ...byType(world, items, below(pointer, '*')) };
}

/** Of a group every field says for itself who will see it. */
function hintOf({ root, procedure, language, keeper }: FieldWorld, field: Schema, pointer: string): string {
  if (field['type'] === 'object') return descriptionOf(field)?.[language] ?? '';
  return hintAt(root, pointer, keeper, procedure.zone)[language];
}

const constant = ({ language }: FieldWorld, field: Schema): { default?: string; title?: string } => {
  const value = field['const'] ?? field['default'];
  return value === undefined ? {} : { default: String(value), title: labelOfValue(field, value)[language] };
};

const choice = (options: readonly DecapOption[]): Kind => ({ widget: 'select', options });

const choices = (options: readonly DecapOption[]): Kind => ({ widget: 'select', multiple: true, options });

const optionsOf = (field: Schema, language: Language): DecapOption[] =>
  (field['enum'] as unknown[]).map((value) => ({
    label: labelOfValue(field, value)[language],
    value: String(value),
  }));

const roomOptions = ({ rooms, language }: FieldWorld): DecapOption[] =>
  rooms.map(({ id, name }) => ({ label: name[language], value: id }));

/** The equipment of all rooms; whether the room that is chosen has it, the checks of the request tell (R9). */
function equipmentOptions({ rooms, language }: FieldWorld): DecapOption[] {
  const known = new Map(rooms.flatMap(({ equipment }) => equipment.map(({ id, name }) => [id, name[language]])));
  return [...known].map(([value, label]) => ({ label, value }));
}
