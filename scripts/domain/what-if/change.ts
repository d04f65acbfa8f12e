import { given } from '#domain/request/given.ts';
import type { Config, Pinned } from '#domain/case/state/config.ts';
import type { Rules } from '#domain/case/state/world.ts';
import type { CalendarData } from '#domain/clock/calendar.ts';
import type { Procedure } from '#domain/generated/procedure.ts';
import type { Roles } from '#domain/generated/roles.ts';
import type { Schema } from '#domain/request/annotations.ts';
import type { Room } from '#domain/room/room.ts';

/** A changed procedure with its schemas. */
export interface ChangedProcedure {
  readonly procedure: Pinned<Procedure>;
  readonly schemas: ReadonlyMap<string, Pinned<Schema>>;
}

/** All else is as it was when each entry was judged. */
export interface ConfigChange {
  /** By id. Their cases are judged as if it had applied from the start (R7). */
  readonly procedures: ReadonlyMap<string, ChangedProcedure>;
  readonly roles?: Roles;
  readonly calendar?: CalendarData;
  readonly rooms?: readonly Room[];
}

/** @param id of the case's procedure, where it is changed */
export function changedConfig(config: Config, change: ConfigChange, id: string | undefined): Config {
  const of = id === undefined ? undefined : change.procedures.get(id);
  const { roles, calendar, rooms } = change;
  return {
    ...config,
    ...given({ roles, calendar, rooms }),
    ...(of
      ? {
          procedures: new Map([...config.procedures, [of.procedure.value.id, of.procedure]]),
          schemas: new Map([...config.schemas, ...of.schemas]),
        }
      : {}),
  };
}

export function changedRules({ procedure, schemas }: ChangedProcedure): Rules {
  const schema = schemas.get(procedure.value.request.schema);
  if (!schema) throw new Error(`${procedure.value.request.schema} was not read.`);
  return { procedure, schema };
}
