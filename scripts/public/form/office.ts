import type { Config } from '#domain/case/state/config.ts';
import type { Procedure } from '#domain/generated/procedure.ts';
import type { Schema } from '#domain/request/annotations.ts';
import type { Room } from '#domain/room/room.ts';

/** All of an office's configuration that its form is made of: no role, no account. */
export interface FormOffice {
  readonly procedures: readonly Procedure[];
  readonly schemas: Readonly<Record<string, Schema>>;
  readonly rooms: readonly Room[];
}

type FormSource = Pick<Config, 'procedures' | 'schemas' | 'rooms'>;

/** Takes from a sound configuration what the form is made of. */
export function formOfficeOf({ procedures, schemas, rooms }: FormSource): FormOffice {
  const current = [...procedures.values()].map(({ value }) => value);
  const paths = new Set(current.map(({ request }) => request.schema));
  return {
    procedures: current,
    schemas: Object.fromEntries([...schemas].flatMap(([path, { value }]) => (paths.has(path) ? [[path, value]] : []))),
    rooms,
  };
}

/** The request schema of a procedure. @throws if the office has none at that path */
export function requestSchema(office: FormOffice, { id, request }: Procedure): Schema {
  const schema = office.schemas[request.schema];
  if (!schema) throw new Error(`Procedure ${id}: its request schema ${request.schema} is not there.`);
  return schema;
}
