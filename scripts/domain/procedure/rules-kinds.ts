/** R7, what each kind of step may be: receipt, submission, revision, review. */
import { procedureFinding, placedSteps, type ProcedureRule, unknownName } from './finding.ts';
import { rolesOf } from './steps.ts';

/** The role of whoever opened the request; built in, without holders. */
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
    'Minta perubahan pada penerimaan harus mengembalikan kepada pemohon',
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

/** Fields of the request are filled in by whoever opened it, in a step of theirs (R40). */
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
