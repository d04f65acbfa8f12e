import { resolve } from 'node:path';
import { CHECKPOINT_PATH, REGISTER_BRANCH, VKEY_PATH } from '#domain/journal/paths.ts';
import { grownTiles, noTiles } from '#domain/log/tile-files.ts';
import { UserError } from '#domain/user-error.ts';
import type { Io } from '#entry/command.ts';
import { readTexts } from '#engine/register/clone-history.ts';
import { commitOf } from '#engine/register/git.ts';
import { readLeaves } from '#engine/register/read-leaves.ts';
import type { PublishedLog } from '#engine/register/witness.ts';
import { cloneFault } from './clone-fault.ts';
import { refuseUnlessFolder } from './folders.ts';

/** Milliseconds that one file of a site may take, and bytes that it may have. */
const LONGEST = 20_000;
const LARGEST = 65_536;

/**
 * A log to witness.
 * @param place address of a public site, or a folder with a clone
 * @throws UserError where there is no log, or it cannot be read
 */
export const logAt = (place: string, io: Io): Promise<PublishedLog> =>
  /^https?:\/\//.test(place) ? logOfSite(place.replace(/\/+$/, '')) : logOfClone(place, io);

async function logOfSite(site: string): Promise<PublishedLog> {
  const read = async (path: string): Promise<Uint8Array> => {
    const url = `${site}/data/log/${path}`;
    try {
      const response = await fetch(url, { signal: AbortSignal.timeout(LONGEST), cache: 'no-store' });
      if (!response.ok) throw new Error(String(response.status));
      const bytes = new Uint8Array(await response.arrayBuffer());
      if (bytes.length > LARGEST) throw new Error(`${bytes.length} bytes`);
      return bytes;
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      throw new UserError({
        id: `${url} tidak terbaca (${why}). Tidak ada yang ditandatangani. Buka alamat itu di peramban: bila tidak ada di sana juga, periksa alamat situsnya atau ulangi nanti.`,
        en: `${url} cannot be read (${why}). Nothing was signed. Open that address in a browser: if it is not there either, check the site's address, or try again later.`,
      });
    }
  };
  const text = async (path: string): Promise<string> => new TextDecoder().decode(await read(path));
  const checkpoint = await text('checkpoint');
  return { checkpoint, vkeys: linesOf(await text('vkey')), readTile: read };
}

async function logOfClone(place: string, io: Io): Promise<PublishedLog> {
  await refuseUnlessFolder(place, io);
  const folder = resolve(io.cwd, place);
  const { head, checkpoint, keys } = await logFiles(folder).catch((error: unknown) => {
    throw cloneFault(error);
  });
  if (head === undefined || checkpoint === undefined)
    throw new UserError({
      id: `${place}: buku agendanya belum memiliki log. Ambil dahulu: git fetch origin ${REGISTER_BRANCH}.`,
      en: `${place}: its register has no log yet. First fetch it: git fetch origin ${REGISTER_BRANCH}.`,
    });
  const ids = await readLeaves(folder, head).catch((error: unknown) => {
    throw cloneFault(error);
  });
  const files = new Map(grownTiles(noTiles, ids).files.map(({ path, bytes }) => [path, bytes]));
  return { checkpoint, vkeys: linesOf(keys ?? ''), readTile: async (path) => files.get(path) ?? new Uint8Array() };
}

async function logFiles(folder: string) {
  const head = await commitOf(folder, [`refs/heads/${REGISTER_BRANCH}`, `refs/remotes/origin/${REGISTER_BRANCH}`]);
  const [checkpoint, keys] = head === undefined ? [] : await readTexts(folder, head, [CHECKPOINT_PATH, VKEY_PATH]);
  return { head, checkpoint, keys };
}

const linesOf = (text: string): string[] => text.split('\n').filter(Boolean);
