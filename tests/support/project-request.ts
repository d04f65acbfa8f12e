import type { Schema } from '#domain/request/annotations.ts';
import { type Json, valueAt } from '#domain/request/pointer.ts';
import { isRestrictedNature, project } from '#domain/request/public.ts';

/**
 * The public part of a request, its nature considered.
 * @param naturePointer where the procedure says that the nature stands; a procedure without one has none
 * @returns undefined where the public sees nothing of the request
 */
export function projectRequest(schema: Schema, value: unknown, naturePointer: string | undefined): Json | undefined {
  if (naturePointer !== undefined && isRestrictedNature(valueAt(value, naturePointer))) return undefined;
  return project(schema, value);
}
