/** Validates a document by its JSON Schema 2020-12 (R9). Every error is in Indonesian and English, with its place. */
import type { ErrorObject } from 'ajv/dist/2020.js';
import { type Problem, shorten, type Text } from '#domain/problem.ts';
import {
  asWritten,
  choicesIn,
  fieldAt,
  fieldNotes,
  formOf,
  labelAt,
  propertiesOf,
  resolve,
  type Schema,
} from './annotations.ts';
import { validatorOf } from './compile.ts';
import { below, child } from './pointer.ts';
import { CORRECT, fixOf } from './schema-fix.ts';
import * as say from './schema-sayings.ts';
import { isAlternative, isOfKinds, reportedErrors } from './reported-errors.ts';
import type { Lines } from './yaml.ts';

/**
 * Validates a document.
 * @param schema schema that `verifySchema` finds sound, or one of `schemas/` itself
 * @throws Error if the schema cannot be compiled
 */
export function validate(schema: Schema, value: unknown, file: string, lines?: Lines): Problem[] {
  const validator = validatorOf(schema);
  if (validator(value)) return [];
  return reportedErrors(validator.errors ?? [], schema)
    .map((error) => toProblem(schema, error, file, lines))
    .sort((a, b) => (a.line ?? 0) - (b.line ?? 0));
}

/**
 * Returns the fields of an alternative that asks for one of several fields. The list is empty if the alternative is
 * about how a value is written, or if the value is no group.
 */
const alternatives = (error: ErrorObject): unknown[] =>
  isAlternative(error) && !isOfKinds(error) && typeof error.data === 'object'
    ? (error.schema as unknown[]).flatMap((branch) => child(branch, 'required') ?? [])
    : [];

const isOfForms = (error: ErrorObject): boolean => isAlternative(error) && alternatives(error).length === 0;

/** The messages by keyword. They replace Ajv's own messages, which are about schemas. */
const SAYINGS: Readonly<Record<string, (error: ErrorObject, root: Schema) => Text | undefined>> = {
  required: () => say.REQUIRED,
  dependentRequired: whatItFollows,
  dependencies: whatItFollows,
  additionalProperties: () => say.UNKNOWN,
  unevaluatedProperties: () => say.UNKNOWN,
  propertyNames: () => say.MISNAMED,
  type: (error) => (isEmptyGroup(error) ? say.FILL_GROUP : say.mustBe(...[error.params['type']].flat().map(String))),
  enum: () => say.CHOICE,
  pattern: () => say.FORM,
  format: ({ params }) => say.mustBe(String(params['format'])) ?? say.FORM,
  oneOf: () => say.ONE_OF,
  anyOf: () => say.SOME_OF,
  minimum: ({ params }) => say.atLeast(limitOf(params)),
  maximum: ({ params }) => say.atMost(limitOf(params)),
  exclusiveMinimum: ({ params }) => say.above(limitOf(params)),
  exclusiveMaximum: ({ params }) => say.under(limitOf(params)),
  formatMinimum: ({ params }) => say.notBefore(String(params['limit'])),
  formatMaximum: ({ params }) => say.notAfter(String(params['limit'])),
  formatExclusiveMinimum: ({ params }) => say.after(String(params['limit'])),
  formatExclusiveMaximum: ({ params }) => say.before(String(params['limit'])),
  multipleOf: ({ params }) => say.multipleOf(Number(params['multipleOf'])),
  minLength: ({ params, data }) =>
    data === '' ? say.REQUIRED : say.charactersAtLeast(limitOf(params), lengthOf(data)),
  maxLength: ({ params, data }) => say.charactersAtMost(limitOf(params), lengthOf(data)),
  minItems: ({ params, data }) => say.itemsAtLeast(limitOf(params), lengthOf(data)),
  maxItems: ({ params, data }) => say.itemsAtMost(limitOf(params), lengthOf(data)),
  uniqueItems: ({ params }) => say.twice(Number(params['i']), Number(params['j'])),
  minProperties: ({ params, data }) => say.fieldsAtLeast(limitOf(params), lengthOf(data)),
  maxProperties: ({ params, data }) => say.fieldsAtMost(limitOf(params), lengthOf(data)),
};

