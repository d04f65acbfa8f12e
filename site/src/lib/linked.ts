import { takenCases } from '#domain/case/submission/origin-problems.ts';
import { mayBeOrigin } from '#domain/case/state/origin.ts';
import type { Procedure } from '#domain/generated/procedure.ts';
import type { PublicCase } from '#domain/generated/public-case.ts';
import { limitWords } from '#domain/words/duration.ts';
import type { Language } from '#domain/problem.ts';
import { same } from '#domain/words/language.ts';
import { isOpen } from '#public/export/summary.ts';
import { fill } from './text.ts';
import type { PageView } from './view.ts';

export const LINKED = {
  origin: { id: 'Berkas asal', en: 'Case of origin' },
  taken: { id: 'Berkas lanjutan', en: 'Cases that follow' },
  may: { id: 'Dapat dilanjutkan', en: 'What may follow' },
  file: { id: 'Ajukan: {t}', en: 'Submit: {t}' },
  from: {
    id: 'Permohonan menurut SOP ini berasal dari berkas lain: {c}{w}. Pejabat yang memutus berkas itu tidak dapat memutus permohonan ini.',
    en: 'A request under this SOP comes from another case: {c}{w}. A person who decided that case may not decide this request.',
  },
  within: { id: ', paling lambat {d} sejak ditutup', en: ', within {d} of its end' },
  openedInTime: {
    id: ', paling lambat {d} sejak waktunya lewat tanpa keputusan',
    en: ', within {d} since its time passed without a decision',
  },
} as const;

/** An SOP under which a new request may refer to a case as its origin, and the time for that request. */
export interface MayFollow {
  readonly procedure: Procedure;
  /** The words for the time limit, which follow the name of the SOP; undefined if there is no time limit. */
  readonly within: string | undefined;
}

/**
 * Finds the SOPs that accept this case as an origin. For a restricted case it finds none, because the public does not
 * know how a restricted case ended (R11).
 */
export const mayFollow = (one: PublicCase, procedures: readonly Procedure[], language: Language): MayFollow[] =>
  one.narrowed || one.status === 'ended'
    ? []
    : procedures.flatMap((procedure) => {
        const { origin, clock } = procedure;
        const end = isOpen(one) ? undefined : one.end?.kind;
        const at = one.end?.at;
        const ended = { ...(end ? { end } : {}), ...(at ? { at } : {}) };
        const taken =
          origin && mayBeOrigin(procedure, { procedure: one.procedure.id, ...ended, opened: openedIn(one) });
        if (!taken) return [];
        const said = LINKED[taken.from === at ? 'within' : 'openedInTime'][language];
        const isTimed = origin.within !== undefined && taken.from !== undefined;
        const within = isTimed ? fill(said, { d: limitWords(origin.within ?? '', clock.kind)[language] }) : undefined;
        return [{ procedure, within }];
      });

/** Returns the procedures that became possible because a decision was not made in time (R44). */
const openedIn = ({ visits }: PublicCase): { procedure: string; at: string }[] =>
  visits.flatMap(({ entries }) =>
    entries.flatMap(({ silence, at }) => (silence?.opens ?? []).map(({ id }) => ({ procedure: id, at }))),
  );

/**
 * Returns a sentence about the cases that may be the origin under an SOP; undefined if the SOP does not ask for an
 * origin.
 */
export function originRule({ origin, clock }: Procedure, { language, procedure }: PageView): string | undefined {
  if (!origin) return undefined;
  const { within } = origin;
  const time =
    within === undefined ? '' : fill(LINKED.within[language], { d: limitWords(within, clock.kind)[language] });
  const cases = takenCases(origin, (id) => procedure(id)?.title ?? same(id))[language];
  return fill(LINKED.from[language], { c: cases, w: time });
}
