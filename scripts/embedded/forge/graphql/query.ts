import { readFileSync } from 'node:fs';
import { findPackageJSON } from 'node:module';
import { dirname, join } from 'node:path';
import {
  buildSchema,
  type DocumentNode,
  GraphQLError,
  type GraphQLSchema,
  getOperationAST,
  type OperationDefinitionNode,
  parse,
  validate,
} from 'graphql';
import { HttpRefusal } from '../refusal.ts';
import type { Body } from '../rest/request.ts';
import { checkCost } from './cost.ts';

/**
 * The greatest number of tokens in a query. The time of its validation grows with the square of this number. The
 * longest query of the program itself asks for about fifty cases at once, and has half as many tokens.
 */
const MAX_TOKENS = 10_000;
/** The greatest length of a query that is kept; a longer one is parsed again each time. */
const MAX_KEPT = 50_000;

/** A GraphQL query or mutation that may be executed: it is valid, and does not ask for too much. */
export interface GraphqlQuery {
  readonly schema: GraphQLSchema;
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
  readonly variables: Readonly<Record<string, unknown>>;
}

let schema: GraphQLSchema | undefined;

/**
 * Returns GitHub's own schema of its GraphQL API, which is built at the first use. The schema is not validated, because
 * it repeats some fields. The file is read directly, because the module of its package would parse and build the schema
 * twice more.
 */
function githubSchema(): GraphQLSchema {
  if (schema !== undefined) return schema;
  const home = findPackageJSON('@octokit/graphql-schema', import.meta.url);
  if (home === undefined) throw new Error('@octokit/graphql-schema is not installed');
  schema = buildSchema(readFileSync(join(dirname(home), 'schema.graphql'), 'utf8'), { assumeValidSDL: true });
  return schema;
}

/**
 * Reads the query in the body of a call.
 * @returns the query, or the errors for which it is not executed
 */
export function readQuery(body: Body): GraphqlQuery | readonly GraphQLError[] {
  const described = githubSchema();
  const document = readDocument(described, body.string('query'));
  if (!('kind' in document)) return document;
  const operation = getOperationAST(document, body.optionalString('operationName'));
  if (operation == null) return [new GraphQLError('An operation name is required, of those in the query')];
  const variables = body.object('variables')?.members ?? {};
  try {
    checkCost(document, operation, variables);
  } catch (error) {
    if (!(error instanceof HttpRefusal)) throw error;
    return [new GraphQLError(error.message, { originalError: error })];
  }
  return { schema: described, document, operation, variables };
}

/** Parsed queries that are valid. Clients send the same few queries again and again. */
const known = new Map<string, DocumentNode>();

/** Parses and validates a query, and returns it or its errors. */
function readDocument(described: GraphQLSchema, query: string): DocumentNode | readonly GraphQLError[] {
  const kept = known.get(query);
  if (kept !== undefined) return kept;
  let document: DocumentNode;
  try {
    document = parse(query, { maxTokens: MAX_TOKENS });
  } catch (error) {
    return [error instanceof GraphQLError ? error : new GraphQLError('unreadable query')];
  }
  const faults = validate(described, document);
  if (faults.length > 0) return faults;
  if (known.size >= 200) known.clear();
  if (query.length <= MAX_KEPT) known.set(query, document);
  return document;
}
