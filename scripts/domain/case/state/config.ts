import type { CalendarData } from '#domain/clock/calendar.ts';
import type { DocumentTemplate } from '#domain/generated/document.ts';
import type { Letterhead } from '#domain/generated/letterhead.ts';
import type { Procedure } from '#domain/generated/procedure.ts';
import type { Roles } from '#domain/generated/roles.ts';
import type { Witness } from '#domain/generated/witnesses.ts';
import type { Schema } from '#domain/request/annotations.ts';
import type { Room } from '#domain/room/room.ts';

/** A file of the configuration: as parsed, with the blob id by which cases pin it (R7). */
export interface Pinned<T> {
  readonly path: string;
  readonly blob: string;
  readonly value: T;
}

/** An office's configuration at one revision of the base branch (R17). */
export interface Config {
  /** Changes with any of its files. */
  readonly revision: string;
  /** By id. */
  readonly procedures: ReadonlyMap<string, Pinned<Procedure>>;
  /** By path. */
  readonly schemas: ReadonlyMap<string, Pinned<Schema>>;
  readonly roles: Roles;
  /** Used for what belongs to no procedure (R4). */
  readonly zone: string;
  readonly rooms: readonly Room[];
  readonly calendar: CalendarData;
  /** Further calendars, by the name that clocks use (R44). */
  readonly calendars?: ReadonlyMap<string, CalendarData>;
  /** By id. */
  readonly documents: ReadonlyMap<string, Pinned<DocumentTemplate>>;
  readonly letterhead?: Letterhead;
  /** Who watches the log (R37). */
  readonly witnesses?: readonly Witness[];
}
