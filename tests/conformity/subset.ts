export type JsonValue = null | boolean | number | string | JsonValue[] | { [key: string]: JsonValue };
export type Node = { [key: string]: JsonValue };

export const isNode = (value: JsonValue | undefined): value is Node =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Returns the value at a path of keys; `undefined` if there is none. */
export const at = (root: JsonValue | undefined, ...path: string[]): JsonValue | undefined =>
  path.reduce<JsonValue | undefined>((node, key) => (isNode(node) ? node[key] : undefined), root);

/** The keywords that are only for people, and do not decide whether a message is valid. */
const SAID_ONLY = new Set(['description', 'title', 'example', 'examples', 'externalDocs', 'deprecated', 'default']);

const COMPONENTS = '#/components/schemas/';

/** A part of the schemas of a description: the schemas that were added by name, and all schemas to which they refer. */
export class Subset {
  readonly #description: Node;
  readonly #wanted = new Set<string>();

  /** @param description a description by GitHub, in the form of OpenAPI */
  constructor(description: Node) {
    this.#description = description;
  }

  /**
   * Adds a schema of the description by its name.
   * @returns a reference to the schema
   */
  take(name: string): Node {
    this.#wanted.add(name);
    return { $ref: `#/$defs/${name}` };
  }

  /**
   * Turns a schema of OpenAPI 3.0 into JSON Schema. `nullable` becomes a type, and texts for people are removed. Adds
   * the schemas to which the schema refers.
   * @param properties whether the keys are names of fields, not keywords
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

  /** Returns all schemas that were added, by name. */
  defs(): Node {
    const defs: Node = {};
    // `schemaOf` adds names to the set while the loop runs.
    for (const name of this.#wanted)
      defs[name] = this.schemaOf(at(this.#description, 'components', 'schemas', name) ?? {});
    return Object.fromEntries(Object.entries(defs).sort(([a], [b]) => (a < b ? -1 : 1)));
  }
}
