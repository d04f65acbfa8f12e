import { parse, stringify } from 'yaml';
import { canonicalJson } from '#domain/request/digest.ts';
import type { Config } from '#domain/case/state/config.ts';
import type { Roles } from '#domain/generated/roles.ts';
import type { Problem } from '#domain/problem.ts';
import { blobId } from '#engine/config/folder.ts';
import { type ConfigFile, readConfig, schemasOf } from '#engine/config/read.ts';
import { withStandIns } from './stand-ins.ts';

/** The file with the roles and their holders. */
export const ROLES_FILE = 'sops/roles.yaml';
const STAND_IN_NOTE = `# Pejabat contoh, dibuat oleh npm start: di sini siapa pun boleh masuk sebagai siapa pun.
# Sample holders, made by npm start: here anybody may sign in as anybody.
`;

/** The configuration of a folder for an office on one machine. */
export interface OfficeConfig {
  /** The files of the folder, with sample people instead of real ones. */
  readonly files: readonly ConfigFile[];
  /** The configuration of the folder, unchanged. */
  readonly config: Config;
  /** The roles with sample people. */
  readonly roles: Roles;
  readonly warnings: readonly Problem[];
}

/**
 * Reads the configuration of a folder for an office on one machine. No real person has an account in such an office.
 * @returns the configuration, with sample people instead of real people; or its problems
 */
export function readOfficeConfig(
  files: readonly ConfigFile[],
): OfficeConfig | { readonly problems: readonly Problem[] } {
  const reading = readConfig(files);
  if ('problems' in reading) return reading;
  const { config, warnings } = reading;
  const roles = withStandIns(
    config.roles,
    [...config.procedures.values()].map(({ value }) => value),
  );
  if (roles === config.roles) return { files, config, roles, warnings };
  // The file is written again, because a comment in it may name a real person.
  const text = STAND_IN_NOTE + stringify(roles);
  const written = files.map((file) =>
    file.path === ROLES_FILE ? { path: ROLES_FILE, text, blob: blobId(Buffer.from(text)) } : file,
  );
  return { files: written, config, roles, warnings };
}

/** The differences between a folder's configuration and main's. */
export interface ConfigChanges {
  readonly put: readonly ConfigFile[];
  /** The paths of files in `sops/` that main has and the folder does not have. */
  readonly gone: readonly string[];
}

/**
 * Finds the differences between an office's configuration and main's, in `sops/` and in the schemas that its procedures
 * name. The program's own schemas are in the same folder and belong to no configuration.
 * @param main the files of main
 * @param rolesOnMain the text of main's roles; the same holders in another notation are no change
 */
export function configChanges(
  { files, config, roles }: OfficeConfig,
  main: readonly { readonly path: string; readonly oid: string }[],
  rolesOnMain: string | undefined,
): ConfigChanges {
  const there = new Map(main.map(({ path, oid }) => [path, oid]));
  const named = new Set([...config.procedures.values()].flatMap(({ value }) => schemasOf(value)));
  const isOwn = (path: string): boolean => path.startsWith('sops/') || named.has(path);
  const isSame = ({ path, blob }: ConfigFile): boolean =>
    there.get(path) === blob || (path === ROLES_FILE && rolesOnMain !== undefined && saysSame(rolesOnMain, roles));
  const here = new Set(files.map(({ path }) => path));
  return {
    put: files.filter((file) => isOwn(file.path) && !isSame(file)),
    gone: [...there.keys()].filter((path) => path.startsWith('sops/') && !here.has(path)).sort(),
  };
}

function saysSame(text: string, roles: Roles): boolean {
  try {
    return canonicalJson(parse(text)) === canonicalJson(roles);
  } catch {
    return false;
  }
}
