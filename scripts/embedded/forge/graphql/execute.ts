import { execute, GraphQLError, type GraphQLFieldResolver } from 'graphql';
import type { Context } from '../model/context.ts';
import { HttpRefusal } from '../refusal.ts';
import type { Question } from './question.ts';
import { root } from './root.ts';

export interface GraphqlAnswer {
  readonly data?: unknown;
  readonly errors?: readonly unknown[];
}

/** Works out a part of an answer: at once, or when its turn has come. */
type RunPart = <Result>(work: () => Result | Promise<Result>) => Result | Promise<Result>;

/** How many characters an answer may have in all: some fifty files as large as are given whole, twice over. */
const MAX_TEXT = 64 * 1024 * 1024;

/** An answer while it is worked out. */
interface Answering {
  readonly part: RunPart;
  characters: number;
}

/** Answers a question as GitHub does: 200 with `data`, `errors`, or both. @param part runs what reads from the forge */
export async function runGraphql(context: Context, question: Question, part: RunPart): Promise<GraphqlAnswer> {
  const { schema, document, operation, variables } = question;
  const result = await execute({
    schema,
    document,
    rootValue: root(context),
    contextValue: { part, characters: 0 } satisfies Answering,
    variableValues: variables,
    operationName: operation.name?.value,
    fieldResolver: implementedOnly,
  });
  return {
    ...(result.data === undefined ? {} : { data: result.data }),
    ...(result.errors === undefined ? {} : errorAnswer(result.errors)),
  };
}

/**
 * A field is what the value has under its name, called with its arguments if it is a function. One that the value does
 * not have at all is an error: a null in its place would be taken for an answer.
 */
const implementedOnly: GraphQLFieldResolver<unknown, Answering> = (
  source,
  given,
  answering,
  { parentType, fieldName },
) => {
  if (typeof source !== 'object' || source === null || !Object.hasOwn(source, fieldName)) {
    throw new GraphQLError(`${parentType.name}.${fieldName} is not implemented by this forge`);
  }
  const value: unknown = (source as Record<string, unknown>)[fieldName];
  if (typeof value === 'string') answering.characters += value.length;
  if (answering.characters > MAX_TEXT)
    throw new HttpRefusal(422, 'Resource limits for this query exceeded.', { kind: 'RESOURCE_LIMITS_EXCEEDED' });
  return typeof value === 'function' ? answering.part(() => value(given)) : value;
};

/** What a question is answered with that has gone wrong, or that was not to be asked. */
export function errorAnswer(errors: readonly GraphQLError[]): { readonly errors: readonly unknown[] } {
  return { errors: errors.map(answerError) };
}

function answerError({ message, path, locations, originalError }: GraphQLError) {
  return {
    ...(originalError instanceof HttpRefusal ? { type: originalError.kind } : {}),
    ...(path === undefined ? {} : { path }),
    ...(locations === undefined ? {} : { locations }),
    message,
  };
}
