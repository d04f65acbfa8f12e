import { data, Evaluator, Lexer, Parser } from '@actions/expressions';
import type { FunctionDefinition } from '@actions/expressions/funcs/info';
import { isBasicExpression, isBoolean, isMapping, isNumber, isSequence, isString } from '@actions/workflow-parser';
import type { TemplateToken } from '@actions/workflow-parser/templates/tokens/index';
import { NullToken } from '@actions/workflow-parser/templates/tokens/null-token';
import { Unevaluated } from './unevaluated.ts';

/** A value of a workflow’s expression. */
export type Value = string | number | boolean | null | Value[] | { [key: string]: Value };
export type Mapping = Record<string, Value>;

/** How the earlier jobs or steps have ended, for `success()` and the other status functions. */
export interface Course {
  readonly failed: boolean;
  readonly cancelled: boolean;
}

/** The contexts that an expression may name, each by its name. */
export interface Contexts {
  readonly named: Readonly<Record<string, Mapping>>;
  readonly course: Course;
}

/** In these contexts, a missing name is a mistake in the workflow or a gap of this harness, and never an empty text. */
const STRICT = new Set(['github', 'needs', 'steps', 'runner', 'job']);

class StrictDictionary extends data.Dictionary {
  readonly #name: string;

  constructor(name: string, ...pairs: { key: string; value: data.ExpressionData }[]) {
    super(...pairs);
    this.#name = name;
  }

  override get(key: string): data.ExpressionData | undefined {
    const value = super.get(key);
    if (value === undefined) throw new Unevaluated('expression', `${this.#name}.${key} is unknown here`);
    return value;
  }
}

/**
 * Evaluates an expression with GitHub’s own parser and evaluator.
 * @throws Unevaluated
 */
export function evaluate(expression: string, contexts: Contexts): Value {
  const functions = statusFunctions(contexts.course);
  const { tokens } = new Lexer(expression).lex();
  const tree = new Parser(tokens, Object.keys(contexts.named), [...functions.values()]).parse();
  const pairs = Object.entries(contexts.named).map(([key, value]) => ({ key, value: dictionary(value, key) }));
  return plain(new Evaluator(tree, new data.Dictionary(...pairs), functions).evaluate());
}

/** Returns whether a condition is met, with GitHub’s rule for true and false values. */
export function isMet(expression: string, contexts: Contexts): boolean {
  const value = evaluate(expression, contexts);
  return value !== false && value !== null && value !== 0 && value !== '';
}

/**
 * Returns the value of a part of a workflow, with its expressions evaluated.
 * @throws Unevaluated
 */
export function resolve(token: TemplateToken | undefined, contexts: Contexts): Value {
  if (token === undefined || token instanceof NullToken) return null;
  if (isBasicExpression(token)) return evaluate(token.expression, contexts);
  if (isString(token) || isNumber(token) || isBoolean(token)) return token.value;
  if (isSequence(token)) return [...token].map((item) => resolve(item, contexts));
  if (isMapping(token)) {
    return Object.fromEntries(
      [...token].map(({ key, value }) => [textOf(resolve(key, contexts)), resolve(value, contexts)]),
    );
  }
  throw new Unevaluated('workflow', `a ${token.typeName()} token`);
}

/** Returns a value as the text that a step gets. */
export function textOf(value: Value): string {
  if (value === null) return '';
  if (typeof value === 'object') throw new Unevaluated('expression', 'a list or mapping where a text is needed');
  return String(value);
}

/** Returns a mapping of texts: `env`, `with`, `outputs`. */
export function textsOf(token: TemplateToken | undefined, contexts: Contexts): Record<string, string> {
  const value = resolve(token, contexts);
  if (value === null) return {};
  if (typeof value !== 'object' || Array.isArray(value)) throw new Unevaluated('workflow', 'a mapping is needed');
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, textOf(item)]));
}

function statusFunctions({ failed, cancelled }: Course): Map<string, FunctionDefinition> {
  const constant = (name: string, value: boolean): [string, FunctionDefinition] => [
    name,
    { name, minArgs: 0, maxArgs: 0, call: () => new data.BooleanData(value) },
  ];
  return new Map([
    constant('success', !failed && !cancelled),
    constant('failure', failed && !cancelled),
    constant('cancelled', cancelled),
    constant('always', true),
  ]);
}

function dictionary(members: Mapping, name?: string): data.Dictionary {
  const pairs = Object.entries(members).map(([key, value]) => ({ key, value: wrapped(value) }));
  return name !== undefined && STRICT.has(name) ? new StrictDictionary(name, ...pairs) : new data.Dictionary(...pairs);
}

function wrapped(value: Value): data.ExpressionData {
  if (value === null) return new data.Null();
  if (typeof value === 'string') return new data.StringData(value);
  if (typeof value === 'number') return new data.NumberData(value);
  if (typeof value === 'boolean') return new data.BooleanData(value);
  if (Array.isArray(value)) return new data.Array(...value.map(wrapped));
  return dictionary(value);
}

function plain(value: data.ExpressionData): Value {
  switch (value.kind) {
    case data.Kind.Null:
      return null;
    case data.Kind.String:
    case data.Kind.Number:
    case data.Kind.Boolean:
      return (value as data.StringData | data.NumberData | data.BooleanData).value;
    case data.Kind.Array:
      return (value as data.Array).values().map(plain);
    case data.Kind.Dictionary:
      return Object.fromEntries((value as data.Dictionary).pairs().map(({ key, value: item }) => [key, plain(item)]));
    default:
      throw new Unevaluated('expression', 'a value of unknown kind');
  }
}
