import { createWriteStream, existsSync } from 'node:fs';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ReadableStream } from 'node:stream/web';
import type { Instant } from '#domain/clock/instant.ts';
import { UserError } from '#domain/user-error.ts';
import { refusedFile } from '#engine/kept-files.ts';
import { readMoment, writeBundle } from '#embedded/forge/bundle.ts';
import { settleRepositories } from '#embedded/forge/erase-store.ts';
import { GitFault } from '#embedded/forge/git/repository.ts';
import { STORE_PATH } from '#embedded/forge/send-store.ts';
import { StoreFault } from '#embedded/forge/store-fault.ts';
import { Store } from '#embedded/forge/store.ts';
import { fileProblem } from '#domain/words/system-fault.ts';
import { type BackupFacts, type Part, writeBackup } from './backup-file.ts';
import { readMain } from './on-main.ts';
import { readAhead } from './clock.ts';
import { refuseDamagedKey } from './log-key.ts';
import { readOfficeFile } from './office-file.ts';

/** The files of the office's folder that are copied into a backup unchanged. */
const KEPT = ['log.key', 'clock.json', 'forge.json'] as const satisfies readonly Part[];

/**
 * Makes a backup of the office in a folder, whether the office runs or not. The backup has the database as it is
 * between two calls, and every object of the repository to which this database refers. Later changes are not in the
 * backup.
 * @param path the path of a file that does not exist yet
 * @param made the present time of the machine's clock
 * @throws UserError if there is no office, if it does not reply, or if a part of it is damaged
 * @throws StoreFault if the database cannot be opened
 * @throws the system's error if the file cannot be written
 */
export async function makeBackup(folder: string, path: string, made: Instant): Promise<BackupFacts> {
  if (!existsSync(join(folder, 'forge.sqlite'))) throw noOffice(folder);
  if (existsSync(path)) throw refusedFile(fileProblem(path, 'EEXIST'));
  // These files are read, so that damage is reported now and not when the backup is needed.
  readAhead(folder);
  refuseDamagedKey(folder);
  await readOfficeFile(folder);
  // The parts are made next to the backup, because that disk must have room for them anyway.
  const work = await mkdtemp(`${path}.parts-`);
  try {
    const copy = join(work, 'forge.sqlite');
    const bundle = join(work, 'repo.bundle');
    await copyStore(folder, copy);
    const moment = readMoment(copy);
    await writeBundle(join(folder, 'repo.git'), moment, bundle).catch((error: unknown) => {
      throw error instanceof GitFault ? lostObjects(join(folder, 'repo.git'), error.message) : error;
    });
    const { zone } = await readMain(join(folder, 'repo.git'));
    const facts = { made, requests: moment.pulls, last: moment.lastMove ?? '', zone };
    const kept = KEPT.map((name) => [name, join(folder, name)] as const).filter(([, file]) => existsSync(file));
    await writeBackup(path, facts, new Map<Part, string>([['forge.sqlite', copy], ['repo.bundle', bundle], ...kept]));
    return facts;
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

/** Copies the database as it is between two calls. An office that runs is asked for the copy. */
export async function copyStore(folder: string, to: string): Promise<void> {
  let store: Store;
  try {
    store = new Store(join(folder, 'forge.sqlite'));
  } catch (error) {
    if (error instanceof StoreFault && error.kind === 'in-use') return askForStore(folder, to);
    throw error;
  }
  try {
    await settleRepositories(store, folder);
    store.copyTo(to);
  } finally {
    store.close();
  }
}

async function askForStore(folder: string, to: string): Promise<void> {
  const office = await readOfficeFile(folder);
  const headers = { authorization: `token ${office?.tokens[office.process] ?? ''}` };
  const response = await fetch(`${office?.url ?? 'http://127.0.0.1:0'}${STORE_PATH}`, {
    method: 'POST',
    headers,
  }).catch((error: unknown) => {
    throw unanswered(folder, error instanceof Error ? error.message : String(error));
  });
  if (response.status !== 200 || response.body === null)
    throw unanswered(folder, `${response.status} ${await messageOf(response)}`);
  await pipeline(
    Readable.fromWeb(response.body as ReadableStream),
    createWriteStream(to, { mode: 0o600, flags: 'wx' }),
  );
  const length = Number(response.headers.get('content-length'));
  if ((await stat(to)).size !== length) throw unanswered(folder, `${(await stat(to)).size} / ${length}`);
}

/** Reads the message of a reply, if there is one. */
async function messageOf(response: Response): Promise<string> {
  const text = await response.text();
  return /"message":"([^"]*)"/.exec(text)?.[1] ?? '';
}

const noOffice = (folder: string): UserError =>
  new UserError({
    id: `${folder} — Di folder ini tidak ada kantor. Sebut foldernya dengan --folder. Tidak ada yang ditulis.`,
    en: `${folder} — There is no office in this folder. Name its folder with --folder. Nothing was written.`,
  });

const unanswered = (folder: string, why: string): UserError =>
  new UserError({
    id: `${folder} — Kantor ini sedang dipakai, tetapi tidak memberikan salinan basis datanya (${why}). Hentikan kantornya, lalu ulangi. Tidak ada yang ditulis.`,
    en: `${folder} — This office is running, but did not provide a copy of its database (${why}). Stop the office, then repeat. Nothing was written.`,
  });

const lostObjects = (repository: string, why: string): UserError =>
  new UserError({
    id: `${repository} — Repositori kantor ini tidak utuh lagi, jadi cadangannya pun tidak akan utuh. Kata git: ${why}. Tidak ada yang ditulis; cadangan yang lama jangan dihapus. Periksa dengan git fsck, lalu pulihkan dari cadangan terakhir.`,
    en: `${repository} — This office’s repository is no longer whole, so its backup would not be either. Git says: ${why}. Nothing was written; do not delete older backups. Check with git fsck, then restore the latest backup.`,
  });
