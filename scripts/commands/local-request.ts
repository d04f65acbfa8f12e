import type { LocalFile, RequestCheck } from '../office/request-files.ts';
import { type Io, NOTHING_WRITTEN, UserError } from './command.ts';
import { readBytes } from './read-file.ts';

/** A file that the person names. @throws UserError where it cannot be read */
export async function readLocal(file: string, io: Io): Promise<LocalFile> {
  const bytes = await readBytes(file, io);
  if (bytes instanceof Uint8Array) return { file, bytes };
  throw new UserError(NOTHING_WRITTEN, [bytes]);
}

/** A request that would be refused is not sent at all (R12). @throws UserError with every problem */
export function refuseUnsound({ problems }: RequestCheck): void {
  if (problems.length === 0) return;
  const text = {
    id: `Permohonan tidak dikirim: ${problems.length} isian harus diperbaiki. Tidak ada yang ditulis.`,
    en: `The request was not sent: ${problems.length} to be corrected. Nothing was written.`,
  };
  throw new UserError(text, problems);
}
