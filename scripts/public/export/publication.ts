import type { CalendarData } from '#domain/clock/calendar.ts';
import type { Clock } from '#domain/clock/clock.ts';
import type { Procedure } from '#domain/generated/procedure.ts';
import type { PublicCase } from '#domain/generated/public-case.ts';
import type { Booking, Offer } from '#domain/room/bookings.ts';
import type { CheckpointMark } from '#domain/words/checkpoint.ts';
import type { FormOffice } from '#public/form/office.ts';
import type { PublicLog } from './public-log.ts';
import type { PublicNames } from './names.ts';
import type { PublishedDocuments } from './published-documents.ts';

export interface PublicRegister {
  /** Commit of the register; null: there is no register yet. */
  readonly head: string | null;
  readonly readAt: string;
  /** The checkpoint under which it was read; absent in a register from before the log (R37). */
  readonly checkpoint?: CheckpointMark;
  /** Seconds between two looks at the clock, where the office takes them by itself while it runs. */
  readonly looksEvery?: number;
  /** When the clock was last looked at, where the forge says. */
  readonly schedule?: Schedule;
}

/** When somebody looked at the clock, and so how late people may be notified. Shown, and nothing is computed from it (R21). */
export interface Schedule {
  readonly last: string;
  /** Seconds; the longest time between two of the runs since `since`. */
  readonly longestGap?: number;
  readonly since?: string;
}

export interface OpenHours {
  /** By room: a clock that runs while it is open (R24). */
  readonly clocks: Readonly<Record<string, Clock>>;
  readonly calendar: CalendarData;
}

export interface Publication {
  readonly register: PublicRegister;
  readonly names: PublicNames;
  /** The register's log; absent in a register from before it (R36). */
  readonly log?: PublicLog;
  /** Of the register's index, with what is offered and held for an answer (R24). */
  readonly bookings: readonly (Booking & Partial<Offer>)[];
  readonly openHours: OpenHours;
  readonly form: FormOffice;
  /** What the public's copies of documents are made of. */
  readonly documents: PublishedDocuments;
  /** true: data and accounts are made up, and every page says so (R32). */
  readonly sample?: boolean;
}

/** What is published of one case: the case, and the chain by which anybody can check it (R27). */
export interface Dossier {
  readonly case: PublicCase;
  /** The revision of the procedure that the case is shown by (R7): what the data say follows from it and the chain. */
  readonly procedure: Procedure;
  /** Published lines of the journal, one a line of canonical JSON. */
  readonly chain: string;
}
