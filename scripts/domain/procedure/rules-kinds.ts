/** R7, what each kind of step may be: receipt, submission, revision, review. */
import type { Procedure } from '#domain/generated/procedure.ts';
import { procedureFinding, placedSteps, type ProcedureRule, unknownName } from './finding.ts';
import { rolesOf } from './steps.ts';

/** The role of the opener; built in, without holders. */
export const APPLICANT = 'applicant';

/** Receipt is a review from which the applicant can get the request back (R13, R18). */
export const receiptReturnsToApplicant: ProcedureRule = ({ procedure }) => {
  const receipt = placedSteps(procedure).find(({ value }) => value.id === procedure.receipt);
  if (!receipt) {
    const reviews = procedure.steps.filter(({ kind }) => kind === 'review').map(({ id }) => id);
    const message = ['Langkah penerimaan ini tidak ada', 'This step does not exist'] as const;
    return [unknownName('/receipt', 'unknown-step', message, procedure.receipt, reviews)];
  }
  if (receipt.value.kind !== 'review') {
    const message = ['Penerimaan harus langkah review', 'Receipt must be a review step'] as const;
    return [
      procedureFinding('/receipt', 'receipt-kind', message, { expected: 'review', received: receipt.value.kind }),
    ];
  }
  const to = receipt.value.outcomes.changes?.to;
  if (procedure.steps.some(({ id, kind }) => id === to && kind === 'revise')) return [];
  const message = [
    'Kembalikan pada penerimaan harus menuju pemohon',
    'Request changes at receipt must give the case back to the applicant',
  ] as const;
  const path = `${receipt.path}/outcomes/changes`;
  return [procedureFinding(path, 'receipt-return', message, { expected: 'revise', received: to ?? null })];
};

/** Submission and revision are the applicant's alone, and applicants do not review their own request (R16). */
export const applicantOnlyWrites: ProcedureRule = ({ procedure }) =>
  placedSteps(procedure).flatMap(({ value: { kind, actor }, path }) => {
    if (kind !== 'review' && actor !== APPLICANT) {
      const message = ['Pelaku langkah ini harus pemohon', 'This step must be the applicant’s'] as const;
      return [procedureFinding(`${path}/actor`, 'applicant-step', message, { expected: APPLICANT, received: actor })];
    }
    if (kind !== 'review' || !rolesOf(actor).includes(APPLICANT)) return [];
    const message = [
      'Pemohon tidak memutus permohonannya sendiri',
      'Applicants do not decide on their own requests',
    ] as const;
    return [procedureFinding(`${path}/actor`, 'applicant-reviews', message, { received: actor })];
  });

/** What belongs to a review has no meaning where the applicant writes (R4, R6). */
export const onlyReviewsDecide: ProcedureRule = ({ procedure }) =>
  placedSteps(procedure).flatMap(({ value: step, path }) => {
    if (step.kind === 'review') return [];
    const present = [
      ...(step.outcomes.changes ? ['/outcomes/changes'] : []),
      ...Object.keys(step.requires ?? {})
        .filter((name) => step.kind === 'submit' || !OPENERS.includes(name))
        .map((name) => `/requires/${name}`),
      ...(step.fourEyes ? ['/fourEyes'] : []),
      ...(step.close ? ['/close'] : []),
    ];
    const message = ['Hanya langkah review yang dapat memuat ini', 'Only a review step can have this'] as const;
    return present.map((name) => procedureFinding(`${path}${name}`, 'review-only', message, { received: step.kind }));
  });

/** What a submission at a revise step may have to bring (R40). */
const OPENERS = ['fields', 'note'];

/** Fields of the request are filled in by the opener, in a step of theirs (R40). */
export const onlyRevisionsRequireFields: ProcedureRule = ({ procedure }) =>
  placedSteps(procedure).flatMap(({ value: { kind, requires }, path }) => {
    if (!requires?.fields || kind !== 'review') return [];
    const message = [
      'Hanya langkah revise yang meminta isian permohonan',
      'Only a revise step asks for fields',
    ] as const;
    return [procedureFinding(`${path}/requires/fields`, 'revise-only', message, { received: kind })];
  });

/** Sections say what a revision may change (R18); elsewhere they would promise what nobody checks. */
export const onlyRevisionsHaveSections: ProcedureRule = ({ procedure }) =>
  placedSteps(procedure).flatMap(({ value: { kind, sections }, path }) => {
    if (!sections || kind === 'revise') return [];
    const message = ['Hanya langkah revise yang memuat bagian', 'Only a revise step has sections'] as const;
    return [procedureFinding(`${path}/sections`, 'revise-only', message, { received: kind })];
  });

/**
 * Another time can be asked for where a step begins at a time, of fields that decide nothing else, and leads back (R53): nature,
 * account and origin stay what they were, and so do attachments.
 */
export const postponementsLeadBack: ProcedureRule = ({ procedure }) =>
  placedSteps(procedure).flatMap(({ value: step, path }, at) => {
    const { postpone, begin, kind } = step;
    if (!postpone) return [];
    const place = `${path}/postpone`;
    const back = procedure.steps.slice(0, at + 1).filter((each) => each.kind === 'review');
    const noBegin = [
      'Hanya langkah review yang mulai pada suatu waktu (begin.field) dapat memuat ini',
      'Only a review step that begins at a time (begin.field) can have this',
    ] as const;
    const noWayBack = [
      'Berkas hanya dapat kembali ke langkah review ini atau yang sebelumnya',
      'The case can only go back to this review step or to one before it',
    ] as const;
    const fixed = [
      'Isian ini tidak dapat diubah dengan meminta waktu lain',
      'This field cannot be changed by asking for another time',
    ] as const;
    return [
      ...(kind === 'review' && begin?.field !== undefined
        ? []
        : [procedureFinding(place, 'postpone-without-begin', noBegin, { expected: 'begin.field' })]),
      ...(back.some(({ id }) => id === postpone.to)
        ? []
        : [
            unknownName(
              `${place}/to`,
              'postpone-forward',
              noWayBack,
              postpone.to,
              back.map(({ id }) => id),
            ),
          ]),
      ...postpone.sections.flatMap((section, n) =>
        fixedFields(procedure).some((pointer) => isWithin(pointer, section) || isWithin(section, pointer))
          ? [procedureFinding(`${place}/sections/${n}`, 'postpone-fixed', fixed, { received: section })]
          : [],
      ),
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
