import type { Procedure } from '#domain/generated/procedure.ts';
import type { Text } from '#domain/problem.ts';
import { archivePages } from './archive-pages.ts';
import { monthIn } from '#public/export/summary.ts';
import { keptOf } from '#public/figures/month-figures.ts';
import { feedAddress } from './feed-address.ts';
import type { Touched } from './catalogue.ts';
import type { NewestEvents } from './newest-events.ts';
import type { PlannedPage, Props } from './page-props.ts';
import { roomPages, type Rooms } from './room-pages.ts';
import type { PublicNames } from '#public/export/names.ts';

/** What the pages that show several cases are made of. */
export interface Lists extends Rooms {
  readonly names: PublicNames;
  readonly events: NewestEvents;
  /** The SOPs that the office had once. */
  readonly gone: readonly { readonly procedure: string; readonly title: Text }[];
}

/**
 * The pages that show several cases, or none.
 * @param touched what changed; of the many pages of months, and of the SOPs', only these are asked for. Absent: all
 * @returns the pages, and without props the addresses that show nothing any more
 */
export function* listPages(lists: Lists, touched?: Touched): ReturnType<typeof roomPages> {
  const { names, register, catalogue, events, gone } = lists;
  yield { url: '/', props: overview(lists) };
  yield {
    url: '/sop/',
    props: { page: 'procedures', gone: gone.map(({ procedure, title }) => ({ id: procedure, title })) },
  };
  for (const procedure of names.procedures)
    if (touched?.procedures.has(procedure.id) ?? true) yield* procedurePages(procedure, lists);
  yield* roomPages(lists, touched?.rooms);
  yield* archivePages(catalogue, touched?.months);
  yield { url: '/periksa/', props: { page: 'verify', register } };
  yield { url: '/perubahan.atom', props: { page: 'feed', register, events: events.newest(EVENTS) } };
  yield { url: '/404', props: { page: 'not-found' } } satisfies PlannedPage;
}

/** How many events a feed has. */
const EVENTS = 50;

/** An SOP's page and, where there are several, its cases and its feed: what one event touches is of one SOP (R38). */
function* procedurePages(procedure: Procedure, { names, catalogue, events }: Lists): ReturnType<typeof roomPages> {
  const { id } = procedure;
  const isAlone = names.procedures.length === 1;
  const own = isAlone ? [] : events.newest(EVENTS, id);
  yield {
    url: `/sop/${id}/`,
    props: {
      ...{ page: 'procedure', procedure, reality: catalogue.reality(procedure) },
      ...(isAlone ? {} : { cases: { ...catalogue.casesOf(id, 5), feed: own.length > 0 } }),
    },
  };
  const url = feedAddress(id);
  yield own.length > 0 ? { url, props: { page: 'feed', procedure: id, events: own } } : { url };
}

function overview(lists: Lists): Props<'overview'> {
  const { register, catalogue, events, names } = lists;
  // As the page of figures counts them (R35): of all SOPs, in the month of the data.
  const { kept, of } = keptOf(
    names.procedures.map(({ id }) => catalogue.figures.courseMonth(id, monthIn(register.readAt, names.zone))),
  );
  return {
    page: 'overview',
    register,
    open: catalogue.open(),
    ended: catalogue.lastEnded(5),
    figures: { done: catalogue.completedIn(register.readAt), kept, of },
    events: events.newest(5),
  };
}
