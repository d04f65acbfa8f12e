/** Compiles JSON Schemas 2020-12. */
import formats from 'ajv-formats';
import type { ValidateFunction } from 'ajv/dist/2020.js';
import { Ajv2020 } from 'ajv/dist/2020.js';
import type { Schema } from './annotations.ts';

/** Compiling takes longer than validating. */
const validators = new WeakMap<Schema, ValidateFunction>();

/**
 * Each schema has its own compiler: two revisions share their `$id`, and a case keeps its revision (R7).
 * @param schema a sound one: checking it again would double the time
 * @throws Error when it cannot be compiled
 */
export function validatorOf(schema: Schema): ValidateFunction {
  const known = validators.get(schema);
  if (known) return known;
  const ajv = new Ajv2020({ ...OPTIONS, strict: true, strictRequired: false, validateSchema: false, meta: false });
  formats.default(ajv);
  // The meta-schema checks their values.
  for (const [keyword, { type }] of Object.entries(ANNOTATIONS)) ajv.addKeyword({ keyword, schemaType: type });
  const validator = ajv.compile(schema);
  validators.set(schema, validator);
  return validator;
}

/** @throws Error when it is not valid, or uses an unknown keyword */
export function requireValidSchema(schema: Schema): void {
  checker ??= new Ajv2020({ ...OPTIONS, strict: false });
  const isValid = checker.getSchema(META_SCHEMA.$id) ?? checker.compile(META_SCHEMA);
  if (!isValid(schema)) throw new Error(checker.errorsText(isValid.errors, { dataVar: 'schema' }));
  validatorOf(schema);
}

// Optimizing takes longer than it saves in a few runs.
const OPTIONS = { allErrors: true, verbose: true, code: { optimize: false } } as const;

const DIALECT = 'https://json-schema.org/draft/2020-12/schema';

/** Besides JSON Schema's own keywords. */
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

/** With the annotations at each level, by `$dynamicAnchor` (JSON Schema 2020-12, 8.2.3.2). */
const META_SCHEMA = {
  $id: 'schema-with-annotations',
  $dynamicAnchor: 'meta',
  allOf: [{ $ref: DIALECT }],
  properties: { $schema: { const: DIALECT }, ...ANNOTATIONS },
};

/** Made once: the meta-schema takes long to compile. */
let checker: Ajv2020 | undefined;
