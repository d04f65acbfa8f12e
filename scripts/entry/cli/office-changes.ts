import { dirname } from 'node:path';
import { MAIN_REF } from '#domain/case/state/pull.ts';
import type { Text } from '#domain/problem.ts';
import { readYaml } from '#domain/request/yaml.ts';
import { UserError } from '#domain/user-error.ts';
import { changeLines, tellChanges } from '#domain/versions/change-words.ts';
import type { Plain } from '#domain/versions/compare.ts';
import { both, list, plural } from '#domain/words/language.ts';
import {
  configChanges,
  type ConfigChanges,
  type OfficeConfig,
  readOfficeConfig,
  ROLES_FILE,
} from '#embedded/office/office-config.ts';
import { configFolder } from '#engine/config/folder.ts';
import { procedureId } from '#engine/config/read-change.ts';
import type { Forge } from '#engine/forge/forge.ts';
import { CONFIG_PLACES } from '#engine/process/what-if.ts';

/** The differences between a folder's configuration and the configuration in force, with their meaning. */
export interface OfficeChanges extends ConfigChanges {
  readonly office: OfficeConfig;
  /** The changes of each file, in plain words. */
  readonly changeTexts: readonly Text[];
}

/**
 * Compares the configuration in an office's folder with the one in force.
 * @param root the folder with `sops/` and `schemas/`
 * @throws UserError with every problem that `check` finds, if the folder's configuration is not sound (R7)
 */
export async function officeChanges(
  root: string,
  forge: Pick<Forge, 'listFolders' | 'readBlobs'>,
): Promise<OfficeChanges> {
  const office = readOfficeConfig(await configFolder(root));
  if ('problems' in office)
    throw new UserError(
      {
        id: `Tidak ada yang diajukan: ${office.problems.length} masalah. Yang berlaku tetap berlaku.`,
        en: `Nothing was proposed: ${plural(office.problems.length, 'problem')}. What is in force stays in force.`,
      },
      office.problems,
    );
  const places = [...new Set([...CONFIG_PLACES, ...office.files.map(({ path }) => dirname(path))])];
  const listed = await forge.listFolders(MAIN_REF, places);
  const blobs = new Map(listed.map(({ path, oid }) => [path, oid]));
  const roles = blobs.get(ROLES_FILE);
  const rolesText = roles === undefined ? undefined : (await forge.readBlobs([roles])).get(roles);
  const changes = configChanges(office, listed, rolesText);
  const paths = [...changes.put.map(({ path }) => path), ...changes.gone];
  const before = await forge.readBlobs(paths.flatMap((path) => blobs.get(path) ?? []));
  const textBefore = (path: string): string | undefined => before.get(blobs.get(path) ?? '');
  return { office, ...changes, changeTexts: tellAll(office, changes, textBefore) };
}

function tellAll(
  { config }: OfficeConfig,
  { put, gone }: ConfigChanges,
  textBefore: (path: string) => string | undefined,
): Text[] {
  const roleName = (id: string): Text => config.roles.roles[id]?.name ?? { id, en: id };
  const idBefore = (path: string): string | undefined => procedureId({ path, text: textBefore(path) ?? '' });
  const changed = put.flatMap(({ path, text }): Text[] => {
    const id = procedureId({ path, text });
    const old = id === undefined ? undefined : [path, ...gone].find((each) => idBefore(each) === id);
    if (id === undefined) return [textBefore(path) === undefined ? NEW(path) : CHANGED(path)];
    if (old === undefined) return [NEW(path)];
    const changeTexts = tellChanges(plain(textBefore(old) ?? ''), plain(text), roleName);
    const lines = both((language) => ['', ...changeLines(changeTexts, language)].join('\n    '));
    return [{ id: CHANGED(path).id + (lines.id || REWRITTEN.id), en: CHANGED(path).en + (lines.en || REWRITTEN.en) }];
  });
  return [...changed, ...gone.map((path) => ({ id: `${path}: dihapus`, en: `${path}: removed` }))];
}

const NEW = (path: string): Text => ({ id: `${path}: baru`, en: `${path}: new` });
const CHANGED = (path: string): Text => ({ id: `${path}: berubah`, en: `${path}: changed` });
const REWRITTEN: Text = { id: ' (hanya cara ditulisnya)', en: ' (only the way it is written)' };

function plain(text: string): Plain {
  const reading = readYaml(text, '');
  return reading.ok ? (reading.value as Plain) : null;
}

/**
 * Returns a hint if the configuration in a folder differs from the one in force, or is not sound. It says what to do.
 * @param root the folder with `sops/` and `schemas/`
 * @param options options of the commands in the hint, such as ` --folder coba`
 * @returns `undefined` if the folder's configuration equals the one in force
 */
export async function folderHint(
  root: string,
  forge: Pick<Forge, 'listFolders' | 'readBlobs'>,
  options: string,
): Promise<Text | undefined> {
  try {
    const { put, gone } = await officeChanges(root, forge);
    const paths = [...put.map(({ path }) => path), ...gone];
    return paths.length === 0 ? undefined : differs(paths, options);
  } catch (error) {
    if (error instanceof UserError) return unsound(error.problems.length);
    throw error;
  }
}

function differs(paths: readonly string[], options: string): Text {
  return {
    id: `Di folder ini ${list(paths, 'and', 'id')} berbeda dari yang berlaku di kantor. Untuk mengajukan perubahannya, di jendela lain: npx disposisi sop propose${options}`,
    en: `In this folder ${list(paths, 'and', 'en')} ${paths.length === 1 ? 'differs' : 'differ'} from what is in force in the office. To propose the change, in another window: npx disposisi sop propose${options}`,
  };
}

const unsound = (problems: number): Text => ({
  id: `sops/ di folder ini belum dapat dipakai (${problems} masalah); kantor tetap memakai yang berlaku. Lihat: npx disposisi check sops schemas`,
  en: `sops/ in this folder cannot be used yet (${plural(problems, 'problem')}); the office continues with what is in force. See: npx disposisi check sops schemas`,
});
