import { dirname } from 'node:path';
import { type Text, TextError } from '#domain/problem.ts';

/**
 * Why a forge cannot be opened from its folder:
 * `in-use` another forge holds it;
 * `damaged` the database's file is there, but is no whole database;
 * `missing` it is gone, while the repository that follows it is there;
 * `repository` git cannot read the repository;
 * `repository-missing` it is gone, while the database that it follows is there.
 */
type StoreFaultKind = 'in-use' | 'damaged' | 'missing' | 'repository' | 'repository-missing';

const TEXTS: Readonly<Record<StoreFaultKind, (path: string) => Text>> = {
  'in-use': (path) => ({
    id: `${path} sedang dipakai proses lain; hentikan dahulu yang lain.`,
    en: `${path} is in use by another process; stop the other one first.`,
  }),
  damaged: (path) => ({
    id: `${path} — Basis data kantor ini rusak: isinya bukan basis data SQLite yang utuh. ${restore('id', path)}`,
    en: `${path} — The office’s database is damaged: it is no whole SQLite database. ${restore('en', path)}`,
  }),
  missing: (path) => ({
    id: `${path} — Basis data kantor ini tidak ada atau kosong, padahal repositorinya berisi. ${restore('id', path)}`,
    en: `${path} — The office’s database is missing or empty, while its repository is not. ${restore('en', path)}`,
  }),
  repository: (path) => ({
    id: `${path} — Repositori kantor ini tidak dapat dibaca git. ${restore('id', path)}`,
    en: `${path} — The office’s repository is one that git cannot read. ${restore('en', path)}`,
  }),
  'repository-missing': (path) => ({
    id: `${path} — Repositori kantor ini tidak ada, padahal basis datanya berisi. ${restore('id', path)}`,
    en: `${path} — The office’s repository is missing, while its database is not. ${restore('en', path)}`,
  }),
};

const restore = (language: keyof Text, path: string): string =>
  ({
    id: `Tidak ada yang diubah. Pulihkan seluruh folder ${dirname(path)} dari cadangan, atau mulai kantor baru dengan --folder lain.`,
    en: `Nothing was changed. Restore the whole folder ${dirname(path)} from a backup, or begin a new office with another --folder.`,
  })[language];

/** A forge's folder from which it cannot be opened, in words. */
export class StoreFault extends TextError {
  override readonly name = 'StoreFault';
  readonly kind: StoreFaultKind;
  /** The path of what cannot be opened. */
  readonly path: string;

  constructor(kind: StoreFaultKind, path: string, cause?: unknown) {
    super(TEXTS[kind](path));
    this.kind = kind;
    this.path = path;
    this.cause = cause;
  }
}

/** SQLite's primary result codes, as far as a person can mend what they tell. */
const KINDS: Readonly<Record<number, StoreFaultKind>> = { 5: 'in-use', 6: 'in-use', 11: 'damaged', 26: 'damaged' };
/** Those that tell what the system did not allow, each with the system's own code for it. */
const SYSTEM: Readonly<Record<number, string>> = { 3: 'EACCES', 8: 'EROFS', 10: 'EIO', 13: 'ENOSPC', 14: 'EACCES' };

/**
 * What SQLite threw, in words.
 * @param path of the database
 * @returns a StoreFault; for what the system did not allow, an error with its code and path; else the error itself
 */
export function storeFault(path: string, error: unknown): unknown {
  const { code, errcode } = error as { readonly code?: unknown; readonly errcode?: unknown };
  if (code !== 'ERR_SQLITE_ERROR' || typeof errcode !== 'number') return error;
  const primary = errcode & 0xff;
  const kind = KINDS[primary];
  if (kind) return new StoreFault(kind, path, error);
  const system = SYSTEM[primary];
  // Told as the system's own faults are: by path and code.
  return system === undefined ? error : Object.assign(new Error(system, { cause: error }), { code: system, path });
}
