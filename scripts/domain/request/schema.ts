/** Validates a document by its JSON Schema 2020-12 (R9): every error, in Indonesian and English, with its place. */
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
import { fixOf } from './schema-fix.ts';
import * as say from './schema-sayings.ts';
import { isAlternative, isOfKinds, reportedErrors } from './reported-errors.ts';
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
  return reportedErrors(validator.errors ?? [], schema)
    .map((error) => toProblem(schema, error, file, lines))
    .sort((a, b) => (a.line ?? 0) - (b.line ?? 0));
}

/** The fields of which an alternative asks one; none where it is about how a value is written, or no group stands there. */
const alternatives = (error: ErrorObject): unknown[] =>
  isAlternative(error) && !isOfKinds(error) && typeof error.data === 'object'
    ? (error.schema as unknown[]).flatMap((branch) => child(branch, 'required') ?? [])
    : [];

const isOfForms = (error: ErrorObject): boolean => isAlternative(error) && alternatives(error).length === 0;

/** What is said of a keyword: Ajv's own words speak of schemas. */
const SAYINGS: Readonly<Record<string, (error: ErrorObject, root: Schema) => Text | undefined>> = {
  required: () => say.REQUIRED,
  dependentRequired: whatItFollows,
  dependencies: whatItFollows,
  additionalProperties: () => say.UNKNOWN,
  unevaluatedProperties: () => say.UNKNOWN,
  propertyNames: () => say.MISNAMED,
  type: ({ params }) => say.mustBe(...[params['type']].flat().map(String)),
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

/** Of a text its characters, as JSON Schema counts them; of a list its items, of a group its fields. */
function lengthOf(data: unknown): number {
  if (typeof data === 'string') return [...data].length;
  return typeof data === 'object' && data !== null ? Object.keys(data).length : 0;
}

function whatItFollows({ instancePath, params }: ErrorObject, root: Schema): Text {
  return say.neededBy(nameOf(root, below(instancePath, String(params['property'])), String(params['property'])));
}

/** A field by its title or, where it has none, by its name. */
const nameOf = (root: Schema, path: string, name: string): Text => labelAt(root, path) ?? { id: name, en: name };

function toProblem(root: Schema, error: ErrorObject, file: string, lines: Lines | undefined): Problem {
  const { keyword, instancePath, params } = error;
  const named = params['missingProperty'] ?? params['additionalProperty'] ?? error.propertyName;
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
    ...(absent
      ? {}
      : {
          received: shorten(error.propertyName ?? (typeof named === 'string' ? child(error.data, named) : error.data)),
        }),
    message: messageOf(root, error, path),
    fix: fixOf(error, isMissing(error)),
    ...fieldNotes(root, path),
  };
}

/** Keywords that ask for a field which is not there. */
const NEEDS: ReadonlySet<string> = new Set(['required', 'dependentRequired', 'dependencies']);

/** A list of which something is asked, and that has nothing, is as one that is not there. */
const isMissing = ({ keyword, data }: ErrorObject): boolean =>
  NEEDS.has(keyword) || (keyword === 'minItems' && Array.isArray(data) && data.length === 0);

function messageOf(root: Schema, error: ErrorObject, path: string): Text {
  const among = alternatives(error).map((name) => nameOf(root, below(path, String(name)), String(name)));
  const isEmptyList = isMissing(error) && error.keyword === 'minItems';
  const said = isEmptyList ? say.REQUIRED : isOfForms(error) ? say.FORM : SAYINGS[error.keyword]?.(error, root);
  if (among.length > 0) return amongOf(said ?? say.UNFIT, among);
  const form = isOfForms(error) || OF_FORM.has(error.keyword) ? formOf(error.parentSchema ?? {}) : undefined;
  return form ? { id: `${say.FORM.id}: ${form.id}`, en: `${say.FORM.en}: ${form.en}` } : (said ?? say.UNFIT);
}

/** Keywords about which a schema may say in words what is asked (`x-form`). */
const OF_FORM: ReadonlySet<string> = new Set(['pattern', 'minProperties']);

/** "Fill in exactly one of these: Room / Other place". */
function amongOf(message: Text, names: readonly Text[]): Text {
  const said = (language: 'id' | 'en'): string =>
    `${message[language]}: ${names.map((name) => name[language]).join(' / ')}`;
  return { id: said('id'), en: said('en') };
}

/** The forms of an alternative that can be named in a word: `office / lines: …`; undefined where there is none. */
function formsOf(branches: unknown): string | undefined {
  const forms = (branches as unknown[]).flatMap((branch) => {
    const [constant, required] = [child(branch, 'const'), child(branch, 'required')];
    if (constant !== undefined) return [String(constant)];
    return Array.isArray(required) ? [`${required.map(String).join(', ')}: …`] : [];
  });
  return forms.length > 0 ? forms.join(' / ') : undefined;
}

/** What would have been right, as an example where the schema gives one: nobody reads a regular expression. */
function expectation(root: Schema, error: ErrorObject, path: string): string | undefined {
  const { keyword, params, parentSchema } = error;
  if (keyword === 'required') return absentExample(root, error, path);
  if (keyword === 'additionalProperties') return plainNames(error);
  const examples = examplesOf(parentSchema ?? {});
  if (keyword === 'enum' && Array.isArray(params['allowedValues'])) {
    const field = fieldAt(root, path) ?? {};
    return choicesIn(field, params['allowedValues']);
  }
  if (keyword === 'const') return shorten(params['allowedValue']);
  // Nobody reads a regular expression.
  if (keyword === 'format') return examples[0] ?? FORMATS[String(params['format'])] ?? String(params['format']);
  if (keyword === 'type' && !isGroup(parentSchema?.['examples'])) return undefined;
  if (OF_FORM.has(keyword) || keyword === 'type') return examples.length > 0 ? examples.join(' / ') : undefined;
  if (isOfForms(error)) return examples.length > 0 ? examples.join(' / ') : formsOf(error.schema);
  return undefined;
}

/** What might stand where nothing does, unless it has a title: that says what to write. */
function absentExample(root: Schema, { params, parentSchema }: ErrorObject, path: string): string | undefined {
  const field = child(child(parentSchema, 'properties'), String(params['missingProperty'])) as Schema | undefined;
  if (!field || labelAt(root, path)) return undefined;
  const { enum: choices, ...resolved } = resolve(root, field);
  return Array.isArray(choices) ? choices.map(String).join(', ') : examplesOf(resolved)[0];
}

/** The names that there are, where they have no titles: an office's own files, which nobody fills in by a form. */
function plainNames({ parentSchema, data }: ErrorObject): string | undefined {
  const known = propertiesOf(parentSchema ?? {}).filter(([name]) => child(data, name) === undefined);
  const isPlain = known.length > 0 && known.every(([, field]) => field['title'] === undefined);
  return isPlain ? known.map(([name]) => name).join(', ') : undefined;
}

/** Of a text or number an example would add nothing to the name of its kind. */
const isGroup = (examples: unknown): boolean => typeof [examples].flat()[0] === 'object';

/** What a schema gives as examples, as they are written in YAML. */
const examplesOf = (schema: Schema): string[] => [schema['examples'] ?? []].flat().map(asWritten);

const FORMATS: Readonly<Record<string, string>> = { date: '2026-01-31', 'date-time': '2026-01-31T09:00:00+07:00' };
