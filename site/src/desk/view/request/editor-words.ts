/** What the form says of faults, of errors of the forge, and of where what was typed is safe. */
import { type Problem, problemSentence, subjectOf } from '#domain/problem.ts';
import { both } from '#domain/words/language.ts';
import { sameDay, shortZonedTime, timeOfDay } from '#domain/words/time.ts';
import { localTimes, type Fault } from '../../problem-words.ts';
import { RefusedByForge, SessionEnded } from '../../forge.ts';
import type { Draft } from '../../request/drafts.ts';
import type { sayWriting } from '../../request/words.ts';

/** Why something did not reach the forge. */
export type SendFault = { readonly kind: 'ended' } | { readonly kind: 'said'; readonly sentence: string } | undefined;

/** A problem as a form shows it, its times by the office's clock. */
export function faultOf(problem: Problem, zone: string): Fault {
  // That something must be filled in is said by itself.
  const { fix: _fix, ...missing } = problem;
  const isMissing = /^schema-(?:required|min-items)$/.test(problem.code) && problem.received === undefined;
  // What was typed stands in the field itself; of a schema's facts only an example says more than the sentence.
  const { received: _received, expected, ...plain } = problem;
  const isExample = /^schema-(?:pattern|format)$/.test(problem.code) && expected !== undefined;
  const short = problem.code.startsWith('schema-') ? { ...plain, ...(isExample ? { expected } : {}) } : problem;
  const reported = isMissing ? missing : short;
  return {
    path: problem.path,
    label: both((language) => subjectOf(problem, language)),
    message: both((language) => localTimes(problemSentence(reported, language), zone, language)),
  };
}

export function sendFaultOf(error: unknown, write: ReturnType<typeof sayWriting>): SendFault {
  if (error instanceof SessionEnded) return { kind: 'ended' };
  console.error(error);
  // A call that got no answer is a TypeError by the standard of fetch.
  if (error instanceof TypeError) return { kind: 'said', sentence: write('noNetwork') };
  const reason = error instanceof RefusedByForge || error instanceof Error ? error.message : String(error);
  return { kind: 'said', sentence: write('refused', { r: `${reason.replace(/\.$/, '')}.` }) };
}

/** Where what was typed is safe. @param caseId empty while it is a draft: a case is no draft, whatever is changed in it */
export function stateOf(
  draft: Draft,
  caseId: string,
  write: ReturnType<typeof sayWriting>,
  zone: string,
  now: string,
  language: 'id' | 'en',
): string {
  const isCase = caseId !== '';
  if (draft.typedAt !== undefined) {
    const isToday = sameDay(draft.typedAt, now, zone);
    const t = (isToday ? timeOfDay : shortZonedTime)(draft.typedAt, zone)[language];
    return write(isCase ? 'correctionHere' : 'keptHere', { t, c: caseId });
  }
  if (isCase) return write('correctionThere', { c: caseId });
  return write(draft.base ? 'savedThere' : 'nothingYet');
}
