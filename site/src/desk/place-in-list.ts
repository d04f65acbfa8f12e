import type { RegisterIndex } from '#domain/journal/index-file.ts';
import { type DeskFilter, filterDesk } from './desk-filter.ts';
import { type DeskLine, deskOf, type DeskReading, waitingLines } from './desk-list.ts';
import type { Sent } from './kept.ts';

/** The place of an open case among the cases that wait for the viewer. */
export interface WaitingPlace {
  /** Position of the case, from 1; 0 if it does not wait for the viewer. */
  readonly at: number;
  /** Numbers of the waiting cases, in the order of the list. */
  readonly order: readonly number[];
  /** The waiting case that follows; undefined if no other case waits. */
  readonly next: DeskLine | undefined;
}

/**
 * Returns the place of a case in the filtered list; in the whole list, if the filter leaves nothing to go on with.
 * After the last case comes the first one, which the person may have left for later.
 * @param before order in which the case waited when it was last looked at. A case that was decided has left the list,
 * and the earlier order says which case followed it.
 */
export function placeInList(
  reading: DeskReading,
  filter: DeskFilter,
  now: string,
  number: number,
  before: readonly number[],
): WaitingPlace {
  const desk = deskOf(reading, now);
  const [filtered, whole] = [waitingLines(filterDesk(desk, filter)), waitingLines(desk)];
  const isWaiting = whole.some((line) => line.number === number);
  const fits = isWaiting ? filtered.some((line) => line.number === number) : filtered.length > 0;
  const lines = fits ? filtered : whole;
  const order = lines.map((line) => line.number);
  const known = isWaiting ? order : before;
  const from = known.indexOf(number);
  const onward = from < 0 ? [] : known.slice(from + 1);
  const [next] = [...onward, ...order].filter((each) => each !== number && order.includes(each));
  return { at: order.indexOf(number) + 1, order, next: lines.find((line) => line.number === next) };
}

/**
 * Returns the newest list that is known, without a call to the forge.
 * @param latest the list as it was last read
 * @param index index of the register, if it was read later than that list
 * @param sent acts of the viewer that have no known reply yet. The open case stays in the list until the reply.
 */
export const newestReading = (
  latest: DeskReading,
  index: RegisterIndex | undefined,
  sent: readonly Sent[],
  open: number,
): DeskReading => ({
  ...latest,
  index: index ?? latest.index,
  sent: new Set(sent.flatMap(({ number }) => (number === open ? [] : [number]))),
});
