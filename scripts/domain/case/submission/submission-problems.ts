/** Problems of a submission, in addition to those of its document. */
import type { Step } from '#domain/generated/procedure.ts';
import { type Problem, shorten } from '#domain/problem.ts';
import { fieldNotes, type Schema } from '#domain/request/annotations.ts';
import { valueAt } from '#domain/request/pointer.ts';
import { latestComment } from '../act/informed.ts';
import type { Content } from '../state/content.ts';
import type { Fact } from '../state/facts.ts';
import { MAIN_BRANCH } from '../state/pull.ts';
import { notWritten } from '../state/reason.ts';
import type { CaseState } from '../state/state.ts';
import type { Rules, World } from '../state/world.ts';

/** Returns a problem of the request's document. */
const ofRequest = (
  { document }: Content,
  path: string,
  code: string,
  facts: Pick<Problem, 'expected' | 'received' | 'message'>,
): Problem => ({ file: document?.path ?? '', path, code, ...facts });

const procedureNamed = ({ request }: Content): string => String(request?.['sop'] ?? '');

export const unknownProcedure = (content: Content): Problem =>
  ofRequest(content, '/sop', 'unknown-procedure', {
    received: procedureNamed(content),
    message: { id: 'SOP yang disebut tidak dikenal', en: 'The SOP named is unknown' },
  });

/** Returns the problem of a later request that names another procedure, since a case keeps its procedure (R7). */
export const otherProcedure = (content: Content, { procedure }: Rules): Problem =>
  ofRequest(content, '/sop', 'other-procedure', {
    expected: procedure.value.id,
    received: procedureNamed(content),
    message: {
      id: 'SOP sebuah berkas tidak dapat diganti; ajukan permohonan baru untuk SOP lain',
      en: 'The SOP of a case cannot change; open another request for another SOP',
    },
  });

/** Returns the problem of a pull request on another base than main, which submits nothing (R8). */
export function otherBase(base: string): Problem {
  return {
    file: '',
    path: '',
    code: 'other-base',
    expected: MAIN_BRANCH,
    received: shorten(base),
    message: {
      id: 'Permohonan harus ditujukan ke cabang main',
      en: 'A request must be made to the branch main',
    },
    fix: {
      id: 'Ubah cabang tujuannya menjadi main, atau ajukan dari cabang yang baru',
      en: 'Change its base to main, or make the request on a new branch',
    },
  };
}

/** Returns the problem of an applicant with too many open cases under this procedure (security row 29). */
export const tooManyOpen = (content: Content, limit: number): Problem =>
  ofRequest(content, '', 'too-many-open-cases', {
    expected: String(limit),
    message: {
      id: `Pemohon masih memiliki ${limit} berkas yang berjalan; tunggu sampai salah satunya ditutup`,
      en: `The applicant already has ${limit} open cases; wait until one of them ends`,
    },
  });

/** Returns a problem for each field that the opener's step requires and the request leaves empty (R40). */
export function lackingFields(
  { requires }: Pick<Step, 'requires'>,
  request: unknown,
  file: string,
  schema: Schema,
): Problem[] {
  return (requires?.fields ?? []).flatMap((path) => {
    const value = valueAt(request, path);
    const isLeft =
      value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0);
    if (!isLeft) return [];
    const message = { id: 'Isian ini wajib pada langkah ini', en: 'This field is needed in this step' };
    return [{ file, path, code: 'field-needed', message, ...fieldNotes(schema, path) }];
  });
}

/** Returns the note in the opener's latest comment-only review of the visit, not later than the submission (R40). */
export const openerNote = (
  world: Pick<World, 'facts'>,
  state: Pick<CaseState, 'opens' | 'visitFrom'>,
  submitted: Fact,
): string => latestComment(world, state, state.opens.applicant.id, ({ at }) => at <= submitted.at).note;

export const lackingNote = ({ requires }: Pick<Step, 'requires'>, note: string): Problem[] =>
  requires?.note && note === '' ? [notWritten('note', 'note-missing', requires.note)] : [];
