import { appendFile, mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { SIGNATURE_TYPES } from '#domain/log/note.ts';
import { UserError } from '#domain/user-error.ts';
import { makeSigningKey, readSigningKey, type SigningKey } from '#engine/register/signing-key.ts';

/** What a witness keeps of one log, in a folder of its own. */
export interface WitnessState {
  readonly key: SigningKey;
  /** Was the key made by this run? */
  readonly isNew: boolean;
  /** The log's key that it trusts; undefined: it has not seen one yet. */
  readonly vkey: string | undefined;
  /** The last checkpoint that it cosigned. */
  readonly seen: string | undefined;
}

const FILES = { key: 'witness.key', vkey: 'log-vkey', checkpoint: 'checkpoint', all: 'checkpoints.jsonl' } as const;

/**
 * What a witness has seen so far; its key is made where it has none.
 * @param name of a new key
 * @throws UserError where the key is damaged; the system's error where the folder cannot be written to
 */
export async function openWitness(folder: string, name: string): Promise<WitnessState> {
  await mkdir(folder, { recursive: true });
  const known = await textOf(join(folder, FILES.key));
  if (known === undefined)
    await put(join(folder, FILES.key), `${makeSigningKey(name, SIGNATURE_TYPES.witness)}\n`, 0o600);
  const path = join(folder, FILES.key);
  let key: SigningKey;
  try {
    key = readSigningKey((await textOf(path)) ?? '');
  } catch {
    throw new UserError({
      id: `${path}: bukan kunci saksi. Kembalikan dari cadangan; tanpa itu saksi harus mulai lagi dengan kunci baru.`,
      en: `${path}: not the key of a witness. Restore it from a backup; without it the witness begins anew with another key.`,
    });
  }
  return {
    key,
    isNew: known === undefined,
    vkey: (await textOf(join(folder, FILES.vkey)))?.trim(),
    seen: await textOf(join(folder, FILES.checkpoint)),
  };
}

/** Notes a checkpoint that was cosigned; those before it stay in the list. */
export async function noteCosigned(folder: string, vkey: string, note: string): Promise<string> {
  await appendFile(join(folder, FILES.all), `${JSON.stringify({ note })}\n`);
  await put(join(folder, FILES.vkey), `${vkey}\n`);
  await put(join(folder, FILES.checkpoint), note);
  return join(folder, FILES.checkpoint);
}

/**
 * Keeps what proves that a log does not extend what was seen: both checkpoints, as they were signed.
 * @param name of a folder that no proof has yet
 */
export async function keepProof(folder: string, name: string, seen: string, found: string): Promise<string> {
  const place = join(folder, name);
  await mkdir(place, { recursive: true });
  await put(join(place, 'seen'), seen);
  await put(join(place, 'found'), found);
  return place;
}

async function put(path: string, text: string, mode = 0o644): Promise<void> {
  await writeFile(`${path}.new`, text, { mode });
  await rename(`${path}.new`, path);
}

async function textOf(path: string): Promise<string | undefined> {
  return readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error;
    return undefined;
  });
}
