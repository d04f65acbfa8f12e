/** What one account may ask of the forge at once, so that others need not wait (docs/SECURITY.md, row 77). */
import type { IncomingMessage } from 'node:http';
import { readBody } from './read-body.ts';
import { HttpRefusal } from './refusal.ts';

const MB = 1024 * 1024;

/** The largest body of a call without files; of a call that writes files; and of a push, as in git's configuration. */
export const BODY = { words: MB, files: 32 * MB, push: 100 * MB } as const;
/** The bytes of all bodies of one account that the forge holds at the same time. */
const MOST_HELD = 128 * MB;
/** The branches and tags that one push, or one call, may move. */
export const MOST_REFS = 100;
/** The folders in a path. A request has three. */
export const MOST_FOLDERS = 50;
/** The open pull requests of one account, and those among them that the process has refused or has not looked at. */
export const MOST_OPEN = 1000;
export const MOST_REFUSED = 200;

export const TOO_MANY_REFS =
  `Kiriman ini mengubah lebih dari ${MOST_REFS} cabang atau tag. Kiriman sebesar itu membuat orang lain menunggu, jadi tidak ada yang diterima. Kirim paling banyak ${MOST_REFS} sekaligus. / ` +
  `This push moves more than ${MOST_REFS} branches or tags. Others would have to wait for it, so nothing of it was accepted. Push at most ${MOST_REFS} at once.`;

export const TOO_DEEP =
  `Ada file di dalam lebih dari ${MOST_FOLDERS} folder bertingkat. Folder sedalam itu tidak dapat dibaca, jadi tidak ada yang diterima. Taruh file di folder permohonannya. / ` +
  `A file is in more than ${MOST_FOLDERS} folders, one inside the other. Such folders cannot be read, so nothing was accepted. Put the file into the folder of its request.`;

export const tooManyPulls = (login: string, most: number, isRefused: boolean): string =>
  `Akun ${login} sudah mempunyai ${most} permohonan terbuka${isRefused ? ' yang belum diterima' : ''}. Permohonan orang lain akan menunggu karenanya, jadi permohonan ini tidak dibuka. Perbaiki atau tutup permohonan yang lama lebih dahulu. / ` +
  `The account ${login} has ${most} open requests${isRefused ? ' that were not accepted' : ''}. The requests of others would have to wait for them, so this one was not opened. Correct or close earlier requests first.`;

const tooLarge = (most: number): string =>
  `Isi kiriman ini lebih dari ${most / MB} MB, jadi tidak dibaca. Kirim dalam bagian yang lebih kecil. / The body of this call is larger than ${most / MB} MB, so it was not read. Send smaller parts.`;

const HELD =
  `Akun ini sedang mengirim lebih dari ${MOST_HELD / MB} MB sekaligus, jadi kiriman ini tidak dibaca. Tunggu sampai kiriman sebelumnya selesai, lalu kirim lagi. / ` +
  `This account is sending more than ${MOST_HELD / MB} MB at once, so this call was not read. Wait until the earlier calls are done, then send it again.`;

/** Reads bodies of calls, and limits how much of each account is held at the same time. */
export class Bodies {
  readonly #held = new Map<number, number>();

  /**
   * Reads the body of a call, and counts it as held until `work` is done. A body that is too large is not read.
   * @param account the id of the account that calls
   * @param most the largest size in bytes
   * @throws HttpRefusal 413 for a body that is too large, 429 if the account sends too much at once
   */
  async with<Result>(
    request: IncomingMessage,
    account: number,
    most: number,
    work: (body: Buffer) => Promise<Result>,
  ): Promise<Result> {
    let own = 0;
    const hold = (bytes: number): void => {
      if (bytes > most) throw new HttpRefusal(413, tooLarge(most));
      const all = (this.#held.get(account) ?? 0) + Math.max(0, bytes - own);
      if (all > MOST_HELD) throw new HttpRefusal(429, HELD);
      this.#held.set(account, all);
      own = Math.max(own, bytes);
    };
    try {
      hold(Number(request.headers['content-length'] ?? 0));
      return await work(await readBody(request, most, hold));
    } finally {
      const left = (this.#held.get(account) ?? 0) - own;
      if (left > 0) this.#held.set(account, left);
      else this.#held.delete(account);
    }
  }
}