const limitOf = (params: ErrorObject['params']): number => Number(params['limit']);

/** Counts the characters of a text, as JSON Schema counts them, the items of a list, or the fields of a group. */
function lengthOf(data: unknown): number {
  if (typeof data === 'string') return [...data].length;
  return typeof data === 'object' && data !== null ? Object.keys(data).length : 0;
}

function whatItFollows({ instancePath, params }: ErrorObject, root: Schema): Text {
  return say.neededBy(nameOf(root, below(instancePath, String(params['property'])), String(params['property'])));
}

/** Names a field by its title or, without a title, by its name. */
const nameOf = (root: Schema, path: string, name: string): Text => labelAt(root, path) ?? { id: name, en: name };

function toProblem(root: Schema, error: ErrorObject, file: string, lines: Lines | undefined): Problem {
  const { keyword, instancePath, params } = error;
  const named = params['missingProperty'] ?? params['additionalProperty'] ?? error.propertyName;
  const path = typeof named === 'string' ? below(instancePath, named) : instancePath;
  const line = lines?.get(path) ?? lines?.get(instancePath);
  const expected = expectation(root, error, path);
  const absent = isMissing(error) || isEmptyGroup(error) || alternatives(error).length > 0;
  const fix = fixOf(error, isMissing(error));
  // A sentence that asks for the value is the advice itself.
  const isAdvice = fix === CORRECT && (isAsked(root, error, path) || askedOf(error) !== undefined);
  return {
    file,
    path,
    ...(line === undefined ? {} : { line }),
    code: `schema-${keyword.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`,
    ...(expected === undefined ? {} : { expected }),
    ...(absent
      ? {}
      : {
          received: shorten(error.propertyName ?? (typeof named === 'string' ? child(error.data, named) : error.data)),
        }),
    message: messageOf(root, error, path),
    ...(isAdvice ? {} : { fix }),
    ...fieldNotes(root, path),
  };
}

/** The keywords that report a missing field. */
const NEEDS: ReadonlySet<string> = new Set(['required', 'dependentRequired', 'dependencies']);

/** Checks whether a value is missing. A list that is empty although it must have items counts as missing. */
const isMissing = ({ keyword, data }: ErrorObject): boolean =>
  NEEDS.has(keyword) || (keyword === 'minItems' && Array.isArray(data) && data.length === 0);

/** Checks whether a group of fields was left empty, as YAML writes it: `place:`. */
const isEmptyGroup = ({ keyword, params, data }: ErrorObject): boolean =>
  keyword === 'type' && params['type'] === 'object' && data === null;

function messageOf(root: Schema, error: ErrorObject, path: string): Text {
  const among = alternatives(error).map((name) => nameOf(root, below(path, String(name)), String(name)));
  const isEmptyList = isMissing(error) && error.keyword === 'minItems';
  const said = isEmptyList ? say.REQUIRED : isOfForms(error) ? say.FORM : SAYINGS[error.keyword]?.(error, root);
  const asked = askedOf(error);
  if (asked) return asked;
  if (among.length > 0) return amongOf(said ?? say.UNFIT, among);
  const form = isOfForms(error) || OF_FORM.has(error.keyword) ? formOf(error.parentSchema ?? {}) : undefined;
  if (form && isAsked(root, error, path)) return say.writeAs(form, examplesOf(error.parentSchema ?? {})[0]);
  return form ? { id: `${say.FORM.id}: ${form.id}`, en: `${say.FORM.en}: ${form.en}` } : (said ?? say.UNFIT);
}

/** The keywords for which a schema can describe the form in words (`x-form`). */
const OF_FORM: ReadonlySet<string> = new Set(['pattern', 'minProperties']);

