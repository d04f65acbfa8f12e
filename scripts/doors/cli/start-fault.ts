import { dirname } from 'node:path';
import type { Text } from '#domain/problem.ts';
import { UserError } from '#domain/user-error.ts';
import { StoreFault } from '#embedded/forge/store-fault.ts';
import { LostObject } from '#engine/register/git.ts';

/**
 * What kept an office from starting, as a UserError that says what can be done; else the error itself.
 * @param port that it was to listen on
 * @param running the address of the office that has the folder, if it answers there
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

function inUse(path: string, running: string | undefined): Text {
  const folder = dirname(path);
  if (running !== undefined)
    return {
      id: `Kantor di folder ${folder} sudah berjalan: ${running}/ — buka alamat itu. Untuk kantor kedua, beri --folder lain.`,
      en: `The office in the folder ${folder} is running already: ${running}/ — open that address. For a second office, give another --folder.`,
    };
  return {
    id: `Kantor lain sedang memakai folder ${folder}. Hentikan dahulu, atau beri --folder lain.`,
    en: `Another office uses the folder ${folder}. End it first, or give another --folder.`,
  };
}

function taken(port: number): Text {
  const other = port < 65_535 ? port + 1 : port - 1;
  return {
    id: `Porta ${port} sudah dipakai. Hentikan yang memakainya, atau beri porta lain: npm start -- --port ${other}`,
    en: `Port ${port} is taken. End what uses it, or give another: npm start -- --port ${other}`,
  };
}

const forbidden = (port: number): Text => ({
  id: `Akun Anda di mesin ini tidak boleh memakai porta ${port}; porta di bawah 1024 biasanya milik pengelola mesin. Beri porta lain: npm start -- --port 4780`,
  en: `Your account on this machine may not use port ${port}; ports below 1024 are usually the administrator’s. Give another: npm start -- --port 4780`,
});
