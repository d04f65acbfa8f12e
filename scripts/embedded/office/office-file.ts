import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Instant, parseInstant } from '#domain/clock/instant.ts';
import type { Text } from '#domain/problem.ts';
import type { UserError } from '#domain/user-error.ts';
import { problemOfFile } from '#domain/words/system-fault.ts';
import { jsonIn, keepFile, refusedFile, refuseNewer } from '#engine/kept-files.ts';

/**
 * What a running office leaves in its folder for the commands: where it listens, and the tokens of its sample accounts.
 * They open nothing but the forge on this machine's loopback; only the file's owner may read them.
 */
export interface OfficeFile {
  readonly url: string;
  readonly apiUrl: string;
  readonly cloneUrl: string;
  readonly owner: string;
  readonly repo: string;
  /** Of the operating system's process that runs the office; 0: of none, since it was restored from a backup. */
  readonly pid: number;
  /** When this was written, by the machine's clock: the office ran then; absent: that is not known. */
  readonly at?: Instant;
  /** Login of the process's own account. */
  readonly process: string;
  /** Login of the account that may put a changed SOP in force; absent in the file of an earlier version. */
  readonly maintainer?: string;
  /** By login, the process's too. */
  readonly tokens: Readonly<Record<string, string>>;
}

const OFFICE_FILE = 'forge.json';
/** Of what the file holds; one without a version is from before there were any, and is otherwise the same. */
const VERSION = 1;

const isText = (value: unknown): boolean => typeof value === 'string' && value !== '';
const isAddress = (value: unknown): boolean =>
  typeof value === 'string' && /^https?:/.test(value) && URL.canParse(value);

const PARTS: Readonly<Record<keyof OfficeFile, (value: unknown) => boolean>> = {
  url: isAddress,
  apiUrl: isAddress,
  cloneUrl: isAddress,
  owner: isText,
  repo: isText,
  pid: (value) => Number.isSafeInteger(value) && Number(value) >= 0,
  at: (value) => value === undefined || (typeof value === 'string' && 'instant' in parseInstant(value)),
  process: isText,
  maintainer: (value) => value === undefined || isText(value),
  tokens: (value) => value instanceof Object && Object.values(value).every(isText),
};

/** Writes it whole, so that a reader never sees half of it, and a start that is cut short leaves the old one. */
export const writeOfficeFile = (folder: string, file: OfficeFile): void =>
  keepFile(join(folder, OFFICE_FILE), `${JSON.stringify({ version: VERSION, ...file }, null, 2)}\n`);

/**
 * What an office left in its folder.
 * @returns undefined where no office was ever started in the folder
 * @throws UserError where it cannot be read, is not what an office leaves, or is a newer version's
 */
export async function readOfficeFile(folder: string): Promise<OfficeFile | undefined> {
  const path = join(folder, OFFICE_FILE);
  try {
    return parseOfficeFile(path, await readFile(path, 'utf8'));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    if ((error as NodeJS.ErrnoException).code === 'EISDIR') throw damaged(path, '', NO_FILE);
    const problem = problemOfFile(path, error);
    throw problem ? refusedFile(problem) : error;
  }
}

/** Errors quote nothing of the file, since it holds tokens. */
function parseOfficeFile(path: string, text: string): OfficeFile {
  const value = jsonIn(text);
  if (value === undefined) throw damaged(path, '', NOT_JSON);
  if (value === null || typeof value !== 'object' || Array.isArray(value)) throw damaged(path, '', NO_OBJECT);
  const file = value as Readonly<Record<string, unknown>>;
  refuseNewer(path, file['version'], VERSION);
  for (const [part, isSound] of Object.entries(PARTS))
    if (!isSound(Object.hasOwn(file, part) ? file[part] : undefined)) throw damaged(path, `/${part}`, NOT_SOUND);
  return value as OfficeFile;
}

const NO_FILE = { id: 'Ini folder; yang diperlukan file', en: 'This is a folder; a file is needed' };
const NOT_JSON = { id: 'Isinya bukan JSON yang utuh', en: 'This is not whole JSON' };
const NO_OBJECT = { id: 'Diharapkan sebuah objek JSON', en: 'An object is expected, in JSON' };
const NOT_SOUND = {
  id: 'Bagian ini tidak ada, atau bukan sebagaimana yang ditulis kantor',
  en: 'This part is missing, or not as an office writes it',
};

function damaged(path: string, part: string, message: Text): UserError {
  const fix = {
    id: 'Pindahkan, lalu jalankan: npm start. Kantor menulisnya kembali; permohonan tidak tersimpan di dalamnya',
    en: 'Move it away, then run: npm start. The office writes it anew; no requests are kept in it',
  };
  return refusedFile({ file: path, path: part, code: 'office-file', message, fix });
}
