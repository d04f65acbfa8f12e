import { randomBytes } from 'node:crypto';
import { open, readdir, rm } from 'node:fs/promises';
import type { ServerResponse } from 'node:http';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { Actor } from './grant.ts';
import { forbidden } from './refusal.ts';
import type { Transactions } from './transactions.ts';

/** The path at which a forge sends a copy of its database, to a program that can read the forge's folder anyway. */
export const STORE_PATH = '/forge/store';

const COPY = /^forge\.sqlite-copy-/;

/**
 * Sends a copy of the database as it is between two calls. Only the account of the process may ask for it; its token
 * is in the folder of the office.
 * @param folder the folder of the forge, in which the copy is kept while it is sent
 * @throws HttpRefusal 401, 403; the system's error if the disk is full
 */
export async function sendStore(
  transactions: Transactions,
  who: () => Actor,
  folder: string,
  response: ServerResponse,
): Promise<void> {
  const path = join(folder, `forge.sqlite-copy-${randomBytes(6).toString('hex')}`);
  try {
    await transactions.read(who, ({ actor, store }) => {
      if (actor.permission !== 'process' || actor.grant !== undefined)
        throw forbidden('Only the process may copy the database.');
      store.copyTo(path);
    });
    const file = await open(path);
    // An open file can be read after its name is removed. On a system that does not allow this, the file is removed at
    // the end.
    await rm(path).catch(() => undefined);
    response.writeHead(200, {
      'content-type': 'application/vnd.sqlite3',
      'content-length': (await file.stat()).size,
      'cache-control': 'no-store',
    });
    await pipeline(file.createReadStream(), response);
  } finally {
    await rm(path, { force: true });
  }
}

/** Removes copies that a killed forge left behind. */
export async function removeCopies(folder: string): Promise<void> {
  const left = (await readdir(folder)).filter((name) => COPY.test(name));
  await Promise.all(left.map((name) => rm(join(folder, name), { force: true })));
}
