import { isDiskFull } from '#domain/disk-full.ts';
import type { Problem, Text } from '#domain/problem.ts';

interface Fault {
  readonly is: Text;
  readonly next: Text;
}

const NO_PERMISSION: Fault = {
  is: {
    id: 'Akun Anda di mesin ini tidak mempunyai izin atas file atau folder ini',
    en: 'Your account on this machine has no permission for this file or folder',
  },
  next: {
    id: 'Periksa izinnya (ls -l), atau pakai tempat lain',
    en: 'Check its permissions (ls -l), or use another place',
  },
};
const FULL: Fault = {
  is: { id: 'Ruang penyimpanan habis', en: 'There is no space left on the disk' },
  next: { id: 'Kosongkan sebagian (df -h), lalu ulangi', en: 'Free some of it (df -h), then repeat' },
};
const TOO_MANY_OPEN: Fault = {
  is: { id: 'Terlalu banyak file sedang terbuka di mesin ini', en: 'Too many files are open on this machine' },
  next: { id: 'Tutup program lain, lalu ulangi', en: 'Close other programs, then repeat' },
};

/** Errors that a person can fix. Any other code is an error of the program. */
const FAULTS: Readonly<Record<string, Fault>> = {
  ENOENT: {
    is: { id: 'File atau folder ini tidak ada', en: 'There is no such file or folder' },
    next: { id: 'Periksa ejaan nama dan foldernya', en: 'Check the spelling of its name and its folder' },
  },
  EISDIR: {
    is: { id: 'Ini folder; yang diperlukan file', en: 'This is a folder; a file is needed' },
    next: { id: 'Sebut nama file di dalamnya', en: 'Name a file in it' },
  },
  ENOTDIR: {
    is: {
      id: 'Ini, atau sebagian jalur menuju ke sini, file, bukan folder',
      en: 'This, or a part of the path to it, is a file, not a folder',
    },
    next: { id: 'Beri jalur lain', en: 'Give another path' },
  },
  EACCES: NO_PERMISSION,
  EPERM: NO_PERMISSION,
  EROFS: {
    is: { id: 'Tempat ini hanya dapat dibaca', en: 'This place can only be read' },
    next: { id: 'Pakai folder yang dapat ditulisi', en: 'Use a folder that can be written to' },
  },
  ENOSPC: FULL,
  EDQUOT: FULL,
  EEXIST: {
    is: { id: 'Sudah ada sesuatu dengan nama ini', en: 'Something with this name already exists' },
    next: { id: 'Pindahkan, atau pakai nama lain', en: 'Move it away, or use another name' },
  },
  ENOTEMPTY: {
    is: { id: 'Folder ini tidak kosong', en: 'This folder is not empty' },
    next: { id: 'Pakai folder lain, atau pindahkan isinya', en: 'Use another folder, or move away what is in it' },
  },
  EFBIG: {
    is: { id: 'File ini terlalu besar', en: 'This file is too large' },
    next: { id: 'Beri file yang lebih kecil', en: 'Give a smaller file' },
  },
  ENAMETOOLONG: {
    is: { id: 'Nama ini terlalu panjang', en: 'This name is too long' },
    next: { id: 'Pakai nama yang lebih pendek', en: 'Use a shorter name' },
  },
  ELOOP: {
    is: { id: 'Tautan simbolis di sini menunjuk satu sama lain', en: 'Symbolic links here lead to one another' },
    next: { id: 'Beri jalur yang sebenarnya', en: 'Give the real path' },
  },
  EMFILE: TOO_MANY_OPEN,
  ENFILE: TOO_MANY_OPEN,
  EBUSY: {
    is: {
      id: 'File atau folder ini sedang dipakai program lain',
      en: 'Another program is using this file or folder',
    },
    next: { id: 'Tutup program itu, lalu ulangi', en: 'Close that program, then repeat' },
  },
  EIO: {
    is: { id: 'Perangkat penyimpanan gagal dibaca atau ditulisi', en: 'The disk could not be read or written' },
    next: {
      id: 'Periksa perangkatnya, lalu pulihkan dari cadangan',
      en: 'Check the device, then restore from a backup',
    },
  },
};

const NOT_INSTALLED: Fault = {
  is: { id: 'Program ini tidak ada di mesin ini', en: 'This program is not on this machine' },
  next: {
    id: 'Pasang dahulu (misalnya: sudo apt install git), dan pastikan ada di PATH',
    en: 'First install it (for example: sudo apt install git), and see that it is on the PATH',
  },
};

