import type { Procedure, Step } from '#domain/generated/procedure.ts';
import type { Roles } from '#domain/generated/roles.ts';
import { didYouMean, nearestName } from '#domain/nearest-name.ts';
import { type Problem, shorten, type Text } from '#domain/problem.ts';
import { fieldAt, type Schema, titlesIn } from '#domain/request/annotations.ts';
import { given } from '#domain/request/given.ts';
import { below } from '#domain/request/pointer.ts';
import { FIXES, type FindingCode, MESSAGES } from './sayings.ts';

/** The input of a rule: a procedure whose shape is valid, and the parts of the office that the procedure may name. */
export interface Subject {
  readonly procedure: Procedure;
  readonly roles: Roles['roles'];
  /** Schemas by path (`schemas/….schema.json`). Each schema is verified separately. */
  readonly schemas: ReadonlyMap<string, Schema>;
  /** The rooms of the office; absent if `sops/rooms.yaml` cannot be read. */
  readonly rooms?: readonly { readonly id: string }[] | undefined;
  /** The names of the office's further calendars (R44); absent if there are none. */
  readonly calendars?: ReadonlySet<string>;
}

/** A problem without file and line, which the rules need not know. */
export type ProcedureFinding = Omit<Problem, 'file' | 'line'>;

/** A rule of R7. It returns a finding for each breach of the rule. */
export type ProcedureRule = (subject: Subject) => ProcedureFinding[];

interface Facts {
  readonly expected?: string | undefined;
  readonly received?: unknown;
  /** Replaces the message of the code. */
  readonly message?: Text;
  /** Replaces the fix of the code. */
  readonly fix?: Text | undefined;
}

/** Makes a finding with the message and fix of its code (`sayings.ts`), unless the rule gives others. */
export function procedureFinding(
  path: string,
  code: FindingCode,
  { expected, received, message = MESSAGES[code], fix = FIXES[code] }: Facts = {},
): ProcedureFinding {
  const shown = received === undefined ? undefined : shorten(received);
  return { path, code, ...given({ expected, received: shown }), message, ...given({ fix }) };
}

/** Writes the possible names as an expected value. */
export const oneOf = (names: Iterable<string>): string => [...names].join(' | ');

/** Makes a finding about a name that does not exist. Its fix is a similar name, if there is one. */
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

/**
 * Makes a finding about a pointer that leads to no field of a schema; no finding without a schema.
 * @param name name of the schema
 */
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

/** Returns the items of a list, each with its pointer. An absent list has no items. */
export const placed = <T>(list: readonly T[] | undefined, path: string): Located<T>[] =>
  (list ?? []).map((value, i) => ({ value, path: below(path, i) }));

/** Returns the steps, each with its pointer. */
export const placedSteps = (procedure: Procedure): Located<Step>[] => placed(procedure.steps, '/steps');

/** Returns the items whose key an earlier item already has. */
export function repeated<T>(items: readonly T[], key: (item: T) => string): T[] {
  const seen = new Set<string>();
  return items.filter((item) => {
    const twice = seen.has(key(item));
    seen.add(key(item));
    return twice;
  });
}

/** Makes a finding for each item that has the same name as an earlier item. */
export const duplicates = <K extends string>(
  items: readonly Located<Readonly<Record<K, string>>>[],
  key: K,
): ProcedureFinding[] =>
  repeated(items, ({ value }) => value[key]).map(({ value, path }) =>
    procedureFinding(`${path}/${key}`, 'duplicate', { received: value[key] }),
  );
