import { createHash } from 'node:crypto';
import { createReadStream, existsSync } from 'node:fs';
import { type FileHandle, open, rename, rm, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { epochSeconds, type Instant } from '#domain/clock/instant.ts';
import { isZone } from '#domain/clock/wall.ts';
import type { Text } from '#domain/problem.ts';
import { fileProblem } from '#domain/words/system-fault.ts';
import type { UserError } from '#domain/user-error.ts';
import { jsonIn, refusedFile, refuseNewer, syncFolder } from '#engine/kept-files.ts';
import { tarContent, tarEnd, type TarEntry, tarEntries, TarFault, tarFill, tarHead, TAR_BLOCK } from './tar.ts';

/**
 * A backup of an office is a plain tar archive, so that people can open it without this program. The first file is
 * `backup.json`, which describes the backup. Then come a copy of the database, the repository as a git bundle, and the
 * other files of the office. The last file is `SHA256`, the digest of every byte before the head of that file.
 */
const FIRST = 'backup.json';
const LAST = 'SHA256';
const PARTS = ['forge.sqlite', 'repo.bundle', 'log.key', 'clock.json', 'forge.json'] as const;
export type Part = (typeof PARTS)[number];
/**
 * The parts without which there is no office. An office of an early version has no key yet. If another office has lost
 * its key, its start notices that.
 */
const NEEDED: readonly Part[] = ['forge.sqlite', 'repo.bundle'];

/** The version of the archive's content. */
const VERSION = 1;
/** The largest size of `backup.json`, in bytes. */
const LARGEST_FIRST = 65_536;

/** The description of a backup in `backup.json`. */
export interface BackupFacts {
  /** When the backup was made, by the machine's clock. */
  readonly made: Instant;
  /** The number of pull requests. */
  readonly requests: number;
  /** When a branch last changed, by the office's clock; empty if no branch ever changed. */
  readonly last: string;
  /** The zone in which people read these times. */
  readonly zone: string;
}

/** A backup that was read completely and is unchanged. */
export interface WholeBackup {
  readonly path: string;
  readonly facts: BackupFacts;
  readonly parts: ReadonlyMap<Part, TarEntry>;
  /** The digest of the whole file, as `sha256sum` prints it. */
  readonly sha256: string;
  readonly bytes: number;
}

/**
 * Writes a backup, first under another name, so that a file with the given name is always complete and on the disk.
 * @param path the path of a file that does not exist yet
 * @param parts the path of each part's file
 * @throws UserError if a file with that name exists
 * @throws the system's error if the file cannot be written
 */
export async function writeBackup(path: string, facts: BackupFacts, parts: ReadonlyMap<Part, string>): Promise<void> {
  if (existsSync(path)) throw refusedFile(fileProblem(path, 'EEXIST'));
  const fresh = `${path}.new`;
  const file = await open(fresh, 'w', 0o600);
  try {
    await file.chmod(0o600);
    await writeParts(file, facts, parts);
    await file.sync();
  } catch (error) {
    await rm(fresh, { force: true });
    throw error;
  } finally {
    await file.close();
  }
  await rename(fresh, path);
  syncFolder(dirname(path));
}

async function writeParts(file: FileHandle, facts: BackupFacts, parts: ReadonlyMap<Part, string>): Promise<void> {
  const digest = createHash('sha256');
  const time = epochSeconds(facts.made);
  const put = async (bytes: Buffer): Promise<void> => {
    digest.update(bytes);
    await file.appendFile(bytes);
  };
  const first = Buffer.from(`${JSON.stringify({ version: VERSION, ...facts })}\n`);
  await put(tarHead(FIRST, first.length, time));
  await put(first);
  await put(tarFill(first.length));
  for (const [name, from] of parts) {
    const { size } = await stat(from);
    await put(tarHead(name, size, time));
    let length = 0;
    for await (const chunk of createReadStream(from) as AsyncIterable<Buffer>) {
      length += chunk.length;
      await put(chunk);
    }
    if (length !== size) throw new Error(`${from} changed while it was read`);
    await put(tarFill(size));
  }
  const last = Buffer.from(`${digest.digest('hex')}\n`);
  for (const bytes of [tarHead(LAST, last.length, time), last, tarFill(last.length), tarEnd()])
    await file.appendFile(bytes);
}

/**
 * Reads a backup from its first byte to its last.
 * @throws UserError if the file is no backup, is cut or altered, or was written by a newer version
 * @throws the system's error if the file cannot be read
 */
export async function readBackup(path: string): Promise<WholeBackup> {
  const entries = await tarEntries(path).catch((error: unknown) => {
    throw error instanceof TarFault ? damaged(path, error.kind === 'none' ? NO_BACKUP : DAMAGED[error.kind]) : error;
  });
  const first = entries[0];
  const last = entries.at(-1);
  if (first?.name !== FIRST || first.size > LARGEST_FIRST) throw damaged(path, NO_BACKUP);
  const facts = factsIn(path, await textIn(path, first));
  if (last?.name !== LAST || last.size > LARGEST_FIRST) throw damaged(path, DAMAGED.altered);
  const digest = createHash('sha256');
  const add = async (start: number, end = Infinity): Promise<void> => {
    for await (const chunk of createReadStream(path, { start, end }) as AsyncIterable<Buffer>) digest.update(chunk);
  };
  await add(0, last.head - 1);
  if ((await textIn(path, last)) !== `${digest.copy().digest('hex')}\n`) throw damaged(path, DAMAGED.altered);
  await add(last.head);
  const parts = new Map(
    entries.slice(1, -1).flatMap((entry) => {
      const part = PARTS.find((name) => name === entry.name);
      return part === undefined ? [] : [[part, entry] as const];
    }),
  );
  if (!NEEDED.every((part) => parts.has(part))) throw damaged(path, DAMAGED.altered);
  return { path, facts, parts, sha256: digest.digest('hex'), bytes: (await stat(path)).size };
}

/**
 * Reads what a file says of itself as a backup, without checking the rest of it.
 * @returns undefined if the file is no backup, or cannot be read
 */
export async function factsOfBackup(path: string): Promise<BackupFacts | undefined> {
  const file = await open(path).catch(() => undefined);
  try {
    const { buffer, bytesRead = 0 } = (await file?.read(Buffer.alloc(LARGEST_FIRST), 0, LARGEST_FIRST, 0)) ?? {};
    const text = buffer?.toString('utf8', 0, bytesRead) ?? '';
    if (!text.startsWith(`${FIRST}\0`)) return undefined;
    return jsonIn(text.slice(TAR_BLOCK, text.indexOf('\n', TAR_BLOCK))) as BackupFacts | undefined;
  } catch {
    return undefined;
  } finally {
    await file?.close();
  }
}

/** Copies a part of a backup to a file that does not exist yet. */
export async function takePart({ path, parts }: WholeBackup, part: Part, to: string): Promise<void> {
  const entry = parts.get(part);
  if (entry === undefined) return;
  const file = await open(to, 'wx', 0o600);
  try {
    for await (const chunk of tarContent(path, entry)) await file.appendFile(chunk);
    await file.sync();
  } finally {
    await file.close();
  }
}

async function textIn(path: string, entry: TarEntry): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of tarContent(path, entry)) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}

