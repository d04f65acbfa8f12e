import type { Config, Pinned } from '#domain/case/state/config.ts';
import type { Problem } from '#domain/problem.ts';
import type { Schema } from '#domain/request/annotations.ts';
import { readYaml } from '#domain/request/yaml.ts';
import type { ChangedProcedure, ConfigChange } from '#domain/what-if/what-if.ts';
import { type ConfigFile, readConfig, schemasOf } from './read.ts';

/** The paths of the files that a change adds, changes or removes. */
export type ChangedPaths = ReadonlySet<string>;

/** A change and the configuration after the change, or the problems of that configuration. */
export type ChangeReading =
  { readonly change: ConfigChange; readonly config: Config } | { readonly problems: readonly Problem[] };

/**
 * Reads a change of the configuration, with the readers and the limits of the process (R7).
 * @param files all files of the changed configuration
 * @param paths the paths that are changed; a procedure counts as changed also if a schema that it names is changed
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

/**
 * Replaces files by others with the same paths, and adds the others. A procedure also replaces a procedure that has the
 * same id and another path.
 */
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

/** Returns the id of the procedure in a file; `undefined` if the file is not a procedure or its YAML cannot be read. */
export function procedureId({ path, text }: Pick<ConfigFile, 'path' | 'text'>): string | undefined {
  if (!/^sops\/[^/]+\.yaml$/.test(path)) return undefined;
  const reading = readYaml(text, path);
  const { id, steps } = reading.ok
    ? ((reading.value ?? {}) as { readonly id?: unknown; readonly steps?: unknown })
    : {};
  return typeof id === 'string' && steps !== undefined ? id : undefined;
}