/** Returns the whole sentence of a group that asks for one of several fields; it is plainer than a list of its fields. */
const askedOf = (error: ErrorObject): Text | undefined =>
  alternatives(error).length > 0 ? formOf(error.parentSchema ?? {}) : undefined;

/** Checks whether the value is a field of a form that people fill in, whose form and example are one sentence. */
const isAsked = (root: Schema, { keyword, parentSchema }: ErrorObject, path: string): boolean =>
  keyword === 'pattern' && formOf(parentSchema ?? {}) !== undefined && labelAt(root, path) !== undefined;

/** Writes "Fill in only one of these: Room / Other place". */
function amongOf(message: Text, names: readonly Text[]): Text {
  const said = (language: 'id' | 'en'): string =>
    `${message[language]}: ${names.map((name) => name[language]).join(' / ')}`;
  return { id: said('id'), en: said('en') };
}

/** Names the forms of an alternative: `office / lines: …`; undefined if no form can be named in a word. */
function formsOf(branches: unknown): string | undefined {
  const forms = (branches as unknown[]).flatMap((branch) => {
    const [constant, required] = [child(branch, 'const'), child(branch, 'required')];
    if (constant !== undefined) return [String(constant)];
    return Array.isArray(required) ? [`${required.map(String).join(', ')}: …`] : [];
  });
  return forms.length > 0 ? forms.join(' / ') : undefined;
}

/** Writes what the schema expects, such as the choices or an example; undefined if the message says enough. */
function expectation(root: Schema, error: ErrorObject, path: string): string | undefined {
  const { keyword, params, parentSchema } = error;
  if (isAsked(root, error, path)) return undefined;
  if (keyword === 'required') return absentExample(root, error, path);
  if (keyword === 'additionalProperties') return plainNames(error);
  const examples = examplesOf(parentSchema ?? {});
  if (keyword === 'enum' && Array.isArray(params['allowedValues'])) {
    const field = fieldAt(root, path) ?? {};
    return choicesIn(field, params['allowedValues']);
  }
  if (keyword === 'const') return shorten(params['allowedValue']);
  // An example is shown, since nobody reads a regular expression.
  if (keyword === 'format') return examples[0] ?? FORMATS[String(params['format'])] ?? String(params['format']);
  if (keyword === 'type' && !isGroup(parentSchema?.['examples'])) return undefined;
  if (OF_FORM.has(keyword) || keyword === 'type') return examples.length > 0 ? examples.join(' / ') : undefined;
  if (isOfForms(error)) return examples.length > 0 ? examples.join(' / ') : formsOf(error.schema);
  return undefined;
}

/** Returns an example for a missing value. A field with a title needs none, since its title says what to write. */
function absentExample(root: Schema, { params, parentSchema }: ErrorObject, path: string): string | undefined {
  const field = child(child(parentSchema, 'properties'), String(params['missingProperty'])) as Schema | undefined;
  if (!field || labelAt(root, path)) return undefined;
  const { enum: choices, ...resolved } = resolve(root, field);
  return Array.isArray(choices) ? choices.map(String).join(', ') : examplesOf(resolved)[0];
}

/** Lists the known names if none has a title. This is so in an office's own files, for which there is no form. */
function plainNames({ parentSchema, data }: ErrorObject): string | undefined {
  const known = propertiesOf(parentSchema ?? {}).filter(([name]) => child(data, name) === undefined);
  const isPlain = known.length > 0 && known.every(([, field]) => field['title'] === undefined);
  return isPlain ? known.map(([name]) => name).join(', ') : undefined;
}

/** Checks whether examples are groups. A text or a number as example would add nothing to the name of its type. */
const isGroup = (examples: unknown): boolean => typeof [examples].flat()[0] === 'object';

/** Returns the examples of a schema, written as YAML. */
const examplesOf = (schema: Schema): string[] => [schema['examples'] ?? []].flat().map(asWritten);

const FORMATS: Readonly<Record<string, string>> = { date: '2026-01-31', 'date-time': '2026-01-31T09:00:00+07:00' };
