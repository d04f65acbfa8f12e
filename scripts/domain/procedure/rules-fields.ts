/** Rules of R7 about requests and results: every schema exists, and every pointer leads to one of its fields. */
import type { CaseEnd as EndKind, Procedure, Slot, Step } from '#domain/generated/procedure.ts';
import { fieldAt } from '#domain/request/annotations.ts';
import { meaningOf } from '#domain/request/named-rooms.ts';
import {
  type Located,
  oneOf,
  placed,
  placedSteps,
  type ProcedureFinding,
  procedureFinding,
  type ProcedureRule,
  unknownField,
  unknownName,
} from './finding.ts';
import { conditionsOf } from './rules-flow.ts';
import { assignments, recordedActs } from './rules-parties.ts';

/** A pointer that the procedure writes at `path`, and that leads into a document of `schema`. */
interface Mention extends Located<string> {
  readonly schema: string;
}

export const schemasExist: ProcedureRule = ({ procedure, schemas }) => {
  const named: Located<string | undefined>[] = [
    { value: procedure.request.schema, path: '/request/schema' },
    ...placedSteps(procedure).map(({ value, path }) => ({
      value: value.requires?.result,
      path: `${path}/requires/result`,
    })),
  ];
  return named.flatMap(({ value, path }) =>
    value === undefined || schemas.has(value) ? [] : [unknownName(path, 'unknown-schema', value, schemas.keys())],
  );
};

/** Checks that the request's schema requires the field `/sop` and allows only this procedure's id in it. */
export const requestNamesItsProcedure: ProcedureRule = ({ procedure, schemas }) => {
  const schema = schemas.get(procedure.request.schema);
  if (!schema) return [];
  const { required } = schema;
  const { const: named } = fieldAt(schema, '/sop') ?? {};
  const isRequired = Array.isArray(required) && required.includes('sop');
  if (named === procedure.id && isRequired) return [];
  const is = `"const": "${procedure.id}"`;
  const facts = isRequired
    ? {
        ...{ expected: is, received: named ?? null },
        fix: { id: `Tulis pada isian sop: ${is}`, en: `Write in its field sop: ${is}` },
      }
    : {
        ...{ expected: '"required": ["sop", …]', received: required ?? null },
        fix: { id: 'Tambahkan "sop" pada "required"', en: 'Add "sop" to its "required"' },
      };
  return [procedureFinding('/request/schema', 'request-sop', facts)];
};

/**
 * Checks that pointers lead to existing fields. The rule covers all pointers into the request, and most pointers into
 * results. `rules-results.ts` checks the others: bounds, records, lists and offers.
 */
export const pointersNameFields: ProcedureRule = ({ procedure, schemas }) =>
  [...requestMentions(procedure), ...resultMentions(procedure)].flatMap((mention) =>
    unknownField(mention, mention.schema, schemas.get(mention.schema)),
  );

/** Checks that a condition, a beginning or an assignment reads only results of steps that ask for a result. */
export const resultsAreBrought: ProcedureRule = ({ procedure }) => {
  const bringing = procedure.steps.filter(({ requires }) => requires?.result).map(({ id }) => id);
  return fieldsRead(procedure).flatMap(({ value: { result }, path }) =>
    result === undefined || bringing.includes(result)
      ? []
      : [unknownName(`${path}/result`, 'no-result', result, bringing)],
  );
};

/** Checks that a condition on a field that means a room names a room of the office (R9). */
export const conditionsNameRooms: ProcedureRule = ({ procedure, schemas, rooms }) =>
  conditionsOf(procedure).flatMap(({ value: { result, field: at, ...compared }, path }) => {
    const step = procedure.steps.find(({ id }) => id === result);
    const schema = schemas.get((result === undefined ? procedure.request.schema : step?.requires?.result) ?? '');
    const field = schema && fieldAt(schema, at);
    const room = result === undefined ? procedure.request.pointers.room : step?.requires?.books?.room;
    if (!rooms || !field || meaningOf(field, at, { room }) !== 'room') return [];
    const ids = rooms.map(({ id }) => id);
    return [compared.equals, compared.in]
      .flat()
      .flatMap((id) =>
        id === undefined || ids.includes(String(id)) ? [] : [unknownName(path, 'unknown-room', String(id), ids)],
      );
  });

/** Returns every field that a condition, a beginning or an assignment reads from the request or a step's result. */
export const fieldsRead = (procedure: Procedure) => [
  ...conditionsOf(procedure),
  ...beginnings(procedure),
  ...assignments(procedure),
  ...earlierTimes(procedure),
];

