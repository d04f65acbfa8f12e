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
 * How many words and signs a question may have. Time to validate it grows with their square; the longest that the program
 * asks itself, about fifty cases at once, has half of it.
 */
const MAX_TOKENS = 10_000;
/** Longer ones are read anew each time. */
const MAX_KEPT = 50_000;

/** A GraphQL question that may be answered: it is valid, and asks for no more than one may. */
export interface Question {
  readonly schema: GraphQLSchema;
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
  readonly variables: Readonly<Record<string, unknown>>;
}

let schema: GraphQLSchema | undefined;

/**
 * GitHub's own description of its GraphQL API, built at the first use. It is not validated itself, since it repeats some
 * fields. The file is read directly: its package's module would parse and build the same description twice more.
 */
function githubSchema(): GraphQLSchema {
  if (schema !== undefined) return schema;
  const home = findPackageJSON('@octokit/graphql-schema', import.meta.url);
  if (home === undefined) throw new Error('@octokit/graphql-schema is not installed');
  schema = buildSchema(readFileSync(join(dirname(home), 'schema.graphql'), 'utf8'), { assumeValidSDL: true });
  return schema;
}

/** Reads a question. @returns what is wrong with it, where it is not to be answered */
export function readQuestion(body: Body): Question | readonly GraphQLError[] {
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

/** Queries that were found valid; a client sends the same few over and over. */
const known = new Map<string, DocumentNode>();

/** The parsed query, or what is wrong with it. */
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
