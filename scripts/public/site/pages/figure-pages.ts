import type { PublicFiguresNow } from '#domain/generated/public-figures-now.ts';
import type { PublicFigures } from '#domain/generated/public-figures.ts';
import type { Publication } from '#public/export/publication.ts';
import { monthAfter } from '#public/export/room-uses.ts';
import { monthIn } from '#public/export/summary.ts';
import { procedureFigures } from '#public/figures/month-figures.ts';
import { roomFigures } from '#public/figures/room-figures.ts';
import { waitingFigures } from '#public/figures/waiting-figures.ts';
import type { Lists } from './list-pages.ts';

export type FigureLists = Pick<Lists, 'register' | 'names' | 'catalogue'> & Pick<Publication, 'openHours'>;

const COURSE = 12;

/** Returns the month in which the data were read, in the office's zone. */
export const presentMonth = ({ register, names }: Pick<FigureLists, 'register' | 'names'>): string =>
  monthIn(register.readAt, names.zone);

/** Returns the last twelve months. The current one is last. */
export function courseMonths(lists: Parameters<typeof presentMonth>[0]): string[] {
  const present = presentMonth(lists);
  return Array.from({ length: COURSE }, (_, i) => monthAfter(present, i + 1 - COURSE));
}

/**
 * Makes the figures of a month. The cost of its queries does not depend on the archive (R38).
 * @returns undefined for a month without figures, unless it is the month of the data
 */
export function figuresOf(lists: FigureLists, month: string): PublicFigures | undefined {
  const { names, catalogue, openHours } = lists;
  const { figures } = catalogue;
  const counted = figures.proceduresIn(month);
  const isPresent = month === presentMonth(lists);
  if (counted.length === 0 && !isPresent) return undefined;
  const known = new Map(names.procedures.map((each) => [each.id, each]));
  const order = [...known.keys(), ...counted.filter((id) => !known.has(id))];
  return {
    month,
    procedures: order
      .filter((id) => isPresent || counted.includes(id))
      // The cases of a procedure that the office no longer has are still counted.
      .map((id) => procedureFigures(known.get(id) ?? { id, zone: names.zone, steps: [] }, figures.counts(id, month))),
    rooms: names.rooms.map((room) => roomFigures(room, month, catalogue.rooms.booked(room.id, month), openHours)),
  };
}

/** Returns where cases wait, and the last twelve months. */
export function figuresNow(lists: FigureLists): PublicFiguresNow {
  const { register, names, catalogue } = lists;
  const months = courseMonths(lists);
  return {
    readAt: register.readAt,
    waiting: waitingFigures(catalogue.openCases.groups(register.readAt), register.readAt),
    course: names.procedures.map(({ id }) => ({
      procedure: id,
      months: months.map((month) => catalogue.figures.courseMonth(id, month)),
    })),
    months: [...new Set([presentMonth(lists), ...catalogue.figures.months()])].sort().reverse(),
  };
}
