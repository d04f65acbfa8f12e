/** Compiles JSON Schemas 2020-12 into the validators that schema.ts uses. */
import formats from 'ajv-formats';
import type { ValidateFunction } from 'ajv/dist/2020.js';
import { Ajv2020 } from 'ajv/dist/2020.js';
import type { Schema } from './annotations.ts';

/** Compiling takes longer than validating, and a schema that was read is used many times. */
const validators = new WeakMap<Schema, ValidateFunction>();

/**
 * The validator of a schema, compiled when it is first asked for. Each schema has a compiler of its own, since two
 * revisions of one schema share their `$id`, and a case is judged by the revision that it began under (R7).
 * @param schema one that is sound: it is not checked against the meta-schema again, which would double the time
 * @throws Error when it cannot be compiled, as one that uses an unknown keyword
 */
export function validatorOf(schema: Schema): ValidateFunction {
  const known = validators.get(schema);
  if (known) return known;
  const ajv = new Ajv2020({ ...OPTIONS, strict: true, strictRequired: false, validateSchema: false, meta: false });
  formats.default(ajv);
  // What these annotations may hold, the meta-schema says.
  for (const [keyword, { type }] of Object.entries(ANNOTATIONS)) ajv.addKeyword({ keyword, schemaType: type });
  const validator = ajv.compile(schema);
  validators.set(schema, validator);
  return validator;
}

/** Checks a schema against the meta-schema. @throws Error when it is not valid, or uses an unknown keyword */
export function requireValidSchema(schema: Schema): void {
  checker ??= new Ajv2020({ ...OPTIONS, strict: false });
  const isValid = checker.getSchema(META_SCHEMA.$id) ?? checker.compile(META_SCHEMA);
  if (!isValid(schema)) throw new Error(checker.errorsText(isValid.errors, { dataVar: 'schema' }));
  validatorOf(schema);
}

// A validator runs a few times only, so the time spent on optimizing its code would not be won back.
const OPTIONS = { allErrors: true, verbose: true, code: { optimize: false } } as const;

const DIALECT = 'https://json-schema.org/draft/2020-12/schema';

/** What this project's schemas say besides JSON Schema's own keywords. */
const ANNOTATIONS = {
  'x-title-en': { type: 'string' },
  'x-label': { type: 'object', required: ['id', 'en'] },
  'x-description-en': { type: 'string' },
  'x-widget': { type: 'string' },
  'x-public': { type: 'boolean', const: true },
  'x-archive': { type: 'string', enum: ['title', 'filter'] },
  'x-form': { type: 'object', required: ['id', 'en'] },
  'x-labels': { type: 'object', additionalProperties: { type: 'object', required: ['id', 'en'] } },
} as const;

/** JSON Schema's meta-schema with the annotations at each level, which `$dynamicAnchor` makes it (JSON Schema 2020-12, 8.2.3.2). */
const META_SCHEMA = {
  $id: 'schema-with-annotations',
  $dynamicAnchor: 'meta',
  allOf: [{ $ref: DIALECT }],
  properties: { $schema: { const: DIALECT }, ...ANNOTATIONS },
};

/** Knows the meta-schema, which takes long to compile: made once in a process, when a schema is first checked. */
let checker: Ajv2020 | undefined;
