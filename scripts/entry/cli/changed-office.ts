import { basename, dirname, resolve } from 'node:path';
import { needed, type Io } from '#entry/command.ts';
import { blobId, configFolder } from '#engine/config/folder.ts';
import type { ConfigFile } from '#engine/config/read.ts';
import { procedureId, withFiles } from '#engine/config/read-change.ts';
import { readText } from './read-file.ts';

/** The files that a person names. */
interface Named {
  readonly procedure: readonly string[];
  readonly calendar: string | undefined;
  readonly roles: string | undefined;
}

/**
 * The configuration with the files that a person names in their places: in that of the office that the procedure's folder is
 * part of, so that it is found sound or not as `check` finds it; else in that of main.
 * @param newest of main
 * @returns the files, and the paths of those that are to be otherwise
 * @throws UserError where one cannot be read
 */
export async function changedOffice(
  { procedure, calendar, roles }: Named,
  newest: readonly ConfigFile[],
  io: Io,
): Promise<{ readonly files: readonly ConfigFile[]; readonly changed: ReadonlySet<string> }> {
  const [first] = procedure;
  const around = first === undefined ? [] : await officeAround(resolve(io.cwd, needed(first, '--procedure FILE')));
  const isOffice = around.some(({ path }) => path === ROLES);
  const base = isOffice ? around : withFiles(newest, around.filter(isSchema));
  const given = await Promise.all([
    ...procedure.map(async (file) =>
      placed(await fileOf(file, `sops/${basename(file)}`, '--procedure FILE', io), base),
    ),
    ...(calendar === undefined ? [] : [fileOf(calendar, 'sops/calendar.yaml', '--calendar FILE', io)]),
    ...(roles === undefined ? [] : [fileOf(roles, ROLES, '--roles FILE', io)]),
  ]);
  return { files: withFiles(base, given), changed: new Set(given.map(({ path }) => path)) };
}

const ROLES = 'sops/roles.yaml';

const isSchema = ({ path }: ConfigFile): boolean => path.startsWith('schemas/');

/** The configuration whose `sops/` a file lies in, or the schemas in the folder next to its own. */
async function officeAround(file: string): Promise<ConfigFile[]> {
  const files = await configFolder(dirname(dirname(file)));
  return basename(dirname(file)) === 'sops' ? files : files.filter(isSchema);
}

async function fileOf(file: string, path: string, option: string, io: Io): Promise<ConfigFile> {
  const text = await readText(needed(file, option), io);
  return { path, blob: blobId(Buffer.from(text)), text };
}

/** A procedure under the path of that of the same id, if there is one. */
function placed(file: ConfigFile, base: readonly ConfigFile[]): ConfigFile {
  const id = procedureId(file);
  const before = id === undefined ? undefined : base.find((each) => procedureId(each) === id);
  return before ? { ...file, path: before.path } : file;
}
