import type { RefusalReason } from '#domain/case/state/reason.ts';

/**
 * What a journal does not keep, so that an entry cannot be judged by it again (R29): it is counted, and reported.
 *
 * - `shown`: of an accepted act, the visit and the content that the review named, and the push that it was made on.
 * - `words`: of a refused act, its note and result, or which visit and content it named.
 * - `content`: of a refused submission, what was submitted, and the note that its step may ask for (R40).
 */
export type Unkept = 'shown' | 'words' | 'content';

/** Whether a refusal's reason lies in words that the journal does not keep. */
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
