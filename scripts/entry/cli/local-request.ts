import { plural } from '#domain/words/language.ts';
import { NOTHING_WRITTEN, UserError } from '#domain/user-error.ts';
import type { Io } from '#entry/command.ts';
import type { LocalFile, RequestCheck } from '#engine/config/request-files.ts';
import { readBytes } from './read-file.ts';

/** A file that the person names. @throws UserError where it cannot be read */
export async function readLocal(file: string, io: Io): Promise<LocalFile> {
  const bytes = await readBytes(file, io);
  if (bytes instanceof Uint8Array) return { file, bytes };
  throw new UserError(NOTHING_WRITTEN, [bytes]);
}

const ATTACH = {
  id: ' File lampiran diberikan dengan --attach FILE, sekali untuk tiap file.',
  en: ' Attachments are given by --attach FILE, once for each file.',
};

/** A request that would be refused is not sent at all (R12). @throws UserError with every problem */
export function refuseUnsound({ problems }: RequestCheck): void {
  if (problems.length === 0) return;
  const attach = problems.some(({ code }) => code === 'attachment-missing') ? ATTACH : { id: '', en: '' };
  const text = {
    id: `Permohonan tidak dikirim: ${problems.length} isian harus diperbaiki. Tidak ada yang ditulis.${attach.id}`,
    en: `The request was not sent: ${plural(problems.length, 'field')} must be corrected. Nothing was written.${attach.en}`,
  };
  throw new UserError(text, problems);
}
