import { createHash } from 'node:crypto';
import { basename } from 'node:path';
import type { ValidateFunction } from 'ajv/dist/2020.js';
import type { Schema } from '../request/annotations.ts';
import { takeCompiled } from '../request/schema.ts';

/** Where the validator of a schema lies that was compiled ahead of time (`npm run generate`). */
export const validatorPath = (schema: string): string =>
  `scripts/generated/validators/${basename(schema, '.schema.json')}.mjs`;

/** SHA-256 of a file's text, in hexadecimal. */
export const textDigest = (text: string): string => createHash('sha256').update(text).digest('hex');

/**
 * Has a schema validated by what was compiled of it ahead of time, if that was made of this very text; else it is
 * compiled when it is first needed, as always.
 * @param path of the schema in its repository
 * @param text from which `schema` was read
 */
export async function useCompiled(path: string, text: string, schema: Schema): Promise<void> {
  const url = new URL(`../../${validatorPath(path)}`, import.meta.url).href;
  const made = (await import(url).catch(() => undefined)) as
    | { readonly digest: string; readonly validate: ValidateFunction }
    | undefined;
  if (made?.digest === textDigest(text)) takeCompiled(schema, made.validate);
}
