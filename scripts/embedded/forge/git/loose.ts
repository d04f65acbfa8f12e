import { createHash, randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { deflate } from 'node:zlib';
import type { ObjectType } from './objects.ts';

const compress = promisify(deflate);
const ATTEMPTS = 100;

const headOf = (type: ObjectType, content: Uint8Array): Buffer => Buffer.from(`${type} ${content.length}\0`);

/** Returns the id of an object. */
export const objectId = (type: ObjectType, content: Uint8Array): string =>
  createHash('sha1').update(headOf(type, content)).update(content).digest('hex');

/**
 * Writes one object in git's loose format. The file first has a temporary name. So no reader ever finds a half-written
 * object under its id, even if the process was killed while it wrote.
 * @returns the id of the object
 */
export async function writeLoose(folder: string, type: ObjectType, content: Uint8Array): Promise<string> {
  const oid = objectId(type, content);
  const objects = join(folder, 'objects');
  const directory = join(objects, oid.slice(0, 2));
  const path = join(directory, oid.slice(2));
  if (existsSync(path)) return oid;
  const temporary = join(objects, `tmp_obj_${randomBytes(6).toString('hex')}`);
  await writeFile(temporary, await compress(Buffer.concat([headOf(type, content), content])), {
    mode: 0o400,
    flush: true,
  });
  await moveInto(directory, temporary, path);
  return oid;
}

/**
 * Moves a file into a folder. Git removes the folder when it packs the last object in it; the function then makes the
 * folder again.
 */
async function moveInto(directory: string, from: string, to: string): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await mkdir(directory, { recursive: true, mode: 0o700 });
      await rename(from, to);
      return;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT' || attempt === ATTEMPTS) throw error;
    }
  }
}
