/** Validates a document by its JSON Schema 2020-12 (R9): every error, in Indonesian and English, with its place. */
import english from 'ajv-i18n/localize/en/index.js';
import indonesian from 'ajv-i18n/localize/id/index.js';
import type { ErrorObject } from 'ajv/dist/2020.js';
import { type Problem, shorten, type Text } from '#domain/problem.ts';
import { fieldAt, fieldNotes, labelAt, labelOfValue, type Schema } from './annotations.ts';
import { validatorOf } from './compile.ts';
import { below, child } from './pointer.ts';
import type { Lines } from './yaml.ts';

/**
 * Validates a document.
 * @param schema one that `verifySchema` finds sound, or one of `schemas/` itself
 * @param value as `readYaml` gives it
 * @param file how problems name the document
 * @param lines of the document's parts, if known
 * @returns every problem, in the order of their lines where these are known
 * @throws Error where the schema cannot be compiled
 */
export function validate(schema: Schema, value: unknown, file: string, lines?: Lines): Problem[] {
  const validator = validatorOf(schema);
  if (validator(value)) return [];
  const errors = validator.errors ?? [];
  return errors
    .filter((error) => !isNoise(error, errors))
    .map((error) => toProblem(schema, error, file, lines))
    .sort((a, b) => (a.line ?? 0) - (b.line ?? 0));
}

/** The errors of the single branches of an alternative only confuse: the error of the alternative itself is enough. */
function isNoise(error: ErrorObject, errors: readonly ErrorObject[]): boolean {
  if (error.keyword === 'if') return true;
  return errors.filter(isAlternative).some(({ schema, schemaPath, instancePath }) => {
    const lies = `${error.instancePath}/`.startsWith(`${instancePath}/`);
    const named = (schema as unknown[]).flatMap((branch) => child(branch, '$ref') ?? []);
    return [schemaPath, ...(lies ? named : [])].some((path) => error.schemaPath.startsWith(`${String(path)}/`));
  });
}

const isAlternative = ({ keyword, schema }: ErrorObject): boolean =>
  (keyword === 'oneOf' || keyword === 'anyOf') && Array.isArray(schema);

/** The fields of which an alternative asks one; none where it is about how a value is written. */
const alternatives = (error: ErrorObject): unknown[] =>
  isAlternative(error) ? (error.schema as unknown[]).flatMap((branch) => child(branch, 'required') ?? []) : [];

const isOfForms = (error: ErrorObject): boolean => isAlternative(error) && alternatives(error).length === 0;

const NAMES: Record<string, Text> = {
  string: { id: 'teks', en: 'text' },
  number: { id: 'bilangan', en: 'a number' },
  integer: { id: 'bilangan bulat', en: 'a whole number' },
  boolean: { id: 'ya atau tidak (true/false)', en: 'yes or no (true/false)' },
  array: { id: 'daftar', en: 'a list' },
  object: { id: 'sekelompok isian', en: 'a group of fields' },
};

/** What is said instead of the library's words, where those speak of schemas. */
const MESSAGES: Record<string, Text> = {
  required: { id: 'Wajib diisi', en: 'Must be filled in' },
  additionalProperties: { id: 'Isian ini tidak dikenal', en: 'There is no such field' },
  enum: { id: 'Bukan salah satu pilihan', en: 'Not one of the choices' },
  const: { id: 'Isi tidak sesuai', en: 'Not the expected value' },
  format: { id: 'Bentuk penulisan tidak sesuai', en: 'Not written in the expected form' },
  pattern: { id: 'Bentuk penulisan tidak sesuai', en: 'Not written in the expected form' },
  oneOf: { id: 'Isi tepat satu dari isian ini', en: 'Fill in exactly one of these' },
  anyOf: { id: 'Isi paling sedikit satu dari isian ini', en: 'Fill in at least one of these' },
};

