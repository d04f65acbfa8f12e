/** Compiles JSON Schemas 2020-12 into the validators that schema.ts uses. */
import type { Options, ValidateFunction } from 'ajv/dist/2020.js';
import { Ajv2020 } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import type { Schema } from './annotations.ts';
import { useValidator, validatorOf } from './schema.ts';

/**
 * Compiles a schema, once for each schema object. Each has a compiler of its own: two revisions of one schema share
 * their `$id`, and a case is judged by the revision it began under (R7).
 * @param options `trusted`: not held against the meta-schema, which is half the time; for a schema that is verified elsewhere
 * @throws Error when it is no valid schema, or uses a keyword that nobody knows
 */
export function compile(schema: Schema, options: { readonly trusted?: boolean } = {}): ValidateFunction {
  const known = validatorOf(schema);
  if (known) return known;
  // Each schema is compiled once and used a few times: the time it would take to shorten its code is never won back.
  const code = { optimize: false };
  const validator = compiler({ code, ...(options.trusted ? { validateSchema: false, meta: false } : {}) }).compile(
    schema,
  );
  useValidator(schema, validator);
  return validator;
}

/** The compiler of this project's schemas: strict, and with its annotations. */
export function compiler(options: Options): Ajv2020 {
  const ajv = new Ajv2020({ allErrors: true, strict: true, strictRequired: false, verbose: true, ...options });
  formats.default(ajv);
  for (const keyword of ['x-title-en', 'x-description-en', 'x-widget'])
    ajv.addKeyword({ keyword, schemaType: 'string' });
  // What an annotation may say is the meta-schema's business, and so is left out where that is.
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
