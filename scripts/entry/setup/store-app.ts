import type { Client } from '#engine/forge/octokit.ts';
import { APP_KEY } from './names.ts';
import { secretSealer } from './secret-sealer.ts';

/**
 * Puts the App's private key into the environment, sealed for GitHub alone. It is neither printed nor kept here.
 * @param key PEM
 * @throws ForgeError where the environment does not exist
 */
export async function storeKey(client: Client, key: string): Promise<void> {
  const seal = await secretSealer(client, APP_KEY);
  await seal(key);
}

/**
 * Makes GitHub's App out of the code that it gave after the manifest, and stores its key. GitHub shows the key only
 * once: the environment is asked first, so that it cannot be lost for want of a place.
 * @returns the App's id and its name in its address, which GitHub may not show again
 */
export async function claimApp(client: Client, code: string): Promise<{ id: number; slug: string }> {
  const seal = await secretSealer(client, APP_KEY);
  const { data } = await client.octokit.request('POST /app-manifests/{code}/conversions', { code });
  await seal(data.pem);
  return { id: data.id, slug: data.slug ?? data.name };
}
