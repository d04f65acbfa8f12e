import { type Problem, shorten } from '#domain/problem.ts';
import type { Schema } from '#domain/request/annotations.ts';
import { validate } from '#domain/request/schema.ts';
import { type Lines, readYaml } from '#domain/request/yaml.ts';

/** A file of the configuration, as a forge or a folder gives it. */
export interface ConfigFile {
  /** From the repository's root, with slashes. */
  readonly path: string;
  /** Git's blob id. */
  readonly blob: string;
  readonly text: string;
}

export type Parsed<T> =
  | { readonly ok: true; readonly file: ConfigFile; readonly value: T; readonly lines?: Lines }
  | { readonly ok: false; readonly problems: Problem[] };

/**
 * Reads one YAML file of the configuration, as strictly as a request (R9), and validates its shape.
 * @param schema the schema that `T` was generated from
 * @param longest characters of one text; by default R9's limit
 */
export function parseYaml<T>(file: ConfigFile, schema: Schema, longest?: number): Parsed<T> {
  const reading = readYaml(file.text, file.path, longest);
  if (!reading.ok) return reading;
  const problems = validate(schema, reading.value, file.path, reading.lines);
  if (problems.length > 0) return { ok: false, problems };
  return { ok: true, file, value: reading.value as T, lines: reading.lines };
}

/** Reads one JSON Schema. Whether it is one that requests or results may have is `verifySchema`'s question. */
export function parseSchema(file: ConfigFile): Parsed<Schema> {
  const refuse = (problem: Pick<Problem, 'code' | 'message' | 'received' | 'expected'>): Parsed<Schema> => ({
    ok: false,
    problems: [{ file: file.path, path: '', ...problem }],
  });
  try {
    const value: unknown = JSON.parse(file.text);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
      return { ok: true, file, value: value as Schema };
    }
    const message = { id: 'Skema harus berupa objek JSON', en: 'A schema must be a JSON object' };
    return refuse({ code: 'schema-invalid', expected: '{ … }', received: shorten(value), message });
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    const message = { id: 'JSON ini tidak terbaca', en: 'This JSON cannot be read' };
    return refuse({ code: 'json-syntax', received: shorten(error.message, 120), message });
  }
}
