import { hostname } from 'node:os';
import { resolve } from 'node:path';
import { epochSeconds } from '#domain/clock/instant.ts';
import { CHECKPOINT_PATH, REGISTER_BRANCH, VKEY_PATH } from '#domain/journal/paths.ts';
import { grownTiles, noTiles } from '#domain/log/tile-files.ts';
import type { Text } from '#domain/problem.ts';
import { UsageError, UserError } from '#domain/user-error.ts';
import { checkpointWords } from '#domain/words/checkpoint.ts';
import { type Command, type Io, needed, remark, printText } from '#entry/command.ts';
import { readTexts } from '#engine/register/clone-history.ts';
import { commitOf } from '#engine/register/git.ts';
import { readLeaves } from '#engine/register/entries-in-clone.ts';
import { verifierFor } from '#engine/register/signing-key.ts';
import { cosigned, type Observation, observe, type PublishedLog } from '#engine/register/witness.ts';
import { throwCloneFault } from '../clone-fault.ts';
import { refuseUnlessFolder } from '../folders.ts';
import { readArgs } from '../read-args.ts';
import { keepProof, noteCosigned, openWitness } from '../witness-state.ts';

/** The exit code if the log does not extend the checkpoint that the witness saw last. The proof is kept in a folder. */
const DOES_NOT_EXTEND = 3;

/** Witnesses a log (R37): checks that its newest checkpoint extends the last one seen, and cosigns the newest. */
export const run: Command = async (args, io) => {
  const options = { state: { type: 'string' }, name: { type: 'string' }, vkey: { type: 'string' } } as const;
  const { values, positionals } = readArgs(args, options, 1);
  const place = needed(positionals[0], { id: 'SITUS atau KLON', en: 'SITE or CLONE' }[io.lang]);
  const folder = resolve(io.cwd, needed(values.state ?? 'saksi', '--state FOLDER'));
  if (values.vkey !== undefined) refuseUnlessVkey(values.vkey);
  const state = await openWitness(folder, nameOf(values.name));
  if (state.isNew)
    printText(io, { id: `Kunci saksi dibuat: ${state.key.vkey}`, en: `Key of the witness made: ${state.key.vkey}` });
  const log = await logAt(place, io);
  const vkey = values.vkey ?? state.vkey ?? log.vkeys.at(-1) ?? '';
  if (values.vkey === undefined && state.vkey === undefined)
    remark(io, {
      id: `Kunci log dipercaya mulai sekarang; bandingkan dengan yang diumumkan kantor: ${vkey}`,
      en: `The log's key is trusted from now on; compare it with the one that the office announced: ${vkey}`,
    });
  let found: Observation;
  try {
    found = await observe(log, vkey, state.seen);
  } catch (error) {
    if (!(error instanceof SyntaxError) && !(error instanceof RangeError)) throw error;
    throw new UserError(nothingSigned({ id: error.message, en: error.message }));
  }
  if (found.is === 'extends') {
    const note = cosigned(found.note, vkey, state.key, epochSeconds(io.now()));
    const path = await noteCosigned(folder, vkey, note);
    const words = checkpointWords(found.checkpoint);
    printText(io, { id: `${words.id} ditandatangani: ${path}`, en: `${words.en} cosigned: ${path}` });
    return 0;
  }
  if (found.is === 'forked' || found.is === 'shorter') {
    const name = `bukti-${io.now().replaceAll(':', '')}`;
    const proof = await keepProof(folder, name, state.seen ?? '', log.checkpoint);
    remark(io, doesNotExtend(found, proof));
    return DOES_NOT_EXTEND;
  }
  throw new UserError(nothingSigned(WHY[found.is](found.expected, found.received)));
};

const nothingSigned = ({ id, en }: Text): Text => ({
  id: `${id} Tidak ada yang ditandatangani.`,
  en: `${en} Nothing was signed.`,
});

