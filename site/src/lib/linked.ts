import { mayBeOrigin } from '#domain/case/may-be-origin.ts';
import type { Procedure } from '#domain/generated/procedure.ts';
import type { PublicCase } from '#domain/generated/public-case.ts';
import { limitWords } from '#domain/words/duration.ts';
import type { Language } from '#domain/problem.ts';
import { isOpen } from '#public/export/summary.ts';

/** Words about cases that have others as their origins (R45). */
export const LINKED = {
  origin: { id: 'Berkas asal', en: 'Case of origin' },
  taken: { id: 'Berkas lanjutan', en: 'Cases that follow' },
  may: { id: 'Dapat dilanjutkan', en: 'What may follow' },
  file: { id: 'Ajukan: {t}', en: 'Submit: {t}' },
  within: { id: ', paling lambat {d} sejak berakhir', en: ', within {d} of its end' },
} as const;

/** What may be made of a case by its opener, and by whom else it may be: the SOP, and within which time. */
export interface MayFollow {
  readonly procedure: Procedure;
  readonly within: string | undefined;
}

/** The SOPs that take such a case as their origin. Of a narrowed one the public does not know how it ended (R11). */
export const mayFollow = (one: PublicCase, procedures: readonly Procedure[], language: Language): MayFollow[] =>
  one.narrowed || one.status === 'ended'
    ? []
    : procedures.flatMap((procedure) => {
        const { origin, clock } = procedure;
        const end = isOpen(one) ? undefined : one.end?.kind;
        const at = one.end?.at;
        const taken =
          origin &&
          mayBeOrigin(origin, { procedure: one.procedure.id, ...(end ? { end } : {}), ...(at ? { at } : {}) });
        if (!taken) return [];
        const isTimed = origin.within !== undefined && taken.from !== undefined;
        return [{ procedure, within: isTimed ? limitWords(origin.within ?? '', clock.kind)[language] : undefined }];
      });
