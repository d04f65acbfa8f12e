import { blobText } from './blobs.ts';
import { ForgeError } from './errors.ts';
import type { RegisterView } from './forge.ts';
import type { Client } from './octokit.ts';
import type { RawBlob, RawRegister } from './raw.ts';

/** The register as a query showed it, with texts that were too long for the query read whole. */
export async function registerView(client: Client, raw: RawRegister | null): Promise<RegisterView> {
  if (!raw) return { head: undefined, index: undefined, journal: undefined };
  if (!raw.target) throw new ForgeError('unreadable', 'register', 'The branch has no commit.');
  const { oid, index, journal } = raw.target;
  return { head: oid, index: await fileText(client, index), journal: await fileText(client, journal) };
}

/** Text of a file of the register; undefined where it is not there. */
export async function fileText(
  client: Client,
  file: { readonly object: RawBlob | null } | null | undefined,
): Promise<string | undefined> {
  if (!file) return undefined;
  if (!file.object?.oid) throw new ForgeError('unreadable', 'register', 'A path of the register is no file.');
  return blobText(client, file.object);
}
