/** Writes the result of a step (R10) as a block that a person fills in. */
import { stringify } from 'yaml';
import { choicesIn, itemsOf, labelOf, mayBeEmpty, propertiesOf, resolve, type Schema } from './annotations.ts';
import { child } from './pointer.ts';
import { fenced } from './review.ts';

/**
 * Writes a fenced block to fill in: each field is under a comment with its title, hint and choices.
 * A required field without a value is left empty, so that the schema asks for it. An optional field is commented out.
 * @param values known values, from the request or from an earlier result
 * @param limit the most characters; a block that would be longer is written without the values, since a block that is
 *   cut cannot be used
 */
export function resultBlock(schema: Schema, values: unknown = {}, limit = Number.POSITIVE_INFINITY): string {
  const filled = fenced(resultText(schema, values));
  return filled.length <= limit ? filled : fenced(resultText(schema));
}

/** Writes the text inside `resultBlock`. */
export const resultText = (schema: Schema, values: unknown = {}): string =>
  fieldLines(schema, resolve(schema, schema), values).join('\n');

function fieldLines(root: Schema, schema: Schema, values: unknown): string[] {
  const required = Array.isArray(schema['required']) ? (schema['required'] as unknown[]) : [];
  return propertiesOf(schema).flatMap(([name, written]) => {
    const property = resolve(root, written);
    const value = child(values, name);
    const needed = required.includes(name);
    const isGroup = propertiesOf(property).length > 0 && (needed || value !== undefined);
    if (isGroup) {
      const inner = fieldLines(root, property, value).map((line) => `  ${line}`);
      return [...comments(root, property, needed), `${name}:`, ...inner];
    }
    return [
      ...comments(root, property, needed),
      ...(value === undefined ? blank(root, property, name, needed) : entry(name, value)),
    ];
  });
}

/** Writes a value so that `readYaml` reads the same value back: without anchors and without folded lines. */
function entry(name: string, value: unknown): string[] {
  const text = stringify({ [name]: value }, { version: '1.2', lineWidth: 0, aliasDuplicateObjects: false });
  return text.replace(/\n$/, '').split('\n');
}

/** Writes a field without a value: its name and, for a list, the first item to fill in. */
function blank(root: Schema, property: Schema, name: string, needed: boolean): string[] {
  const items = itemsOf(property);
  const lines = [`${name}:`, ...(items ? firstItem(resolve(root, items)) : [])];
  return lines.map((line) => (needed ? line : `# ${line}`));
}

function firstItem(item: Schema): string[] {
  const fields = propertiesOf(item).map(([field]) => field);
  const required = fields.filter((field) => Array.isArray(item['required']) && item['required'].includes(field));
  const [first, ...others] = required;
  if (first === undefined) return ['  -'];
  const optional = fields.filter((field) => !required.includes(field));
  return [`  - ${first}:`, ...others.map((field) => `    ${field}:`), ...optional.map((field) => `    # ${field}:`)];
}

function comments(root: Schema, property: Schema, needed: boolean): string[] {
  const title = labelOf(property)?.id ?? '';
  const hint = typeof property['description'] === 'string' ? `: ${property['description']}` : '';
  const items = itemsOf(property);
  const chosen = items ? resolve(root, items) : property;
  const values = Array.isArray(chosen['enum']) ? (chosen['enum'] as unknown[]) : [];
  return [
    `# ${title}${needed ? (mayBeEmpty(property) ? ' (bila tidak ada, tulis [])' : ' (wajib)') : ''}${hint}`,
    ...(values.length > 0 ? [`# Pilihan: ${choicesIn(chosen, values)}`] : []),
  ];
}
