import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';
import { HttpRefusal } from '../refusal.ts';

/**
 * The greatest number of nodes of an operation. For queries, the number is GitHub's. For a mutation it is smaller,
 * because all other calls wait until the mutation is done.
 */
const LIMIT = { query: 500_000, mutation: 5000, subscription: 0 };
/** The count of one mutation, without the nodes of its result. */
const MUTATION = 100;

/** Fields that only contain the parts of a connection. */
const WRAPPERS = new Set(['nodes', 'edges', 'node', 'pageInfo']);

/** The approximate number of items in the fields of introspection. */
const STATED: Readonly<Record<string, number>> = {
  types: 1500,
  directives: 20,
  fields: 20,
  inputFields: 3,
  interfaces: 3,
  possibleTypes: 3,
  enumValues: 3,
  args: 3,
};
/** Fields of introspection that must not contain each other, because every type would lead to every other. */
const PARTS = new Set(['fields', 'inputFields', 'interfaces', 'possibleTypes']);

/**
 * The place of a selection. `schema` is inside an introspection. `part` is inside a part of a type in an introspection.
 */
type Place = 'mutation' | 'data' | 'schema' | 'part';

/**
 * Refuses an operation that asks for too many nodes, before it is executed. Nodes are counted as on GitHub (“Rate
 * limits and node limits for the GraphQL API”): `first` or `last` of a connection, multiplied by those of the
 * connections around it. This forge also counts a single object: one object under four hundred aliases counts as four
 * hundred nodes.
 * @throws HttpRefusal 422 of the kind `MAX_NODE_LIMIT_EXCEEDED`
 */
export function checkCost(
  document: DocumentNode,
  operation: OperationDefinitionNode,
  variables: Readonly<Record<string, unknown>>,
): void {
  const limit = LIMIT[operation.operation];
  const count = countNodes(document, operation, variables);
  if (count > limit) throw tooMuch(count, limit);
}

function tooMuch(count: number, limit: number): HttpRefusal {
  const [asked, most] = [count, limit].map((number) => number.toLocaleString('en-US'));
  return new HttpRefusal(
    422,
    `This query requests up to ${asked} possible nodes which exceeds the maximum limit of ${most}.`,
    { kind: 'MAX_NODE_LIMIT_EXCEEDED' },
  );
}

function countNodes(
  document: DocumentNode,
  { operation, selectionSet, variableDefinitions = [] }: OperationDefinitionNode,
  variables: Readonly<Record<string, unknown>>,
): number {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const each of document.definitions)
    if (each.kind === Kind.FRAGMENT_DEFINITION) fragments.set(each.name.value, each);
  // The count of each fragment is kept, because nested fragments could otherwise be counted exponentially often.
  const counted = new Map<string, number>();
  return ofSet(selectionSet, operation === 'mutation' ? 'mutation' : 'data');

  function ofSet(set: SelectionSetNode, place: Place): number {
    let sum = 0;
    for (const selection of set.selections) {
      if (selection.kind === Kind.FIELD) sum += ofField(selection, place);
      else if (selection.kind === Kind.INLINE_FRAGMENT) sum += ofSet(selection.selectionSet, place);
      else sum += ofFragment(selection.name.value, place);
    }
    return sum;
  }

  function ofFragment(name: string, place: Place): number {
    const key = `${place} ${name}`;
    const fragment = fragments.get(name);
    const sum = counted.get(key) ?? (fragment === undefined ? 0 : ofSet(fragment.selectionSet, place));
    counted.set(key, sum);
    return sum;
  }

  function ofField(
    { name: { value: name }, selectionSet: set, arguments: given = [] }: FieldNode,
    place: Place,
  ): number {
    if (set === undefined) return 0;
    if (place === 'mutation') return MUTATION + ofSet(set, 'data');
    if (name === '__schema' || name === '__type') return ofSet(set, 'schema');
    if (place !== 'data') {
      const isPart = PARTS.has(name);
      if (isPart && place === 'part') throw tooMuch(Infinity, LIMIT.query);
      return (STATED[name] ?? 1) * (1 + ofSet(set, isPart ? 'part' : place));
    }
    const size = sizeOf(given);
    const one = WRAPPERS.has(name) && given.length === 0 ? 0 : 1;
    return size * (one + ofSet(set, 'data'));
  }

  /** Reads the size of the page of a connection; 1 for any other field. */
  function sizeOf(given: NonNullable<FieldNode['arguments']>): number {
    const sizes = given.flatMap(({ name, value }) => {
      if (name.value !== 'first' && name.value !== 'last') return [];
      const meant = value.kind === Kind.VARIABLE ? valueOf(value.name.value) : Reflect.get(value, 'value');
      return meant == null ? [] : [Number(meant)];
    });
    // The connection itself refuses a size above 100.
    return Math.max(1, ...sizes.filter((size) => size <= 100));
  }

  function valueOf(name: string): unknown {
    const described = variableDefinitions.find(({ variable }) => variable.name.value === name)?.defaultValue;
    return variables[name] ?? (described === undefined ? undefined : Reflect.get(described, 'value'));
  }
}
