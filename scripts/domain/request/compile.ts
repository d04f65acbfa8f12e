/** Compiles JSON Schemas 2020-12 into the validators that schema.ts uses. */
import formats from 'ajv-formats';
import type { ValidateFunction } from 'ajv/dist/2020.js';
import { Ajv2020 } from 'ajv/dist/2020.js';
import type { Schema } from './annotations.ts';

/** Validators by schema, since compiling takes longer than validating, and a schema is used many times. */
const validators = new WeakMap<Schema, ValidateFunction>();

/**
 * Returns the validator of a schema, which is compiled when it is first needed. Each schema has its own compiler: two
 * revisions of one schema share their `$id`, and a case is judged by the revision that it began under (R7).
 * @param schema a sound schema; it is not checked against the meta-schema again, since that would double the time
 * @throws Error if the schema cannot be compiled, for example because it uses an unknown keyword
 */
export function validatorOf(schema: Schema): ValidateFunction {
  const known = validators.get(schema);
  if (known) return known;
  const ajv = new Ajv2020({ ...OPTIONS, strict: true, strictRequired: false, validateSchema: false, meta: false });
  formats.default(ajv);
  // The meta-schema checks the content of these annotations.
  for (const [keyword, { type }] of Object.entries(ANNOTATIONS)) ajv.addKeyword({ keyword, schemaType: type });
  const validator = ajv.compile(schema);
  validators.set(schema, validator);
  return validator;
}

/**
 * Checks a schema against the meta-schema.
 * @throws Error if the schema is not valid, or uses an unknown keyword
 */
export function requireValidSchema(schema: Schema): void {
  checker ??= new Ajv2020({ ...OPTIONS, strict: false });
  const isValid = checker.getSchema(META_SCHEMA.$id) ?? checker.compile(META_SCHEMA);
  if (!isValid(schema)) throw new Error(checker.errorsText(isValid.errors, { dataVar: 'schema' }));
  validatorOf(schema);
}

// A validator runs a few times only, so optimizing its code would take longer than it saves.
const OPTIONS = { allErrors: true, verbose: true, code: { optimize: false } } as const;

const DIALECT = 'https://json-schema.org/draft/2020-12/schema';

/** The annotations that this project's schemas use besides JSON Schema's own keywords. */
const ANNOTATIONS = {
  'x-title-en': { type: 'string' },
  'x-label': { type: 'object', required: ['id', 'en'] },
  'x-description-en': { type: 'string' },
  'x-widget': { type: 'string' },
  'x-public': { type: 'boolean', const: true },
  'x-archive': { type: 'string', enum: ['title', 'filter'] },
  'x-form': { type: 'object', required: ['id', 'en'] },
  'x-remember': { type: 'boolean', const: true },
  'x-copy': { type: 'boolean', const: false },
  'x-read': { type: 'array', items: { type: 'string' } },
  'x-labels': { type: 'object', additionalProperties: { type: 'object', required: ['id', 'en'] } },
} as const;

/** JSON Schema's meta-schema; `$dynamicAnchor` allows the annotations at each level (2020-12, 8.2.3.2). */
const META_SCHEMA = {
  $id: 'schema-with-annotations',
  $dynamicAnchor: 'meta',
  allOf: [{ $ref: DIALECT }],
  properties: { $schema: { const: DIALECT }, ...ANNOTATIONS },
};

/** The compiler with the meta-schema, kept after its first use, since the meta-schema takes long to compile. */
let checker: Ajv2020 | undefined;
