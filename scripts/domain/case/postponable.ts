import type { Step } from '#domain/generated/procedure.ts';
import type { Problem } from '#domain/problem.ts';
import type { CaseState } from './state.ts';

/** So often may the opener ask for another time, where the procedure does not say how often (R53). */
const MOST_POSTPONEMENTS = 3;

/** How often the opener of a case may ask for another time at a step. */
export const mostPostponements = ({ atMost }: NonNullable<Step['postpone']>): number => atMost ?? MOST_POSTPONEMENTS;

/** Codes of why none can be had any more, whichever is asked for. */
export const AGAINST_ANOTHER_TIME: readonly string[] = ['postpone-begun', 'postpone-used'];

/**
 * Why another time cannot be asked for at an instant (R53): the time has begun, or it was asked for as often as the procedure allows.
 * @returns none where it can
 */
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
