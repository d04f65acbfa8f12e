import { existsSync, readFileSync } from 'node:fs';
import { rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Problem } from '#domain/problem.ts';
import { NOTHING_WRITTEN, UserError } from '#domain/user-error.ts';
import { makeSigningKey, readSigningKey, type SigningKey } from '#engine/register/signing-key.ts';

const LOG_KEY_FILE = 'log.key';

/**
 * The key by which the office in a folder signs its checkpoints (R36), made where there is none; only the file's owner may
 * read it. An office that lost its key goes on with a new one, which the register then names.
 * @param name of the log
 * @throws UserError where the file is damaged
 */
export async function officeLogKey(folder: string, name: string): Promise<SigningKey> {
  const path = join(folder, LOG_KEY_FILE);
  if (!existsSync(path)) {
    await writeFile(`${path}.new`, `${makeSigningKey(name)}\n`, { mode: 0o600 });
    await rename(`${path}.new`, path);
  }
  try {
    return readSigningKey(readFileSync(path, 'utf8'));
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    const problem: Problem = {
      file: path,
      path: '',
      code: 'log-key',
      message: { id: 'Isinya bukan kunci penanda tangan', en: 'It holds no signing key' },
      fix: {
        id: 'Kembalikan dari cadangan, atau pindahkan lalu jalankan: npm start; kunci baru dibuat, dan buku agenda mencatatnya',
        en: 'Restore it from a backup, or move it away and run: npm start; a new key is made, and the register names it',
      },
    };
    throw new UserError(NOTHING_WRITTEN, [problem]);
  }
}
