import sodium from 'libsodium-wrappers';
import type { Client } from '#engine/forge/octokit.ts';
import { APP_KEY, ENVIRONMENT } from './names.ts';

const AT = '/repos/{owner}/{repo}/environments/{environment_name}/secrets' as const;

/**
 * Puts the App's private key into the environment, sealed for GitHub alone. It is neither printed nor kept here.
 * @param key PEM
 * @throws ForgeError where the environment does not exist
 */
export async function storeKey(client: Client, key: string): Promise<void> {
  const seal = await sealer(client);
  await seal(key);
}

/**
 * Makes GitHub's App out of the code that it gave after the manifest, and stores its key. GitHub shows the key only
 * once: the environment is asked first, so that it cannot be lost for want of a place.
 * @returns the App's id and its name in its address, which GitHub may not show again
 */
export async function claimApp(client: Client, code: string): Promise<{ id: number; slug: string }> {
  const seal = await sealer(client);
  const { data } = await client.octokit.request('POST /app-manifests/{code}/conversions', { code });
  await seal(data.pem);
  return { id: data.id, slug: data.slug ?? data.name };
}

/** A way to store the key, ready to go. */
async function sealer({ owner, repo, octokit }: Client): Promise<(key: string) => Promise<void>> {
  const at = { owner, repo, environment_name: ENVIRONMENT };
  const { data } = await octokit.request(`GET ${AT}/public-key`, at);
  await sodium.ready;
  const publicKey = sodium.from_base64(data.key, sodium.base64_variants.ORIGINAL);
  return async (key) => {
    const sealed = sodium.crypto_box_seal(sodium.from_string(key), publicKey);
    await octokit.request(`PUT ${AT}/{secret_name}`, {
      ...at,
      secret_name: APP_KEY,
      encrypted_value: sodium.to_base64(sealed, sodium.base64_variants.ORIGINAL),
      key_id: data.key_id,
    });
  };
}
