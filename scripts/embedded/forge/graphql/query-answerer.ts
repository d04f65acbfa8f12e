import { setImmediate as breath } from 'node:timers/promises';
import { execute, GraphQLError, type GraphQLFieldResolver } from 'graphql';
import { Turnstile } from '../git/turnstile.ts';
import type { Actor } from '../grant.ts';
import type { Context } from '../model/context.ts';
import { HttpRefusal } from '../refusal.ts';
import type { Body } from '../rest/request.ts';
import type { Transactions } from '../transactions.ts';
import { type GraphqlQuery, readQuery } from './query.ts';
import { root } from './root.ts';

/**
 * Executes GraphQL queries. No account can block other accounts: the queries of one person are executed one after
 * another, and each query is executed in slices of time. Mutations, and all queries of the process, are executed in one
 * turn. So their result is of one moment.
 */
export class QueryAnswerer {
  readonly #transactions: () => Transactions;
  /** The queue of each account, by the account's id. */
  readonly #own = new Map<number, Turnstile>();

  constructor(transactions: () => Transactions) {
    this.#transactions = transactions;
  }

  /**
   * Executes the query of a call.
   * @throws HttpRefusal if the token of the sender has ended, or the call is malformed
   */
  async answer(who: () => Actor, body: Body): Promise<GraphqlAnswer> {
    const { id, permission } = who();
    const query = readQuery(body);
    if (!('document' in query)) return errorAnswer(query);
    const isMutation = query.operation.operation === 'mutation';
    if (permission === 'process') return this.#atOnce(who, query, isMutation);
    const own = this.#own.get(id) ?? new Turnstile(1);
    this.#own.set(id, own);
    return own.pass(() => (isMutation ? this.#atOnce(who, query, isMutation) : this.#inSlices(who, query)));
  }

  async #inSlices(who: () => Actor, query: GraphqlQuery): Promise<GraphqlAnswer> {
    const context = await this.#transactions().read(who, (given) => given);
    return runGraphql(
      context,
      query,
      inSlices((work) => this.#transactions().read(who, work)),
    );
  }

  async #atOnce(who: () => Actor, query: GraphqlQuery, isMutation: boolean): Promise<GraphqlAnswer> {
    const whole = (context: Context) => runGraphql(context, query, (work) => work());
    if (!isMutation) return this.#transactions().read(who, whole);
    try {
      return await this.#transactions().write(who, async (context) => {
        const given = await whole(context);
        // If any part of a mutation failed, nothing of it is kept.
        if (given.errors !== undefined) throw new Undone(given.errors);
        return given;
      });
    } catch (error) {
      if (error instanceof Undone) return { data: null, errors: error.errors };
      throw error;
    }
  }
}

/** Ends the transaction of a mutation that failed, and carries its errors. */
class Undone extends Error {
  readonly errors: readonly unknown[];

  constructor(errors: readonly unknown[]) {
    super('undone');
    this.errors = errors;
  }
}

/**
 * Runs work when its turn comes (see `Transactions`).
 * @throws an error if the work gets no turn, for example because the token has ended
 */
type Turn = (work: () => Promise<void>) => Promise<void>;

interface Part {
  readonly start: () => Promise<void>;
  readonly fail: (error: unknown) => void;
}

/** The length of a turn in milliseconds, after which other calls get their turn. */
const SLICE = 50;
/** How many fields of a query are computed in parallel. */
const AT_ONCE = 8;

/**
 * Computes the fields of one query in as many turns as needed. After each slice of time, other calls get their turn. So
 * the result of a short query is of one moment; as on GitHub, the result of a long query may be of several moments.
 * @returns a function that computes one field; it throws what the field throws, or an error if the query gets no turn
 */
function inSlices(turn: Turn): RunPart {
  const waiting: Part[] = [];
  let isAtWork = false;

  const slice = async (): Promise<void> => {
    const end = performance.now() + SLICE;
    do {
      await Promise.all(waiting.splice(0, AT_ONCE).map(({ start }) => start()));
      // Lets GraphQL ask for the fields of the new objects, and lets the calls of others arrive.
      await breath();
    } while (waiting.length > 0 && performance.now() < end);
  };
  const work = async (): Promise<void> => {
    isAtWork = true;
    while (waiting.length > 0) {
      await turn(slice).catch((error: unknown) => {
        for (const { fail } of waiting.splice(0)) fail(error);
      });
    }
    isAtWork = false;
  };
  return (part) =>
    new Promise((resolve, reject) => {
      waiting.push({ start: () => Promise.resolve().then(part).then(resolve, reject), fail: reject });
      if (!isAtWork) void work();
    });
}

interface GraphqlAnswer {
  readonly data?: unknown;
  readonly errors?: readonly unknown[];
}

/** Computes a field of a result: at once, or when its turn comes. */
type RunPart = <Result>(work: () => Result | Promise<Result>) => Result | Promise<Result>;

/**
 * The greatest number of characters in a result. About a hundred files fit, each with the longest text that is returned
 * of a file.
 */
const MAX_TEXT = 64 * 1024 * 1024;

interface Answering {
  readonly part: RunPart;
  characters: number;
}

/**
 * Executes a query.
 * @param part computes the fields that read from the forge
 * @returns `data`, `errors` or both, as on GitHub
 */
async function runGraphql(context: Context, query: GraphqlQuery, part: RunPart): Promise<GraphqlAnswer> {
  const { schema, document, operation, variables } = query;
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
 * Resolves a field to the member of that name; a function is called with the arguments. A missing member is an error,
 * because null would be mistaken for a value.
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

/** Describes errors as GitHub does. */
function errorAnswer(errors: readonly GraphQLError[]): { readonly errors: readonly unknown[] } {
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
