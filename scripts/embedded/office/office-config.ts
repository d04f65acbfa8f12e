import { parse, stringify } from 'yaml';
import { canonicalJson } from '#domain/request/digest.ts';
import type { Config } from '#domain/case/state/config.ts';
import type { Roles } from '#domain/generated/roles.ts';
import type { Problem } from '#domain/problem.ts';
import { blobId } from '#engine/config/folder.ts';
import { type ConfigFile, readConfig, schemasOf } from '#engine/config/read.ts';
import { withStandIns } from './stand-ins.ts';

/** Who holds what. */
export const ROLES_FILE = 'sops/roles.yaml';
const STAND_IN_NOTE = `# Pejabat contoh, dibuat oleh npm start: di sini siapa pun boleh masuk sebagai siapa pun.
# Sample holders, made by npm start: here anybody may sign in as anybody.
`;

/** The configuration of a folder, as an office on one machine has it. */
export interface OfficeConfig {
  /** The folder's files, with sample people in the place of its own where it names any. */
  readonly files: readonly ConfigFile[];
  /** As the folder has it. */
  readonly config: Config;
  /** As the office has them. */
  readonly roles: Roles;
  readonly warnings: readonly Problem[];
}

/** Reads a folder's configuration for an office on one machine, in which nobody real has an account; or what is wrong with it. */
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
  // Written anew: a comment in the file may name somebody real.
  const text = STAND_IN_NOTE + stringify(roles);
  const written = files.map((file) =>
    file.path === ROLES_FILE ? { path: ROLES_FILE, text, blob: blobId(Buffer.from(text)) } : file,
  );
  return { files: written, config, roles, warnings };
}

/** In what a folder's configuration differs from main's. */
export interface ConfigChanges {
  readonly put: readonly ConfigFile[];
  /** Paths of files of `sops/` that main has and the folder has no more. */
  readonly gone: readonly string[];
}

/**
 * What of an office's configuration is otherwise than on main: all of `sops/`, and the schemas that its procedures name. The
 * program's own schemas lie in the same folder and are nobody's configuration.
 * @param main what it lists
 * @param rolesOnMain the text of its roles: the same holders, written otherwise, are no change
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
