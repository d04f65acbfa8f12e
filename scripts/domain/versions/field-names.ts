import type { Text } from '#domain/problem.ts';
import { itemsOf, propertiesOf, resolve, type Schema } from '#domain/request/annotations.ts';
import procedureSchema from '#schemas/procedure.schema.json' with { type: 'json' };

interface Field {
  /** The labels on the path. A part without a label is named as it is written. */
  readonly names: readonly (Text | string)[];
  /** The field's schema; undefined if the schema has no such field. */
  readonly schema: Schema | undefined;
}

const ROOT: Schema = procedureSchema;
const STEP: Schema = { $ref: '#/$defs/step' };

/**
 * Finds the field at a path. A label that begins with a small letter, or is below a list's item, is added to the labels
 * before it on the path. Any other label replaces them.
 */
export const fieldOfSop = (path: readonly string[]): Field => fieldFrom(ROOT, path);
/** Finds the field at a path below a step, as {@link fieldOfSop} does. */
export const fieldOfStep = (path: readonly string[]): Field => fieldFrom(STEP, path);

function fieldFrom(start: Schema, path: readonly string[]): Field {
  let names: (Text | string)[] = [];
  let written: Schema | undefined = start;
  let isInItem = false;
  for (const segment of path) {
    const shapes: Schema[] = written ? shapesOf(written) : [];
    const property = shapes.flatMap(propertiesOf).find(([name]) => name === segment)?.[1];
    const label = fieldName(property);
    if (!label) names.push(segment);
    else if (isInItem) names.push({ id: smaller(label.id), en: smaller(label.en) });
    else names = label.id === smaller(label.id) ? [...names, label] : [label];
    isInItem ||= !property;
    written = property ?? shapes.map(memberOf).find((each) => each !== undefined);
  }
  return { names, schema: written && resolve(ROOT, written) };
}

/** Returns the alternatives (`oneOf`) of a schema. A schema without alternatives is the only one. */
function shapesOf(written: Schema): Schema[] {
  const schema = resolve(ROOT, written);
  const { oneOf } = schema as { oneOf?: readonly Schema[] };
  return oneOf ? oneOf.flatMap(shapesOf) : [schema];
}

/** Returns the schema of a list's items, or of the values under names that people choose. */
const memberOf = (schema: Schema): Schema | undefined => {
  const { additionalProperties: named } = schema as { additionalProperties?: Schema | boolean };
  return itemsOf(schema) ?? (typeof named === 'object' ? named : undefined);
};

export const fieldName = (field: Schema | undefined): Text | undefined => (field as { 'x-label'?: Text })?.['x-label'];

const smaller = (label: string): string => label.charAt(0).toLowerCase() + label.slice(1);
