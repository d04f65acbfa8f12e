import type { CalendarData } from '#domain/clock/calendar.ts';
import type { DocumentTemplate } from '#domain/generated/document.ts';
import type { Erasures } from '#domain/generated/erasures.ts';
import type { Letterhead } from '#domain/generated/letterhead.ts';
import type { Procedure } from '#domain/generated/procedure.ts';
import type { Retention } from '#domain/generated/retention.ts';
import type { Roles } from '#domain/generated/roles.ts';
import type { Witness } from '#domain/generated/witnesses.ts';
import type { Schema } from '#domain/request/annotations.ts';
import type { Room } from '#domain/room/room.ts';

/** A parsed file of the configuration, with the blob id to which cases are pinned (R7). */
export interface Pinned<T> {
  readonly path: string;
  readonly blob: string;
  readonly value: T;
}

/** The configuration of an office at one revision of main (R17). */
export interface Config {
  /** The revision, which changes with any file of the configuration. */
  readonly revision: string;
  /** The procedures by id. */
  readonly procedures: ReadonlyMap<string, Pinned<Procedure>>;
  /** The schemas by path. */
  readonly schemas: ReadonlyMap<string, Pinned<Schema>>;
  readonly roles: Roles;
  /** The time zone of the office, for times that belong to no procedure (R4). */
  readonly zone: string;
  readonly rooms: readonly Room[];
  readonly calendar: CalendarData;
  /** Further calendars, by the name that clocks use (R44). */
  readonly calendars?: ReadonlyMap<string, CalendarData>;
  /** The document templates by id. */
  readonly documents: ReadonlyMap<string, Pinned<DocumentTemplate>>;
  readonly letterhead?: Letterhead;
  /** The witnesses of the log (R37). */
  readonly witnesses?: readonly Witness[];
  /** How long cases are kept after their end (R50). */
  readonly retention?: Retention;
  /** Single cases whose content is erased (R50). */
  readonly erasures?: Erasures;
}
