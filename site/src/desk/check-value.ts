import type { Text } from '#domain/problem.ts';
import { itemsOf, labelOf, propertiesOf, requiredNames, resolve, type Schema } from '#domain/request/annotations.ts';
import { below } from '#domain/request/pointer.ts';
import * as sayings from '#domain/request/schema-sayings.ts';
import { writtenFaults } from '#domain/request/text.ts';
import { type Fault, faultSentence } from './problem-words.ts';

/**
 * Checks a result against the simple keywords of its schema before it is sent. This only helps the person who types:
 * the process checks everything that arrives (R10), and reports the errors that this check does not find.
 */
export function checkValue(root: Schema, value: unknown): Fault[] {
  return check(root, resolve(root, root), value, '', labelOf(root) ?? { id: 'Hasil', en: 'Result' });
}

function check(root: Schema, schema: Schema, value: unknown, path: string, label: Text): Fault[] {
  const fault = (message: Text, at = path, of = label): Fault => ({ path: at, label: of, message });
  const number = (key: string): number | undefined =>
    typeof schema[key] === 'number' ? (schema[key] as number) : undefined;
  if (Array.isArray(schema['enum']) && !schema['enum'].includes(value)) return [fault(sayings.CHOICE)];
  if (typeof value === 'string') {
    const [least = 0, most = Number.POSITIVE_INFINITY] = [number('minLength'), number('maxLength')];
    const length = [...value].length;
    const [unfit] = writtenFaults(value, true);
    if (length < least) return [fault(length === 0 ? sayings.REQUIRED : sayings.charactersAtLeast(least, length))];
    if (length > most) return [fault(sayings.charactersAtMost(most, length))];
    if (unfit) return [fault(faultSentence(unfit))];
    const pattern = schema['pattern'];
    return typeof pattern === 'string' && !new RegExp(pattern, 'u').test(value) ? [fault(sayings.FORM)] : [];
  }
  if (typeof value === 'number') {
    const [least = Number.NEGATIVE_INFINITY, most = Number.POSITIVE_INFINITY] = [number('minimum'), number('maximum')];
    if (schema['type'] === 'integer' && !Number.isInteger(value)) return [fault(sayings.mustBeWhole())];
    if (value < least) return [fault(sayings.atLeast(least))];
    return value > most ? [fault(sayings.atMost(most))] : [];
  }
  if (Array.isArray(value)) {
    const items = itemsOf(schema);
    const [least = 0, most = Number.POSITIVE_INFINITY] = [number('minItems'), number('maxItems')];
    const { length } = value;
    if (length < least) return [fault(length === 0 ? sayings.REQUIRED : sayings.itemsAtLeast(least, length))];
    if (length > most) return [fault(sayings.itemsAtMost(most, length))];
    const texts = value.map((each) => JSON.stringify(each));
    const again = texts.findIndex((each, at) => texts.indexOf(each) < at);
    if (schema['uniqueItems'] === true && again >= 0)
      return [fault(sayings.twice(texts.indexOf(texts[again] ?? ''), again))];
    if (!items) return [];
    const inner = resolve(root, items);
    return (value as unknown[]).flatMap((each, at) => check(root, inner, each, below(path, at), label));
  }
  if (typeof value !== 'object' || value === null) return [];
  return checkObject(root, schema, value as Readonly<Record<string, unknown>>, path);
}

function checkObject(root: Schema, schema: Schema, value: Readonly<Record<string, unknown>>, path: string): Fault[] {
  const properties = propertiesOf(schema).map(([name, written]) => [name, resolve(root, written)] as const);
  const required = requiredNames(schema, value);
  const nameOf = (name: string): Text => {
    const property = properties.find(([each]) => each === name)?.[1];
    return (property && labelOf(property)) ?? { id: name, en: name };
  };
  const own = properties.flatMap(([name, property]) => {
    const [inner, at, label] = [value[name], below(path, name), nameOf(name)];
    if (inner !== undefined) return check(root, property, inner, at, label);
    return required.includes(name) ? [{ path: at, label, message: sayings.REQUIRED }] : [];
  });
  const branches = (Array.isArray(schema['oneOf']) ? (schema['oneOf'] as unknown[]) : []).map(
    (branch) => ((branch as Schema)['required'] ?? []) as string[],
  );
  const met = branches.filter((names) => names.every((name) => value[name] !== undefined)).length;
  const [first] = branches.flat();
  if (branches.length === 0 || met === 1 || first === undefined) return own;
  const names = branches.flat().map(nameOf);
  const label = { id: names.map(({ id }) => id).join(' / '), en: names.map(({ en }) => en).join(' / ') };
  return [...own, { path: below(path, first), label, message: sayings.ONE_OF }];
}
