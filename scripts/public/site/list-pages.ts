import type { PublicEvent } from '#public/export/events.ts';
import { archivePages } from './archive-pages.ts';
import type { Touched } from './catalogue.ts';
import type { PlannedPage, Props } from './page-props.ts';
import { roomPages, type Rooms } from './room-pages.ts';
import type { PublicNames } from '#public/export/names.ts';

/** What the pages that show several cases are made of. */
export interface Lists extends Rooms {
  readonly names: PublicNames;
  /** The newest first; only the newest fifty need be there. */
  readonly events: readonly PublicEvent[];
}

/**
 * The pages that show several cases, or none.
 * @param touched what changed; of the many pages of months only these are asked for. Absent: all
 * @returns the pages, and without props the addresses that show nothing any more
 */
export function* listPages(lists: Lists, touched?: Touched): ReturnType<typeof roomPages> {
  const { names, register, catalogue, events } = lists;
  yield { url: '/', props: overview(lists) };
  yield { url: '/sop/', props: { page: 'procedures' } };
  for (const procedure of names.procedures)
    yield {
      url: `/sop/${procedure.id}/`,
      props: { page: 'procedure', procedure, reality: catalogue.reality(procedure) },
    };
  yield* roomPages(lists, touched?.rooms);
  yield* archivePages(catalogue, touched?.months);
  yield { url: '/periksa/', props: { page: 'verify', register } };
  yield { url: '/perubahan.atom', props: { page: 'feed', register, events: events.slice(0, 50) } };
  yield { url: '/404', props: { page: 'not-found' } } satisfies PlannedPage;
}

function overview({ register, catalogue, events }: Lists): Props<'overview'> {
  const { kept, of } = catalogue.sums;
  return {
    page: 'overview',
    register,
    open: catalogue.open(),
    ended: catalogue.lastEnded(5),
    figures: { done: catalogue.completedIn(register.readAt), kept, of },
    events: events.slice(0, 5),
  };
}
