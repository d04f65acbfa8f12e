import { basename } from 'node:path';
import { unfitFor, unfitProblem } from '#domain/case/state/signed.ts';
import { sha256 } from '#domain/request/digest.ts';
import { type NamedDocument, signedLineFaults } from '#domain/request/signed-line.ts';
import { NOTHING_WRITTEN, UsageError, UserError } from '#domain/user-error.ts';
import { plural } from '#domain/words/language.ts';
import type { Io } from '#entry/command.ts';
import type { Person } from '#embedded/office/person.ts';
import type { LocalFile, RequestCheck } from '#engine/config/request-files.ts';
import { readBytes } from './read-file.ts';

/** Reads a file that the person names, or throws a UserError. */
export async function readLocal(file: string, io: Io): Promise<LocalFile> {
  const bytes = await readBytes(file, io);
  if (bytes instanceof Uint8Array) return { file, bytes };
  throw new UserError(NOTHING_WRITTEN, [bytes]);
}

const ATTACH = {
  id: ' File lampiran diberikan dengan --attach FILE, sekali untuk tiap file.',
  en: ' Give attachments with --attach FILE, once for each file.',
};

/**
 * Throws a UserError with every problem if the process would refuse the request, which is then not sent (R12).
 * @param zone the office's zone, in which the problems name times
 */
export function refuseUnsound({ problems }: RequestCheck, zone: string): void {
  if (problems.length === 0) return;
  const attach = problems.some(({ code }) => code === 'attachment-missing') ? ATTACH : { id: '', en: '' };
  const text = {
    id: `Permohonan tidak dikirim: ${problems.length} hal harus diperbaiki. Tidak ada yang ditulis.${attach.id}`,
    en: `The request was not sent: ${plural(problems.length, 'point')} must be corrected. Nothing was written.${attach.en}`,
  };
  throw new UserError(text, problems, zone);
}

/** A signed document or photograph that a person names, with the name that it gets in the act. */
interface SignedFile extends Omit<NamedDocument, 'oid'> {
  readonly bytes: Uint8Array;
}

const WITH_CAPTION = /^(.+\.jpe?g)=(.*)$/i;

/** Throws a UsageError for signed documents without a review (R47). A close has a review only if it has a reason. */
export function refuseSignedAlone(
  { signed, note }: { readonly signed?: readonly string[] | undefined; readonly note?: string | undefined },
  gesture: string,
): void {
  if (signed === undefined || (gesture !== 'submit' && (gesture !== 'close' || note !== undefined))) return;
  throw new UsageError({
    id: '--signed hanya untuk approve, return, file, dan close dengan --note.',
    en: '--signed is for approve, return, file, and close with --note.',
  });
}

/**
 * Reads and checks signed documents, as the process will. A UserError with every problem means that nothing was sent.
 * @param given the files; a photograph may be given as `FILE=CAPTION`
 * @param mayBePhotos whether the files may be photographs, as in a filing
 */
export async function readSignedFiles(given: readonly string[], mayBePhotos: boolean, io: Io): Promise<SignedFile[]> {
  const signed = await Promise.all(
    given.map(async (each): Promise<SignedFile> => {
      const [, name = each, caption = ''] = WITH_CAPTION.exec(each) ?? [];
      const { file, bytes } = await readLocal(name, io);
      return { name: basename(file).toLowerCase(), sha256: sha256(bytes), caption, bytes };
    }),
  );
  const problems = [
    ...signedLineFaults(
      signed.map((each) => ({ ...each, oid: '' })),
      mayBePhotos,
    ),
    ...signed.flatMap(({ name, bytes }) => {
      const unfit = unfitFor(bytes, name);
      return unfit ? [unfitProblem(name, unfit)] : [];
    }),
  ];
  if (problems.length === 0) return signed;
  throw new UserError({ id: 'Tidak ada yang dikirim.', en: 'Nothing was sent.' }, problems);
}

/** Uploads the files to the repository. The act names them, so that the process finds them. */
export const handOverAll = (person: Person, files: readonly SignedFile[]): Promise<NamedDocument[]> =>
  Promise.all(files.map(async ({ bytes, ...file }) => ({ ...file, oid: await person.handOver(bytes) })));
