import type { StatusState } from '#domain/case/effects.ts';
import type { Problem, Text } from '#domain/problem.ts';
import { cut, oneLine } from './markdown.ts';
import { isEnding, type Situation } from './situation.ts';
import { eventSentence, type Reading, statusSentence, waitingSentence } from './status.ts';

/** A commit status as the forge shows it (R30). */
export interface Check {
  readonly state: StatusState;
  /** Indonesian: the forge has room for one language. */
  readonly description: string;
}

/** The longest description that GitHub takes. */
export const DESCRIPTION_LIMIT = 140;

const check = (state: StatusState, { id }: Text): Check => ({
  state,
  description: cut(oneLine(id), DESCRIPTION_LIMIT),
});

/** The status of a case: row, office and deadline; success only when complete (R30). */
export function checkOf(situation: Situation, reading: Omit<Reading, 'times' | 'marks'>): Check {
  const short: Reading = { ...reading, times: 'short' };
  if (situation.kind === 'waiting') {
    const { after } = situation;
    if (after?.kind === 'submission-refused') return check('failure', eventSentence(after, short));
    return check('pending', waitingSentence(situation, short));
  }
  const sentence = statusSentence(situation, short);
  if (situation.kind === 'error') return check('error', sentence);
  if (situation.kind === 'completed') return check('success', sentence);
  return check(isEnding(situation) || situation.kind === 'submission-refused' ? 'failure' : 'pending', sentence);
}

/** The status of a draft: nobody's business yet (R13). */
export const DRAFT_CHECK = check('pending', { id: 'Konsep; belum diajukan.', en: 'Draft; not submitted yet.' });

/** The status of a pull request that holds no request (R8). */
export const NO_CASE_CHECK = check('success', {
  id: 'Bukan permohonan; tidak ada yang dinilai.',
  en: 'No request; nothing to judge.',
});

/** The status of what cannot be submitted: how many problems, and where the first is (R8, R12). */
export function checkOfProblems(problems: readonly Problem[]): Check {
  const [first] = problems;
  const count = Math.max(1, problems.length);
  const refused = eventSentence({ kind: 'submission-refused', count }, { zone: 'UTC' });
  if (!first) return check('failure', refused);
  const where = first.label?.id ?? first.file;
  const id = `${refused.id} ${where === '' ? '' : `${where}: `}${first.message.id.replace(/\.$/, '')}.`;
  return check('failure', { id, en: refused.en });
}
