import type { Step } from '#domain/generated/procedure.ts';
import type { Problem } from '#domain/problem.ts';
import type { Fact } from './facts.ts';
import { ownComment } from './informed.ts';
import { notWritten } from './not-written.ts';
import type { CaseState } from './state.ts';
import type { World } from './world.ts';

/** The opener's latest comment-only review of the visit, up to the second of the submission (R40). */
export const openerNote = (
  world: Pick<World, 'edition' | 'facts'>,
  state: Pick<CaseState, 'opens' | 'visitFrom'>,
  submitted: Fact,
): string => ownComment(world, state, state.opens.applicant.id, ({ at }) => at <= submitted.at).note;

export const lackingNote = ({ requires }: Pick<Step, 'requires'>, note: string): Problem[] =>
  requires?.note && note === '' ? [notWritten('note', 'note-missing', requires.note)] : [];
