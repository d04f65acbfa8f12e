import type { Procedure } from '#domain/generated/procedure.ts';
import type { PublicCase } from '#domain/generated/public-case.ts';
import type { PublicFiguresNow } from '#domain/generated/public-figures-now.ts';
import type { PublicFigures } from '#domain/generated/public-figures.ts';
import type { PublicRecording } from '#domain/generated/public-recording.ts';
import type { PublicSopVersions } from '#domain/generated/public-sop-versions.ts';
import type { Text } from '#domain/problem.ts';
import type { Situation } from '#domain/words/situation.ts';
import type { PublicEvent } from '#public/export/events.ts';
import type { PublicRegister } from '#public/export/publication.ts';
import type { RoomUse } from '#public/export/room-uses.ts';
import type { Summary } from '#public/export/summary.ts';
import type { MovedLine, ProcedureSums } from '#public/figures/month-figures.ts';
import type { FormTarget } from '#public/form/target.ts';

/**
 * How long the visits to one row took, next to their own limits (R7), over all months. Each step of a row is measured
 * separately, and so is each unit of limits. `limits` has the shortest and the longest limit, or the only one.
 */
export type RowReality = Omit<ProcedureSums['times'][number], 'within'>;

/** A case, as lists show it. */
export type CaseLine = Pick<
  Summary,
  'id' | 'title' | 'procedure' | 'revision' | 'zone' | 'isRestricted' | 'status' | 'situation' | 'turn' | 'row' | 'rows'
> & {
  /** Who the request comes from, if the public may know it. */
  readonly sender?: string;
};

/** A line of a room's calendar, with the title of its case if the public may know it (R11). */
export type TitledUse = RoomUse & { readonly title?: string };

/**
 * The sums of a procedure in a month. On the procedure's own page also how many cases moved and, if they are few, these
 * cases; many have a list of their own.
 */
export interface ShownSums extends ProcedureSums {
  readonly movers?: number;
  readonly moved?: readonly MovedLine[];
}

/** How many uses of each state a room has on a day. */
export type DayCounts = Partial<Record<RoomUse['state'], number>>;

/** A case that names another case as its origin, as the page of the origin lists it (R45). */
export interface LinkedCase {
  readonly id: string;
  readonly procedure: string;
  readonly status: PublicCase['status'];
}

/** A case by its number, with its title if the public may know it (R11). */
export interface NamedCase {
  readonly id: string;
  readonly revision: string;
  readonly title?: string;
}

/** A version of a procedure that a case is pinned to, if it is not the current version (R7). */
interface OtherVersion {
  readonly url: string;
  /** When the version was added to main, if that is known. */
  readonly from?: string;
  readonly procedure: Procedure;
}

interface DataFile {
  readonly path: string;
  readonly bytes: number;
}

