import sodium from 'libsodium-wrappers';
import type { Client } from '#engine/forge/octokit.ts';
import { ENVIRONMENT } from './names.ts';

const AT = '/repos/{owner}/{repo}/environments/{environment_name}/secrets' as const;

/**
 * A way to store a secret of the environment, ready to go: sealed for GitHub alone.
 * @throws ForgeError where the environment does not exist
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
