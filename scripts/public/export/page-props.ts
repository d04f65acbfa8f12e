import type { Procedure, Row } from '#domain/generated/procedure.ts';
import type { PublicCase } from '#domain/generated/public-case.ts';
import type { Measure } from '#domain/words/duration.ts';
import type { CheckpointMark } from '#domain/words/checkpoint.ts';
import type { Situation } from '#domain/words/situation.ts';
import type { FormTarget } from '#public/form/target.ts';
import type { PublicEvent } from './events.ts';
import type { RoomUse } from './room-uses.ts';
import type { Summary } from './summary.ts';

/** Where the data come from. */
export interface PublicRegister {
  /** Commit of the register; null: there is no register yet. */
  readonly head: string | null;
  /** When it was read. */
  readonly readAt: string;
  /** The checkpoint under which it was read; absent in a register from before the log (R37). */
  readonly checkpoint?: CheckpointMark;
  /** When the clock was last looked at, where the forge tells. */
  readonly schedule?: Schedule;
}

/** When somebody looked at the clock, and so how late people may be told. Shown, and nothing is computed from it (R21). */
export interface Schedule {
  /** The last run that looked. */
  readonly last: string;
  /** Seconds; the longest time between two of the runs since `since`. */
  readonly longestGap?: number;
  readonly since?: string;
}

/** How long the visits to one row took, beside the limit. Steps that share a row are measured each for itself. */
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

/** A line of the archive. */
export type ArchiveLine = Pick<
  Summary,
  'id' | 'title' | 'procedure' | 'zone' | 'status' | 'submitted' | 'ended' | 'situation' | 'filters' | 'punctual'
>;

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
  | { readonly page: 'case'; readonly one: PublicCase; readonly situation: Situation }
  | { readonly page: 'procedures' }
  | { readonly page: 'procedure'; readonly procedure: Procedure; readonly reality: readonly RowReality[] }
  | {
      readonly page: 'room';
      readonly room: string;
      readonly zone: string;
      /** `YYYY-MM`. */
      readonly month: string;
      /** The month of the data: what the room's first address shows. */
      readonly current: string;
      /** Local date of the data, where the month is the current one. */
      readonly today?: string;
      readonly months: readonly string[];
      readonly uses: readonly RoomUse[];
    }
  | {
      readonly page: 'archive';
      /** Months in which cases ended, `YYYY-MM`, the newest first. */
      readonly months: readonly { readonly month: string; readonly cases: number }[];
      /** The values that each filter of the archive knows, by pointer. */
      readonly filters: Readonly<Record<string, readonly string[]>>;
    }
  | { readonly page: 'archive-month'; readonly month: string; readonly cases: readonly ArchiveLine[] }
  | { readonly page: 'data'; readonly files: readonly DataFile[]; readonly register: PublicRegister }
  | { readonly page: 'verify'; readonly register: PublicRegister }
  /** The Atom feed of what happened. */
  | { readonly page: 'feed'; readonly register: PublicRegister; readonly events: readonly PublicEvent[] }
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
  | { readonly page: 'sitemap'; readonly urls: readonly string[] }
  | { readonly page: 'not-found' };

/** The props of one kind of page. */
export type Props<P extends PageProps['page']> = Extract<PageProps, { page: P }>;

/** A page: its address without the language, and what it is made of. */
export interface PlannedPage {
  readonly url: string;
  readonly props: PageProps;
}
