import type { Problem, Text } from '#domain/problem.ts';
import { cut, oneLine } from './markdown.ts';
import type { Situation } from './situation.ts';
import { eventSentence, type Reading, statusSentence, waitingSentence } from './status.ts';
import { noDecisionSentence } from './span-words.ts';

export const DESCRIPTION_LIMIT = 140;

/** Writes the Indonesian text only, since the description has no room for two languages. */
const described = ({ id }: Text): string => cut(oneLine(id), DESCRIPTION_LIMIT);

/** Writes the description of the commit status (R30). */
export function statusDescription(situation: Situation, reading: Omit<Reading, 'times' | 'marks'>): string {
  const short: Reading = { ...reading, times: 'short' };
  if (situation.kind !== 'waiting') return described(statusSentence(situation, short));
  const { after } = situation;
  if (after?.kind === 'submission-refused') return described(eventSentence(after, short));
  const waiting = described(waitingSentence(situation, short));
  return (situation.noDecisions ?? []).reduce((shown, noDecision) => {
    const more = `${shown} ${oneLine(noDecisionSentence(noDecision).id)}`;
    return more.length <= DESCRIPTION_LIMIT ? more : shown;
  }, waiting);
}

export const DRAFT_DESCRIPTION = described({ id: 'Konsep; belum diajukan.', en: 'Draft; not submitted yet.' });

/** The description for a pull request from a fork. Labels and reviews need collaborators (R8). */
export const FOREIGN_DESCRIPTION = described({
  id: 'Permohonan dari salinan repositori tidak diproses; ajukan dari repositori ini.',
  en: 'A request from a fork is not processed; submit it from this repository.',
});

export const NO_CASE_DESCRIPTION = described({
  id: 'Bukan permohonan; tidak ada yang dinilai.',
  en: 'No request; nothing to judge.',
});

/** Writes the number of problems, and the first problem (R8, R12). */
export function problemsDescription(problems: readonly Problem[]): string {
  const [first] = problems;
  const count = Math.max(1, problems.length);
  const refused = eventSentence({ kind: 'submission-refused', count }, { zone: 'UTC' });
  if (!first) return described(refused);
  const where = first.label?.id ?? first.file;
  const shown = (expected: string): string =>
    `${refused.id} ${where === '' ? '' : `${where}: `}${first.message.id.replace(/\.$/, '')}${expected}.`;
  // The expected value is written in full, or not at all.
  const whole = oneLine(shown(first.expected === undefined ? '' : ` (diharapkan ${first.expected})`));
  return described({ id: whole.length <= DESCRIPTION_LIMIT ? whole : shown(''), en: refused.en });
}
