import type { Step } from '#domain/generated/procedure.ts';
import type { Problem } from '#domain/problem.ts';
import type { CaseState } from '../state/state.ts';

/** Returns the steps whose acts no longer count (R53): the step `to` and the steps after it, if they have acts. */
export function stepsVoided(steps: readonly Step[], to: string, { acts }: Pick<CaseState, 'acts'>): string[] {
  const from = steps.findIndex(({ id }) => id === to);
  return steps.slice(from).flatMap(({ id }) => (acts.some(({ step }) => step === id) ? [id] : []));
}

const MOST_POSTPONEMENTS = 3;

export const mostPostponements = ({ atMost }: NonNullable<Step['postpone']>): number => atMost ?? MOST_POSTPONEMENTS;

/** The codes of problems that exclude any other time. */
export const AGAINST_ANOTHER_TIME: readonly string[] = ['postpone-begun', 'postpone-used'];

/** Returns why another time cannot be asked for (R53): the time has begun, or another time was asked for too often. */
export function againstAnotherTime(
  postpone: NonNullable<Step['postpone']>,
  { visit, postponed }: Pick<CaseState, 'visit' | 'postponed'>,
  at: string,
): Problem[] {
  const most = mostPostponements(postpone);
  if (at >= visit.begins)
    return [
      against('postpone-begun', `< ${visit.begins}`, {
        id: 'Waktunya sudah mulai; waktu lain tidak dapat diminta lagi',
        en: 'The time has begun; another one cannot be asked for any more',
      }),
    ];
  if (postponed < most) return [];
  return [
    against('postpone-used', `≤ ${most}`, {
      id: `Waktu lain sudah diminta ${postponed} kali dan tidak dapat diminta lagi`,
      en: `Another time was asked for ${postponed} times and cannot be asked for again`,
    }),
  ];
}

const against = (code: string, expected: string, message: Problem['message']): Problem => ({
  ...{ file: '', path: '', code, expected, message },
});
