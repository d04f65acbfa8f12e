import type { Procedure } from '#domain/generated/procedure.ts';
import type { Text } from '#domain/problem.ts';
import { APPLICANT } from '#domain/procedure/rules-kinds.ts';

/** As much of a procedure as says how it calls its opener. */
export type Initiating = Pick<Procedure, 'initiator'>;

/** Whoever opens a case, as a sentence calls them (R39). @param procedure undefined: which one is not known */
export const openerWords = (procedure: Initiating | undefined): Text =>
  procedure?.initiator ? { id: procedure.initiator.id, en: `the ${procedure.initiator.en}` } : APPLICANT_WORDS;

/** Whoever opens a case, where its procedure has no word of its own for them. */
export const APPLICANT_WORDS: Text = { id: 'pemohon', en: 'the applicant' };

/** That a case waits for whoever opened it, as a tag says it. @param opener as sentences call them */
export const waitingForOpener = ({ id, en }: Text = APPLICANT_WORDS): Text => ({
  id: `Menunggu ${id}`,
  en: `Waiting for ${en}`,
});

/** The names of roles as a procedure calls them: its opener is no applicant where it has another word for them (R39). */
export const namesFor =
  ({ initiator }: Initiating, names: (id: string) => Text) =>
  (id: string): Text =>
    (id === APPLICANT && initiator) || names(id);
