/** Rules of R7 about the result of an Approve: bounds, records of who was asked, lists of people, releases, offers. */
import { fieldAt, isRequiredAt, itemsOf, propertiesOf, resolve, type Schema } from '#domain/request/annotations.ts';
import {
  type ProcedureFinding,
  type Located,
  placed,
  placedSteps,
  procedureFinding,
  type ProcedureRule,
  unknownField,
  unknownName,
} from './finding.ts';
import { offerNames } from './steps.ts';
import type { Step } from '#domain/generated/procedure.ts';

/** A pointer into a step's result, written at `path`. `schema` is undefined if the step asks for no result. */
interface InResult extends Located<string> {
  readonly name: string | undefined;
  readonly schema: Schema | undefined;
}

export const timesOf = ({ value: { requires, consults }, path }: Located<Step>): Located<string>[] => [
  ...placed(requires?.bounds, `${path}/requires/bounds`).flatMap(({ value: { field, notAfter }, path: at }) => [
    { value: field, path: `${at}/field` },
    ...(notAfter === undefined || notAfter === 'act' ? [] : [{ value: notAfter, path: `${at}/notAfter` }]),
  ]),
  ...placed(consults, `${path}/consults`).flatMap(({ value: party, path: at }) =>
    'record' in party ? [{ value: party.record.at, path: `${at}/record/at` }] : [],
  ),
];

export const askedNames = ({ value: { consults }, path }: Located<Step>): Located<string>[] =>
  placed(consults, `${path}/consults`).flatMap(({ value: party, path: at }) =>
    'record' in party ? [{ value: party.record.name, path: `${at}/record/name` }] : [],
  );

export const listsOf = ({ value: { informs }, path }: Located<Step>) =>
  placed(informs, `${path}/informs`).flatMap(({ value: party, path: at }) =>
    'result' in party ? [{ value: party, path: at }] : [],
  );

/** Checks that bounds, records and lists name fields of the step's own result. */
export const namedFieldsExist: ProcedureRule = ({ procedure, schemas }) =>
  placedSteps(procedure).flatMap((step) => {
    const name = step.value.requires?.result;
    const schema = schemas.get(name ?? '');
    const mentions = [
      ...timesOf(step),
      ...askedNames(step),
      ...listsOf(step).map(({ value, path }) => ({ value: value.result, path: `${path}/result` })),
    ].map((each): InResult => ({ ...each, name, schema }));
    return mentions.flatMap(unknown);
  });

function unknown({ value, path, name, schema }: InResult): ProcedureFinding[] {
  if (name === undefined)
    return [procedureFinding(path, 'field-without-result', { expected: 'requires.result', received: value })];
  return unknownField({ value, path }, name, schema);
}

/** Checks that the fields of bounds, and the times in records of who was asked, have the format `date-time`. */
export const boundFieldsAreTimes: ProcedureRule = ({ procedure, schemas }) =>
  placedSteps(procedure).flatMap((step) => {
    const schema = schemas.get(step.value.requires?.result ?? '');
    return timesOf(step).flatMap(({ value, path }) => {
      const field = schema && fieldAt(schema, value);
      if (!field || field['format'] === 'date-time') return [];
      return [procedureFinding(path, 'no-time', { expected: 'format: date-time', received: value })];
    });
  });

/** Checks that the fields with who was asked, and when, are required, since they prove that somebody was asked. */
export const recordsAreRequired: ProcedureRule = ({ procedure, schemas }) =>
  placedSteps(procedure).flatMap((step) => {
    const schema = schemas.get(step.value.requires?.result ?? '');
    const records = [...askedNames(step), ...timesOf(step).filter(({ path }) => path.includes('/record/'))];
    return records.flatMap(({ value, path }) => {
      if (!schema || !fieldAt(schema, value) || isRequiredAt(schema, value)) return [];
      return [procedureFinding(path, 'not-required', { expected: 'required', received: value })];
    });
  });

/** Checks that `informs` points to a list, and that the items of this list have its fields `name` and `account`. */
export const informedListsNamePeople: ProcedureRule = ({ procedure, schemas }) =>
  placedSteps(procedure).flatMap((step) => {
    const schema = schemas.get(step.value.requires?.result ?? '');
    return listsOf(step).flatMap(({ value: party, path }): ProcedureFinding[] => {
      const list = schema && fieldAt(schema, party.result);
      if (!schema || !list) return [];
      const items = itemsOf(list);
      if (!items) return [noList(`${path}/result`, party.result)];
      const names = propertiesOf(resolve(schema, items)).map(([name]) => name);
      return (['name', 'account'] as const).flatMap((part) => {
        const name = party[part];
        if (name === undefined || names.includes(name)) return [];
        return [unknownName(`${path}/${part}`, 'unknown-field', name, names)];
      });
    });
  });

const noList = (path: string, received: string): ProcedureFinding =>
  procedureFinding(path, 'no-list', { expected: 'items', received });

/** Checks that a room is released only in a review step, and only if some step books a room. */
export const releasesHaveABooking: ProcedureRule = ({ procedure }) => {
  const isBooked = procedure.steps.some(({ requires }) => requires?.books);
  return placedSteps(procedure).flatMap(({ value: { outcomes, kind }, path }) =>
    placed(outcomes.approve, `${path}/outcomes/approve`).flatMap((outcome): ProcedureFinding[] => {
      if (outcome.value.releases !== true || (isBooked && kind === 'review')) return [];
      return [procedureFinding(`${outcome.path}/releases`, isBooked ? 'review-only' : 'nothing-booked')];
    }),
  );
};

/** Checks that offers are a list in the step's own result, whose items always state start and end (R24). */
export const offersAreSlots: ProcedureRule = ({ procedure, schemas }) =>
  placedSteps(procedure).flatMap(({ value: { offers, requires }, path }): ProcedureFinding[] => {
    if (!offers) return [];
    const at = `${path}/offers/field`;
    const name = requires?.result;
    const schema = schemas.get(name ?? '');
    const lacking = unknown({ value: offers.field, path: at, name, schema });
    if (!schema || lacking.length > 0) return lacking;
    const items = itemsOf(fieldAt(schema, offers.field) ?? {});
    if (!items) return [noList(at, offers.field)];
    const item = resolve(schema, items);
    const { start, end } = offerNames(procedure);
    if (start !== undefined && end !== undefined && [start, end].every((each) => isRequiredAt(item, `/${each}`)))
      return [];
    return [procedureFinding(at, 'offers-no-slot', { expected: [start, end].join(', '), received: name })];
  });

/**
 * Checks that a step with offers is a review, and that the applicant can then choose (R24): if a forward outcome leads
 * to a step, this is a step of the applicant in which time and room may change.
 */
export const offersAreAnswered: ProcedureRule = ({ procedure }) =>
  placedSteps(procedure).flatMap(({ value: { offers, kind, outcomes }, path }): ProcedureFinding[] => {
    if (!offers) return [];
    const { start, end, room } = procedure.request.pointers;
    const wanted = [start, end, room].flatMap((pointer) => pointer ?? []);
    const mayAnswer = ({ to }: { readonly to?: string }): boolean => {
      const next = procedure.steps.find(({ id }) => id === to);
      return next?.kind === 'revise' && wanted.every((pointer) => next.sections?.includes(pointer));
    };
    if (kind === 'review' && outcomes.approve.every((outcome) => outcome.to === undefined || mayAnswer(outcome)))
      return [];
    return [procedureFinding(`${path}/offers`, 'offers-unanswered', { expected: wanted.join(', ') })];
  });
