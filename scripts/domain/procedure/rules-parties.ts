/** Rules of R7 about who acts without a fixed role: people named by the case (R42), parties without account (R41). */
import type { Procedure } from '#domain/generated/procedure.ts';
import { fieldAt, isRequiredAt, itemsOf, resolve, type Schema } from '#domain/request/annotations.ts';
import {
  type Located,
  placedSteps,
  procedureFinding,
  type ProcedureFinding,
  type ProcedureRule,
  unknownName,
} from './finding.ts';

/** The fields of a recorded act, date and way, with the schema of their document. */
interface RecordedActPlace extends Located<{ readonly date: string; readonly way: string }> {
  readonly schema: string | undefined;
  /** Must the document contain the recorded act? */
  readonly isRequired: boolean;
}

export const assignments = (procedure: Procedure) =>
  placedSteps(procedure).flatMap(({ value: { id, actor }, path }) =>
    typeof actor === 'object' && 'assigned' in actor
      ? [{ value: actor.assigned, path: `${path}/actor/assigned`, step: id }]
      : [],
  );

/** Returns every place of a recorded act: in a step's result, or in the request. */
export function recordedActs(procedure: Procedure): RecordedActPlace[] {
  const { onBehalf, schema } = procedure.request;
  return [
    ...(onBehalf ? [{ value: onBehalf, path: '/request/onBehalf', schema, isRequired: false }] : []),
    ...placedSteps(procedure).flatMap(({ value: { actor, requires }, path }) =>
      typeof actor === 'object' && 'external' in actor
        ? [{ value: actor.deed, path: `${path}/actor/deed`, schema: requires?.result, isRequired: true }]
        : [],
    ),
  ];
}

/** Checks that a field that assigns people is a text or a list of texts, and is not in the step's own result. */
export const assignmentsName: ProcedureRule = ({ procedure, schemas }) =>
  assignments(procedure).flatMap(({ value: { field, result }, path, step }): ProcedureFinding[] => {
    if (result === step) {
      const others = procedure.steps.flatMap(({ id, requires }) => (requires?.result && id !== step ? [id] : []));
      return [unknownName(`${path}/result`, 'assigned-itself', result, others)];
    }
    const brought = procedure.steps.find(({ id }) => id === result)?.requires?.result;
    const schema = schemas.get((result === undefined ? procedure.request.schema : brought) ?? '');
    const named = schema && fieldAt(schema, field);
    if (!schema || !named || isText(schema, named)) return [];
    return [procedureFinding(`${path}/field`, 'no-name', { expected: 'type: string', received: field })];
  });

function isText(schema: Schema, field: Schema): boolean {
  const items = itemsOf(field);
  return (items ? resolve(schema, items) : field)['type'] === 'string';
}

/** Checks that a recorded act has a date and one of several ways, and that a step's result must contain both (R41). */
export const recordedActsAreStated: ProcedureRule = ({ procedure, schemas }) =>
  recordedActs(procedure).flatMap(({ value: { date, way }, path, schema: name, isRequired }): ProcedureFinding[] => {
    if (name === undefined) return [procedureFinding(path, 'deed-without-result', { expected: 'requires.result' })];
    const schema = schemas.get(name);
    if (!schema) return [];
    const [on, by] = [fieldAt(schema, date), fieldAt(schema, way)];
    const mayLack = isRequired
      ? Object.entries({ date, way }).filter(([, field]) => fieldAt(schema, field) && !isRequiredAt(schema, field))
      : [];
    return [
      ...(on && on['format'] !== 'date'
        ? [procedureFinding(`${path}/date`, 'no-date', { expected: 'format: date', received: date })]
        : []),
      ...(by && !Array.isArray(by['enum'])
        ? [procedureFinding(`${path}/way`, 'no-ways', { expected: 'enum', received: way })]
        : []),
      ...mayLack.map(([part, received]) =>
        procedureFinding(`${path}/${part}`, 'not-required', { expected: 'required', received }),
      ),
    ];
  });

/** Checks that the role which enters requests for others exists. */
export const onBehalfIsDefined: ProcedureRule = ({ procedure, roles }) => {
  const { onBehalf } = procedure.request;
  if (!onBehalf || Object.hasOwn(roles, onBehalf.role)) return [];
  return [unknownName('/request/onBehalf/role', 'unknown-role', onBehalf.role, Object.keys(roles))];
};
