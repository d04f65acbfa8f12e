import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Instant, parseInstant } from '#domain/clock/instant.ts';
import type { Text } from '#domain/problem.ts';
import type { UserError } from '#domain/user-error.ts';
import { problemOfFile } from '#domain/words/system-fault.ts';
import { jsonIn, keepFile, refusedFile, refuseNewer } from '#engine/kept-files.ts';

/**
 * The file that a running office writes into its folder for the commands, with its address and the tokens of its sample
 * accounts. Only the owner of the file may read it. The tokens are valid only on this machine's loopback.
 */
export interface OfficeFile {
  readonly url: string;
  readonly apiUrl: string;
  readonly cloneUrl: string;
  readonly owner: string;
  readonly repo: string;
  /** The id of the operating system's process that runs the office; 0 if the office was restored from a backup. */
  readonly pid: number;
  /** When the file was written, by the machine's clock. The office ran at that time. Absent if the time is unknown. */
  readonly at?: Instant;
  /** The login of the process's own account. */
  readonly process: string;
  /** The login of the account that may put a changed SOP in force; absent in the file of an earlier version. */
  readonly maintainer?: string;
  /** The tokens by login, including the process's token. */
  readonly tokens: Readonly<Record<string, string>>;
}

const OFFICE_FILE = 'forge.json';
/** The version of the file's content. A file without a version is older and otherwise the same. */
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

/** Replaces the file at once, so that a reader never sees half of it. An interrupted start leaves the old file. */
export const writeOfficeFile = (folder: string, file: OfficeFile): void =>
  keepFile(join(folder, OFFICE_FILE), `${JSON.stringify({ version: VERSION, ...file }, null, 2)}\n`);

/**
 * Reads the file of an office.
 * @returns `undefined` if no office was ever started in the folder
 * @throws UserError if the file cannot be read, is not what an office writes, or was written by a newer version
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

/** Parses the file of an office. Errors quote nothing of the file, because it contains tokens. */
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
const NOT_JSON = { id: 'Isi file ini bukan JSON yang utuh', en: 'The content of this file is not complete JSON' };
const NO_OBJECT = { id: 'Isi file ini harus berupa objek JSON', en: 'The content of this file must be a JSON object' };
const NOT_SOUND = {
  id: 'Bagian ini tidak ada, atau tidak seperti yang ditulis kantor',
  en: 'This part is missing, or is not what an office writes',
};

function damaged(path: string, part: string, message: Text): UserError {
  const fix = {
    id: 'Pindahkan, lalu jalankan: npm start. Kantor akan menulis file itu kembali; tidak ada permohonan yang tersimpan di dalamnya',
    en: 'Move it away, then run: npm start. The office writes the file again; no requests are stored in it',
  };
  return refusedFile({ file: path, path: part, code: 'office-file', message, fix });
}