/**
 * Reads the description of a backup, before the digest is checked. Only the version is checked here, because the rest
 * of a newer version may have another form.
 * @throws UserError if the description is damaged, or was written by a newer version
 */
function factsIn(path: string, text: string): BackupFacts {
  const value = jsonIn(text) as Partial<Record<string, unknown>> | undefined;
  if (value === undefined) throw damaged(path, DAMAGED.altered);
  refuseNewer(path, value['version'] ?? null, VERSION, FIRST);
  const { made, requests, last } = value;
  // Earlier versions did not write the zone.
  const zone = String(value['zone']);
  return { made: String(made), requests: Number(requests), last: String(last), zone: isZone(zone) ? zone : 'UTC' };
}

const NO_BACKUP = { id: 'Ini bukan cadangan sebuah kantor', en: 'This is no backup of an office' };
const DAMAGED = {
  cut: {
    id: 'Cadangan ini terpotong: bagian akhirnya tidak ada',
    en: 'This backup is cut short: its end is missing',
  },
  altered: {
    id: 'Cadangan ini berubah sejak dibuat: sidik jarinya tidak cocok',
    en: 'This backup was changed since it was made: its digest does not match',
  },
};

const damaged = (file: string, message: Text): UserError =>
  refusedFile({ file, code: 'backup', message, fix: { id: 'Pakai cadangan lain', en: 'Use another backup' } });
