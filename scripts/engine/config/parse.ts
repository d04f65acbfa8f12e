import { isMap, isNode, isSeq, LineCounter, parseDocument } from 'yaml';
import { type Problem, shorten } from '#domain/problem.ts';
import type { Schema } from '#domain/request/annotations.ts';
import { below } from '#domain/request/pointer.ts';
import { validate } from '#domain/request/schema.ts';
import { type Lines, readYaml } from '#domain/request/yaml.ts';

/** A file of the configuration, as it was read from a forge or a folder. */
export interface ConfigFile {
  /** The path from the repository's root, with slashes. */
  readonly path: string;
  readonly blob: string;
  readonly text: string;
}

export type Parsed<T> =
  | { readonly ok: true; readonly file: ConfigFile; readonly value: T; readonly lines?: Lines }
  | { readonly ok: false; readonly problems: Problem[] };

/**
 * Reads one YAML file of the configuration, as strictly as a request (R9), and validates its shape.
 * @param schema the schema that `T` was generated from
 * @param longest the largest number of characters of one text; by default the limit of R9
 */
export function parseYaml<T>(file: ConfigFile, schema: Schema, longest?: number): Parsed<T> {
  const reading = readYaml(file.text, file.path, longest);
  if (!reading.ok) return reading;
  const problems = validate(schema, reading.value, file.path, reading.lines);
  if (problems.length > 0) return { ok: false, problems };
  return { ok: true, file, value: reading.value as T, lines: reading.lines };
}

/** Reads one JSON Schema. `verifySchema` checks whether requests and results may use the schema. */
export function parseSchema(file: ConfigFile): Parsed<Schema> {
  const refuse = (problem: Omit<Problem, 'file' | 'path'>): Parsed<Schema> => ({
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
    const fix = {
      id: 'Periksa koma, tanda kutip, dan kurung pada baris ini dan di atasnya',
      en: 'Check commas, quotes and brackets on this line and above it',
    };
    const [, line] = /\(line (\d+) column/.exec(error.message) ?? [];
    const where = line === undefined ? {} : { line: Number(line) };
    return refuse({ code: 'json-syntax', ...where, received: shorten(error.message, 120), message, fix });
  }
}

/** Finds the line of each part of a JSON document. JSON is YAML, and the reader of YAML knows the lines. */
export function linesOfJson(text: string): Lines {
  const counter = new LineCounter();
  const document = parseDocument(text, { lineCounter: counter, uniqueKeys: false, logLevel: 'silent' });
  const lines = new Map<string, number>();
  const walk = (node: unknown, path: string): void => {
    if (isSeq(node)) for (const [i, item] of node.items.entries()) place(item, item, below(path, i));
    if (isMap(node)) for (const { key, value } of node.items) place(key, value, below(path, String(key)));
  };
  const place = (at: unknown, value: unknown, path: string): void => {
    if (isNode(at) && at.range) lines.set(path, counter.linePos(at.range[0]).line);
    walk(value, path);
  };
  walk(document.contents, '');
  return lines;
}
