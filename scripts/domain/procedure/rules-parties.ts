/**
 * Checks of a procedure (R7) about actors without a fixed role: people whom an earlier act or the request assigns
 * (R42), and parties outside, who have no account (R41).
 */
import type { Procedure } from '#domain/generated/procedure.ts';
import { fieldAt, isRequiredAt, itemsOf, resolve, type Schema, titlesIn } from '#domain/request/annotations.ts';
import { accountPointers } from './steps.ts';
import {
  type Located,
  placedSteps,
  procedureFinding,
  type ProcedureFinding,
  type ProcedureRule,
  unknownName,
} from './finding.ts';

/** The fields for date and way of a recorded act, and the schema of the result or request that contains them. */
interface RecordedActPlace extends Located<{ readonly date: string; readonly way: string }> {
  readonly schema: string | undefined;
  /** Must that result or request always contain both fields? */
  readonly isRequired: boolean;
}

export const assignments = (procedure: Procedure) =>
  placedSteps(procedure).flatMap(({ value: { id, actor }, path }) =>
    typeof actor === 'object' && 'assigned' in actor
      ? [{ value: actor.assigned, path: `${path}/actor/assigned`, step: id }]
      : [],
  );

/** Returns every place in which a recorded act is written down: in a step's result, or in the request. */
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

/**
 * Checks that a field that assigns people is a text or a list of texts. The field may not be in the result of the step
 * whose actors are assigned.
 */
export const assignmentsNamePeople: ProcedureRule = ({ procedure, schemas }) =>
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

/**
 * Checks that the procedure names each field that means an account: as the applicant's, an informed person's or an
 * assigned person's. The judge checks an account by this meaning (R9, R12, R42, R52), and would not check any other field.
 */
export const accountsAreNamed: ProcedureRule = ({ procedure, schemas }) => {
  const { schema: asked, pointers } = procedure.request;
  const documents = [
    { schema: asked, path: '/request/schema', step: undefined, named: [pointers.applicant] },
    ...placedSteps(procedure).map(({ value, path }) => ({
      ...{ schema: value.requires?.result, path: `${path}/requires/result`, step: value.id },
      named: accountPointers(value),
    })),
  ];
  return documents.flatMap(({ schema: name, path, step, named }) => {
    const schema = schemas.get(name ?? '');
    const assigned = assignments(procedure).flatMap(({ value }) => (value.result === step ? [value.field] : []));
    const isAccount = (field: string): boolean =>
      schema !== undefined && [field, `${field}/*`].some((each) => fieldAt(schema, each)?.['x-widget'] === 'account');
    return [...(schema ? titlesIn(schema).keys() : [])]
      .filter((field) => isAccount(field) && ![...named, ...assigned].includes(field))
      .map((received) => procedureFinding(path, 'unchecked-account', { received }));
  });
};

function isText(schema: Schema, field: Schema): boolean {
  const items = itemsOf(field);
  return (items ? resolve(schema, items) : field)['type'] === 'string';
}

/**
 * Checks the schema of each recorded act (R41): the date is of the format `date`, the way has an `enum`, and a step's
 * result requires both.
 */
export const recordedActsHaveDateAndWay: ProcedureRule = ({ procedure, schemas }) =>
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

/** Checks that the role which corrects ended cases exists (R49). */
export const correctorIsDefined: ProcedureRule = ({ procedure: { corrections }, roles }) =>
  !corrections || Object.hasOwn(roles, corrections.by)
    ? []
    : [unknownName('/corrections/by', 'unknown-role', corrections.by, Object.keys(roles))];

/** Checks that the role which enters requests for others exists. */
export const onBehalfIsDefined: ProcedureRule = ({ procedure, roles }) => {
  const { onBehalf } = procedure.request;
  if (!onBehalf || Object.hasOwn(roles, onBehalf.role)) return [];
  return [unknownName('/request/onBehalf/role', 'unknown-role', onBehalf.role, Object.keys(roles))];
};
