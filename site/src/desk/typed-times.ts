import { fromWall, toWall } from '#domain/clock/local-time.ts';

/** What is typed of a time: one day with two times. `lastDay` is undefined if it ends on the same day. */
export interface DayAndTimes {
  readonly day: string;
  readonly from: string;
  readonly to: string;
  readonly lastDay: string | undefined;
}

/** Start and end as the request writes them. */
export interface StartAndEnd {
  readonly start: string | undefined;
  readonly end: string | undefined;
}

/** Returns what the fields show for a start and an end. Pure. */
export function dayAndTimes({ start, end }: StartAndEnd, zone: string): DayAndTimes {
  const [day = '', from = ''] = toWall(start, zone).split('T');
  const [last = '', to = ''] = toWall(end, zone).split('T');
  return { day: day || last, from, to, lastDay: day && last && last !== day ? last : undefined };
}

/** Returns start and end for what the fields show; undefined where a day or a time is missing. Pure. */
export const startAndEnd = ({ day, from, to, lastDay = day }: DayAndTimes, zone: string): StartAndEnd => ({
  start: fromWall(`${day}T${from}`, zone),
  end: fromWall(`${lastDay}T${to}`, zone),
});

/** Checks whether two slots are the same instants, however they are written. */
export const isSameTime = (a: StartAndEnd, b: StartAndEnd, zone: string): boolean =>
  toWall(a.start, zone) === toWall(b.start, zone) && toWall(a.end, zone) === toWall(b.end, zone);
