import type { Procedure } from '#domain/generated/procedure.ts';
import type { Text } from '#domain/problem.ts';
import { given } from '#domain/request/given.ts';
import { type PublicNames, publicSender } from '#public/export/names.ts';
import { monthIn, type Summary } from '#public/export/summary.ts';
import { keptOf } from '#public/figures/month-figures.ts';
import type { Touched } from '../memory/catalogue.ts';
import type { NewestEvents } from '../memory/newest-events.ts';
import { feedAddress, runningAddress } from './addresses.ts';
import type { CaseLine, PlannedPage, Props } from './page-props.ts';
import { type Gone, partedPages } from './parted-pages.ts';
import { type RoomChanges, roomPages, type Rooms } from './room-pages.ts';

export interface Lists extends Rooms {
  readonly names: PublicNames;
  readonly events: NewestEvents;
  /** The procedures that the office had in the past. */
  readonly gone: readonly { readonly procedure: string; readonly title: Text }[];
}

/**
 * Makes the pages that are not about one case. Many are lists of cases, and some, such as the page for 404, show no
 * case.
 * @param changes what a change of cases and a new day affect. Of the pages of months, rooms and procedures, only the
 *   affected ones are made. Without it, all are made.
 * @returns the pages; a page without props must be removed, since it has nothing to show now
 */
export function* listPages(
  lists: Lists,
  changes?: { readonly touched: Touched; readonly rooms: RoomChanges },
): Generator<PlannedPage | Gone> {
  const touched = changes?.touched;
  const { names, register, events, gone } = lists;
  yield { url: '/', props: overview(lists) };
  yield {
    url: '/sop/',
    props: { page: 'procedures', gone: gone.map(({ procedure, title }) => ({ id: procedure, title })) },
  };
  for (const procedure of names.procedures)
    if (touched?.procedures.has(procedure.id) ?? true) yield* procedurePages(procedure, lists);
  for (const { id } of names.procedures) yield* runningPages({ id }, lists, touched);
  for (const { procedure: id, title } of gone) yield* runningPages({ id, title }, lists, touched);
  yield* roomPages(lists, changes?.rooms);
  yield* archivePages(lists, touched?.months);
  yield { url: '/periksa/', props: { page: 'verify', register } };
  yield { url: '/perubahan.atom', props: { page: 'feed', register, events: events.newest(EVENTS) } };
  yield { url: '/tentang/', props: { page: 'about' } };
  yield { url: '/404', props: { page: 'not-found' } } satisfies PlannedPage;
}

const EVENTS = 50;

/**
 * Makes the page of a procedure. If the office has several procedures, the page also lists the procedure's own cases,
 * and the procedure has a feed of its own. So one event changes the pages of only one procedure (R38).
 */
function* procedurePages(procedure: Procedure, { names, catalogue, events }: Lists): Generator<PlannedPage | Gone> {
  const { id } = procedure;
  const isAlone = names.procedures.length === 1;
  const own = isAlone ? [] : events.newest(EVENTS, id);
  yield {
    url: `/sop/${id}/`,
    props: {
      ...{ page: 'procedure', procedure, reality: catalogue.reality(procedure) },
      ...(isAlone
        ? {}
        : {
            cases: {
              open: catalogue.openCases.first(FEW, id).map(caseLine(names)),
              running: catalogue.running()[id] ?? 0,
              ended: catalogue.lastEndedOf(id, FEW).map(caseLine(names)),
              feed: own.length > 0,
            },
          }),
    },
  };
  const url = feedAddress(id);
  yield own.length > 0 ? { url, props: { page: 'feed', procedure: id, events: own } } : { url };
}

/** Lines of a list of cases on a page that has more than this list. */
const FEW = 5;
/** Lines on a page of open cases. An act changes two such pages, so they are short. */
const OPEN_ON_A_PAGE = 20;

/**
 * Makes the pages of all open cases of a procedure, the most urgent first. A procedure that the office no longer has
 * gets such pages only if it has open cases.
 */
