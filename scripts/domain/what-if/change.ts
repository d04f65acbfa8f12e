import type { Config, Pinned } from '#domain/case/config.ts';
import type { Rules } from '#domain/case/world.ts';
import type { CalendarData } from '#domain/clock/calendar.ts';
import type { Procedure } from '#domain/generated/procedure.ts';
import type { Roles } from '#domain/generated/roles.ts';
import type { Schema } from '#domain/request/annotations.ts';
import type { Room } from '#domain/room/room.ts';

/** A procedure as it is to be, with the schemas that it names. */
export interface ChangedProcedure {
  readonly procedure: Pinned<Procedure>;
  /** By path: of its request and of its results. */
  readonly schemas: ReadonlyMap<string, Pinned<Schema>>;
}

/** What is to be otherwise. All else is as it stood when each entry was judged. */
export interface ConfigChange {
  /** By id. Their cases are judged as if it had been that one from the start (R7). */
  readonly procedures: ReadonlyMap<string, ChangedProcedure>;
  readonly roles?: Roles;
  readonly calendar?: CalendarData;
  readonly rooms?: readonly Room[];
}

/**
 * The configuration that stood, with the change put in its place.
 * @param id of the changed procedure that the case is of; undefined: it is of none, and keeps its own
 */
export function changedConfig(config: Config, change: ConfigChange, id: string | undefined): Config {
  const of = id === undefined ? undefined : change.procedures.get(id);
  const { roles, calendar, rooms } = change;
  return {
    ...config,
    ...(roles ? { roles } : {}),
    ...(calendar ? { calendar } : {}),
    ...(rooms ? { rooms } : {}),
    ...(of
      ? {
          procedures: new Map([...config.procedures, [of.procedure.value.id, of.procedure]]),
          schemas: new Map([...config.schemas, ...of.schemas]),
        }
      : {}),
  };
}

/** The rules of a changed procedure's cases. @throws Error where its request schema is not among its schemas */
export function changedRules({ procedure, schemas }: ChangedProcedure): Rules {
  const schema = schemas.get(procedure.value.request.schema);
  if (!schema) throw new Error(`${procedure.value.request.schema} was not read.`);
  return { procedure, schema };
}
