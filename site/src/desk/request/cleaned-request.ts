import { fieldAt, type Schema } from '#domain/request/annotations.ts';
import { segmentsOf, valueAt } from '#domain/request/pointer.ts';
import { fieldsWhere } from '#domain/request/writing-annotations.ts';
import { applied } from '../../request/normalise.ts';
import { cleaned } from '../cleaned.ts';

/**
 * Turns what was typed into the request that is written (R9). A number such as a telephone number loses spaces, points
 * and hyphens if its field only accepts it so: people group digits, and the form need not ask for the number again.
 * Pure.
 */
export function cleanedRequest(schema: Schema, value: unknown): object {
  const edits = fieldsWhere(schema, (field) => typeof field['pattern'] === 'string').flatMap((path) => {
    const text = valueAt(value, path);
    if (typeof text !== 'string' || !/^\s*\+?[\d\s().-]+$/.test(text)) return [];
    const bare = text.replace(/[\s().-]/g, '');
    const form = new RegExp(String(fieldAt(schema, path)?.['pattern']), 'u');
    return !form.test(text) && form.test(bare) ? [{ path: segmentsOf(path), value: bare }] : [];
  });
  return cleaned(schema, applied(value, edits));
}
