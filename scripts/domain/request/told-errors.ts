/** Which of Ajv's errors are told (R9): of each slip one, where Ajv gives one for every branch of an alternative. */
import type { ErrorObject } from 'ajv/dist/2020.js';
import { nearestName } from '#domain/nearest-name.ts';
import type { Schema } from './annotations.ts';
import { validatorOf } from './compile.ts';
import { child } from './pointer.ts';

/** @param root the schema that they are errors of */
export function toldErrors(errors: readonly ErrorObject[], root: Schema): ErrorObject[] {
  const plain = withoutBranches(explained(errors, root));
  return plain.filter((error) => !plain.some((other) => follows(error, other)));
}

export const isAlternative = ({ keyword, schema }: ErrorObject): boolean =>
  (keyword === 'oneOf' || keyword === 'anyOf') && Array.isArray(schema);

/** A property whose name is mistyped, and what it most likely is. */
export function meantProperty({ keyword, params, parentSchema, data }: ErrorObject): string | undefined {
  if (keyword !== 'additionalProperties') return undefined;
  const known = Object.keys(child(parentSchema, 'properties') ?? {}).filter((name) => child(data, name) === undefined);
  return nearestName(String(params['additionalProperty']), known);
}

/** The errors of the branches of an alternative only confuse: the error of the alternative itself is enough. */
function withoutBranches(errors: readonly ErrorObject[]): ErrorObject[] {
  const alternatives = errors.filter(isAlternative);
  return errors.filter(
    (error) =>
      error.keyword !== 'if' &&
      !alternatives.some(({ schema, schemaPath, instancePath }) => {
        const named = (schema as unknown[]).flatMap((branch) => child(branch, '$ref') ?? []);
        return [schemaPath, ...(lies(error, instancePath) ? named : [])].some((path) =>
          error.schemaPath.startsWith(`${String(path)}/`),
        );
      }),
  );
}

const lies = (error: ErrorObject, path: string): boolean => `${error.instancePath}/`.startsWith(`${path}/`);

/** Whether an error only repeats another: what is missing is there under a mistyped name, or no group stands there at all. */
function follows(error: ErrorObject, other: ErrorObject): boolean {
  const isSamePlace = error !== other && error.instancePath === other.instancePath;
  if (isSamePlace && other.keyword === 'type' && isAlternative(error)) return true;
  const meant = isSamePlace ? meantProperty(other) : undefined;
  if (meant === undefined) return error.keyword === 'propertyNames' && other.propertyName !== undefined;
  if (isAlternative(error)) return (error.schema as unknown[]).some((branch) => asksFor(branch, meant));
  return error.params['missingProperty'] === meant;
}

const asksFor = (branch: unknown, name: string): boolean => [child(branch, 'required')].flat().includes(name);

/** Alternatives of forms (a text, or a list) are replaced by what is wrong by the one form that the value is meant to have. */
function explained(errors: readonly ErrorObject[], root: Schema): ErrorObject[] {
  const forms = errors.filter(isOfKinds);
  // Ajv tells what is inside before what is outside.
  const outer = forms.filter(
    (each, i) =>
      !forms.some((other, j) => lies(each, other.instancePath) && (j > i || !lies(other, each.instancePath))),
  );
  return [
    ...errors.filter((error) => !outer.some(({ instancePath }) => lies(error, instancePath))),
    ...outer.flatMap((each) => meantForm(each, root) ?? [each]),
  ];
}

/** Whether each branch says of what kind the value is: constraints on fields that are declared beside them do not. */
export const isOfKinds = (error: ErrorObject): boolean =>
  isAlternative(error) && (error.schema as Schema[]).every((branch) => 'type' in branch || '$ref' in branch);

/** What is wrong by the branch of whose kind the value is; undefined where none or several fit equally well. */
function meantForm({ schema, data, instancePath, parentSchema }: ErrorObject, root: Schema): ErrorObject[] | undefined {
  const branches = (schema as Schema[])
    .map((branch) => {
      const alone = aloneIn(root, branch);
      const validator = validatorOf(alone);
      return validator(data) ? [] : toldErrors(validator.errors ?? [], alone);
    })
    .filter((found) => found.length > 0 && !found.some(isOfOtherKind))
    .sort((a, b) => a.length - b.length);
  const [best, next] = branches;
  if (!best || next?.length === best.length) return undefined;
  const { examples } = parentSchema ?? {};
  return best.map((error) => ({
    ...error,
    instancePath: `${instancePath}${error.instancePath}`,
    // What shows all forms shows more than an example of this one.
    ...(examples && (error.instancePath === '' || !error.parentSchema?.['examples'])
      ? { parentSchema: { ...error.parentSchema, examples } }
      : {}),
  }));
}

/** Whether the value itself, not a part of it, is of another kind than the schema asks for. */
const isOfOtherKind = (error: ErrorObject): boolean =>
  error.instancePath === '' && (error.keyword === 'type' || isOfKinds(error));

/** A branch as a schema of its own; kept, since compiling takes longer than validating. */
function aloneIn(root: Schema, branch: Schema): Schema {
  const known = alone.get(branch);
  if (known) return known;
  const made = { ...branch, $defs: root['$defs'] ?? {} };
  alone.set(branch, made);
  return made;
}

const alone = new WeakMap<Schema, Schema>();
