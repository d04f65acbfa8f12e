/** Makes changed procedures for what-if, by editing a procedure of a configuration. */
import type { Config } from '#domain/case/state/config.ts';
import type { Procedure } from '#domain/generated/procedure.ts';
import type { Schema } from '#domain/request/annotations.ts';
import { schemasOf } from '#engine/config/read.ts';
import type { ConfigChange } from '#domain/what-if/what-if.ts';

/**
 * Changes one procedure.
 * @param edit a function that changes the procedure, or any of the schemas that it names, by path
 */
export function changed(
  config: Config,
  id: string,
  edit: (procedure: Procedure, schemas: ReadonlyMap<string, Schema>) => void = () => undefined,
): ConfigChange {
  const before = config.procedures.get(id);
  if (!before) throw new Error(`There is no procedure ${id}.`);
  const value = structuredClone(before.value);
  const schemas = new Map(
    schemasOf(value).flatMap((path) => {
      const schema = config.schemas.get(path);
      return schema ? [[path, { ...schema, value: structuredClone(schema.value) }] as const] : [];
    }),
  );
  edit(value, new Map([...schemas].map(([path, schema]) => [path, schema.value])));
  return { procedures: new Map([[id, { procedure: { ...before, value }, schemas }]]) };
}
