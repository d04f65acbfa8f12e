import { setImmediate as breath } from 'node:timers/promises';
import { execute, GraphQLError, type GraphQLFieldResolver } from 'graphql';
import { Turnstile } from '../git/turnstile.ts';
import type { Actor } from '../grant.ts';
import type { Context } from '../model/context.ts';
import { HttpRefusal } from '../refusal.ts';
import type { Body } from '../rest/request.ts';
import type { Transactions } from '../transactions.ts';
import { type Question, readQuestion } from './question.ts';
import { root } from './root.ts';

/**
 * Answers questions in GraphQL. However much one account asks for, and however often, others have their turn: of a person one
 * question is worked out after another, and each in slices of time. The process's own are answered as of one moment.
 */
export class Questions {
  readonly #transactions: () => Transactions;
  /** By the number of the account. */
  readonly #own = new Map<number, Turnstile>();

  constructor(transactions: () => Transactions) {
    this.#transactions = transactions;
  }

  /** @throws HttpRefusal where the sender's token has ended, or the request is malformed */
  async answer(who: () => Actor, body: Body): Promise<GraphqlAnswer> {
    const { id, permission } = who();
    const question = readQuestion(body);
    if (!('document' in question)) return errorAnswer(question);
    const isMutation = question.operation.operation === 'mutation';
    if (permission === 'process') return this.#atOnce(who, question, isMutation);
    const own = this.#own.get(id) ?? new Turnstile(1);
    this.#own.set(id, own);
    return own.pass(() => (isMutation ? this.#atOnce(who, question, isMutation) : this.#inSlices(who, question)));
  }

  async #inSlices(who: () => Actor, question: Question): Promise<GraphqlAnswer> {
    const context = await this.#transactions().read(who, (given) => given);
    return runGraphql(
      context,
      question,
      inSlices((work) => this.#transactions().read(who, work)),
    );
  }

  async #atOnce(who: () => Actor, question: Question, isMutation: boolean): Promise<GraphqlAnswer> {
    const whole = (context: Context) => runGraphql(context, question, (work) => work());
    if (!isMutation) return this.#transactions().read(who, whole);
    try {
      return await this.#transactions().write(who, async (context) => {
        const given = await whole(context);
        // A mutation of which anything failed has not happened at all.
        if (given.errors !== undefined) throw new Undone(given.errors);
        return given;
      });
    } catch (error) {
      if (error instanceof Undone) return { data: null, errors: error.errors };
      throw error;
    }
  }
}

/** A mutation that answers with errors, on its way out of the transaction. */
class Undone extends Error {
  readonly errors: readonly unknown[];

  constructor(errors: readonly unknown[]) {
    super('undone');
    this.errors = errors;
  }
}

/** Runs work when its turn has come, alone (see `Transactions`). @throws what keeps it from having a turn */
type Turn = (work: () => Promise<void>) => Promise<void>;

interface Part {
  readonly start: () => Promise<void>;
  readonly fail: (error: unknown) => void;
}

/** How long a question has the forge to itself, in milliseconds, before others have their turn. */
const SLICE = 50;
/** How many parts of a question are worked out side by side. */
const AT_ONCE = 8;

/**
 * Works out the parts of one question in as many turns of the forge as it takes: after a slice of time others have theirs. The
 * answer to a short question is of one moment, that to a long one may be of several, as on GitHub.
 * @returns works out one part; throws what that throws, or what keeps the question from having a turn
 */
function inSlices(turn: Turn): RunPart {
  const waiting: Part[] = [];
  let isAtWork = false;

  const slice = async (): Promise<void> => {
    const end = performance.now() + SLICE;
    do {
      await Promise.all(waiting.splice(0, AT_ONCE).map(({ start }) => start()));
      // The answer grows by what was given, and asks for the parts of that; and the requests of others come in.
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

/** Works out a part of an answer: at once, or when its turn has come. */
type RunPart = <Result>(work: () => Result | Promise<Result>) => Result | Promise<Result>;

/** How many characters an answer may have in all: some fifty files as large as are given whole, twice over. */
const MAX_TEXT = 64 * 1024 * 1024;

interface Answering {
  readonly part: RunPart;
  characters: number;
}

/** Answers a question as GitHub does: 200 with `data`, `errors`, or both. @param part runs what reads from the forge */
async function runGraphql(context: Context, question: Question, part: RunPart): Promise<GraphqlAnswer> {
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
