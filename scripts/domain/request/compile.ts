/** Compiles JSON Schemas 2020-12 into the validators that schema.ts uses. */
import formats from 'ajv-formats';
import type { Options, ValidateFunction } from 'ajv/dist/2020.js';
import { Ajv2020 } from 'ajv/dist/2020.js';
import type { Schema } from './annotations.ts';

/** Compiling takes longer than validating, and a schema that was read is used many times. */
const validators = new WeakMap<Schema, ValidateFunction>();

/**
 * The validator of a schema, compiled when it is first asked for. Each schema has a compiler of its own, since two
 * revisions of one schema share their `$id`, and a case is judged by the revision that it began under (R7).
 * @param schema one that is sound: it is not checked against the meta-schema again, which would double the time
 * @throws Error when it cannot be compiled
 */
export function validatorOf(schema: Schema): ValidateFunction {
  const known = validators.get(schema);
  if (known) return known;
  const validator = compiler({ validateSchema: false, meta: false }).compile(schema);
  validators.set(schema, validator);
  return validator;
}

/** Checks a schema against the meta-schema. @throws Error when it is not valid, or uses an unknown keyword */
export function requireValidSchema(schema: Schema): void {
  validators.set(schema, compiler({}).compile(schema));
}

/** The compiler of this project's schemas: strict, and with its annotations. */
function compiler(options: Options): Ajv2020 {
  // A validator runs a few times only, so the time spent on optimizing its code would not be won back.
  const code = { optimize: false };
  const ajv = new Ajv2020({ allErrors: true, strict: true, strictRequired: false, verbose: true, code, ...options });
  formats.default(ajv);
  for (const keyword of ['x-title-en', 'x-description-en', 'x-widget'])
    ajv.addKeyword({ keyword, schemaType: 'string' });
  // What annotations may hold belongs to the meta-schema, and is left out together with it.
  const says = (metaSchema: object) => (options.meta === false ? {} : { metaSchema });
  ajv.addKeyword({ keyword: 'x-public', schemaType: 'boolean', ...says({ const: true }) });
  ajv.addKeyword({ keyword: 'x-archive', schemaType: 'string', ...says({ enum: ['title', 'filter'] }) });
  ajv.addKeyword({
    keyword: 'x-labels',
    schemaType: 'object',
    ...says({ additionalProperties: { type: 'object', required: ['id', 'en'] } }),
  });
  return ajv;
}
