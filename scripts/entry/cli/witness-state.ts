import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { SIGNATURE_TYPES } from '#domain/log/note.ts';
import { UserError } from '#domain/user-error.ts';
import { keepFile, refuseNewer, unlessAbsent } from '#engine/kept-files.ts';
import { makeSigningKey, readSigningKey, type SigningKey } from '#engine/register/signing-key.ts';

const FILES = {
  version: 'version',
  key: 'witness.key',
  vkey: 'log-vkey',
  checkpoint: 'checkpoint',
  all: 'checkpoints.jsonl',
} as const;

/** The version of the folder. It has its own file, since other programs read the other files. Old folders lack it. */
const VERSION = 1;

/** The mode of files that everybody may read. */
const FOR_ALL = 0o644;

/**
 * Reads what a witness keeps of one log: its own key, the log's key that it trusts, and the last checkpoint that it
 * cosigned. If the witness has no key, one is made.
 * @param name the name of a new key
 * @throws UserError if the key is damaged, or missing although a checkpoint was cosigned, or if a newer program wrote
 *   the folder
 * @throws the system's error if the folder cannot be written to
 */
export async function openWitness(folder: string, name: string) {
  await mkdir(folder, { recursive: true });
  const version = await textOf(join(folder, FILES.version));
  refuseNewer(join(folder, FILES.version), version === undefined ? undefined : Number(version), VERSION, '');
  const known = await textOf(join(folder, FILES.key));
  if (known === undefined) {
    if ((await textOf(join(folder, FILES.checkpoint))) !== undefined) throw noKey(join(folder, FILES.key));
    keepFile(join(folder, FILES.key), `${makeSigningKey(name, SIGNATURE_TYPES.witness)}\n`);
  }
  keepFile(join(folder, FILES.version), `${VERSION}\n`, FOR_ALL);
  const path = join(folder, FILES.key);
  let key: SigningKey;
  try {
    key = readSigningKey((await textOf(path)) ?? '');
  } catch {
    throw noKey(path);
  }
  return {
    key,
    isNew: known === undefined,
    vkey: (await textOf(join(folder, FILES.vkey)))?.trim(),
    seen: await textOf(join(folder, FILES.checkpoint)),
  };
}

const noKey = (path: string): UserError =>
  new UserError({
    id: `${path}: bukan kunci saksi, atau tidak ada padahal saksi ini sudah pernah menandatangani. Kembalikan dari cadangan; tanpa itu saksi harus mulai lagi dengan kunci baru di --state lain.`,
    en: `${path}: not the key of a witness, or missing although this witness has cosigned before. Restore it from a backup; without it the witness must start again with a new key in another --state.`,
  });

/** Stores a cosigned checkpoint, and returns the path of its file. Earlier checkpoints stay in the list. */
export async function noteCosigned(folder: string, vkey: string, note: string): Promise<string> {
  const before = (await textOf(join(folder, FILES.all))) ?? '';
  // If the last line is incomplete, the next line must not be appended to it.
  const isCut = before !== '' && !before.endsWith('\n');
  keepFile(join(folder, FILES.all), `${before}${isCut ? '\n' : ''}${JSON.stringify({ note })}\n`, FOR_ALL);
  keepFile(join(folder, FILES.vkey), `${vkey}\n`, FOR_ALL);
  keepFile(join(folder, FILES.checkpoint), note, FOR_ALL);
  return join(folder, FILES.checkpoint);
}

/**
 * Keeps the proof that a log does not extend what was seen: both checkpoints, as they were signed.
 * @param name the name of the proof's folder, which must be new
 */
export async function keepProof(folder: string, name: string, seen: string, found: string): Promise<string> {
  const place = join(folder, name);
  await mkdir(place, { recursive: true });
  keepFile(join(place, 'seen'), seen, FOR_ALL);
  keepFile(join(place, 'found'), found, FOR_ALL);
  return place;
}

const textOf = (path: string): Promise<string | undefined> => readFile(path, 'utf8').catch(unlessAbsent);
