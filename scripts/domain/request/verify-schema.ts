/**
 * Verifies a request or result schema before anyone uses it. The schema must compile, and have its texts in both
 * languages.
 * It may use only a part of JSON Schema. In this part, each field is clearly public or internal (R11), and a form can
 * ask for each field.
 */
import { given } from './given.ts';
import { didYouMean, nearestName } from '#domain/nearest-name.ts';
import { type Problem, shorten, type Text } from '#domain/problem.ts';
import { isMarkedPublic, itemsOf, labelOf, propertiesOf, resolve, type Schema } from './annotations.ts';
import { requireValidSchema } from './compile.ts';
import { below } from './pointer.ts';
import { textFaults } from './text.ts';

/** The refused keywords. With them, the projection could miss a field, or a field could have more than one title. */
const REFUSED = [
  ...['patternProperties', 'unevaluatedProperties', 'unevaluatedItems', 'dependentSchemas', 'prefixItems', 'contains'],
  ...['not', '$dynamicRef', '$anchor', '$dynamicAnchor'],
];

/** The keywords of alternatives and conditions, which may constrain fields that are declared next to them. */
const CONSTRAINTS = ['allOf', 'anyOf', 'oneOf', 'if', 'then', 'else'];

const text = (id: string, en: string): Text => ({ id, en });

const MESSAGES = {
  recursive: text('Skema merujuk dirinya sendiri', 'The schema refers to itself'),
  'public-in-defs': text(
    'x-public ditulis pada isian itu sendiri, bukan pada $defs',
    'x-public stands at the field itself, not under $defs',
  ),
  open: text('additionalProperties harus false', 'additionalProperties must be false'),
  untitled: text('Isian tanpa title dan x-title-en', 'A field without title and x-title-en'),
  'without-hint': text(
    'Isian tanpa description dan x-description-en',
    'A field without description and x-description-en',
  ),
  'public-in-internal': text('Isian publik di dalam isian internal', 'A public field inside an internal one'),
  'public-in-items': text('Butir daftar mengikuti daftarnya', 'The items of a list follow the list'),
  'hidden-field': text('Isian hanya ada di dalam pilihan', 'The field is declared only inside an alternative'),
  restricts: text('Pilihan hanya membatasi nilai isian', 'An alternative may only restrict values'),
  reference: text('Rujukan tidak dapat diikuti', 'A reference cannot be followed'),
} as const;

const FIXES: Readonly<Record<string, Text>> = {
  untitled: text('Tambahkan "title": "Nama", "x-title-en": "Name"', 'Add "title": "Nama", "x-title-en": "Name"'),
  'without-hint': text(
    'Tambahkan "description": "…", "x-description-en": "…"',
    'Add "description": "…", "x-description-en": "…"',
  ),
  open: text('Tulis "additionalProperties": false', 'Write "additionalProperties": false'),
};

type Add = (path: string, code: string, message: Text, received?: string) => void;

/**
 * Returns every problem of a schema. Without problems, `project`, the form and `validate` may rely on the schema.
 * The pointers of the problems point into the schema.
 */
export function verifySchema(schema: Schema, file: string): Problem[] {
  const problems: Problem[] = [];
  const add: Add = (path, code, message, received) => {
    problems.push({ file, path, code: `schema-${code}`, message, ...given({ received, fix: FIXES[code] }) });
  };
  const found = (path: string, code: keyof typeof MESSAGES, received?: string): void =>
    add(path, code, MESSAGES[code], received);

  try {
    requireValidSchema(schema);
  } catch (error) {
    const said = error instanceof Error ? error.message : String(error);
    problems.push({ file, ...invalid(schema, said) });
    return problems;
  }

  const visit = (written: Schema, path: string, following: ReadonlySet<string>, publicHere: boolean) => {
    const reference = typeof written['$ref'] === 'string' ? written['$ref'] : undefined;
    if (reference !== undefined && following.has(reference)) {
      found(path, 'recursive', reference);
      return;
    }
    const inside = reference === undefined ? following : new Set([...following, reference]);
    if (reference !== undefined && 'x-public' in resolve(schema, { $ref: reference }))
      found(path, 'public-in-defs', reference);
    const resolved = resolve(schema, written);

    for (const keyword of REFUSED) {
      if (!(keyword in resolved)) continue;
      add(below(path, keyword), 'keyword', text(`Kata kunci ${keyword} tidak dipakai`, `${keyword} is not used here`));
    }
    for (const keyword of CONSTRAINTS) {
      const inner = below(path, keyword);
      for (const [branch, at] of branches(resolved[keyword], inner)) checkConstraint(branch, at, resolved, add);
    }
    const isObject = propertiesOf(resolved).length > 0 || resolved['type'] === 'object';
    if (isObject && resolved['additionalProperties'] !== false) found(path, 'open');
    for (const [name, property] of propertiesOf(resolved)) {
      const inner = below(below(path, 'properties'), name);
      const field = resolve(schema, property);
      if (!labelOf(field) || typeof field['x-title-en'] !== 'string') found(inner, 'untitled');
      if (typeof field['description'] !== 'string' || typeof field['x-description-en'] !== 'string')
        found(inner, 'without-hint');
      const shown = isMarkedPublic(property);
      if (shown && !publicHere) found(inner, 'public-in-internal');
      visit(property, inner, inside, publicHere && shown);
    }
    const items = itemsOf(resolved);
    if (items) {
      if ('x-public' in resolve(schema, items)) found(below(path, 'items'), 'public-in-items');
      visit(items, below(path, 'items'), inside, publicHere);
    }
  };
  for (const [said, path] of textsOf(schema, ''))
    for (const { code, message, received } of textFaults(said)) add(path, code, message, received);
  try {
    visit(schema, '', new Set(), true);
  } catch (error) {
    const said = error instanceof Error ? error.message : String(error);
    found('', 'reference', shorten(said, 200));
  }
  return problems;
}