/** The data of one page, besides `PageContent`. A list page is rendered again only if its props differ. */
export type PageProps =
  | {
      readonly page: 'overview';
      readonly register: PublicRegister;
      /** The most urgent open cases. */
      readonly open: readonly CaseLine[];
      /** How many cases are open, and how many of them are late by the journal. */
      readonly running: number;
      readonly late: number;
      /** The earliest deadlines of the open cases that the journal does not call late. */
      readonly dues: readonly string[];
      /** How many open cases each procedure has; a procedure without open cases is absent. */
      readonly runningOf: Readonly<Record<string, number>>;
      readonly ended: readonly CaseLine[];
      /** In this month: completed cases, time limits that were kept, and time limits that were kept or passed. */
      readonly figures: { readonly done: number; readonly kept: number; readonly of: number };
      readonly events: readonly PublicEvent[];
    }
  | {
      readonly page: 'case';
      readonly one: PublicCase;
      readonly situation: Situation;
      /** Cases that name this case as their origin (R45), absent if there are none. */
      readonly linked?: readonly LinkedCase[];
      readonly other?: OtherVersion;
    }
  | { readonly page: 'procedures'; readonly gone: readonly { readonly id: string; readonly title: Text }[] }
  /** The versions that a procedure has had. */
  | {
      readonly page: 'versions';
      readonly versions: PublicSopVersions;
      readonly zone: string;
      /** The revisions that have a page with their table. */
      readonly tables: readonly string[];
      /** The newest cases that began with each revision. */
      readonly cases: Readonly<Record<string, readonly NamedCase[]>>;
      /** The oldest of the open cases that keep a version other than the current one, and how many such cases there are. */
      readonly keeping: readonly NamedCase[];
      readonly keepers: number;
    }
  /** The table of a version that is not the current one. */
  | { readonly page: 'version'; readonly procedure: Procedure; readonly from?: string; readonly until?: string }
  | {
      readonly page: 'procedure';
      readonly procedure: Procedure;
      readonly reality: readonly RowReality[];
      /** The procedure's own cases, and whether it has a feed, if the office has other procedures. */
      readonly cases?: {
        /** The most urgent open cases, and how many are open. */
        readonly open: readonly CaseLine[];
        readonly running: number;
        readonly ended: readonly CaseLine[];
        readonly feed: boolean;
      };
    }
  /** A part of the open cases of a procedure, the most urgent first. */
  | {
      readonly page: 'running';
      readonly procedure: string;
      /** The title of a procedure that the office no longer has. */
      readonly title?: Text;
      readonly cases: readonly CaseLine[];
      /** The address of this page, and those of the pages with more urgent and with less urgent cases. */
      readonly path: string;
      readonly earlier?: string;
      readonly later?: string;
    }
  | {
      readonly page: 'room';
      readonly room: string;
      readonly zone: string;
      /** `YYYY-MM`. */
      readonly month: string;
      /** Local date of the data, if it is in this month. Then the room's first address shows this month too. */
      readonly today?: string;
      /** The nearest months before and after this one that have a page. */
      readonly before?: string;
      readonly after?: string;
      /** The uses of the month; only closures if `days` is given. */
      readonly uses: readonly TitledUse[];
      /** How many uses each day has, if the month has many uses. Then each of these days has a page of its own. */
      readonly days?: readonly { readonly day: string; readonly counts: DayCounts }[];
    }
  /** A part of the uses of a room on a day. */
  | {
      readonly page: 'room-day';
      readonly room: string;
      readonly zone: string;
      /** `YYYY-MM-DD`. */
      readonly day: string;
      readonly uses: readonly TitledUse[];
      /** The address of this page, and those of the pages with earlier and later uses of the day. */
      readonly path: string;
      readonly earlier?: string;
      readonly later?: string;
    }
  | {
      readonly page: 'archive';
      /** Months in which cases ended, `YYYY-MM`, the newest first. */
      readonly months: readonly { readonly month: string; readonly cases: number }[];
      /** The years that have a file for the search. What is not up to date in these files is in one common file. */
      readonly searched: readonly string[];
      /** The values of each filter of the archive, by pointer. */
      readonly filters: Readonly<Record<string, readonly string[]>>;
    }
  | {
      readonly page: 'archive-month';
      readonly month: string;
      /** The cases that ended last in the month or, on a page with a number, a hundred of the others. */
      readonly cases: readonly CaseLine[];
      /** The page's number, if it is not the month's own page. Page 1 has the cases that ended first. */
      readonly part?: number;
      /** Addresses of the pages with the cases that ended before these, and after them. */
      readonly earlier?: string;
      readonly later?: string;
    }
  /** Where cases wait, and the last twelve months. */
  | {
      readonly page: 'figures';
      readonly register: PublicRegister;
      readonly now: PublicFiguresNow;
      /** How long the finished visits of each procedure took; empty for a procedure without any. */
      readonly reality: Readonly<Record<string, readonly RowReality[]>>;
      /** All open cases if they are so few that the page names them; absent if they are more. */
      readonly open?: readonly CaseLine[];
    }
  /** The figures of one month. Those of a past month change if a case becomes restricted or an entry comes late. */
  | {
      readonly page: 'figures-month';
      readonly figures: Pick<PublicFigures, 'month' | 'rooms'> & { readonly procedures: readonly ShownSums[] };
      readonly isOver: boolean;
      /** Id of the procedure that the figures are of, absent if they are those of the office. */
      readonly procedure?: string;
    }
  /** A part of the cases of a procedure that moved in a month, in order of their numbers. */
  | {
      readonly page: 'figures-moved';
      readonly month: string;
      readonly procedure: string;
      readonly moved: readonly MovedLine[];
      /** The address of this page, and those of the pages with lower and with higher numbers. */
      readonly path: string;
      readonly earlier?: string;
      readonly later?: string;
    }
  /** How long after their time entries were recorded. */
  | { readonly page: 'recording'; readonly recording: PublicRecording }
  | {
      readonly page: 'data';
      readonly files: readonly DataFile[];
      readonly register: PublicRegister;
      /** When the files that hold a whole year were written. */
      readonly years?: string;
      /** Ids of the procedures that have a feed of their own. */
      readonly feeds: readonly string[];
    }
  | { readonly page: 'verify'; readonly register: PublicRegister }
  /** The Atom feed of events. */
  | {
      readonly page: 'feed';
      /** Absent in the feed of one procedure, which is made again only if the procedure's own cases change. */
      readonly register?: PublicRegister;
      /** Id of the procedure that the feed is of, absent in the feed of all procedures. */
      readonly procedure?: string;
      readonly events: readonly PublicEvent[];
    }
  /** A room's calendar as iCalendar. */
  | {
      readonly page: 'calendar';
      readonly room: string;
      readonly register: PublicRegister;
      readonly uses: readonly RoomUse[];
    }
  /** The request form. The browser reads its configuration from `admin/`. */
  | { readonly page: 'form'; readonly target: FormTarget }
  /** The desk. It reads everything from the forge, with the reader's own token. */
  | { readonly page: 'desk'; readonly target: FormTarget }
  /** Whose site this is, what it is for, and how to check it. */
  | { readonly page: 'about' }
  | { readonly page: 'not-found' };

/** The props of one kind of page. */
export type Props<P extends PageProps['page']> = Extract<PageProps, { page: P }>;

/** A page that is to be made: its address without the language, and its data. */
export interface PlannedPage {
  readonly url: string;
  readonly props: PageProps;
}
