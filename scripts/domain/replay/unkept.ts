import type { RefusalReason } from '#domain/case/reason.ts';

/**
 * What a journal does not keep (R29); it is counted. `shown`: what an accepted review named. `words`: of a refused act.
 * `content`: of a refused submission, with its note (R40).
 */
export type Unkept = 'shown' | 'words' | 'content';

/** Reasons that depend on words. */
export const IS_IN_WORDS: Readonly<Record<RefusalReason, boolean>> = {
  ...{
    closed: false,
    edited: false,
    'not-a-person': false,
    'already-acted': false,
    applicant: false,
    'no-role': false,
  },
  ...{ 'out-of-turn': false, 'too-early': false, 'no-such-outcome': false, 'four-eyes': false },
  stale: true,
  incomplete: true,
  'room-taken': true,
};
