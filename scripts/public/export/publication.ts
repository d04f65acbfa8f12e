import type { CalendarData } from '#domain/clock/calendar.ts';
import type { Clock } from '#domain/clock/clock.ts';
import type { Interval } from '#domain/clock/instant.ts';
import type { Procedure } from '#domain/generated/procedure.ts';
import type { PublicCase } from '#domain/generated/public-case.ts';
import { type LogCheckpoint, parseCheckpoint, parseNote } from '#domain/log/note.ts';
import type { Booking, Offer } from '#domain/room/bookings.ts';
import type { CheckpointMark } from '#domain/words/checkpoint.ts';
import type { FormOffice } from '#public/form/office.ts';
import type { PublicNames } from './names.ts';
import type { PublishedDocuments } from './published-documents.ts';
import type { WitnessReply } from './witnesses.ts';

export interface PublicRegister {
  /** Commit of the register, or null if there is no register yet. */
  readonly head: string | null;
  readonly readAt: string;
  /** The checkpoint under which the register was read, absent in a register from before the log (R37). */
  readonly checkpoint?: CheckpointMark;
  /** Seconds between two scheduled runs, if the office starts them itself. */
  readonly looksEvery?: number;
  /** The times of scheduled runs, if the forge reports them. */
  readonly schedule?: Schedule;
}

/** The times of scheduled runs, which show how late people may be notified. Nothing is computed from them (R21). */
export interface Schedule {
  readonly last: string;
  /** The longest time between two of the runs since `since`, in seconds. */
  readonly longestGap?: number;
  readonly since?: string;
}

export interface OpenHours {
  /** For each room a clock that runs while the room is open (R24). */
  readonly clocks: Readonly<Record<string, Clock>>;
  /** The times for which each room is closed (R51). */
  readonly closures?: Readonly<Record<string, readonly Interval[]>>;
  readonly calendar: CalendarData;
}

export interface Publication {
  readonly register: PublicRegister;
  readonly names: PublicNames;
  /** The register's log, absent in a register from before the log (R36). */
  readonly log?: PublicLog;
  /** Bookings of the register's index, and the offered rooms that are reserved (R24). */
  readonly bookings: readonly (Booking & Partial<Offer>)[];
  readonly openHours: OpenHours;
  readonly form: FormOffice;
  /** The configuration from which the public's copies of documents are made. */
  readonly documents: PublishedDocuments;
  /** If true, data and accounts are made up, and every page says so (R32). */
  readonly sample?: boolean;
}

/** What is published of one case: the case, and the chain by which anybody can check it (R27). */
export interface Dossier {
  readonly case: PublicCase;
  /** The version of the procedure with which the case is shown (R7). It and the chain determine the case's data. */
  readonly procedure: Procedure;
  /** Published lines of the journal. Each line is canonical JSON. */
  readonly chain: string;
}

export interface PublicLog {
  /** The newest checkpoint as a signed note, with the signatures of witnesses below it. */
  readonly checkpoint: string;
  /** The keys that signed checkpoints, one on each line. The last is the current key. */
  readonly keys: string;
  /** The replies of the witnesses that the office names (R37). */
  readonly witnesses?: readonly WitnessReply[];
}

/** Reads the checkpoint of a publication. */
export function checkpointOf({ checkpoint }: Pick<PublicLog, 'checkpoint'>): LogCheckpoint {
  return parseCheckpoint(parseNote(checkpoint).text);
}