/** Turns a validator's message about a schema into a problem: an unknown keyword, or the first place that is wrong. */
function invalid(schema: Schema, said: string): Omit<Problem, 'file'> {
  const [, keyword] = /unknown keyword: "(.+?)"/.exec(said) ?? [];
  if (keyword !== undefined) {
    const meant = nearestName(keyword, KEYWORDS);
    const message = text('Kata kunci ini tidak dikenal', 'There is no such keyword');
    const path = pathOfKey(schema, keyword, '') ?? '';
    const facts = {
      received: shorten(keyword),
      ...given({ fix: meant === undefined ? undefined : didYouMean(meant) }),
    };
    return { path, code: 'schema-invalid', message, ...facts };
  }
  const [, path = ''] = /^schema(\/\S+)/.exec(said) ?? [];
  const message = text('Skema tidak sah', 'The schema is not valid');
  const expected = path.endsWith('/type') ? { expected: 'string, number, integer, boolean, array, object' } : {};
  return { path, code: 'schema-invalid', message, ...expected, received: shorten(said, 200) };
}

/** The keywords that people write by hand in the schema of a request. */
const KEYWORDS = [
  ...['type', 'const', 'enum', 'required', 'properties', 'additionalProperties', 'items', 'format', 'pattern'],
  ...['minLength', 'maxLength', 'minimum', 'maximum', 'minItems', 'maxItems', 'uniqueItems', 'title', 'description'],
  ...[
    'examples',
    'default',
    'x-title-en',
    'x-description-en',
    'x-labels',
    'x-form',
    'x-public',
    'x-widget',
    'x-archive',
  ],
  ...['x-remember', 'x-copy', 'x-read'],
];

/** Returns the pointer to the first property with a name; undefined if there is none. */
function pathOfKey(value: unknown, name: string, path: string): string | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  if (Object.hasOwn(value, name)) return below(path, name);
  for (const [key, inner] of Object.entries(value)) {
    const found = pathOfKey(inner, name, below(path, key));
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Returns every text of a schema with its place. Patterns are left out, since no person reads them. */
function textsOf(value: unknown, path: string): [string, string][] {
  if (typeof value === 'string') return path.endsWith('/pattern') ? [] : [[value, path]];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) => textsOf(inner, below(path, name)));
}

function branches(value: unknown, path: string): [Schema, string][] {
  if (Array.isArray(value)) return value.flatMap((branch, index) => branches(branch, below(path, index)));
  return typeof value === 'object' && value !== null ? [[value as Schema, path]] : [];
}

/** Checks a constraint. It may require declared fields and restrict their values, but may not declare fields. */
function checkConstraint(branch: Schema, path: string, parent: Schema, add: Add): void {
  const declared = new Set(propertiesOf(parent).map(([name]) => name));
  for (const [name, property] of propertiesOf(branch)) {
    const inner = below(below(path, 'properties'), name);
    if (!declared.has(name)) add(inner, 'hidden-field', MESSAGES['hidden-field']);
    const nested = ['properties', 'items', '$ref', 'x-public', 'title'].filter((keyword) => keyword in property);
    if (nested.length > 0) add(inner, 'hidden-field', MESSAGES.restricts, nested.join(', '));
  }
  for (const keyword of ['$ref', 'items', ...REFUSED, ...CONSTRAINTS]) {
    if (!(keyword in branch)) continue;
    const message = text(`${keyword} tidak dipakai di dalam pilihan`, `${keyword} is not used inside an alternative`);
    add(below(path, keyword), 'keyword', message);
  }
}
