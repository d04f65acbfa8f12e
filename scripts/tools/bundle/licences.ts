import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * Names, versions and licence texts of packages, as their licences ask for.
 * @param folders of the packages, from the root
 * @throws where a package names no licence
 */
export async function licencesOf(root: string, folders: readonly string[]): Promise<string> {
  const parts = await Promise.all(folders.map((folder) => licenceOf(root, folder)));
  return `${parts.join(`\n\n${'-'.repeat(78)}\n\n`)}\n`;
}

async function licenceOf(root: string, folder: string): Promise<string> {
  const { name, version, license } = JSON.parse(await readFile(join(root, folder, 'package.json'), 'utf8')) as {
    name: string;
    version: string;
    license?: string;
  };
  const names = await readdir(join(root, folder));
  const file = names.find((each) => /^licen[cs]e(\.|$)/i.test(each));
  if (license === undefined && file === undefined) throw new Error(`${name} names no licence.`);
  const text =
    file === undefined ? '' : (await readFile(join(root, folder, file), 'utf8')).replace(/\r\n/g, '\n').trim();
  return [`${name} ${version}`, `Licence: ${license ?? 'see below'}`, text].filter(Boolean).join('\n\n');
}
