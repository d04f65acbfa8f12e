/** Rules of R7 about what each kind of step may contain: receipt, submission, revision, review. */
import type { Procedure } from '#domain/generated/procedure.ts';
import { placed, placedSteps, procedureFinding, type ProcedureRule, unknownName } from './finding.ts';
import { APPLICANT, rolesOf } from './steps.ts';

/** Checks that receipt is a review step whose Request changes gives the request back to the applicant (R13, R18). */
export const receiptReturnsToApplicant: ProcedureRule = ({ procedure }) => {
  const { steps, receipt: id } = procedure;
  const receipt = placedSteps(procedure).find(({ value }) => value.id === id);
  const reviews = steps.filter(({ kind }) => kind === 'review').map((step) => step.id);
  if (!receipt) return [unknownName('/receipt', 'unknown-step', id, reviews)];
  const { kind, outcomes } = receipt.value;
  if (kind !== 'review') return [procedureFinding('/receipt', 'receipt-kind', { expected: 'review', received: kind })];
  const to = outcomes.changes?.to;
  if (steps.some((step) => step.id === to && step.kind === 'revise')) return [];
  const path = `${receipt.path}/outcomes/changes`;
  return [procedureFinding(path, 'receipt-return', { expected: 'revise', received: to ?? null })];
};

/** Checks that only the applicant acts in submission and revision, and that the applicant acts in no review (R16). */
export const applicantOnlyWrites: ProcedureRule = ({ procedure }) =>
  placedSteps(procedure).flatMap(({ value: { kind, actor: received }, path }) => {
    const at = `${path}/actor`;
    if (kind === 'review')
      return rolesOf(received).includes(APPLICANT) ? [procedureFinding(at, 'applicant-reviews', { received })] : [];
    return received === APPLICANT ? [] : [procedureFinding(at, 'applicant-step', { expected: APPLICANT, received })];
  });

/** Checks that parts that only a review can use are in no other step (R4, R6). */
export const onlyReviewsDecide: ProcedureRule = ({ procedure }) =>
  placedSteps(procedure).flatMap(({ value: { kind, outcomes, requires = {}, fourEyes, close }, path }) => {
    if (kind === 'review') return [];
    const required = Object.keys(requires).filter((name) => kind === 'submit' || !OPENERS.includes(name));
    const present = [
      ...(outcomes.changes ? ['outcomes/changes'] : []),
      ...required.map((name) => `requires/${name}`),
      ...(fourEyes ? ['fourEyes'] : []),
      ...(close ? ['close'] : []),
    ];
    return present.map((name) => procedureFinding(`${path}/${name}`, 'review-only', { received: kind }));
  });

/** The names in `requires` that a revise step may have, too (R40). */
const OPENERS = ['fields', 'note'];

/** Checks that no review requires fields of the request, since only the opener fills them in (R40). */
export const onlyRevisionsRequireFields: ProcedureRule = ({ procedure }) =>
  placedSteps(procedure)
    .filter(({ value: { kind, requires } }) => requires?.fields && kind === 'review')
    .map(({ path }) => procedureFinding(`${path}/requires/fields`, 'revise-only', { received: 'review' }));

/** Checks that only revise steps have sections (R18). The process does not read the sections of other steps. */
export const onlyRevisionsHaveSections: ProcedureRule = ({ procedure }) =>
  placedSteps(procedure)
    .filter(({ value: { kind, sections } }) => sections && kind !== 'revise')
    .map(({ value, path }) => procedureFinding(`${path}/sections`, 'revise-only', { received: value.kind }));

/**
 * Checks that another time can be asked for only in a review that begins at a time, and that the case then goes to this
 * review or to an earlier review (R53). The sections that may change must contain none of the `fixedFields`.
 */
export const postponementsLeadBack: ProcedureRule = ({ procedure }) =>
  placedSteps(procedure).flatMap(({ value: { postpone, begin, kind }, path }, at) => {
    if (!postpone) return [];
    const place = `${path}/postpone`;
    const back = procedure.steps
      .slice(0, at + 1)
      .filter((step) => step.kind === 'review')
      .map(({ id }) => id);
    return [
      ...(kind === 'review' && begin?.field !== undefined
        ? []
        : [procedureFinding(place, 'postpone-without-begin', { expected: 'begin.field' })]),
      ...(back.includes(postpone.to) ? [] : [unknownName(`${place}/to`, 'postpone-forward', postpone.to, back)]),
      ...placed(postpone.sections, `${place}/sections`)
        .filter(({ value }) => fixedFields(procedure).some((each) => isWithin(each, value) || isWithin(value, each)))
        .map(({ value, path: where }) => procedureFinding(where, 'postpone-fixed', { received: value })),
    ];
  });

const isWithin = (pointer: string, section: string): boolean =>
  pointer === section || pointer.startsWith(`${section}/`);

/** Returns the fields by which a request is identified and judged, except its times and places. */
function fixedFields({ request, origin }: Procedure): string[] {
  const { nature, applicant, attachments, letterDate } = request.pointers;
  const { date, way } = request.onBehalf ?? {};
  return ['/sop', nature, applicant, attachments, letterDate, date, way, origin?.field]
    .flat()
    .filter((each) => each !== undefined);
}
