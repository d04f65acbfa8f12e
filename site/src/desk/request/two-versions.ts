import type { Schema } from '#domain/request/annotations.ts';
import { changedPointers } from '#domain/request/compare.ts';
import { valueAt } from '#domain/request/pointer.ts';
import { cleanedRequest } from './cleaned-request.ts';
import { alike } from './carried.ts';
import type { Draft } from './drafts.ts';
import { valuesIn } from './version.ts';

/** The version of a field that is kept: that of this device, or that which was saved elsewhere. */
export type Side = 'here' | 'there';

/**
 * Compares the values of this device with a version that was saved elsewhere. That version was written, so it has the
 * required groups that are empty. Therefore the values of this device are compared as they would be written.
 * @param theirs the values of the other version
 * @returns `here`: the values of this device, as written; `differing`: pointers to the fields that differ; `first`: the
 *   version to choose at first, which is the other one for a field that only the other version has changed
 */
export function twoVersions(schema: Schema, { value, base }: Pick<Draft, 'value' | 'base'>, theirs: unknown) {
  const here: unknown = cleanedRequest(schema, value);
  const before = valuesIn(base?.text ?? '') ?? {};
  const differing = changedPointers(here, theirs);
  const sideOf = (pointer: string): Side =>
    alike(valueAt(here, pointer), valueAt(before, pointer)) ? 'there' : 'here';
  const first: Readonly<Record<string, Side>> = Object.fromEntries(
    differing.map((pointer) => [pointer, sideOf(pointer)]),
  );
  return { here, differing, first };
}
