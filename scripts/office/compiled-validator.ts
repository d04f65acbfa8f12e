import { createHash } from 'node:crypto';
import { basename } from 'node:path';
import type { ValidateFunction } from 'ajv/dist/2020.js';
import type { Schema } from '../request/annotations.ts';
import { useValidator } from '../request/schema.ts';

/** Where the validator of a schema lies that was compiled ahead of time (`npm run generate`). */
export const validatorPath = (schema: string): string =>
  `scripts/generated/validators/${basename(schema, '.schema.json')}.mjs`;

/** SHA-256 of a file's text, in hexadecimal. */
export const textDigest = (text: string): string => createHash('sha256').update(text).digest('hex');

/**
 * Has a schema validated by what was compiled of it ahead of time, if that was made of this very text; else compiles it.
 * @param path of the schema in its repository
 * @param text from which `schema` was read
 * @throws Error when it is no valid schema
 */
export async function prepareSchema(path: string, text: string, schema: Schema): Promise<void> {
  const url = new URL(`../../${validatorPath(path)}`, import.meta.url).href;
  const made = (await import(url).catch(() => undefined)) as
    { readonly digest: string; readonly validate: ValidateFunction } | undefined;
  if (made?.digest === textDigest(text)) return useValidator(schema, made.validate);
  const { compile } = await import('../request/compile.ts');
  compile(schema, { trusted: true });
}