const WHY: Readonly<Record<'unsigned' | 'other-log' | 'unproven', (expected: string, received: string) => Text>> = {
  unsigned: (expected, received) => ({
    id: `Titik periksa terbaru tidak ditandatangani dengan kunci yang dipercaya saksi ini (${expected}). Situs menyebut ${received}: bila kantor mengumumkan kunci itu, terimalah dengan --vkey.`,
    en: `The newest checkpoint is not signed by the key that this witness trusts (${expected}). The site names ${received}: if the office announced that key, accept it with --vkey.`,
  }),
  'other-log': (expected, received) => ({
    id: `Ini log lain: diharapkan ${expected}, diterima ${received}. Pakai --state lain untuknya.`,
    en: `This is another log: expected ${expected}, received ${received}. Use another --state for it.`,
  }),
  unproven: (expected) => ({
    id: `Ubin log tidak menghasilkan akar titik periksa terbaru (${expected}). Coba lagi; bila tetap, laporkan ke kantor.`,
    en: `The log's tiles do not produce the root of the newest checkpoint (${expected}). Try again; if the problem persists, report it to the office.`,
  }),
};

function doesNotExtend(
  { is, seen, checkpoint }: Extract<Observation, { is: 'forked' | 'shorter' }>,
  proof: string,
): Text {
  const [before, now] = [checkpointWords(seen), checkpointWords(checkpoint)];
  const kept = { id: `Keduanya, bertanda tangan, disimpan di ${proof}`, en: `Both, as signed, are kept in ${proof}` };
  return is === 'forked'
    ? {
        id: `BUKAN LANJUTAN: dahulu "${before.id}", sekarang "${now.id}", dan yang kedua tidak memuat yang pertama: riwayat ditulis ulang. ${kept.id}; itulah buktinya.`,
        en: `DOES NOT EXTEND: "${before.en}" then, "${now.en}" now, and the second does not contain the first: history was rewritten. ${kept.en}; that is the proof.`,
      }
    : {
        id: `LEBIH PENDEK: dahulu "${before.id}", sekarang "${now.id}". Situs menampilkan versi lama, atau entri dibuang; bila tetap demikian, laporkan. ${kept.id}.`,
        en: `SHORTER: "${before.en}" then, "${now.en}" now. The site shows an old version, or entries were dropped; if the problem persists, report it. ${kept.en}.`,
      };
}

/** Returns the given name for the witness's key, or a name made from the machine's, or throws a UsageError. */
function nameOf(given: string | undefined): string {
  const name = given ?? `saksi/${hostname().replace(/[\s+]/g, '-')}`;
  if (/^[^\s+]{1,100}$/.test(name)) return name;
  throw new UsageError({
    id: `--name: diharapkan nama tanpa spasi dan tanda tambah, seperti contoh.id/saksi, diterima "${name.slice(0, 40)}".`,
    en: `--name: expected a name without spaces and plus signs, such as example.org/witness, received "${name.slice(0, 40)}".`,
  });
}

function refuseUnlessVkey(vkey: string): void {
  try {
    verifierFor(vkey);
  } catch {
    throw new UsageError({
      id: `--vkey: diharapkan NAMA+ID+KUNCI seperti dalam data/log/vkey, diterima "${vkey.slice(0, 80)}".`,
      en: `--vkey: expected NAME+ID+KEY as in data/log/vkey, received "${vkey.slice(0, 80)}".`,
    });
  }
}

/** The most milliseconds for reading one file of a site, and the most bytes of the file. */
const LONGEST = 20_000;
const LARGEST = 65_536;

/**
 * Reads a log to witness.
 * @param place address of a public site, or a folder with a clone
 * @throws UserError if there is no log, or it cannot be read
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
  const { head, checkpoint, keys } = await logFiles(folder).catch(throwCloneFault);
  if (head === undefined || checkpoint === undefined)
    throw new UserError({
      id: `${place}: registernya belum memiliki log. Ambil dahulu: git fetch origin ${REGISTER_BRANCH}.`,
      en: `${place}: its register has no log yet. First fetch it: git fetch origin ${REGISTER_BRANCH}.`,
    });
  const ids = await readLeaves(folder, head).catch(throwCloneFault);
  const files = new Map(grownTiles(noTiles, ids).files.map(({ path, bytes }) => [path, bytes]));
  return { checkpoint, vkeys: linesOf(keys ?? ''), readTile: async (path) => files.get(path) ?? new Uint8Array() };
}

async function logFiles(folder: string) {
  const head = await commitOf(folder, [`refs/heads/${REGISTER_BRANCH}`, `refs/remotes/origin/${REGISTER_BRANCH}`]);
  const [checkpoint, keys] = head === undefined ? [] : await readTexts(folder, head, [CHECKPOINT_PATH, VKEY_PATH]);
  return { head, checkpoint, keys };
}

const linesOf = (text: string): string[] => text.split('\n').filter(Boolean);
