/** Sentences of the form about faults, about errors of the forge, and about where the input is stored. */
import { type Problem, problemSentence, subjectOf } from '#domain/problem.ts';
import { both } from '#domain/words/language.ts';
import { localTimes } from '#domain/words/local-times.ts';
import { sameDay, shortZonedTime, timeOfDay } from '#domain/words/time.ts';
import type { Fault } from '../../problem-words.ts';
import { RefusedByForge, SessionEnded } from '../../forge.ts';
import type { Draft } from '../../request/drafts.ts';
import type { sayWriting } from '../../request/words.ts';

/** The reason why nothing was sent: the session has ended, or a sentence. */
export type SendFault = { readonly kind: 'ended' } | { readonly kind: 'said'; readonly sentence: string } | undefined;

/** Turns a problem into a fault of the form, with times in the office's zone. */
export function faultOf(problem: Problem, zone: string): Fault {
  // The sentence that a field must be filled in needs no advice.
  const { fix: _fix, ...missing } = problem;
  const isMissing = /^schema-(?:required|min-items)$/.test(problem.code) && problem.received === undefined;
  // The field itself shows the input. What the schema expects is shown only if it is an example.
  const { received: _received, expected, ...plain } = problem;
  const isExample = /^schema-(?:pattern|format)$/.test(problem.code) && expected !== undefined;
  const short = problem.code.startsWith('schema-') ? { ...plain, ...(isExample ? { expected } : {}) } : problem;
  const reported = isMissing ? missing : short;
  return {
    path: problem.path,
    isMissing,
    label: both((language) => subjectOf(problem, language)),
    message: both((language) => localTimes(problemSentence(reported, language), zone, language)),
  };
}

export function sendFaultOf(error: unknown, words: ReturnType<typeof sayWriting>): SendFault {
  if (error instanceof SessionEnded) return { kind: 'ended' };
  console.error(error);
  // A call without a response is a TypeError by the standard of fetch.
  if (error instanceof TypeError) return { kind: 'said', sentence: words('noNetwork') };
  const reason = error instanceof RefusedByForge || error instanceof Error ? error.message : String(error);
  return { kind: 'said', sentence: words('refused', { r: `${reason.replace(/\.$/, '')}.` }) };
}

/**
 * Writes where the input is stored.
 * @param caseId id of the case; empty for a draft. The corrections of a case are not called a draft.
 */
export function stateOf(
  draft: Draft,
  caseId: string,
  words: ReturnType<typeof sayWriting>,
  zone: string,
  now: string,
  language: 'id' | 'en',
): string {
  const isCase = caseId !== '';
  if (draft.typedAt !== undefined) {
    const isToday = sameDay(draft.typedAt, now, zone);
    const t = (isToday ? timeOfDay : shortZonedTime)(draft.typedAt, zone)[language];
    return words(isCase ? 'correctionHere' : 'keptHere', { t, c: caseId });
  }
  if (isCase) return words('correctionThere', { c: caseId });
  return words(draft.base ? 'savedThere' : 'nothingYet');
}
