export type JsonValue = null | boolean | number | string | JsonValue[] | { [key: string]: JsonValue };
export type Node = { [key: string]: JsonValue };

export const isNode = (value: JsonValue | undefined): value is Node =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** What stands at a path of keys; undefined where it leads nowhere. */
export const at = (root: JsonValue | undefined, ...path: string[]): JsonValue | undefined =>
  path.reduce<JsonValue | undefined>((node, key) => (isNode(node) ? node[key] : undefined), root);

/** Words for people; what is left decides whether a message is right. */
const SAID_ONLY = new Set(['description', 'title', 'example', 'examples', 'externalDocs', 'deprecated', 'default']);

const COMPONENTS = '#/components/schemas/';

/** The part of a description's schemas that somebody asked for, with all that it refers to. */
export class Subset {
  readonly #description: Node;
  readonly #wanted = new Set<string>();

  /** @param description one of GitHub's OpenAPI descriptions */
  constructor(description: Node) {
    this.#description = description;
  }

  /** Takes a named schema of the description. @returns a reference to it */
  take(name: string): Node {
    this.#wanted.add(name);
    return { $ref: `#/$defs/${name}` };
  }

  /**
   * A schema of OpenAPI 3.0 as JSON Schema: `nullable` becomes a type, words for people go, references are remembered.
   * @param properties whether the keys here are names of fields, which no keyword rule applies to
   */
  schemaOf(value: JsonValue, properties = false): JsonValue {
    if (Array.isArray(value)) return value.map((item) => this.schemaOf(item));
    if (!isNode(value)) return value;
    const reference = value['$ref'];
    if (typeof reference === 'string' && !properties) return this.take(reference.slice(COMPONENTS.length));
    const kept = Object.entries(value).filter(
      ([key]) => properties || !(SAID_ONLY.has(key) || key.startsWith('x-') || key === 'nullable'),
    );
    const schema = Object.fromEntries(
      kept.map(([key, inner]) => {
        if (!properties && (key === 'enum' || key === 'required' || key === 'const')) return [key, inner];
        return [key, this.schemaOf(inner, key === 'properties' && !properties)];
      }),
    );
    return !properties && value['nullable'] === true ? { anyOf: [schema, { type: 'null' }] } : schema;
  }

  /** Every schema that was taken or is referred to, by name. */
  defs(): Node {
    const defs: Node = {};
    // Grows while it is walked.
    for (const name of this.#wanted)
      defs[name] = this.schemaOf(at(this.#description, 'components', 'schemas', name) ?? {});
    return Object.fromEntries(Object.entries(defs).sort(([a], [b]) => (a < b ? -1 : 1)));
  }
}
