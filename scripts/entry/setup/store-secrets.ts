import sodium from 'libsodium-wrappers';
import { VKEY_PATH } from '#domain/journal/paths.ts';
import { parseVkey } from '#domain/log/note.ts';
import type { Client } from '#engine/forge/octokit.ts';
import { readRegister } from '#engine/forge/read-register.ts';
import { makeSigningKey } from '#engine/register/signing-key.ts';
import { APP_KEY, ENVIRONMENT, LOG_KEY } from './names.ts';

/**
 * Stores the App's private key in the environment, encrypted for GitHub alone. The key is neither printed nor kept
 * here.
 * @param key the key in PEM
 * @throws ForgeError if the environment does not exist
 */
export async function storeKey(client: Client, key: string): Promise<void> {
  const seal = await secretSealer(client, APP_KEY);
  await seal(key);
}

/**
 * Creates the App with the code that GitHub gave after the manifest, and stores its key. GitHub shows the key only
 * once. So the environment is read first, and the key cannot get lost because the environment is absent.
 * @returns the App's id and its name in its address, which GitHub may not show again
 */
export async function claimApp(client: Client, code: string): Promise<{ id: number; slug: string }> {
  const seal = await secretSealer(client, APP_KEY);
  const { data } = await client.octokit.request('POST /app-manifests/{code}/conversions', { code });
  await seal(data.pem);
  return { id: data.id, slug: data.slug ?? data.name };
}

const AT = '/repos/{owner}/{repo}/environments/{environment_name}/secrets' as const;

/**
 * Returns a function that stores a secret in the environment, encrypted for GitHub alone.
 * @throws ForgeError if the environment does not exist
 */
export async function secretSealer(
  { owner, repo, octokit }: Client,
  secret_name: string,
): Promise<(secret: string) => Promise<void>> {
  const at = { owner, repo, environment_name: ENVIRONMENT };
  const { data } = await octokit.request(`GET ${AT}/public-key`, at);
  await sodium.ready;
  const publicKey = sodium.from_base64(data.key, sodium.base64_variants.ORIGINAL);
  return async (secret) => {
    const sealed = sodium.crypto_box_seal(sodium.from_string(secret), publicKey);
    await octokit.request(`PUT ${AT}/{secret_name}`, {
      ...at,
      secret_name,
      encrypted_value: sodium.to_base64(sealed, sodium.base64_variants.ORIGINAL),
      key_id: data.key_id,
    });
  };
}

/**
 * Makes and stores the key that signs checkpoints (R36). The key is neither printed nor kept here. Its name is the name
 * of the log. The log keeps its name when the repository is renamed or moved, or when a key is lost. So the name is
 * read from the register, if the register has a key already.
 * @throws ForgeError if the environment does not exist
 */
export async function makeLogKey(client: Client): Promise<void> {
  const seal = await secretSealer(client, LOG_KEY);
  const known = (await readRegister(client, [VKEY_PATH])).get(VKEY_PATH)?.trimEnd().split('\n').at(-1);
  const name = known ? parseVkey(known).name : `github.com/${client.owner}/${client.repo}`;
  await seal(makeSigningKey(name));
}
