import type { Procedure } from '#domain/generated/procedure.ts';
import type { Text } from '#domain/problem.ts';
import { APPLICANT } from '#domain/procedure/steps.ts';

export type Initiating = Pick<Procedure, 'initiator'>;

/** Names the opener in a sentence (R39). Without a procedure, the opener is called the applicant. */
export const openerWords = (procedure: Initiating | undefined): Text =>
  procedure?.initiator ? { id: procedure.initiator.id, en: `the ${procedure.initiator.en}` } : APPLICANT_WORDS;

export const APPLICANT_WORDS: Text = { id: 'pemohon', en: 'the applicant' };

export const waitingForOpener = ({ id, en }: Text = APPLICANT_WORDS): Text => ({
  id: `Menunggu ${id}`,
  en: `Waiting for ${en}`,
});

/** Returns a function that names roles, and the opener by the procedure's own word (R39). */
export const namesFor =
  ({ initiator }: Initiating, names: (id: string) => Text) =>
  (id: string): Text =>
    (id === APPLICANT && initiator) || names(id);
