import type { Config, Pinned } from '#domain/case/state/config.ts';
import type { Problem } from '#domain/problem.ts';
import type { Schema } from '#domain/request/annotations.ts';
import { readYaml } from '#domain/request/yaml.ts';
import type { ChangedProcedure, ConfigChange } from '#domain/what-if/what-if.ts';
import { type ConfigFile, readConfig, schemasOf } from './read.ts';

/** Which files of a configuration are to be otherwise, by path. */
export type ChangedPaths = ReadonlySet<string>;

/** A change, with the configuration that it makes; or what is wrong with that. */
export type ChangeReading =
  { readonly change: ConfigChange; readonly config: Config } | { readonly problems: readonly Problem[] };

/**
 * Reads a change of the configuration as the process would read the whole (R7): by the same readers, and with the same limits.
 * @param files of the configuration as it would be
 * @param paths of them that are changed; a procedure counts as changed also where a schema that it names is
 */
export function readChange(files: readonly ConfigFile[], paths: ChangedPaths): ChangeReading {
  const reading = readConfig(files);
  if ('problems' in reading) return reading;
  const { config } = reading;
  const procedures = [...config.procedures].filter(
    ([, { path, value }]) => paths.has(path) || schemasOf(value).some((schema) => paths.has(schema)),
  );
  const change: ConfigChange = {
    procedures: new Map(procedures.map(([id, procedure]) => [id, changedProcedure(config, procedure)])),
    ...(paths.has('sops/roles.yaml') ? { roles: config.roles } : {}),
    ...(paths.has('sops/calendar.yaml') ? { calendar: config.calendar } : {}),
    ...(paths.has('sops/rooms.yaml') ? { rooms: config.rooms } : {}),
  };
  return { change, config };
}

function changedProcedure({ schemas }: Config, procedure: ChangedProcedure['procedure']): ChangedProcedure {
  const own = schemasOf(procedure.value).flatMap((path): [string, Pinned<Schema>][] => {
    const schema = schemas.get(path);
    return schema ? [[path, schema]] : [];
  });
  return { procedure, schemas: new Map(own) };
}

/** Files with others in their place; a procedure also takes the place of that of the same id, under whatever path. */
export function withFiles(files: readonly ConfigFile[], others: readonly ConfigFile[]): ConfigFile[] {
  const paths = new Set(others.map(({ path }) => path));
  const ids = new Set(others.flatMap((file) => procedureId(file) ?? []));
  const isReplaced = (file: ConfigFile): boolean => {
    if (paths.has(file.path)) return true;
    const id = ids.size > 0 ? procedureId(file) : undefined;
    return id !== undefined && ids.has(id);
  };
  return [...files.filter((file) => !isReplaced(file)), ...others];
}

/** The id of a procedure, if a file may be one and can be read so far. */
export function procedureId({ path, text }: Pick<ConfigFile, 'path' | 'text'>): string | undefined {
  if (!/^sops\/[^/]+\.yaml$/.test(path)) return undefined;
  const reading = readYaml(text, path);
  const { id, steps } = reading.ok
    ? ((reading.value ?? {}) as { readonly id?: unknown; readonly steps?: unknown })
    : {};
  return typeof id === 'string' && steps !== undefined ? id : undefined;
}
