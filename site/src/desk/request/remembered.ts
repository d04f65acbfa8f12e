import { fieldAt, type Schema } from '#domain/request/annotations.ts';
import { fieldsWhere, isRemembered } from '#domain/request/writing-annotations.ts';
import { segmentsOf, valueAt } from '#domain/request/pointer.ts';
import { applied } from '../../request/normalise.ts';
import { rememberedKey, type TypedValues } from './drafts.ts';

/** What an account lets this device keep for its next requests: texts by the pointers of their fields. */
export interface Remembered {
  readonly values: Readonly<Record<string, string>>;
  /** Whether signing out deletes the data. */
  readonly untilSignOut: boolean;
}

/**
 * Opens what this device keeps for an account. It is kept only with the person's consent, and only for this account:
 * no other account that signs in on this device sees it.
 * @param account id of the account
 */
export function rememberedBy(account: number) {
  const key = rememberedKey(account);
  return {
    of: (): Remembered | undefined => read(localStorage.getItem(key)),
    keep: (data: Remembered): void => {
      try {
        localStorage.setItem(key, JSON.stringify(data));
      } catch {
        // The draft keeps the same values. Only the next request begins without them.
      }
    },
    forget: (): void => localStorage.removeItem(key),
  };
}

/** Reads stored data. Whatever is no text is left out, since other scripts and people can write to this storage. */
function read(stored: string | null): Remembered | undefined {
  try {
    const data = JSON.parse(stored ?? 'null') as Partial<Remembered> | null;
    if (typeof data?.values !== 'object') return undefined;
    const texts = Object.entries(data.values).filter(([, value]) => typeof value === 'string' && value.length <= 500);
    return { values: Object.fromEntries(texts), untilSignOut: data.untilSignOut === true };
  } catch {
    return undefined;
  }
}

/** Returns the values of a request that may be kept for the next one (`x-remember`). Pure. */
export function toRemember(schema: Schema, request: unknown): Remembered['values'] {
  const texts = fieldsWhere(schema, isRemembered).map((path) => [path, valueAt(request, path)] as const);
  return Object.fromEntries(
    texts.filter((each): each is [string, string] => typeof each[1] === 'string' && each[1].trim() !== ''),
  );
}

/**
 * Fills the empty fields of a request with remembered values. Only fields that this schema remembers are filled, and
 * only with a value that the field can have, since another SOP or a later version may have other choices. Pure.
 */
export function recalled(schema: Schema, request: TypedValues, { values }: Remembered): TypedValues {
  const edits = fieldsWhere(schema, isRemembered).flatMap((path) => {
    const value = Object.hasOwn(values, path) ? values[path] : undefined;
    const choices = fieldAt(schema, path)?.['enum'];
    if (value === undefined || valueAt(request, path) !== undefined) return [];
    return Array.isArray(choices) && !choices.includes(value) ? [] : [{ path: segmentsOf(path), value }];
  });
  return applied(request, edits) as TypedValues;
}

/**
 * Returns the pointers of the fields whose values are the remembered ones. If a group has such a field, its remembered
 * fields that were left empty belong to them too, so that the form does not ask for them again. Pure.
 */
export function knownIn(schema: Schema, request: unknown, { values }: Remembered): string[] {
  const same = fieldsWhere(schema, isRemembered).filter((path) => valueAt(request, path) === values[path]);
  const groups = new Set(same.filter((path) => Object.hasOwn(values, path)).map(groupOf));
  return same.filter((path) => groups.has(groupOf(path)));
}

const groupOf = (path: string): string => segmentsOf(path)[0] ?? '';

/** Returns the values with which the form begins a field, by the schema (`default`). Pure. */
export const begun = (schema: Schema, request: TypedValues): TypedValues =>
  applied(
    request,
    fieldsWhere(schema, (field) => field['default'] !== undefined).flatMap((path) =>
      valueAt(request, path) === undefined
        ? [{ path: segmentsOf(path), value: fieldAt(schema, path)?.['default'] }]
        : [],
    ),
  ) as TypedValues;
