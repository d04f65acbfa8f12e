import { dirname } from 'node:path';
import { type Text, TextError } from '#domain/problem.ts';

/**
 * Why a forge cannot be opened from its folder:
 * `in-use` another forge uses the database;
 * `damaged` the file of the database exists, but is no complete database;
 * `missing` the database does not exist or is empty, but its repository or its log is not;
 * `newer` a newer version of the program made the database;
 * `log-missing` the database was not closed, and SQLite's log of the last writes does not exist;
 * `log-stray` the database was closed, but there is a log of SQLite, which must belong to another database;
 * `behind` the register in the repository has commits that the database does not know;
 * `repository` git cannot read the repository;
 * `repository-missing` the repository does not exist, but its database does;
 * `objects` the repository lacks the commit of a ref.
 */
type StoreFaultKind =
  | 'in-use'
  | 'damaged'
  | 'missing'
  | 'newer'
  | 'log-missing'
  | 'log-stray'
  | 'behind'
  | 'repository'
  | 'repository-missing'
  | 'objects';

const TEXTS: Readonly<Record<StoreFaultKind, (path: string, detail: string) => Text>> = {
  'in-use': (path) => ({
    id: `${path} sedang dipakai proses lain; hentikan dahulu yang lain.`,
    en: `${path} is in use by another process; stop the other one first.`,
  }),
  damaged: (path) => ({
    id: `${path} — Basis data kantor ini rusak: isinya bukan basis data SQLite yang utuh. ${restore('id', path)}`,
    en: `${path} — The office’s database is damaged: the file is no complete SQLite database. ${restore('en', path)}`,
  }),
  missing: (path) => ({
    id: `${path} — Basis data kantor ini tidak ada atau kosong, padahal repositorinya atau log basis data itu berisi. ${restore('id', path)}`,
    en: `${path} — The office’s database is missing or empty, but its repository or the database’s log is not. ${restore('en', path)}`,
  }),
  newer: (path) => ({
    id: `${path} — Basis data kantor ini dibuat oleh versi Disposisi yang lebih baru. Tidak ada yang diubah. Pakai versi itu (yang terpasang: npx disposisi --version), atau pulihkan cadangan dari versi ini ke folder lain.`,
    en: `${path} — A newer version of Disposisi made this office’s database. Nothing was changed. Use that version (the one installed: npx disposisi --version), or restore a backup of this version to another folder.`,
  }),
  'log-missing': (path) => ({
    id: `${path} — File ini hilang: kantor ini tidak ditutup dengan semestinya, dan yang ditulis terakhir hanya ada di file itu. ${restore('id', path)}`,
    en: `${path} — This file is lost: the office was not closed properly, and only this file had what was written last. ${restore('en', path)}`,
  }),
  'log-stray': (path) => ({
    id: `${path} — Basis data kantor ini sudah ditutup dengan semestinya, jadi file ini bukan miliknya; bila dibuka bersama, basis datanya rusak. Tidak ada yang diubah. Bila file ini sisa dari kantor lain, pindahkan lalu mulai lagi; bila forge.sqlite yang diganti, pulihkan seluruh folder ${dirname(path)} dari cadangan.`,
    en: `${path} — This office’s database was closed properly, so this file is not its own. Opening both together would damage the database. Nothing was changed. If the file is left over from another office, move it away and start again; if forge.sqlite was replaced, restore the whole folder ${dirname(path)} from a backup.`,
  }),
  behind: (path, detail) => ({
    id: `${path} — Basis data kantor ini lebih lama daripada repositorinya: register di repositori memuat ${detail} komit yang tidak dikenal basis data. ${restore('id', path)}`,
    en: `${path} — The office’s database is older than its repository: the register in the repository has ${detail} commits that the database does not know. ${restore('en', path)}`,
  }),
  repository: (path) => ({
    id: `${path} — Repositori kantor ini tidak dapat dibaca git. ${restore('id', path)}`,
    en: `${path} — Git cannot read the office’s repository. ${restore('en', path)}`,
  }),
  'repository-missing': (path) => ({
    id: `${path} — Repositori kantor ini tidak ada, padahal basis datanya berisi. ${restore('id', path)}`,
    en: `${path} — The office’s repository is missing, but its database is not. ${restore('en', path)}`,
  }),
  objects: (path, detail) => ({
    id: `${path} — Repositori kantor ini kehilangan isi yang dicatat basis datanya: ${detail}. ${restore('id', path)}`,
    en: `${path} — The office’s repository has lost what its database names: ${detail}. ${restore('en', path)}`,
  }),
};

const restore = (language: keyof Text, path: string): string =>
  ({
    id: `Tidak ada yang diubah. Pulihkan seluruh folder ${dirname(path)} dari cadangan (npx disposisi help restore), atau mulai kantor baru dengan --folder lain.`,
    en: `Nothing was changed. Restore the whole folder ${dirname(path)} from a backup (npx disposisi help restore), or begin a new office with another --folder.`,
  })[language];

/** The error that a forge cannot be opened from its folder, with a message for people. */
export class StoreFault extends TextError {
  override readonly name = 'StoreFault';
  readonly kind: StoreFaultKind;
  readonly path: string;

  /** @param detail for `objects`, what is lost; for `behind`, the number of commits; other kinds do not print it */
  constructor(kind: StoreFaultKind, path: string, cause?: unknown, detail = '') {
    super(TEXTS[kind](path, detail));
    this.kind = kind;
    this.path = path;
    this.cause = cause;
  }
}

/** The primary result codes of SQLite for faults that a person can fix. */
const KINDS: Readonly<Record<number, StoreFaultKind>> = { 5: 'in-use', 6: 'in-use', 11: 'damaged', 26: 'damaged' };
/** The primary result codes of SQLite for errors of the system, each with the system's code. */
const SYSTEM: Readonly<Record<number, string>> = { 3: 'EACCES', 8: 'EROFS', 10: 'EIO', 13: 'ENOSPC', 14: 'EACCES' };

/**
 * Turns an error of SQLite into an error with a message for people.
 * @param path the path of the database
 * @returns a StoreFault; for an error of the system, an error with its code and the path; else the error itself
 */
export function storeFault(path: string, error: unknown): unknown {
  const { code, errcode } = error as { readonly code?: unknown; readonly errcode?: unknown };
  if (code !== 'ERR_SQLITE_ERROR' || typeof errcode !== 'number') return error;
  const primary = errcode & 0xff;
  const kind = KINDS[primary];
  if (kind) return new StoreFault(kind, path, error);
  const system = SYSTEM[primary];
  // The caller reports errors of the system by path and code.
  return system === undefined ? error : Object.assign(new Error(system, { cause: error }), { code: system, path });
}
