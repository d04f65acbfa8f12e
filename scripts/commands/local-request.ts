import { resolve } from 'node:path';
import type { LocalFile, RequestCheck } from '../office/request-files.ts';
import { readRegular, unreadable } from './check.ts';
import { type Io, UserError } from './command.ts';

/** A file that the person names. @throws UserError where it cannot be read */
export async function readLocal(file: string, { cwd }: Io): Promise<LocalFile> {
  const bytes = await readRegular(resolve(cwd, file));
  if (typeof bytes !== 'string') return { file, bytes };
  throw new UserError({ id: 'Tidak ada yang ditulis.', en: 'Nothing was written.' }, [unreadable(file, bytes)]);
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
