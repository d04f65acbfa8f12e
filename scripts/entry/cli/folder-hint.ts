import type { Text } from '#domain/problem.ts';
import { UserError } from '#domain/user-error.ts';
import { list, plural } from '#domain/words/language.ts';
import type { Forge } from '#engine/forge/forge.ts';
import { officeChanges } from './office-changes.ts';

/**
 * What an engineer should know of the folder that an office was begun from: that it is not what is in force, and what to do.
 * @param root the folder with `sops/` and `schemas/`
 * @param options of the commands that are named, such as ` --folder coba`
 * @returns undefined where the folder is what is in force
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
    id: `Di folder ini ${list(paths, 'and', 'id')} lain daripada yang berlaku di kantor. Untuk mengajukan perubahannya, di jendela lain: npx disposisi sop propose${options}`,
    en: `In this folder ${list(paths, 'and', 'en')} ${paths.length === 1 ? 'is' : 'are'} not what is in force in the office. To propose the change, in another window: npx disposisi sop propose${options}`,
  };
}

const unsound = (problems: number): Text => ({
  id: `sops/ di folder ini belum dapat dipakai (${problems} masalah); kantor tetap memakai yang berlaku. Lihat: npx disposisi check sops schemas`,
  en: `sops/ in this folder cannot be used yet (${plural(problems, 'problem')}); the office goes on with what is in force. See: npx disposisi check sops schemas`,
});
