import type { Procedure, Step } from '#domain/generated/procedure.ts';
import type { Roles } from '#domain/generated/roles.ts';
import { didYouMean, nearestName } from '#domain/nearest-name.ts';
import { type Problem, shorten, type Text } from '#domain/problem.ts';
import { fieldAt, type Schema, titlesIn } from '#domain/request/annotations.ts';
import { given } from '#domain/request/given.ts';
import { below } from '#domain/request/pointer.ts';
import { FIXES, type FindingCode, MESSAGES } from './sayings.ts';

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

interface Facts {
  readonly expected?: string | undefined;
  readonly received?: unknown;
  /** In place of the code's own sentence. */
  readonly message?: Text;
  /** In place of what the code says to do. */
  readonly fix?: Text | undefined;
}

/** A finding, with what its code says (`sayings.ts`) where the rule says nothing more particular. */
export function procedureFinding(
  path: string,
  code: FindingCode,
  { expected, received, message = MESSAGES[code], fix = FIXES[code] }: Facts = {},
): ProcedureFinding {
  const shown = received === undefined ? undefined : shorten(received);
  return { path, code, ...given({ expected, received: shown }), message, ...given({ fix }) };
}

/** Names that would have been right, as an expectation. */
export const oneOf = (names: Iterable<string>): string => [...names].join(' | ');

/** A finding about a name that is not one of those that there are, with the one that was most likely meant. */
export function unknownName(
  path: string,
  code: FindingCode,
  received: string,
  names: Iterable<string>,
  facts: Pick<Facts, 'message'> = {},
): ProcedureFinding {
  const known = [...names];
  const meant = nearestName(received, known);
  return procedureFinding(path, code, { ...facts, expected: oneOf(known), received, ...meantFix(meant) });
}

const meantFix = (meant: string | undefined): Pick<Facts, 'fix'> =>
  meant === undefined ? {} : { fix: didYouMean(meant) };

/** A finding about a pointer that meets no field of a schema; none where it meets one. @param name of the schema */
export function unknownField(
  { value: received, path }: Located<string>,
  name: string,
  schema: Schema | undefined,
): ProcedureFinding[] {
  if (!schema || fieldAt(schema, received)) return [];
  const message = { id: `Isian ini tidak ada dalam ${name}`, en: `There is no such field in ${name}` };
  const meant = nearestName(received, titlesIn(schema).keys());
  return [procedureFinding(path, 'unknown-field', { message, received, ...meantFix(meant) })];
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

/** A finding for each item that has the same name as an earlier one. */
export const duplicates = <K extends string>(
  items: readonly Located<Readonly<Record<K, string>>>[],
  key: K,
): ProcedureFinding[] =>
  repeated(items, ({ value }) => value[key]).map(({ value, path }) =>
    procedureFinding(`${path}/${key}`, 'duplicate', { received: value[key] }),
  );
