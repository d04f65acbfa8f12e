/** R7, what each kind of step may be: receipt, submission, revision, review. */
import type { Procedure } from '#domain/generated/procedure.ts';
import { placed, placedSteps, procedureFinding, type ProcedureRule, unknownName } from './finding.ts';
import { rolesOf } from './steps.ts';

/** The role of the opener; built in, without holders. */
export const APPLICANT = 'applicant';

/** Receipt is a review from which the applicant can get the request back (R13, R18). */
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

/** Submission and revision are the applicant's alone, and applicants do not review their own request (R16). */
export const applicantOnlyWrites: ProcedureRule = ({ procedure }) =>
  placedSteps(procedure).flatMap(({ value: { kind, actor: received }, path }) => {
    const at = `${path}/actor`;
    if (kind === 'review')
      return rolesOf(received).includes(APPLICANT) ? [procedureFinding(at, 'applicant-reviews', { received })] : [];
    return received === APPLICANT ? [] : [procedureFinding(at, 'applicant-step', { expected: APPLICANT, received })];
  });

/** What belongs to a review has no meaning where the applicant writes (R4, R6). */
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

/** What a submission at a revise step may have to bring (R40). */
const OPENERS = ['fields', 'note'];

/** Fields of the request are filled in by the opener, in a step of theirs (R40). */
export const onlyRevisionsRequireFields: ProcedureRule = ({ procedure }) =>
  placedSteps(procedure)
    .filter(({ value: { kind, requires } }) => requires?.fields && kind === 'review')
    .map(({ path }) => procedureFinding(`${path}/requires/fields`, 'revise-only', { received: 'review' }));

/** Sections say what a revision may change (R18); elsewhere they would promise what nobody checks. */
export const onlyRevisionsHaveSections: ProcedureRule = ({ procedure }) =>
  placedSteps(procedure)
    .filter(({ value: { kind, sections } }) => sections && kind !== 'revise')
    .map(({ value, path }) => procedureFinding(`${path}/sections`, 'revise-only', { received: value.kind }));

/**
 * Another time can be asked for where a step begins at a time, of fields that decide nothing else, and leads back (R53): nature,
 * account and origin stay what they were, and so do attachments.
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

/** What a request is known and judged by besides its times. */
function fixedFields({ request, origin }: Procedure): string[] {
  const { nature, applicant, attachments, letterDate } = request.pointers;
  const { date, way } = request.onBehalf ?? {};
  return ['/sop', nature, applicant, attachments, letterDate, date, way, origin?.field]
    .flat()
    .filter((each) => each !== undefined);
}
