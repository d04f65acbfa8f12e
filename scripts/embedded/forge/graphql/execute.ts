import { readFileSync } from 'node:fs';
import { findPackageJSON } from 'node:module';
import { dirname, join } from 'node:path';
import {
  buildSchema,
  type DocumentNode,
  execute,
  GraphQLError,
  type GraphQLFieldResolver,
  type GraphQLSchema,
  getOperationAST,
  parse,
  validate,
} from 'graphql';
import type { Context } from '../model/context.ts';
import { allows } from '../permissions.ts';
import { HttpRefusal } from '../refusal.ts';
import type { Body } from '../rest/request.ts';
import { mutations } from './mutations.ts';
import { repository } from './repository.ts';
import { viewer } from './viewer.ts';

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

export interface GraphqlAnswer {
  readonly data?: unknown;
  readonly errors?: readonly unknown[];
}

/** Whether a request asks for a mutation, which runs in a transaction; false for what cannot be parsed. */
export function isMutation(body: Body): boolean {
  try {
    const operation = getOperationAST(parse(body.string('query')), body.optionalString('operationName'));
    return operation?.operation === 'mutation';
  } catch {
    return false;
  }
}

/** Answers one GraphQL request as GitHub does: 200 with `data`, `errors`, or both. */
export async function runGraphql(context: Context, body: Body): Promise<GraphqlAnswer> {
  const described = githubSchema();
  const document = readDocument(described, body.string('query'));
  if (!('kind' in document)) return { errors: document.map(answerError) };
  const result = await execute({
    schema: described,
    document,
    rootValue: root(context),
    contextValue: context,
    variableValues: body.object('variables')?.members ?? {},
    operationName: body.optionalString('operationName'),
    fieldResolver: implementedOnly,
  });
  return {
    ...(result.data === undefined ? {} : { data: result.data }),
    ...(result.errors === undefined ? {} : { errors: result.errors.map(answerError) }),
  };
}

/** Queries that were found valid; a client sends the same few over and over. */
const known = new Map<string, DocumentNode>();

/** The parsed query, or what is wrong with it. */
function readDocument(described: GraphQLSchema, query: string): DocumentNode | readonly GraphQLError[] {
  const kept = known.get(query);
  if (kept !== undefined) return kept;
  let document: DocumentNode;
  try {
    document = parse(query);
  } catch (error) {
    return [error instanceof GraphQLError ? error : new GraphQLError('unreadable query')];
  }
  const faults = validate(described, document);
  if (faults.length > 0) return faults;
  if (known.size >= 200) known.clear();
  known.set(query, document);
  return document;
}

/**
 * A field is what the value has under its name, called with its arguments if it is a function. One that the value does
 * not have at all is an error: a null in its place would be taken for an answer.
 */
const implementedOnly: GraphQLFieldResolver<unknown, Context> = (source, given, context, info) => {
  const { parentType, fieldName } = info;
  if (typeof source !== 'object' || source === null || !Object.hasOwn(source, fieldName)) {
    throw new GraphQLError(`${parentType.name}.${fieldName} is not implemented by this forge`);
  }
  const value: unknown = (source as Record<string, unknown>)[fieldName];
  return typeof value === 'function' ? value(given, context, info) : value;
};

function root(context: Context) {
  const { site } = context;
  return {
    repository: ({ owner, name }: { owner: string; name: string }) => {
      const same = owner.toLowerCase() === site.owner.toLowerCase() && name.toLowerCase() === site.repo.toLowerCase();
      if (!same || !allows(context.actor.permission, 'read')) {
        throw new HttpRefusal(
          404,
          `Could not resolve to a Repository with the name '${`${owner}/${name}`.slice(0, 100)}'.`,
        );
      }
      return repository(context);
    },
    viewer: () => viewer(context),
    rateLimit: () => ({ cost: 1, limit: 5000, used: 0, remaining: 5000, nodeCount: 0, resetAt: context.now }),
    ...mutations(context),
  };
}

function answerError(error: GraphQLError) {
  const { message, path, locations, originalError } = error;
  return {
    ...(originalError instanceof HttpRefusal ? { type: originalError.kind } : {}),
    ...(path === undefined ? {} : { path }),
    ...(locations === undefined ? {} : { locations }),
    message,
  };
}
