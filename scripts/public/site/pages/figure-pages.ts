import type { PublicFiguresNow } from '#domain/generated/public-figures-now.ts';
import type { PublicFigures } from '#domain/generated/public-figures.ts';
import type { Publication } from '#public/export/publication.ts';
import { monthAfter } from '#public/export/room-uses.ts';
import { monthIn } from '#public/export/summary.ts';
import { isQuiet, type MonthSums, procedureSums } from '#public/figures/month-figures.ts';
import { roomFigures } from '#public/figures/room-figures.ts';
import { waitingFigures } from '#public/figures/waiting-figures.ts';
import { movedAddress } from './addresses.ts';
import type { Lists } from './list-pages.ts';
import type { PlannedPage, Props, ShownSums } from './page-props.ts';
import { type Gone, partedPages } from './parted-pages.ts';

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
 * Makes the sums of a month. The cost of its queries does not depend on the archive (R38).
 * @returns undefined for a month without figures, unless it is the month of the data
 */
export function sumsOf(lists: FigureLists, month: string): MonthSums | undefined {
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
      .map((id) => procedureSums(known.get(id) ?? { id, zone: names.zone, steps: [] }, figures.counts(id, month))),
    rooms: names.rooms.map((room) => roomFigures(room, month, catalogue.rooms.booked(room.id, month), openHours)),
  };
}

/**
 * Adds the lists of cases that moved in a month.
 * @param most if given, and there are more such cases, nothing is returned
 */
export function figuresOf(
  { catalogue: { figures } }: Pick<FigureLists, 'catalogue'>,
  { procedures, ...sums }: MonthSums,
  most = Number.POSITIVE_INFINITY,
): PublicFigures | undefined {
  const { month, rooms } = sums;
  const moved = procedures.reduce((sum, { id }) => sum + figures.movers(id, month), 0);
  if (moved > most) return undefined;
  return { month, procedures: procedures.map((each) => ({ ...each, moved: figures.moved(each.id, month) })), rooms };
}

/** Cases that moved that the page of a month names itself, and those on one page of their list. */
const MOVED_IN_PLACE = 25;
const MOVED_ON_A_PAGE = 50;

/**
 * Makes the pages of a month. Each of several procedures has its own page, so that an act changes only the page of its
 * procedure (R38). If many cases moved, their list has pages of its own.
 * @param sums the sums of the month; without them, the month has no pages
 * @param touched for each procedure, keys of cases that moved, or moved before; without it, all pages are made
 */
export function* monthPages(
  lists: FigureLists,
  month: string,
  sums: MonthSums | undefined,
  touched?: ReadonlyMap<string, ReadonlySet<string>>,
): Generator<PlannedPage | Gone> {
  const { catalogue, names } = lists;
  const url = `/angka/${month}/`;
  if (!sums) return yield { url, until: `${url}~` };
  const isSeveral = names.procedures.length > 1;
  const isOver = month < presentMonth(lists);
  const shown = sums.procedures.map((each): ShownSums => {
    const movers = catalogue.figures.movers(each.id, month);
    const moved = movers <= MOVED_IN_PLACE ? { moved: catalogue.figures.moved(each.id, month) } : {};
    return { ...each, movers, ...moved };
  });
  const figures = isSeveral ? sums : { ...sums, procedures: shown };
  yield { url, props: { page: 'figures-month', figures, isOver } };
  const own = isSeveral ? shown.filter((each) => !isQuiet(each)) : [];
  for (const each of own) {
    const alone = { month, procedures: [each], rooms: [] };
    yield { url: `${url}${each.id}/`, props: { page: 'figures-month', figures: alone, isOver, procedure: each.id } };
  }
  const listed = (isSeveral ? own : shown).filter(({ moved }) => !moved).map(({ id }) => id);
  for (const id of listed) yield* movedPages(lists, month, id, touched && (touched.get(id) ?? []));
  for (const each of catalogue.pagesBelow(url)) {
    const [, id = '', list] = /^([^/]+)\/(berkas\/)?/.exec(each.slice(url.length)) ?? [];
    const isKept = list ? listed.includes(id) : id === '' || own.some((sop) => sop.id === id);
    if (!isKept) yield { url: each };
  }
}

function movedPages(
  { catalogue }: FigureLists,
  month: string,
  procedure: string,
  touched?: Iterable<string>,
): Generator<PlannedPage | Gone> {
  const { figures } = catalogue;
  return partedPages<Props<'figures-moved'>>(
    {
      url: movedAddress(month, procedure),
      keys: figures.movedKeys(procedure, month),
      most: MOVED_ON_A_PAGE,
      props: (part, path, near) => ({
        ...{ page: 'figures-moved', month, procedure, path, ...near, moved: figures.moved(procedure, month, part) },
      }),
    },
    catalogue,
    touched,
  );
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
