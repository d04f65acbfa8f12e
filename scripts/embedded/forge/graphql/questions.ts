import { setImmediate as breath } from 'node:timers/promises';
import { Turnstile } from '../git/turnstile.ts';
import type { Actor } from '../grant.ts';
import type { Context } from '../model/context.ts';
import type { Body } from '../rest/request.ts';
import type { Transactions } from '../transactions.ts';
import { type GraphqlAnswer, errorAnswer, runGraphql } from './execute.ts';
import { type Question, readQuestion } from './question.ts';

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
    const slices = new Slices((work) => this.#transactions().read(who, work));
    return runGraphql(context, question, slices.part);
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
 */
class Slices {
  readonly #turn: Turn;
  readonly #waiting: Part[] = [];
  #isAtWork = false;

  constructor(turn: Turn) {
    this.#turn = turn;
  }

  /** @returns what `work` gives. @throws what it throws, or what keeps the question from having a turn */
  readonly part = <Result>(work: () => Result | Promise<Result>): Promise<Result> =>
    new Promise((resolve, reject) => {
      const start = () => Promise.resolve().then(work).then(resolve, reject);
      this.#waiting.push({ start, fail: reject });
      if (!this.#isAtWork) void this.#work();
    });

  async #work(): Promise<void> {
    this.#isAtWork = true;
    while (this.#waiting.length > 0) {
      await this.#turn(() => this.#slice()).catch((error: unknown) => {
        for (const { fail } of this.#waiting.splice(0)) fail(error);
      });
    }
    this.#isAtWork = false;
  }

  async #slice(): Promise<void> {
    const end = performance.now() + SLICE;
    do {
      await Promise.all(this.#waiting.splice(0, AT_ONCE).map(({ start }) => start()));
      // The answer grows by what was given, and asks for the parts of that; and the requests of others come in.
      await breath();
    } while (this.#waiting.length > 0 && performance.now() < end);
  }
}