/**
 * Checks that a step with a slot asks for a result, that `books` names a field for the room, and that some step has
 * `books` if a step has `within` (R24).
 */
export const slotsHaveTheirPlace: ProcedureRule = ({ procedure }) => {
  const booked = procedure.steps.some(({ requires }) => requires?.books);
  return placedSteps(procedure).flatMap((step): ProcedureFinding[] => {
    const { result, books, within } = step.value.requires ?? {};
    const path = `${step.path}/requires`;
    const without = result === undefined ? slots(step) : [];
    return [
      ...without.map(({ path: at }) => procedureFinding(at, 'slot-without-result', { expected: 'requires.result' })),
      ...(books && !books.room
        ? [procedureFinding(`${path}/books`, 'booking-without-room', { expected: 'room' })]
        : []),
      ...(within && !booked ? [procedureFinding(`${path}/within`, 'nothing-booked')] : []),
    ];
  });
};

function requestMentions(procedure: Procedure): Mention[] {
  const { schema, pointers } = procedure.request;
  const { origin } = procedure;
  return [
    ...(origin ? [{ value: origin.field, path: '/origin/field' }] : []),
    ...Object.entries(pointers).flatMap(([name, value]) =>
      typeof value === 'string'
        ? [{ value, path: `/request/pointers/${name}` }]
        : placed(value, `/request/pointers/${name}`),
    ),
    ...placedSteps(procedure).flatMap(({ value, path }) => [
      ...placed(value.sections, `${path}/sections`),
      ...placed(value.requires?.fields, `${path}/requires/fields`),
      ...placed(value.postpone?.sections, `${path}/postpone/sections`),
    ]),
  ].map((mention) => ({ ...mention, schema }));
}

function resultMentions(procedure: Procedure): Mention[] {
  const resultSchema = (id: string) => procedure.steps.find((step) => step.id === id)?.requires?.result;
  return [
    ...fieldsRead(procedure).map(({ value: { field, result }, path }) => ({
      ...{ value: field, path: `${path}/field` },
      schema: result === undefined ? procedure.request.schema : resultSchema(result),
    })),
    ...recordedActs(procedure).flatMap(({ value, path, schema }) =>
      (['date', 'way'] as const).map((part) => ({ value: value[part], path: `${path}/${part}`, schema })),
    ),
    ...placedSteps(procedure).flatMap((step) =>
      slots(step).flatMap(({ value: slot, path }) =>
        Object.entries(slot).map(([name, value]) => ({
          value,
          path: `${path}/${name}`,
          schema: step.value.requires?.result,
        })),
      ),
    ),
  ].flatMap(({ value, path, schema }) => (schema === undefined ? [] : [{ value, path, schema }]));
}

/** Returns each time of another step's result that a bound names (R4). */
const earlierTimes = (procedure: Procedure): Located<{ field: string; result: string }>[] =>
  placedSteps(procedure).flatMap(({ value: { requires }, path }) =>
    placed(requires?.bounds, `${path}/requires/bounds`).flatMap(({ value: { after }, path: at }) =>
      after ? [{ value: after, path: `${at}/after` }] : [],
    ),
  );

/** Returns each `begin` that names a field (R20). */
const beginnings = (procedure: Procedure): Located<{ field: string; result?: string }>[] =>
  placedSteps(procedure).flatMap(({ value: { begin }, path }) =>
    begin?.field === undefined ? [] : [{ value: { ...begin, field: begin.field }, path: `${path}/begin` }],
  );

export function slots({ value: { requires }, path }: Located<Step>): Located<Slot>[] {
  return (['books', 'within'] as const).flatMap((name) => {
    const slot = requires?.[name];
    return slot ? [{ value: slot, path: `${path}/requires/${name}` }] : [];
  });
}

/** Checks that the field with the origin is text, since it contains the id of a case. */
export const originsAreText: ProcedureRule = ({ procedure: { origin, request }, schemas }) => {
  const schema = schemas.get(request.schema);
  const field = origin && schema && fieldAt(schema, origin.field);
  if (!field || field['type'] === 'string') return [];
  const facts = { expected: '"type": "string"', received: field['type'] ?? null };
  return [procedureFinding('/origin/field', 'origin-no-text', facts)];
};

/** The ends that a case can have under any procedure. */
const ALWAYS: readonly EndKind[] = ['rejected', 'withdrawn', 'ended-outside', 'abandoned'];

/** Checks that an origin names only procedures of the office and, for each, only ends that its cases can have. */
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
