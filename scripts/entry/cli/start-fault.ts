import { statfs } from 'node:fs/promises';
import { dirname } from 'node:path';
import { isDiskFull } from '#domain/disk-full.ts';
import { type Text, TextError } from '#domain/problem.ts';
import { UserError } from '#domain/user-error.ts';
import { fileProblem } from '#domain/words/system-fault.ts';
import { StoreFault } from '#embedded/forge/store-fault.ts';
import { LostObject } from '#engine/register/git.ts';

/**
 * Returns an error of the start as a UserError that says what a person can do, or otherwise the error itself.
 * @param port the port that the office was to use
 * @param running the address of the office that uses the folder, if it answers there
 */
export function startFault(error: unknown, port: number, running?: string): unknown {
  if (error instanceof StoreFault)
    return new UserError(error.kind === 'in-use' ? inUse(error.path, running) : error.text);
  if (error instanceof LostObject) return new UserError(error.text);
  const { code, syscall } = error as NodeJS.ErrnoException;
  if (syscall !== 'listen') return error;
  if (code === 'EADDRINUSE') return new UserError(taken(port));
  return code === 'EACCES' ? new UserError(forbidden(port)) : error;
}

/** If a disk has fewer free bytes than this, it counts as full. */
const ROOM = 65_536;

/**
 * Returns a UserError if an office ended because its disk is full, and otherwise the error itself. Git reports only
 * that it could not write, and half-written files look damaged. So the disk itself is checked too.
 * @param named the folder's name as the person knows it
 */
export async function fullDiskFault(error: unknown, folder: string, named: string): Promise<unknown> {
  if (error instanceof UserError || (error as NodeJS.ErrnoException).syscall === 'listen') return error;
  const mayBeRoom = error instanceof TextError && !(error instanceof StoreFault && error.kind === 'repository');
  if (!isDiskFull(error) && (mayBeRoom || !(await hasNoRoom(folder)))) return error;
  return new UserError(START_AGAIN, [fileProblem(named, 'ENOSPC')]);
}

const START_AGAIN: Text = {
  id: 'Kantor ini berhenti. Yang sudah ditulisnya utuh; jalankan lagi sesudah ada ruang.',
  en: 'This office has stopped. The files that it has written are complete; start it again once there is room.',
};

/** Checks whether the disk of a folder is full, or cannot hold another file. */
async function hasNoRoom(folder: string): Promise<boolean> {
  const disk = await statfs(folder).catch(() => undefined);
  if (!disk) return false;
  // Some file systems do not count files.
  return disk.bavail * disk.bsize < ROOM || (disk.files > 0 && disk.ffree === 0);
}

function inUse(path: string, running: string | undefined): Text {
  const folder = dirname(path);
  if (running !== undefined)
    return {
      id: `Kantor di folder ${folder} sudah berjalan: ${running}/ — buka alamat itu. Untuk kantor kedua, beri --folder lain.`,
      en: `The office in the folder ${folder} is running already: ${running}/ — open that address. For a second office, give another --folder.`,
    };
  return {
    id: `Kantor lain sedang memakai folder ${folder}. Hentikan dahulu, atau beri --folder lain.`,
    en: `Another office uses the folder ${folder}. Stop it first, or choose another --folder.`,
  };
}

function taken(port: number): Text {
  const other = port < 65_535 ? port + 1 : port - 1;
  return {
    id: `Port ${port} sudah dipakai. Hentikan program yang memakainya, atau beri port lain: npm start -- --port ${other}`,
    en: `Port ${port} is taken. Stop the program that uses it, or choose another port: npm start -- --port ${other}`,
  };
}

const forbidden = (port: number): Text => ({
  id: `Akun Anda di mesin ini tidak boleh memakai port ${port}; port di bawah 1024 biasanya milik pengelola mesin. Beri port lain: npm start -- --port 4780`,
  en: `Your account on this machine may not use port ${port}; ports below 1024 usually belong to the administrator. Choose another: npm start -- --port 4780`,
});