const UNKNOWN_HOST: Fault = {
  is: { id: 'Nama ini tidak dikenal di jaringan', en: 'This name is not known in the network' },
  next: { id: 'Periksa sambungan jaringan dan alamatnya', en: 'Check the network and the address' },
};
const TOO_LATE: Fault = {
  is: { id: 'Alamat ini tidak menjawab pada waktunya', en: 'This address did not answer in time' },
  next: { id: 'Periksa sambungan jaringan', en: 'Check the network' },
};
const NO_WAY: Fault = {
  is: { id: 'Alamat ini tidak dapat dijangkau', en: 'There is no way to this address' },
  next: { id: 'Periksa sambungan jaringan', en: 'Check the network' },
};
const BROKEN_OFF: Fault = {
  is: { id: 'Sambungannya terputus', en: 'The connection broke off' },
  next: { id: 'Periksa sambungan jaringan', en: 'Check the network' },
};

const NETWORK_FAULTS: Readonly<Record<string, Fault>> = {
  ENOTFOUND: UNKNOWN_HOST,
  EAI_AGAIN: UNKNOWN_HOST,
  ECONNREFUSED: {
    is: { id: 'Tidak ada yang menjawab di alamat ini', en: 'Nothing answers at this address' },
    next: {
      id: 'Periksa alamatnya, dan bahwa server di sana berjalan',
      en: 'Check the address, and that the server there runs',
    },
  },
  ECONNRESET: BROKEN_OFF,
  EPIPE: BROKEN_OFF,
  ETIMEDOUT: TOO_LATE,
  EHOSTUNREACH: NO_WAY,
  ENETUNREACH: NO_WAY,
};

interface SystemError {
  readonly code?: unknown;
  readonly path?: unknown;
  readonly syscall?: unknown;
}

/** @param file the file as the person knows it */
export function fileProblem(file: string, code: string): Problem {
  const fault = Object.hasOwn(FAULTS, code) ? FAULTS[code] : undefined;
  if (fault) return faultProblem(file, fault);
  const message = { id: 'File ini tidak dapat dibaca atau ditulisi', en: 'This file cannot be read or written' };
  return { file, path: '', code: 'file-fault', received: code, message };
}

/**
 * Returns the problem for an error while a file was read or written; undefined for any other error.
 * @param file the file as the person knows it
 */
export function problemOfFile(file: string, error: unknown): Problem | undefined {
  const { code } = (error instanceof Error ? error : {}) as SystemError;
  return typeof code === 'string' && Object.hasOwn(FAULTS, code) ? fileProblem(file, code) : undefined;
}

/**
 * Returns the problem for an error that names its file or program, or that is clear without a name (a full disk, too
 * many open files); undefined for any other error.
 * @param shown function that writes a path as the person knows it
 */
export function systemProblem(error: unknown, shown: (path: string) => string = (path) => path): Problem | undefined {
  if (!(error instanceof Error)) return undefined;
  const { code, path, syscall } = error as SystemError;
  const isKnown = typeof code === 'string' && Object.hasOwn(FAULTS, code);
  // SQLite and git use codes of their own, without a path.
  if (!isKnown) return isDiskFull(error) ? fileProblem('disk', 'ENOSPC') : undefined;
  const isProgram = typeof syscall === 'string' && syscall.startsWith('spawn ');
  if (isProgram && code === 'ENOENT') return faultProblem(syscall.slice('spawn '.length), NOT_INSTALLED);
  // If the error has no path, only these codes are clear enough.
  if (typeof path === 'string') return fileProblem(isProgram ? path : shown(path), code);
  return ['ENOSPC', 'EDQUOT', 'EIO', 'EMFILE', 'ENFILE'].includes(code) ? fileProblem('disk', code) : undefined;
}

/**
 * Explains why an address did not answer; undefined if the network is not the reason.
 * @param reason text of the error, such as `getaddrinfo ENOTFOUND api.github.com`
 * @param asked address that is named if the reason contains no address
 */
export function networkProblem(reason: string, asked: string): Problem | undefined {
  const [, code = '', place] = /\b(E[A-Z_]+)\b(?: ([\w.:[\]-]+))?/.exec(reason) ?? [];
  const fault = Object.hasOwn(NETWORK_FAULTS, code) ? NETWORK_FAULTS[code] : undefined;
  return fault && { ...faultProblem(place ?? asked, fault), code: 'network-fault' };
}

const faultProblem = (file: string, { is, next }: Fault): Problem => ({
  file,
  path: '',
  code: 'file-fault',
  message: is,
  fix: next,
});

/** The sentence that an office on one machine shows while its process does not work. `{t}` is the last run's time. */
export const HALTED: Text = {
  id: 'Sistem tidak memproses sejak {t}. Yang sudah terkirim tetap tersimpan, dan diproses sesudah sistem berjalan lagi.',
  en: 'The system has not processed anything since {t}. What was sent is kept, and is processed once the system works again.',
};
