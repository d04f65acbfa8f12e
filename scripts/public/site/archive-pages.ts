import type { Catalogue } from './catalogue.ts';
import type { ArchiveLine, PlannedPage } from './page-props.ts';
import type { Summary } from '#public/export/summary.ts';

/** The archive's pages: the first, and those of each month. @param months the first page that may differ, by month; absent: all */
export function* archivePages(catalogue: Catalogue, months?: ReadonlyMap<string, number>): Generator<PlannedPage> {
  const all = catalogue.months();
  const searched = catalogue.searched();
  yield { url: '/arsip/', props: { page: 'archive', months: all, searched, filters: catalogue.filters() } };
  for (const { month } of all) {
    const first = months ? months.get(month) : 1;
    if (first !== undefined) yield* monthPages(catalogue, month, first);
  }
}

/** A month's pages from one on; those before it that lead to one that may be new as well. */
function* monthPages(catalogue: Catalogue, month: string, from: number): Generator<PlannedPage> {
  const pages = catalogue.pagesOf(month);
  for (let page = Math.max(1, from - 2); page <= pages; page += 1) {
    const [earlier, later] = [page - 1, page + 1].map((each) => monthPath(month, each, pages));
    yield {
      url: monthPath(month, page, pages) ?? '',
      props: {
        page: 'archive-month',
        month,
        cases: catalogue.pageOf(month, page).map(archiveLine),
        ...(page < pages ? { part: page } : {}),
        ...(earlier === undefined ? {} : { earlier }),
        ...(later === undefined ? {} : { later }),
      },
    };
  }
}

/** The month's own address shows those that ended last; the pages that are full have an address each, which stays. */
function monthPath(month: string, page: number, pages: number): string | undefined {
  if (page < 1 || page > pages) return undefined;
  return page === pages ? `/arsip/${month}/` : `/arsip/${month}/${page}/`;
}

function archiveLine(summary: Summary): ArchiveLine {
  const { id, title, procedure, zone, status, submitted, ended, situation, filters, punctual } = summary;
  return {
    ...{ id, procedure, zone, status, submitted, situation, filters, punctual },
    ...(title === undefined ? {} : { title }),
    ...(ended === undefined ? {} : { ended }),
  };
}
