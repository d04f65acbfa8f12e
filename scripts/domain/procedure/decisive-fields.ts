import type { Procedure } from '#domain/generated/procedure.ts';
import { placedSteps } from './finding.ts';
import { fieldsRead, slots } from './rules-fields.ts';
import { listsOf, askedNames, timesOf } from './rules-results.ts';

/** A field by which something is decided. */
interface DecisiveField {
  /** The step whose result has the field; undefined for the request. */
  readonly step: string | undefined;
  readonly field: string;
}

/**
 * Checks whether something in a procedure is decided by a field, or by a part of it (R49): the account, the nature, times,
 * rooms, conditions, limits, assignments, records and offers. Such a field cannot be corrected after the end of a case.
 * @param step the step whose result has the field; undefined for the request
 */
export const isDecisive = (procedure: Procedure, step: string | undefined, field: string): boolean =>
  decisiveFields(procedure).some(
    (each) => each.step === step && (isWithin(field, each.field) || isWithin(each.field, field)),
  );

const isWithin = (pointer: string, above: string): boolean => pointer === above || pointer.startsWith(`${above}/`);

function decisiveFields(procedure: Procedure): DecisiveField[] {
  const { origin, request } = procedure;
  const { onBehalf, pointers } = request;
  const ofRequest = ['/sop', origin?.field, onBehalf?.date, onBehalf?.way, ...Object.values(pointers).flat()];
  const read = fieldsRead(procedure).map(({ value: { field, result } }) => ({ step: result, field }));
  const ofResults = placedSteps(procedure).flatMap((step) => {
    const { actor, offers } = step.value;
    const fields = [
      ...slots(step).flatMap(({ value }) => Object.values(value)),
      ...[...timesOf(step), ...askedNames(step)].map(({ value }) => value),
      ...listsOf(step).map(({ value }) => value.result),
      ...(typeof actor === 'object' && 'external' in actor ? [actor.deed.date, actor.deed.way] : []),
      ...(offers ? [offers.field] : []),
    ];
    return fields.map((field) => ({ step: step.value.id, field }));
  });
  return [
    ...ofRequest.flatMap((field) => (field === undefined ? [] : [{ step: undefined, field }])),
    ...read,
    ...ofResults,
  ];
}
