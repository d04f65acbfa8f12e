import { UserError } from '#domain/user-error.ts';
import { hashOf, type PublicFile } from '../folder.ts';

/** The list of shared files next to the committed renderer: SHA-256 and path, as `sha256sum` prints them. */
export const SHARED_LIST = 'shared.sha256';

/** The office's own file among the shared files: its domain, as GitHub Pages reads it. */
export const OWN_DOMAIN = 'CNAME';

const SHOWN = 5;

/** Prints the list of shared files. */
export const printSharedList = (files: readonly PublicFile[]): string =>
  [...files]
    .sort((a, b) => (a.path < b.path ? -1 : 1))
    .map(({ path, text }) => `${hashOf(text)}  ${path}\n`)
    .join('');

/** Reads the list that {@link printSharedList} printed: SHA-256 by path. */
export const readSharedList = (list: string): Map<string, string> =>
  new Map(Array.from(list.matchAll(/^([0-9a-f]{64}) {2}(.+)$/gm), ([, hash = '', path = '']) => [path, hash]));

/**
 * Refuses shared files that differ, in any byte, from those that were committed on main. The job that compiled them ran
 * packages, and one of these may have changed a script of the desk (security row 70).
 * @param files the files as compiled
 * @param list the list that `printSharedList` printed when the renderer was bundled
 * @param own files of the office itself, which no list of the program has
 * @throws UserError that names up to five files that differ, are missing, or are in no list
 */
export function refuseUncommitted(files: readonly PublicFile[], list: string, own: readonly PublicFile[]): void {
  const expected = new Map([...readSharedList(list), ...own.map(({ path, text }) => [path, hashOf(text)] as const)]);
  const found = new Map(files.map(({ path, text }) => [path, hashOf(text)]));
  const paths = [...new Set([...expected.keys(), ...found.keys()])].sort();
  const wrong = paths.filter((path) => expected.get(path) !== found.get(path));
  if (wrong.length === 0) return;
  const names = wrong.slice(0, SHOWN).join(', ') + (wrong.length > SHOWN ? ', …' : '');
  throw new UserError({
    id: `${names}: bukan file yang tercatat di main (${SHARED_LIST}). Tidak ada yang diterbitkan. Bila kode situs diubah, jalankan npm run bundle dan sertakan hasilnya. Bila tidak, sebuah paket mengubah hasil kompilasi: jangan terbitkan, dan laporkan.`,
    en: `${names}: different from the files that are committed on main (${SHARED_LIST}). Nothing is published. If the site's code was changed, run npm run bundle and commit its result. If not, a package changed the compiled files: do not publish, and report it.`,
  });
}