function runningPages(
  { id, title }: { readonly id: string; readonly title?: Text },
  { catalogue, names }: Lists,
  touched?: Touched,
): Generator<PlannedPage | Gone> {
  const url = runningAddress(id);
  const common = { page: 'running', procedure: id, ...(title ? { title } : {}) } as const;
  return partedPages<Props<'running'>>(
    {
      url,
      keys: catalogue.openCases.keysOf(id),
      most: OPEN_ON_A_PAGE,
      props: ({ from, to }, path, near) => ({
        ...{ ...common, path, ...near, cases: catalogue.openCases.between(id, from, to).map(caseLine(names)) },
      }),
      ...(title ? {} : { empty: { ...common, path: url, cases: [] } }),
    },
    catalogue,
    touched && (touched.open.get(id) ?? []),
  );
}

/** Returns a function that selects what a list shows of a case. */
const caseLine =
  ({ procedures, forms }: PublicNames) =>
  (summary: Summary): CaseLine => {
    const { id, title, procedure, revision, zone, isRestricted, status, situation, turn, row, rows } = summary;
    const schema = procedures.find((each) => each.id === procedure)?.request.schema;
    const sender = publicSender(summary.filters, forms[schema ?? ''] ?? {});
    return {
      ...{ id, procedure, revision, zone, isRestricted, status, situation, row, rows },
      ...given({ title, turn, sender }),
    };
  };

/** Open cases of which the page of figures names each one. */
const NAMED = 9;

/** Returns all open cases; undefined if they are too many to name them. */
export const fewOpen = ({ catalogue, names }: Pick<Lists, 'catalogue' | 'names'>): CaseLine[] | undefined =>
  catalogue.sums.open > NAMED ? undefined : catalogue.openCases.first(NAMED).map(caseLine(names));

/** Deadlines that the first page knows, so that an open page counts how many of them have passed. */
const KNOWN_DUES = 25;

function overview(lists: Lists): Props<'overview'> {
  const { register, catalogue, events, names } = lists;
  // The overview counts kept time limits as the page of figures does (R35): of all procedures, in this month.
  const { kept, of } = keptOf(
    names.procedures.map(({ id }) => catalogue.figures.courseMonth(id, monthIn(register.readAt, names.zone))),
  );
  const { open: running, late } = catalogue.sums;
  return {
    page: 'overview',
    register,
    open: catalogue.openCases.first(FEW).map(caseLine(names)),
    ...{ running, late, dues: catalogue.openCases.dues(KNOWN_DUES), runningOf: catalogue.running() },
    ended: catalogue.lastEnded(FEW).map(caseLine(names)),
    figures: { done: catalogue.completedIn(register.readAt), kept, of },
    events: events.newest(5),
  };
}

/**
 * Makes the archive's pages: the first page, and the pages of each month.
 * @param months for each month the first page that may have changed; without it, all pages are made
 */
function* archivePages(lists: Lists, months?: ReadonlyMap<string, number>): Generator<PlannedPage> {
  const { catalogue } = lists;
  const all = catalogue.months();
  const searched = catalogue.searched();
  yield { url: '/arsip/', props: { page: 'archive', months: all, searched, filters: catalogue.filters() } };
  for (const { month } of all) {
    const first = months ? months.get(month) : 1;
    if (first !== undefined) yield* monthPages(lists, month, first);
  }
}

/** Makes a month's pages from page `from` on, and the two before it, since their links may change. */
function* monthPages({ catalogue, names }: Lists, month: string, from: number): Generator<PlannedPage> {
  const pages = catalogue.pagesOf(month);
  for (let page = Math.max(1, from - 2); page <= pages; page += 1) {
    const [earlier, later] = [page - 1, page + 1].map((each) => monthPath(month, each, pages));
    yield {
      url: monthPath(month, page, pages) ?? '',
      props: {
        page: 'archive-month',
        month,
        cases: catalogue.pageOf(month, page).map(caseLine(names)),
        ...(page < pages ? { part: page } : {}),
        ...(earlier === undefined ? {} : { earlier }),
        ...(later === undefined ? {} : { later }),
      },
    };
  }
}

/**
 * Returns the address of a page. The last page has the cases that ended last, at the month's own address. Each page
 * before it is full, and its address has its number.
 * @returns undefined if there is no such page
 */
function monthPath(month: string, page: number, pages: number): string | undefined {
  if (page < 1 || page > pages) return undefined;
  return page === pages ? `/arsip/${month}/` : `/arsip/${month}/${page}/`;
}
