import { VKEY_PATH } from '#domain/journal/paths.ts';
import { parseVkey } from '#domain/log/note.ts';
import type { Client } from '#engine/forge/octokit.ts';
import { readRegister } from '#engine/forge/read-register.ts';
import { makeSigningKey } from '#engine/register/signing-key.ts';
import { LOG_KEY } from './names.ts';
import { secretSealer } from './secret-sealer.ts';

/**
 * Makes the key that signs checkpoints (R36), and stores it: it is neither printed nor kept here. Its name is the log's, which
 * stays when the repository is renamed or moved, and when a key is lost: a register that names one keeps it.
 * @throws ForgeError where the environment does not exist
 */
export async function makeLogKey(client: Client): Promise<void> {
  const seal = await secretSealer(client, LOG_KEY);
  const known = (await readRegister(client, [VKEY_PATH])).get(VKEY_PATH)?.trimEnd().split('\n').at(-1);
  const name = known ? parseVkey(known).name : `github.com/${client.owner}/${client.repo}`;
  await seal(makeSigningKey(name));
}
