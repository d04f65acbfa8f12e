/** Chooses which of Ajv's errors are reported (R9). Ajv reports every branch, but one mistake should be one error. */
import type { ErrorObject } from 'ajv/dist/2020.js';
import { nearestName } from '#domain/nearest-name.ts';
import type { Schema } from './annotations.ts';
import { validatorOf } from './compile.ts';
import { child } from './pointer.ts';

/** @param root the schema to which the errors belong */
export function reportedErrors(errors: readonly ErrorObject[], root: Schema): ErrorObject[] {
  return withoutRepeats(withoutBranches(explained(errors, root)));
}

export const isAlternative = ({ keyword, schema }: ErrorObject): boolean =>
  (keyword === 'oneOf' || keyword === 'anyOf') && Array.isArray(schema);

/** Checks whether an error is about an alternative whose branches each state a type or refer to another schema. */
export const isOfKinds = (error: ErrorObject): boolean =>
  isAlternative(error) && (error.schema as Schema[]).every((branch) => 'type' in branch || '$ref' in branch);

/** Returns the property that was most likely meant by an unknown name. */
export function meantProperty({ keyword, params, parentSchema, data }: ErrorObject): string | undefined {
  if (keyword !== 'additionalProperties') return undefined;
  const known = Object.keys(child(parentSchema, 'properties') ?? {}).filter((name) => child(data, name) === undefined);
  return nearestName(String(params['additionalProperty']), known);
}

/** Removes the errors of an alternative's branches. The alternative's own error is enough, and less confusing. */
function withoutBranches(errors: readonly ErrorObject[]): ErrorObject[] {
  const alternatives = errors.filter(isAlternative).map(({ schema, schemaPath, instancePath }) => ({
    schemaPath,
    instancePath,
    named: (schema as unknown[]).flatMap((branch) => child(branch, '$ref') ?? []),
  }));
  return errors.filter((error) => {
    if (error.keyword === 'if') return false;
    return !alternatives.some(({ schemaPath, instancePath, named }) => {
      const lies = `${error.instancePath}/`.startsWith(`${instancePath}/`);
      return [schemaPath, ...(lies ? named : [])].some((path) => error.schemaPath.startsWith(`${String(path)}/`));
    });
  });
}

/**
 * Removes errors that only repeat another error at the same place:
 * - a missing field, if the field was written under a mistyped name;
 * - an alternative of fields, if the value is no group, or if one of the fields was written under a mistyped name;
 * - `propertyNames`, if another error is about the name itself.
 */
function withoutRepeats(errors: readonly ErrorObject[]): ErrorObject[] {
  const at = (has: (error: ErrorObject) => boolean) =>
    new Set(errors.filter(has).map(({ instancePath }) => instancePath));
  const ofOtherKind = at(({ keyword }) => keyword === 'type');
  const misnamed = at(({ propertyName }) => propertyName !== undefined);
  const meant = new Set(errors.map((error) => `${error.instancePath} ${meantProperty(error) ?? ''}`));
  const isMeant = (place: string, name: unknown): boolean => meant.has(`${place} ${String(name)}`);
  return errors.filter((error) => {
    const { keyword, instancePath, params } = error;
    if (keyword === 'propertyNames') return !misnamed.has(instancePath);
    if (!isAlternative(error)) return keyword !== 'required' || !isMeant(instancePath, params['missingProperty']);
    const asked = (error.schema as unknown[]).flatMap((branch) => child(branch, 'required') ?? []);
    return !ofOtherKind.has(instancePath) && !asked.some((name) => isMeant(instancePath, name));
  });
}

/** Replaces the error of an alternative of types (a text, or a list) by the errors of the one type that was meant. */
function explained(errors: readonly ErrorObject[], root: Schema): ErrorObject[] {
  // Ajv reports inner errors before outer ones, so the last error at a place is the outermost.
  const byPlace = new Map(errors.filter(isOfKinds).map((error) => [error.instancePath, error]));
  if (byPlace.size === 0) return [...errors];
  const above = (path: string): string[] => [...path.matchAll(/\//g)].map(({ index }) => path.slice(0, index));
  const outer = [...byPlace.values()].filter(
    ({ instancePath }) => !above(instancePath).some((each) => byPlace.has(each)),
  );
  const places = new Set(outer.map(({ instancePath }) => instancePath));
  return [
    ...errors.filter(({ instancePath: path }) => ![path, ...above(path)].some((each) => places.has(each))),
    ...outer.flatMap((each) => meantForm(each, root) ?? [each]),
  ];
}

/**
 * Returns the errors of the branch that the value was probably meant for: of the branches for the value's type, the
 * branch with the fewest errors.
 * @returns undefined if there is no such branch, or if two of them have equally few errors
 */
function meantForm(error: ErrorObject, root: Schema): ErrorObject[] | undefined {
  const { schema, data, instancePath, parentSchema } = error;
  const [best, next] = (schema as Schema[])
    .map((branch) => {
      const alone = aloneIn(root, branch);
      const validator = validatorOf(alone);
      return validator(data) ? [] : reportedErrors(validator.errors ?? [], alone);
    })
    .filter((found) => found.length > 0 && !found.some(isOfOtherKind))
    .sort((a, b) => a.length - b.length);
  if (!best || next?.length === best.length) return undefined;
  const { examples } = parentSchema ?? {};
  return best.map((each) => ({
    ...each,
    instancePath: `${instancePath}${each.instancePath}`,
    // The examples of all forms are more useful than an example of this form.
    ...(examples && (each.instancePath === '' || !each.parentSchema?.['examples'])
      ? { parentSchema: { ...each.parentSchema, examples } }
      : {}),
  }));
}

/** Checks whether the value itself, not a part of it, has another type than the schema asks for. */
const isOfOtherKind = (error: ErrorObject): boolean =>
  error.instancePath === '' && (error.keyword === 'type' || isOfKinds(error));

/** Returns a branch as a separate schema. The schema is cached, since compiling takes longer than validating. */
function aloneIn(root: Schema, branch: Schema): Schema {
  const known = alone.get(branch);
  if (known) return known;
  const made = { ...branch, $defs: root['$defs'] ?? {} };
  alone.set(branch, made);
  return made;
}

const alone = new WeakMap<Schema, Schema>();
