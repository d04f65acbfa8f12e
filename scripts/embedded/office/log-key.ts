import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { VKEY_PATH } from '#domain/journal/paths.ts';
import type { Problem, Text } from '#domain/problem.ts';
import type { UserError } from '#domain/user-error.ts';
import { keepFile, refusedFile } from '#engine/kept-files.ts';
import { registerHead } from '#engine/register/clone.ts';
import { readTexts } from '#engine/register/clone-history.ts';
import { NoClone } from '#engine/register/git.ts';
import { makeSigningKey, readSigningKey, type SigningKey } from '#engine/register/signing-key.ts';

const LOG_KEY_FILE = 'log.key';

/** The log for which a key signs, and whether a lost key may be replaced. */
interface KeyOptions {
  /** The name of the log. */
  readonly name: string;
  /** The bare repository with the register. */
  readonly repository: string;
  /** Whether to make a new key although the register names one that is lost. */
  readonly mayReplace: boolean;
}

/**
 * Reads the key with which the office in a folder signs its checkpoints (R36). Only the owner of the file may read it.
 * If there is no key and the register names none, a key is made. A lost key is replaced only if the command says so,
 * because witnesses accept only the key that was announced to them.
 * @throws UserError if the file is damaged, or is missing although the register names its key
 */
export async function officeLogKey(folder: string, { name, repository, mayReplace }: KeyOptions): Promise<SigningKey> {
  const path = join(folder, LOG_KEY_FILE);
  if (!existsSync(path)) {
    const named = await namedKey(repository);
    if (named !== undefined && !mayReplace) throw lostKey(path, named);
    keepFile(path, `${makeSigningKey(name)}\n`);
  }
  return readLogKey(path);
}

/** Checks the key of an office, if there is one, and throws a UserError if the file contains no key. */
export function refuseDamagedKey(folder: string): void {
  const path = join(folder, LOG_KEY_FILE);
  if (existsSync(path)) readLogKey(path);
}

/** Refuses to replace a key that is still in the folder. It may be needed, and only a person can know that it is not. */
export function refuseToReplace(folder: string): void {
  const path = join(folder, LOG_KEY_FILE);
  if (!existsSync(path)) return;
  throw refusedFile({
    file: path,
    code: 'log-key',
    message: {
      id: 'Kantor ini masih memiliki kunci penanda tangan, jadi --new-log-key tidak membuat yang baru',
      en: 'This office still has a signing key, so --new-log-key makes no new one',
    },
    fix: {
      id: 'Untuk menggantinya, pindahkan dahulu file ini ke luar folder kantor, lalu ulangi. Untuk tetap memakainya, jalankan tanpa --new-log-key',
      en: 'To replace it, first move this file out of the office’s folder, then repeat. To keep it, start without --new-log-key',
    },
  });
}

function readLogKey(path: string): SigningKey {
  try {
    return readSigningKey(readFileSync(path, 'utf8'));
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw refusedKey(
      path,
      {
        id: 'Isinya bukan kunci penanda tangan yang dikenal versi ini',
        en: 'This file contains no signing key that this version knows',
      },
      { id: 'pindahkan file ini ke luar folder kantor, ', en: 'move this file out of the office’s folder, ' },
    );
  }
}

/** Reads the newest key that the register names; `undefined` if there is no log yet. */
async function namedKey(repository: string): Promise<string | undefined> {
  try {
    const [keys] = await readTexts(repository, await registerHead(repository), [VKEY_PATH]);
    return keys?.split('\n').findLast((line) => line !== '');
  } catch (error) {
    if (error instanceof NoClone) return undefined;
    throw error;
  }
}

const lostKey = (path: string, named: string): UserError =>
  refusedKey(
    path,
    {
      id: 'Kunci penanda tangan kantor ini tidak ada, padahal registernya ditandatangani dengannya',
      en: 'This office’s signing key is missing, although its register is signed with this key',
    },
    { id: '', en: '' },
    named,
  );

/** @param first what to do before a new key can be made */
function refusedKey(path: string, message: Problem['message'], first: Text, expected?: string): UserError {
  const fix = {
    id: `Kembalikan dari cadangan terbaru: tar xf FILE -C ${dirname(path)} ${LOG_KEY_FILE}. Bila tidak ada di cadangan mana pun: ${first.id}jalankan npm start -- --new-log-key, dan umumkan kunci barunya kepada para saksi`,
    en: `Restore it from the newest backup: tar xf FILE -C ${dirname(path)} ${LOG_KEY_FILE}. If no backup has it: ${first.en}run npm start -- --new-log-key, and announce the new key to the witnesses`,
  };
  return refusedFile({ file: path, code: 'log-key', ...(expected === undefined ? {} : { expected }), message, fix });
}
