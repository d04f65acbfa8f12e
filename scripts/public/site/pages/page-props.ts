import type { Procedure, Row } from '#domain/generated/procedure.ts';
import type { PublicCase } from '#domain/generated/public-case.ts';
import type { PublicFiguresNow } from '#domain/generated/public-figures-now.ts';
import type { PublicFigures } from '#domain/generated/public-figures.ts';
import type { PublicRecording } from '#domain/generated/public-recording.ts';
import type { PublicSopVersions } from '#domain/generated/public-sop-versions.ts';
import type { Text } from '#domain/problem.ts';
import type { Measure } from '#domain/words/duration.ts';
import type { Situation } from '#domain/words/situation.ts';
import type { PublicEvent } from '#public/export/events.ts';
import type { PublicRegister } from '#public/export/publication.ts';
import type { RoomUse } from '#public/export/room-uses.ts';
import type { Summary } from '#public/export/summary.ts';
import type { FormTarget } from '#public/form/target.ts';

/** How long the visits to one row took, next to the limit. Steps that share a row are measured each for itself. */
export interface RowReality {
  readonly row: Row;
  readonly step: string;
  /** Ended visits that were measured. */
  readonly n: number;
  /** What `limit`, `median` and `p90` (the 90th percentile) are counted in: seconds, or working days. */
  readonly measure: Measure;
  readonly limit: number;
  readonly median: number;
  readonly p90: number;
}

export type ArchiveLine = Pick<
  Summary,
  'id' | 'title' | 'procedure' | 'zone' | 'status' | 'submitted' | 'ended' | 'situation' | 'filters' | 'punctual'
>;

/** A line of a room's calendar, and what its case is called, where the public may know (R11). */
export type TitledUse = RoomUse & { readonly title?: string };

/** A case that took another as its origin, as the origin's page names it (R45). */
export interface LinkedCase {
  readonly id: string;
  readonly procedure: string;
  readonly status: PublicCase['status'];
}

/** A case by its number, with its title where the public may know it (R11). */
export interface NamedCase {
  readonly id: string;
  readonly revision: string;
  readonly title?: string;
}

/** That a case goes by another version of its SOP than the present one (R7). */
interface OtherVersion {
  readonly url: string;
  /** When it came to main, where that is known. */
  readonly from?: string;
  readonly procedure: Procedure;
}

interface DataFile {
  readonly path: string;
  readonly bytes: number;
}

/**
 * All that one page is made of, besides what all pages have in common (`PageContent`): a list page is rendered again
 * only when its props differ.
 */
export type PageProps =
  | {
      readonly page: 'overview';
      readonly register: PublicRegister;
      readonly open: readonly Summary[];
      readonly ended: readonly Summary[];
      readonly figures: { readonly done: number; readonly kept: number; readonly of: number };
      readonly events: readonly PublicEvent[];
    }
  | {
      readonly page: 'case';
      readonly one: PublicCase;
      readonly situation: Situation;
      /** Cases that took it as their origin (R45); absent: none. */
      readonly linked?: readonly LinkedCase[];
      readonly other?: OtherVersion;
    }
  | { readonly page: 'procedures'; readonly gone: readonly { readonly id: string; readonly title: Text }[] }
  /** The versions that an SOP has had. */
  | {
      readonly page: 'versions';
      readonly versions: PublicSopVersions;
      readonly zone: string;
      /** The revisions that have a page with their table. */
      readonly tables: readonly string[];
      /** The newest cases that began under each revision. */
      readonly cases: Readonly<Record<string, readonly NamedCase[]>>;
      /** The open cases that keep another version than the present one. */
      readonly keeping: readonly NamedCase[];
    }
  /** The table of a version that is not the present one. */
  | { readonly page: 'version'; readonly procedure: Procedure; readonly from?: string; readonly until?: string }
  | {
      readonly page: 'procedure';
      readonly procedure: Procedure;
      readonly reality: readonly RowReality[];
      /** Its own cases, and whether it has a feed; only where the office has other SOPs. */
      readonly cases?: {
        readonly open: readonly Summary[];
        readonly ended: readonly Summary[];
        readonly feed: boolean;
      };
    }
  | {
      readonly page: 'room';
      readonly room: string;
      readonly zone: string;
      /** `YYYY-MM`. */
      readonly month: string;
      /** Local date of the data, where the month is that of the data: then the room's first address shows it too. */
      readonly today?: string;
      /** The next months before and after it that have a page. */
      readonly before?: string;
      readonly after?: string;
      readonly uses: readonly TitledUse[];
    }
  | {
      readonly page: 'archive';
      /** Months in which cases ended, `YYYY-MM`, the newest first. */
      readonly months: readonly { readonly month: string; readonly cases: number }[];
      /** The years that have a file for the search; what they do not hold as it is, is in one for all. */
      readonly searched: readonly string[];
      /** The values that each filter of the archive knows, by pointer. */
      readonly filters: Readonly<Record<string, readonly string[]>>;
    }
  | {
      readonly page: 'archive-month';
      readonly month: string;
      /** Those that ended last in it, or, on a page of its own, a hundred of the others. */
      readonly cases: readonly ArchiveLine[];
      /** Its number, where the page is not the month's own; 1 has those that ended first. */
      readonly part?: number;
      /** Addresses of the pages with those that ended before, and after. */
      readonly earlier?: string;
      readonly later?: string;
    }
  /** Where cases wait, and the last twelve months. */
  | { readonly page: 'figures'; readonly register: PublicRegister; readonly now: PublicFiguresNow }
  /** The figures of one month; of one that is over they stay. */
  | {
      readonly page: 'figures-month';
      readonly figures: PublicFigures;
      readonly isOver: boolean;
      /** Id of the one SOP that it is of, where the office has several; absent: of the office. */
      readonly procedure?: string;
    }
  /** How long after its time what happened was recorded. */
  | { readonly page: 'recording'; readonly recording: PublicRecording }
  | {
      readonly page: 'data';
      readonly files: readonly DataFile[];
      readonly register: PublicRegister;
      /** As of when the files that hold a whole year are. */
      readonly years?: string;
      /** Ids of the SOPs that have a feed of their own. */
      readonly feeds: readonly string[];
    }
  | { readonly page: 'verify'; readonly register: PublicRegister }
  /** The Atom feed of what happened. */
  | {
      readonly page: 'feed';
      /** Absent in the feed of one SOP: that is made again only when its own cases change. */
      readonly register?: PublicRegister;
      /** Id of the SOP that it is of; absent: of all. */
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
  /** The request form; it reads what the office has configured in the browser, from `admin/`. */
  | { readonly page: 'form'; readonly target: FormTarget }
  /** The desk; it reads everything from the forge, with the reader's own token. */
  | { readonly page: 'desk'; readonly target: FormTarget }
  | { readonly page: 'not-found' };

/** The props of one kind of page. */
export type Props<P extends PageProps['page']> = Extract<PageProps, { page: P }>;

/** A page: its address without the language, and what it is made of. */
export interface PlannedPage {
  readonly url: string;
  readonly props: PageProps;
}
