import { isDeepStrictEqual } from 'node:util';
import { schema as github } from '@octokit/graphql-schema';
import {
  buildSchema,
  type DocumentNode,
  type ExecutionResult,
  executeSync,
  type GraphQLFieldResolver,
  type GraphQLTypeResolver,
  isObjectType,
  Kind,
  parse,
  type SelectionSetNode,
  validate,
} from 'graphql';

// GitHub’s schema repeats some fields, which GraphQL forbids. It is used unchanged.
const schema = buildSchema(github.idl, { assumeValidSDL: true });

export interface Question {
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
}

/**
 * Returns the faults of a query and of its response by GitHub’s schema. A response is right if the same query, executed
 * over the response with GitHub’s types, returns the response unchanged.
 */
export function faultsOfGraphql({ query, variables }: Question, answer: unknown): string[] {
  const { document, name, faults } = known.get(query) ?? read(query);
  if (faults.length > 0) return faults;
  const { data, errors } = (answer ?? {}) as { data?: unknown; errors?: unknown };
  if (errors !== undefined) return isErrorList(errors) ? [] : [`${name}: errors are not as GraphQL has them`];
  const again = askAgain(document, variables, data);
  if (again.errors) return again.errors.map(({ message, path }) => `${name}: ${path?.join('/')}: ${message}`);
  return isDeepStrictEqual(plain(again.data), plain(data)) ? [] : [`${name}: the answer holds what was not asked for`];
}

/** The parsed queries by their text, since the same few queries are sent again and again. */
const known = new Map<string, ReturnType<typeof read>>();

function read(query: string) {
  const document = parse(query);
  const name = nameOf(document);
  const faults = validate(schema, document).map(({ message }) => `${name}: ${message}`);
  const all = { document, name, faults };
  known.set(query, all);
  return all;
}

const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value ?? null));

const isErrorList = (errors: unknown): boolean =>
  Array.isArray(errors) &&
  errors.length > 0 &&
  errors.every((each: unknown) => typeof (each as { message?: unknown } | null)?.message === 'string');

function nameOf(document: DocumentNode): string {
  const [operation] = document.definitions;
  return operation?.kind === Kind.OPERATION_DEFINITION ? (operation.name?.value ?? 'GraphQL') : 'GraphQL';
}

/** Returns the value under the name that the query gave it. */
const byAlias: GraphQLFieldResolver<unknown, unknown> = (source, _args, _context, { path }) =>
  (source as Record<string, unknown>)[String(path.key)];

function askAgain(
  document: DocumentNode,
  variableValues: Readonly<Record<string, unknown>>,
  rootValue: unknown,
): ExecutionResult {
  const typeResolver: GraphQLTypeResolver<unknown, unknown> = (value, _context, info, abstract) => {
    const { __typename: reported } = value as { __typename?: unknown };
    if (typeof reported === 'string') return reported;
    // The query did not ask for `__typename`. The type is the one whose fragment asks for exactly these fields.
    const keys = Object.keys(value as object);
    const sets = info.fieldNodes.flatMap(({ selectionSet }) => (selectionSet ? [selectionSet] : []));
    const types = schema.getPossibleTypes(abstract).map(({ name }) => {
      const asked = new Set(sets.flatMap((set) => keysFor(set, name, document)));
      return { name, fits: keys.every((key) => asked.has(key)), isWhole: asked.size === keys.length };
    });
    // If the query has no fields of a type, a value of this type is empty. An empty value fits every type, so a type
    // without fields in the query is preferred.
    return (types.find(({ fits, isWhole }) => fits && isWhole) ?? types.find(({ fits }) => fits))?.name;
  };
  return executeSync({ schema, document, rootValue, variableValues, fieldResolver: byAlias, typeResolver });
}

/** Returns the names that a selection gives to the fields of a type. */
function keysFor(set: SelectionSetNode, type: string, document: DocumentNode): string[] {
  return set.selections.flatMap((selection): string[] => {
    if (selection.kind === Kind.FIELD) return [selection.alias?.value ?? selection.name.value];
    const fragment =
      selection.kind === Kind.INLINE_FRAGMENT
        ? selection
        : document.definitions.find(
            (each) => each.kind === Kind.FRAGMENT_DEFINITION && each.name.value === selection.name.value,
          );
    if (fragment?.kind !== Kind.INLINE_FRAGMENT && fragment?.kind !== Kind.FRAGMENT_DEFINITION) return [];
    const condition = fragment.typeCondition?.name.value;
    return condition === undefined || applies(condition, type) ? keysFor(fragment.selectionSet, type, document) : [];
  });
}

function applies(condition: string, name: string): boolean {
  const type = schema.getType(name);
  return condition === name || (isObjectType(type) && type.getInterfaces().some((each) => each.name === condition));
}
