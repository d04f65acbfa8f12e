import { epochSeconds, type Interval, parseInstant } from '#domain/clock/instant.ts';
import type { Room } from '#domain/generated/rooms.ts';
import { type Problem, shorten, type Text } from '#domain/problem.ts';
import { MOST_DAYS, overlaps } from './bookings.ts';

/** A time for which nobody can book a room, with the reason (R51). */
export interface Closure extends Interval {
  readonly reason: Text;
}

/** A closure of the room that a case has booked or, without a booking, asks for (R51). */
export interface CaseClosure extends Closure {
  readonly room: string;
  readonly isBooked: boolean;
}

/** Returns the closures of a room, the earliest first (R51). */
export const closuresOf = ({ closures = [] }: Pick<Room, 'closures'>): Closure[] =>
  closures
    .flatMap(({ from, until, reason }): Closure[] => {
      const [start, end] = [parseInstant(from), parseInstant(until)];
      // `check` and the process refuse a configuration with a time that cannot be read.
      return 'instant' in start && 'instant' in end ? [{ start: start.instant, end: end.instant, reason }] : [];
    })
    .toSorted((a, b) => (a.start < b.start ? -1 : 1));

/** Returns the closures of a room that overlap a time, the earliest first (R51). */
export const closuresIn = (room: Pick<Room, 'closures'>, time: Interval): Closure[] =>
  closuresOf(room).filter((closure) => overlaps(closure, time));

/** Writes that a room is closed at a time, or for a part of it, with the reasons. */
export const closureMessage = (closures: readonly Closure[]): Text => {
  const reasons = (language: keyof Text): string =>
    [...new Set(closures.map(({ reason }) => reason[language]))].join('; ');
  return {
    id: `Ruang ditutup pada waktu itu: ${reasons('id')}`,
    en: `The room is closed at that time: ${reasons('en')}`,
  };
};

/**
 * Checks rules that a schema cannot express: the times of closures can be read, and a closure ends after it begins.
 * @param path pointer to the list of closures
 */
export const checkClosures = ({ closures = [] }: Pick<Room, 'closures'>, file: string, path: string): Problem[] =>
  closures.flatMap(({ from, until }, at): Problem[] => {
    const start = parseInstant(from, { file, path: `${path}/${at}/from` });
    const end = parseInstant(until, { file, path: `${path}/${at}/until` });
    if ('problem' in start) return [start.problem];
    if ('problem' in end) return [end.problem];
    const found = { file, path: `${path}/${at}/until`, received: shorten(until) };
    if (start.instant >= end.instant) return [{ ...found, code: 'closure-order', message: ENDS_FIRST }];
    const days = (epochSeconds(end.instant) - epochSeconds(start.instant)) / 86_400;
    return days > MOST_DAYS ? [{ ...found, code: 'closure-too-long', ...TOO_LONG }] : [];
  });

const ENDS_FIRST: Text = { id: 'Akhir penutupan harus sesudah awalnya', en: 'A closure must end after it begins' };
const TOO_LONG = {
  message: { id: `Penutupan paling lama ${MOST_DAYS} hari`, en: `A closure lasts at most ${MOST_DAYS} days` },
  fix: {
    id: 'Tutup lagi nanti untuk waktu berikutnya, atau hapus ruang itu dari sops/rooms.yaml',
    en: 'Close the room again later for the time after that, or remove it from sops/rooms.yaml',
  },
};
