import type { Step } from '#domain/generated/procedure.ts';
import type { Problem } from '#domain/problem.ts';
import { fieldNotes, type Schema } from '#domain/request/annotations.ts';
import { valueAt } from '#domain/request/pointer.ts';

/**
 * Fields that the opener's step requires and the request leaves empty (R40).
 * @param file how problems name the request
 */
export function lackingFields(
  { requires }: Pick<Step, 'requires'>,
  request: unknown,
  file: string,
  schema: Schema,
): Problem[] {
  return (requires?.fields ?? []).flatMap((path) => {
    const value = valueAt(request, path);
    const isLeft =
      value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0);
    if (!isLeft) return [];
    const message = { id: 'Isian ini wajib pada langkah ini', en: 'This field is needed in this step' };
    return [{ file, path, code: 'field-needed', message, ...fieldNotes(schema, path) }];
  });
}