const FIXES: Record<string, Text> = {
  required: { id: 'Lengkapi isian ini', en: 'Fill it in' },
  additionalProperties: { id: 'Hapus, atau periksa ejaannya', en: 'Delete it, or check its spelling' },
  type: { id: 'Perbaiki isian ini; nomor ditulis di dalam tanda kutip', en: 'Correct it; quote what is an identifier' },
};

const CORRECT: Text = { id: 'Perbaiki isian ini', en: 'Correct it' };

function toProblem(root: Schema, error: ErrorObject, file: string, lines: Lines | undefined): Problem {
  const { keyword, instancePath, params } = error;
  const named = params['missingProperty'] ?? params['additionalProperty'];
  const path = typeof named === 'string' ? below(instancePath, named) : instancePath;
  const line = lines?.get(path) ?? lines?.get(instancePath);
  const expected = expectation(root, error, path);
  const absent = isMissing(error) || alternatives(error).length > 0;
  return {
    file,
    path,
    ...(line === undefined ? {} : { line }),
    code: `schema-${keyword.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`,
    ...(expected === undefined ? {} : { expected }),
    ...(absent ? {} : { received: shorten(typeof named === 'string' ? child(error.data, named) : error.data) }),
    message: messageOf(root, error, path),
    fix: FIXES[isMissing(error) ? 'required' : keyword] ?? CORRECT,
    ...fieldNotes(root, path),
  };
}

/** A list of which something is asked, and that has nothing, is as one that is not there. */
const isMissing = ({ keyword, data }: ErrorObject): boolean =>
  keyword === 'required' || (keyword === 'minItems' && Array.isArray(data) && data.length === 0);

function messageOf(root: Schema, error: ErrorObject, path: string): Text {
  const among = alternatives(error).map((name) => {
    const label = labelAt(root, below(path, String(name)));
    return label ?? { id: String(name), en: String(name) };
  });
  if (among.length > 0) return amongOf(MESSAGES[error.keyword], among);
  const own = MESSAGES[isMissing(error) ? 'required' : isOfForms(error) ? 'pattern' : error.keyword];
  if (own) return own;
  if (error.keyword === 'type') {
    const name = NAMES[String(error.params['type'])];
    if (name) return { id: `Harus berupa ${name.id}`, en: `Must be ${name.en}` };
  }
  return { id: translated(error, TRANSLATE.id), en: translated(error, TRANSLATE.en) };
}

/** "Fill in exactly one of these: Room / Other place". */
function amongOf(message: Text = { id: '', en: '' }, names: readonly Text[]): Text {
  const say = (language: 'id' | 'en'): string =>
    `${message[language]}: ${names.map((name) => name[language]).join(' / ')}`;
  return { id: say('id'), en: say('en') };
}

type Translate = (errors: ErrorObject[]) => void;

// The package is CommonJS that exports the function itself, while its types speak of a default export.
const TRANSLATE = { id: indonesian as unknown as Translate, en: english as unknown as Translate };

/** The library's message, with a capital. The library translates the error in place, so it gets a copy. */
function translated(error: ErrorObject, translate: Translate): string {
  const copy = { ...error };
  translate([copy]);
  const text = (copy.message ?? error.keyword).trim();
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** What would have been right, as an example where the schema gives one: nobody reads a regular expression. */
function expectation(root: Schema, error: ErrorObject, path: string): string | undefined {
  const { keyword, params, parentSchema } = error;
  const examples: unknown = parentSchema?.['examples'];
  if (keyword === 'enum' && Array.isArray(params['allowedValues'])) {
    const field = fieldAt(root, path) ?? {};
    return params['allowedValues']
      .map((value) => {
        const { id } = labelOfValue(field, value);
        return id === String(value) ? id : `${String(value)} (${id})`;
      })
      .join(', ');
  }
  if (keyword === 'const') return shorten(params['allowedValue']);
  if (keyword === 'format' || keyword === 'pattern') {
    if (Array.isArray(examples) && examples.length > 0) return String(examples[0]);
    return String(params['format'] ?? params['pattern']);
  }
  if (isOfForms(error)) return Array.isArray(examples) ? examples.map(String).join(' / ') : undefined;
  return undefined;
}
