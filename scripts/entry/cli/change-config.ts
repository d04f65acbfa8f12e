import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Config } from '#domain/case/state/config.ts';
import { MAIN_REF } from '#domain/case/state/pull.ts';
import type { Text } from '#domain/problem.ts';
import { NOTHING_WRITTEN, UserError } from '#domain/user-error.ts';
import { effectWords } from '#domain/versions/office-changes.ts';
import { list } from '#domain/words/language.ts';
import { type Io, printText } from '#entry/command.ts';
import { blobId, configFolder } from '#engine/config/folder.ts';
import { type ConfigFile, readConfig } from '#engine/config/read.ts';
import { officeRoot } from '#engine/config/root.ts';
import type { ClientOptions } from '#engine/forge/octokit.ts';
import { keepFile } from '#engine/kept-files.ts';
import { CONFIG_PLACES } from '#engine/process/what-if.ts';
import { connect, connectAsMaintainer, findOffice, FORGE_OPTIONS, forgeAsPerson, runningOffice } from './connect.ts';
import { changeWords, officeChanges } from './office-changes.ts';
import { proposeChange, waitOf } from './propose-change.ts';

/** The options of every command that changes the configuration. */
export const CHANGE_OPTIONS = { ...FORGE_OPTIONS, wait: { type: 'string' } } as const;

type ChangeArguments = Readonly<Partial<Record<keyof typeof CHANGE_OPTIONS, string | undefined>>>;

/** The configuration to change. */
export interface OpenConfig {
  readonly config: Config;
  /** Returns the text of one of its files. */
  readonly text: (path: string) => string;
  /** The forge whose accounts act in the office; undefined if the files of a folder are changed. */
  readonly forge: ClientOptions | undefined;
  /** The accounts of the office that runs on this machine, which are those of sample people; undefined otherwise. */
  readonly people?: readonly string[];
}

/**
 * Changes one file of an office's configuration:
 * - with `--repo`, of a repository on GitHub: a pull request is opened, and nothing on this machine changes
 * - of the office that runs on this machine: a pull request is opened; the folder's file is changed once the change is
 *   in force (`sop adopt`) or, if the folder has real people in place of the office's sample people, at once
 * - otherwise only the folder's file is changed, as before an office is installed
 * @param path the file
 * @param edit returns the changed text
 * @throws UserError if the configuration is not sound before or after the change, or if the folder of the running
 *   office has other changes that are not in force
 */
export async function changeConfig(
  values: ChangeArguments,
  io: Io,
  path: string,
  edit: (open: OpenConfig) => string | Promise<string>,
): Promise<number> {
  waitOf(values);
  if (values.repo !== undefined) return changeOnGitHub(values, io, path, edit);
  const isHere = values.folder !== undefined || values.as !== undefined || (await findOffice(undefined, io));
  return isHere ? changeHere(values, io, path, edit) : changeFolder(io, path, edit);
}

type Changing = Parameters<typeof changeConfig>;

async function changeOnGitHub(...[values, io, path, edit]: Changing): Promise<number> {
  const options = await connect(values, io);
  const forge = forgeAsPerson(options);
  const listed = await forge.listFolders(MAIN_REF, CONFIG_PLACES);
  const texts = await forge.readBlobs(listed.map(({ oid }) => oid));
  const files = listed.map(({ path, oid }) => ({ path, blob: oid, text: texts.get(oid) ?? '' }));
  const { changed, config } = await edited(files, path, edit, { forge: options });
  const changes = { put: [changed], gone: [] };
  const before = files.find((file) => file.path === path)?.text;
  const worded = { ...changes, ...changeWords(changes, config.roles, () => before) };
  await proposeChange(options, worded, values, io);
  return 0;
}

async function changeHere(...[values, io, path, edit]: Changing): Promise<number> {
  const { tokens } = await runningOffice(values.folder, io);
  const options = await connectAsMaintainer(values, io);
  const forge = forgeAsPerson(options);
  const root = officeRoot(io.cwd);
  const files = await configFolder(root);
  const { put, gone } = await officeChanges(files, forge);
  const other = [...put.map((file) => file.path), ...gone];
  if (other.length > 0) throw new UserError(DIFFERS(other));
  const { changed, files: after } = await edited(files, path, edit, { forge: options, people: Object.keys(tokens) });
  const changes = await officeChanges(after, forge);
  if (changes.put.length > 0) await proposeChange(options, changes, values, io);
  const isOfRealPeople = changes.put.every(({ text }) => text !== changed.text);
  if (!isOfRealPeople) return 0;
  await write(resolve(root, path), changed.text);
  printText(io, changes.put.length === 0 ? OF_REAL_PEOPLE : WRITTEN_HERE(path));
  return 0;
}

async function changeFolder(...[io, path, edit]: [Changing[1], Changing[2], Changing[3]]): Promise<number> {
  const files = await configFolder(io.cwd);
  const { changed, config } = await edited(files, path, edit, { forge: undefined });
  await write(resolve(io.cwd, path), changed.text);
  const before = files.find((file) => file.path === path)?.text;
  const { changeTexts } = changeWords({ put: [changed], gone: [] }, config.roles, () => before);
  for (const line of [...changeTexts, ...effectWords([path]), ONLY_HERE]) printText(io, line);
  return 0;
}

/** @throws UserError with the problems of the configuration before or after the change */
async function edited(
  files: readonly ConfigFile[],
  path: string,
  edit: Changing[3],
  where: Pick<OpenConfig, 'forge' | 'people'>,
) {
  const textOf = (name: string): string => files.find((file) => file.path === name)?.text ?? '';
  const text = await edit({ config: sound(files), text: textOf, ...where });
  const changed: ConfigFile = { path, blob: blobId(Buffer.from(text)), text };
  const after = [...files.filter((file) => file.path !== path), changed];
  return { changed, files: after, config: sound(after) };
}

function sound(files: readonly ConfigFile[]): Config {
  const reading = readConfig(files);
  if ('problems' in reading) throw new UserError(NOTHING_WRITTEN, reading.problems);
  return reading.config;
}

async function write(path: string, text: string): Promise<void> {
  keepFile(path, text, (await stat(path)).mode & 0o777);
}

const DIFFERS = (paths: readonly string[]): Text => ({
  id: `Tidak ada yang diubah: di folder ini ${list(paths, 'and', 'id')} berbeda dari yang berlaku di kantor. Ajukan dan berlakukan dahulu (npx disposisi sop propose), atau kembalikan perubahannya.`,
  en: `Nothing was changed: in this folder ${list(paths, 'and', 'en')} ${paths.length === 1 ? 'differs' : 'differ'} from what is in force in the office. First propose it and put it in force (npx disposisi sop propose), or take it back.`,
});
const OF_REAL_PEOPLE: Text = {
  id: 'File di folder ini diubah. Di kantor ini tidak ada yang berubah: pejabat sebenarnya diwakili pejabat contoh.',
  en: 'The file in this folder is changed. In this office nothing changes: sample people stand for real holders.',
};
const WRITTEN_HERE = (path: string): Text => ({
  id: `File ${path} di folder ini, yang memuat pejabat sebenarnya, juga diubah.`,
  en: `The file ${path} in this folder, which has the real holders, is changed too.`,
});
const ONLY_HERE: Text = {
  id: 'Hanya file di folder ini yang diubah. Ajukan perubahan ini melalui pull request.',
  en: 'Only the file in this folder is changed. Propose this change by a pull request.',
};
