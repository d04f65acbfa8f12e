import { NAMED, OPTIONAL } from '#domain/procedure/office-files.ts';
import { dirname } from 'node:path';
import { MAIN_REF } from '#domain/case/state/pull.ts';
import type { Roles } from '#domain/generated/roles.ts';
import type { Language, Text } from '#domain/problem.ts';
import { readYaml } from '#domain/request/yaml.ts';
import { UserError } from '#domain/user-error.ts';
import { changeLines, tellChanges } from '#domain/versions/change-words.ts';
import type { Plain } from '#domain/versions/compare.ts';
import { officeFileWords } from '#domain/versions/office-changes.ts';
import { both, list, plural } from '#domain/words/language.ts';
import {
  configChanges,
  type ConfigChanges,
  type OfficeConfig,
  readOfficeConfig,
  ROLES_FILE,
} from '#embedded/office/office-config.ts';
import { configFolder } from '#engine/config/folder.ts';
import type { Parsed } from '#engine/config/parse.ts';
import { procedureId } from '#engine/config/read-change.ts';
import { type ConfigFile, readCalendar, readLetterhead, readRoles, readRooms } from '#engine/config/read.ts';
import type { Forge } from '#engine/forge/forge.ts';
import { CONFIG_PLACES } from '#engine/process/what-if.ts';

/** Changes of the configuration in force, with the changes of each file in plain words. */
export interface WordedChanges extends ConfigChanges, ChangeWords {}

export interface ChangeWords {
  /** A text for each file: its path, and below it what changes. */
  readonly changeTexts: readonly Text[];
  /** One sentence for each change of holders, rooms, days off and letterhead; none if another file changes too. */
  readonly sentences: readonly Text[];
}

/** The differences between a folder's configuration and the one in force. */
interface OfficeChanges extends WordedChanges {
  readonly office: OfficeConfig;
}

/**
 * Compares the configuration of an office's folder with the one in force.
 * @param folder the files under `sops/` and `schemas/` in the folder
 * @throws UserError with every problem that `check` finds, if the folder's configuration is not sound (R7)
 */
export async function officeChanges(
  folder: readonly ConfigFile[],
  forge: Pick<Forge, 'listFolders' | 'readBlobs'>,
): Promise<OfficeChanges> {
  const office = readOfficeConfig(folder);
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
  return { office, ...changes, ...changeWords(changes, office.config.roles, textBefore) };
}

/**
 * Writes the changes of each file in plain words.
 * @param roles the roles after the change, for their names
 * @param textBefore returns the text of a file before the change; undefined for a new file
 */
export function changeWords(
  { put, gone }: ConfigChanges,
  { roles }: Roles,
  textBefore: (path: string) => string | undefined,
): ChangeWords {
  const roleName = (id: string): Text => roles[id]?.name ?? { id, en: id };
  const idBefore = (path: string): string | undefined => procedureId({ path, text: textBefore(path) ?? '' });
  const linesOf = (file: ConfigFile): ((language: Language) => string[]) | undefined => {
    const before = textBefore(file.path);
    const office = before === undefined ? undefined : readFileWords({ ...file, text: before }, file);
    if (office) return (language) => office.map((words) => words[language]);
    const id = procedureId(file);
    const old = id === undefined ? undefined : [file.path, ...gone].find((each) => idBefore(each) === id);
    if (old === undefined) return undefined;
    const changed = tellChanges(plain(textBefore(old) ?? ''), plain(file.text), roleName);
    return (language) => changeLines(changed, language);
  };
  const changed = put.map((file): Text => {
    const lines = linesOf(file);
    if (!lines) return textBefore(file.path) === undefined ? NEW(file.path) : CHANGED(file.path);
    const said = (language: Language): string => ['', ...lines(language)].join('\n    ') || REWRITTEN[language];
    return both((language) => CHANGED(file.path)[language] + said(language));
  });
  const sentences = put.map((file) => readFileWords({ ...file, text: textBefore(file.path) ?? '' }, file));
  return {
    changeTexts: [...changed, ...gone.map((path) => ({ id: `${path}: dihapus`, en: `${path}: removed` }))],
    sentences: gone.length > 0 || sentences.includes(undefined) ? [] : sentences.flatMap((each) => each ?? []),
  };
}

/** Writes what changed in a file that is no procedure; undefined for other files, or if a version cannot be read. */
function readFileWords(before: ConfigFile, after: ConfigFile): Text[] | undefined {
  const read = readerOf(after.path);
  const [was, now] = [read?.(before), read?.(after)];
  return was?.ok && now?.ok ? officeFileWords(after.path, was.value, now.value) : undefined;
}

function readerOf(path: string): ((file: ConfigFile) => Parsed<unknown>) | undefined {
  if (path === NAMED.roles) return readRoles;
  if (path === NAMED.rooms) return readRooms;
  if (path === OPTIONAL.letterhead) return readLetterhead;
  return path === NAMED.calendar || path.startsWith('sops/calendars/') ? readCalendar : undefined;
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
    const { put, gone } = await officeChanges(await configFolder(root), forge);
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
