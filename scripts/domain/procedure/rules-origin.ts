/** R7, the case that a request takes as its origin (R45): its field is text, and what may be taken can be. */
import type { CaseEnd as EndKind, Procedure } from '#domain/generated/procedure.ts';
import { fieldAt } from '#domain/request/annotations.ts';
import { oneOf, placed, procedureFinding, type ProcedureFinding, type ProcedureRule, unknownName } from './finding.ts';

/** The field that names the origin holds a case id, and so is text. */
export const originsAreText: ProcedureRule = ({ procedure: { origin, request }, schemas }) => {
  const schema = schemas.get(request.schema);
  const field = origin && schema && fieldAt(schema, origin.field);
  if (!field || field['type'] === 'string') return [];
  const facts = { expected: '"type": "string"', received: field['type'] ?? null };
  return [procedureFinding('/origin/field', 'origin-no-text', facts)];
};

/** Ends that any case may come to, whatever its procedure says. */
const ALWAYS: readonly EndKind[] = ['rejected', 'withdrawn', 'ended-outside', 'abandoned'];

/**
 * What a procedure takes as an origin is a procedure of the office, and an end that its cases can come to.
 * @param all the office's procedures, itself among them
 */
export const originFindings = ({ origin }: Procedure, all: readonly Procedure[]): ProcedureFinding[] =>
  placed(origin?.from, '/origin/from').flatMap(({ value: { procedure: id, ends }, path }): ProcedureFinding[] => {
    const named = all.find((each) => each.id === id);
    const ids = all.map((each) => each.id);
    if (!named) return [unknownName(`${path}/procedure`, 'unknown-procedure', id, ids)];
    const possible = endsOf(named);
    return placed(ends, `${path}/ends`)
      .filter(({ value }) => !possible.has(value))
      .map(({ value, path: at }) =>
        procedureFinding(at, 'impossible-end', { expected: oneOf(possible), received: value }),
      );
  });

const endsOf = ({ steps }: Procedure): Set<EndKind> =>
  new Set([
    ...steps.flatMap(({ outcomes: { approve, changes, timeout } }) =>
      [...approve, changes, timeout].flatMap((target) => target?.end ?? []),
    ),
    ...ALWAYS,
  ]);
