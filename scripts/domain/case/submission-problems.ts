/** Problems of a submission, besides those of its document. */
import { type Problem, shorten } from '#domain/problem.ts';
import type { Content } from './content.ts';
import { MAIN_BRANCH } from './pull.ts';
import type { Rules } from './world.ts';

export function unknownProcedure(content: Content): Problem {
  return {
    file: content.document?.path ?? '',
    path: '/sop',
    code: 'unknown-procedure',
    received: String(content.request?.['sop'] ?? ''),
    message: { id: 'SOP yang disebut tidak dikenal', en: 'The procedure named is unknown' },
  };
}

/** A case keeps its procedure (R7). */
export function otherProcedure(content: Content, { procedure }: Rules): Problem {
  return {
    file: content.document?.path ?? '',
    path: '/sop',
    code: 'other-procedure',
    expected: procedure.value.id,
    received: String(content.request?.['sop'] ?? ''),
    message: {
      id: 'SOP sebuah berkas tidak dapat diganti; ajukan permohonan baru untuk SOP lain',
      en: 'The procedure of a case cannot change; open another request for another procedure',
    },
  };
}

/** A pull request on another base than main submits nothing (R8). */
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

/** The limit of open cases per applicant and procedure (security row 29). */
export function tooManyOpen(content: Content, limit: number): Problem {
  return {
    file: content.document?.path ?? '',
    path: '',
    code: 'too-many-open-cases',
    expected: String(limit),
    message: {
      id: `Pemohon masih memiliki ${limit} berkas yang berjalan; tunggu salah satunya berakhir`,
      en: `The applicant already has ${limit} open cases; wait until one of them ends`,
    },
  };
}
