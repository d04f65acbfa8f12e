import type { CalendarData } from '#domain/clock/calendar.ts';
import type { DocumentTemplate } from '#domain/generated/document.ts';
import type { Letterhead } from '#domain/generated/letterhead.ts';
import type { Procedure } from '#domain/generated/procedure.ts';
import type { Roles } from '#domain/generated/roles.ts';
import type { Witness } from '#domain/generated/witnesses.ts';
import type { Schema } from '#domain/request/annotations.ts';
import type { Room } from '#domain/room/room.ts';

/** A file of the configuration: its text as parsed, and the blob id it is pinned by (R7). */
export interface Pinned<T> {
  readonly path: string;
  readonly blob: string;
  readonly value: T;
}

/** What an office configures, as read from the base branch at one revision (R17). */
export interface Config {
  /** Changes whenever any file of it changes. */
  readonly revision: string;
  /** By the procedure's id. */
  readonly procedures: ReadonlyMap<string, Pinned<Procedure>>;
  /** By path (`schemas/….schema.json`). */
  readonly schemas: ReadonlyMap<string, Pinned<Schema>>;
  readonly roles: Roles;
  /** The office's own zone: for what belongs to no procedure (R4). */
  readonly zone: string;
  readonly rooms: readonly Room[];
  readonly calendar: CalendarData;
  /** Other days off, by the name that a clock calls them (R44); absent: none. */
  readonly calendars?: ReadonlyMap<string, CalendarData>;
  /** Templates of documents, by id. */
  readonly documents: ReadonlyMap<string, Pinned<DocumentTemplate>>;
  /** The head of the office's letters; absent: none. */
  readonly letterhead?: Letterhead;
  /** Who watches the log (R37); absent: nobody whom the office names. */
  readonly witnesses?: readonly Witness[];
}
