/** R7, who acts without a fixed office: people whom the case names (R42), and parties without an account (R41). */
import { fieldAt, isRequiredAt, itemsOf, resolve, type Schema } from '#domain/request/annotations.ts';
import {
  type Located,
  placedSteps,
  procedureFinding,
  type ProcedureFinding,
  type ProcedureRule,
  unknownName,
} from './finding.ts';
import type { Subject } from './finding.ts';

type Procedure = Subject['procedure'];

/** Where a document has a recorded act: its date and its way, and the schema of that document. */
interface RecordedActPlace extends Located<{ readonly date: string; readonly way: string }> {
  readonly schema: string | undefined;
  /** Must the document tell it at all? */
  readonly isRequired: boolean;
}

/** Every assignment, at its place. */
export const assignments = (procedure: Procedure) =>
  placedSteps(procedure).flatMap(({ value: { id, actor }, path }) =>
    typeof actor === 'object' && 'assigned' in actor
      ? [{ value: actor.assigned, path: `${path}/actor/assigned`, step: id }]
      : [],
  );

/** Every place of a recorded act: in a step's result, or in the request. */
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

/** Who is named is named by a text, or a list of texts; and by an earlier act, not by the act itself. */
export const assignmentsName: ProcedureRule = ({ procedure, schemas }) =>
  assignments(procedure).flatMap(({ value: { field, result }, path, step }): ProcedureFinding[] => {
    if (result === step) {
      const message = [
        'Sebuah langkah tidak menunjuk pelaksananya sendiri',
        'A step does not assign who acts in it',
      ] as const;
      const others = procedure.steps.flatMap(({ id, requires }) => (requires?.result && id !== step ? [id] : []));
      return [unknownName(`${path}/result`, 'assigned-itself', message, result, others)];
    }
    const brought = procedure.steps.find(({ id }) => id === result)?.requires?.result;
    const schema = schemas.get((result === undefined ? procedure.request.schema : brought) ?? '');
    const named = schema && fieldAt(schema, field);
    if (!schema || !named || isText(schema, named)) return [];
    const message = ['Isian ini bukan nama, atau daftar nama', 'This field is no name, nor a list of names'] as const;
    return [procedureFinding(`${path}/field`, 'no-name', message, { expected: 'type: string', received: field })];
  });

function isText(schema: Schema, field: Schema): boolean {
  const items = itemsOf(field);
  return (items ? resolve(schema, items) : field)['type'] === 'string';
}

/** A recorded act has a date and one of several ways; where an act records it, neither can be left out (R41). */
export const recordedActsAreStated: ProcedureRule = ({ procedure, schemas }) =>
  recordedActs(procedure).flatMap(({ value: { date, way }, path, schema: name, isRequired }): ProcedureFinding[] => {
    if (name === undefined) {
      const message = ['Mencatat tindakan memerlukan hasil', 'To record an act needs a result'] as const;
      return [procedureFinding(path, 'deed-without-result', message, { expected: 'requires.result' })];
    }
    const schema = schemas.get(name);
    if (!schema) return [];
    const [on, by] = [fieldAt(schema, date), fieldAt(schema, way)];
    return [
      ...(on && on['format'] !== 'date'
        ? [
            procedureFinding(`${path}/date`, 'no-date', ['Isian ini bukan tanggal', 'This field is no date'], {
              expected: 'format: date',
              received: date,
            }),
          ]
        : []),
      ...(by && !Array.isArray(by['enum'])
        ? [
            procedureFinding(`${path}/way`, 'no-ways', ['Isian ini bukan pilihan', 'This field is no choice'], {
              expected: 'enum',
              received: way,
            }),
          ]
        : []),
      ...(['date', 'way'] as const).flatMap((part) => {
        const field = { date, way }[part];
        if (!isRequired || !fieldAt(schema, field) || isRequiredAt(schema, field)) return [];
        const message = ['Isian ini harus wajib', 'This field must be required'] as const;
        return [
          procedureFinding(`${path}/${part}`, 'not-required', message, { expected: 'required', received: field }),
        ];
      }),
    ];
  });

/** Who opens requests for others is an office that there is. */
export const onBehalfIsDefined: ProcedureRule = ({ procedure, roles }) => {
  const { onBehalf } = procedure.request;
  if (!onBehalf || Object.hasOwn(roles, onBehalf.role)) return [];
  const message = ['Pelaksana ini tidak tercatat', 'This role is not defined'] as const;
  return [unknownName('/request/onBehalf/role', 'unknown-role', message, onBehalf.role, Object.keys(roles))];
};
