import type { Schema } from '#domain/request/annotations.ts';
import { type Json, valueAt } from '#domain/request/pointer.ts';
import { isRestrictedNature, project } from '#domain/request/public.ts';

/**
 * Returns the public part of a request, as its nature allows it.
 * @param naturePointer the field of the nature that the procedure names, or undefined if it names no field
 * @returns undefined if the public sees nothing of the request
 */
export function projectRequest(schema: Schema, value: unknown, naturePointer: string | undefined): Json | undefined {
  if (naturePointer !== undefined && isRestrictedNature(valueAt(value, naturePointer))) return undefined;
  return project(schema, value);
}
