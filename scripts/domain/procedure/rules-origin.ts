/** R7, the case that a request takes as its origin (R45): its field is text, and what may be taken can be. */
import type { CaseEnd as EndKind, Procedure } from '#domain/generated/procedure.ts';
import { fieldAt } from '#domain/request/annotations.ts';
import { type ProcedureFinding, oneOf, placed, procedureFinding, type ProcedureRule, unknownName } from './finding.ts';

/** The field that names the origin holds a case id, and so is text. */
export const originsAreText: ProcedureRule = ({ procedure: { origin, request }, schemas }) => {
  const schema = schemas.get(request.schema);
  const field = origin && schema && fieldAt(schema, origin.field);
  if (!origin || !field || field['type'] === 'string') return [];
  const message = ['Nomor berkas adalah teks', 'The number of a case is text'] as const;
  const facts = { expected: '"type": "string"', received: field['type'] ?? null };
  return [procedureFinding('/origin/field', 'origin-no-text', message, facts)];
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
    if (!named) {
      const message = ['SOP ini tidak ada', 'There is no procedure of this id'] as const;
      return [unknownName(`${path}/procedure`, 'unknown-procedure', message, id, ids)];
    }
    const possible = endsOf(named);
    return placed(ends, `${path}/ends`).flatMap(({ value, path: at }) => {
      if (possible.has(value)) return [];
      const message = [
        'Berkas SOP itu tidak pernah ditutup dengan status ini',
        'No case of that procedure ends so',
      ] as const;
      return [procedureFinding(at, 'impossible-end', message, { expected: oneOf(possible), received: value })];
    });
  });

const endsOf = ({ steps }: Procedure): Set<EndKind> =>
  new Set([
    ...steps.flatMap(({ outcomes: { approve, changes, timeout } }) =>
      [...approve, changes, timeout].flatMap((target) => target?.end ?? []),
    ),
    ...ALWAYS,
  ]);
