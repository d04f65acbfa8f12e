import { externalOf } from '#domain/case/state/parties.ts';
import type { Procedure, Row, Step } from '#domain/generated/procedure.ts';
import type { Text } from '#domain/problem.ts';
import { numberOf } from '#domain/procedure/rows.ts';
import { rolesOf, rowsOf } from '#domain/procedure/steps.ts';
import { both } from '#domain/words/language.ts';

/** A visit to a row, as far as the route of a case needs it. */
export interface RouteVisit {
  readonly row: Row;
  /** Which passage through the step this is; the first is 1. */
  readonly visit: number;
}

/** One number of the official table on the route of a case. Rows 3a and 3b are one station. */
export interface Station {
  readonly number: number;
  /** `past`: finished. `skipped`: the case went on without it. `here`: the current one. `ahead`: not reached yet. */
  readonly state: 'past' | 'skipped' | 'here' | 'ahead';
  /** Who acts there; undefined if the SOP is not known. */
  readonly who: Text | undefined;
  /** Whether the same party acts at the station before this one, so that the case does not change hands. */
  readonly isSameAsBefore: boolean;
  /** How often the case has come here; more than 1 if it returned. */
  readonly rounds: number;
}

/**
 * Returns the stations of a case, one for each number of the official table (R4).
 * @param rows the highest number of the table
 * @param here the current row; the last visited row of a case that has ended
 * @param visits the visits so far, from the first one that the register has: the submission finished what comes before
 *   it. Undefined if they are not known, so that each row before the current one is past
 * @param end whether the case has ended, and whether it was completed
 */
export function stationsOf(
  rows: number,
  here: Row,
  visits: readonly RouteVisit[] | undefined,
  end: 'running' | 'ended' | 'completed',
  procedure: Pick<Procedure, 'steps'> | undefined,
  names: (role: string) => Text,
): Station[] {
  const current = numberOf(here);
  const first = Math.min(current, ...(visits ?? []).map(({ row }) => numberOf(row)));
  const parties = Array.from({ length: rows }, (_, i) => partyAt(procedure, i + 1));
  return parties.map((party, i): Station => {
    const number = i + 1;
    const at = visits?.filter(({ row }) => numberOf(row) === number) ?? [];
    const wasVisited = at.length > 0 || (visits === undefined ? number < current : number < first);
    const isBefore = number < current || end === 'completed';
    return {
      number,
      state: number === current && end !== 'completed' ? 'here' : !isBefore ? 'ahead' : wasVisited ? 'past' : 'skipped',
      who: party?.name(names),
      isSameAsBefore: party !== undefined && party.key === parties[i - 1]?.key,
      rounds: Math.max(1, ...at.map(({ visit }) => visit)),
    };
  });
}

/** Returns who acts in a row, with a key that is equal for equal parties. */
function partyAt(procedure: Pick<Procedure, 'steps'> | undefined, number: number) {
  const step = procedure?.steps.find(
    (each) => each.kind !== 'revise' && rowsOf(each).some((row) => numberOf(row) === number),
  );
  return step && partyOf(step);
}

function partyOf(step: Step) {
  const external = externalOf(step)?.external;
  const roles = rolesOf(step.actor);
  return {
    key: external ? external.id : roles.join(' '),
    name: (names: (role: string) => Text): Text =>
      external ?? both((language) => roles.map((role) => names(role)[language]).join(', ')),
  };
}
