import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { SIGNATURE_TYPES } from '#domain/log/note.ts';
import { UserError } from '#domain/user-error.ts';
import { keepFile, refuseNewer } from '#engine/kept-files.ts';
import { makeSigningKey, readSigningKey, type SigningKey } from '#engine/register/signing-key.ts';

const FILES = {
  version: 'version',
  key: 'witness.key',
  vkey: 'log-vkey',
  checkpoint: 'checkpoint',
  all: 'checkpoints.jsonl',
} as const;

/** Of the folder; its other files have the forms that others read too. One without it is from before there were any. */
const VERSION = 1;

/** Rights of what a witness may show to everybody. */
const FOR_ALL = 0o644;

/**
 * What a witness keeps of one log: its key, the log's key that it trusts, and the last checkpoint that it cosigned. The key is
 * made where it has none.
 * @param name of a new key
 * @throws UserError where the key is damaged; the system's error where the folder cannot be written to
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
    en: `${path}: not the key of a witness, or missing although this witness has cosigned before. Restore it from a backup; without it the witness begins anew with another key in another --state.`,
  });

/** Notes a checkpoint that was cosigned; those before it stay in the list. */
export async function noteCosigned(folder: string, vkey: string, note: string): Promise<string> {
  const before = (await textOf(join(folder, FILES.all))) ?? '';
  // A line that was cut short is reported where it is read, and must not spoil the next one.
  const isCut = before !== '' && !before.endsWith('\n');
  keepFile(join(folder, FILES.all), `${before}${isCut ? '\n' : ''}${JSON.stringify({ note })}\n`, FOR_ALL);
  keepFile(join(folder, FILES.vkey), `${vkey}\n`, FOR_ALL);
  keepFile(join(folder, FILES.checkpoint), note, FOR_ALL);
  return join(folder, FILES.checkpoint);
}

/**
 * Keeps what proves that a log does not extend what was seen: both checkpoints, as they were signed.
 * @param name of a folder that no proof has yet
 */
export async function keepProof(folder: string, name: string, seen: string, found: string): Promise<string> {
  const place = join(folder, name);
  await mkdir(place, { recursive: true });
  keepFile(join(place, 'seen'), seen, FOR_ALL);
  keepFile(join(place, 'found'), found, FOR_ALL);
  return place;
}

async function textOf(path: string): Promise<string | undefined> {
  return readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error;
    return undefined;
  });
}
