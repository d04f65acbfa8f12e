import type { Procedure, Step } from '#domain/generated/procedure.ts';
import type { Roles } from '#domain/generated/roles.ts';
import { didYouMean, nearestName } from '#domain/nearest-name.ts';
import { type Problem, shorten } from '#domain/problem.ts';
import { fieldAt, type Schema, titlesIn } from '#domain/request/annotations.ts';
import { below } from '#domain/request/pointer.ts';

/** What a rule looks at: a procedure whose shape is right, and what it names outside itself. */
export interface Subject {
  readonly procedure: Procedure;
  readonly roles: Roles['roles'];
  /** By path (`schemas/….schema.json`); each verified by itself. */
  readonly schemas: ReadonlyMap<string, Schema>;
  /** Names of the office's further calendars (R44); absent: none. */
  readonly calendars?: ReadonlySet<string>;
}

/** A problem without the file and line, which the rules need not know. */
export type ProcedureFinding = Omit<Problem, 'file' | 'line'>;

/** One rule of R7: everything that contradicts it, nothing if it holds. */
export type ProcedureRule = (subject: Subject) => ProcedureFinding[];

/** Makes a finding. `received` is shortened; texts are Indonesian, English. */
export function procedureFinding(
  path: string,
  code: string,
  [id, en]: readonly [string, string],
  facts: { expected?: string; received?: unknown; fix?: readonly [string, string] } = {},
): ProcedureFinding {
  return {
    path,
    code,
    ...(facts.expected === undefined ? {} : { expected: facts.expected }),
    ...(facts.received === undefined ? {} : { received: shorten(facts.received) }),
    message: { id, en },
    ...(facts.fix ? { fix: { id: facts.fix[0], en: facts.fix[1] } } : {}),
  };
}

/** Names that would have been right, as an expectation. */
export const oneOf = (names: Iterable<string>): string => [...names].join(' | ');

/**
 * A finding about a name that is not one of those that there are, with the one that was most likely meant.
 * @param otherwise what to do where none is near
 */
export function unknownName(
  path: string,
  code: string,
  message: readonly [string, string],
  received: string,
  names: Iterable<string>,
  otherwise?: readonly [string, string],
): ProcedureFinding {
  const known = [...names];
  const meant = nearestName(received, known);
  const found = procedureFinding(path, code, message, { expected: oneOf(known), received });
  const fix = meant === undefined ? otherwise && { id: otherwise[0], en: otherwise[1] } : didYouMean(meant);
  return fix ? { ...found, fix } : found;
}

/** A finding about a pointer that meets no field of a schema; none where it meets one. @param name of the schema */
export function unknownField(
  { value: received, path }: Located<string>,
  name: string,
  schema: Schema | undefined,
): ProcedureFinding[] {
  if (!schema || fieldAt(schema, received)) return [];
  const meant = nearestName(received, titlesIn(schema).keys());
  const message = [`Isian ini tidak ada dalam ${name}`, `There is no such field in ${name}`] as const;
  const found = procedureFinding(path, 'unknown-field', message, { received });
  return [meant === undefined ? found : { ...found, fix: didYouMean(meant) }];
}

/** A part of a document, with the JSON pointer to it. */
export interface Located<T> {
  readonly value: T;
  readonly path: string;
}

/** The items of a list that may be absent, each with its pointer. */
export const placed = <T>(list: readonly T[] | undefined, path: string): Located<T>[] =>
  (list ?? []).map((value, i) => ({ value, path: below(path, i) }));

/** The steps, each with its pointer. */
export const placedSteps = (procedure: Procedure): Located<Step>[] => placed(procedure.steps, '/steps');

/** Items whose key an earlier item already has. */
export function repeated<T>(items: readonly T[], key: (item: T) => string): T[] {
  const seen = new Set<string>();
  return items.filter((item) => {
    const twice = seen.has(key(item));
    seen.add(key(item));
    return twice;
  });
}

export const duplicates = <K extends string>(
  items: readonly Located<Readonly<Record<K, string>>>[],
  key: K,
  message: readonly [string, string],
): ProcedureFinding[] =>
  repeated(items, ({ value }) => value[key]).map(({ value, path }) =>
    procedureFinding(`${path}/${key}`, 'duplicate', message, { received: value[key] }),
  );
