import { batches } from './blobs.ts';
import { ForgeError } from './errors.ts';
import { ask, type Client } from './octokit.ts';
import { keysOf, registerQuery } from './queries.ts';
import type { RawBlob } from './raw.ts';
import { fileText } from './register-view.ts';

interface RawFiles {
  readonly repository: {
    readonly register: {
      readonly target: ({ readonly oid: string } & Record<string, { readonly object: RawBlob | null } | null>) | null;
    } | null;
  };
}

/**
 * Files of the register by path, one query for each fifty, all of one head. Paths that are not there are left out.
 * @throws ForgeError where the head moved between two queries
 */
export async function readRegister(client: Client, paths: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const texts = new Map<string, string>();
  let head: string | undefined;
  for (const batch of batches([...new Set(paths)])) {
    const { repository } = await ask<RawFiles>(client, registerQuery(batch.length), keysOf(batch));
    const commit = repository.register?.target;
    if (!commit) return texts;
    head ??= commit.oid;
    if (commit.oid !== head) {
      throw new ForgeError('unreadable', 'GraphQL query ReadRegister', 'The register moved while it was read.');
    }
    for (const [n, path] of batch.entries()) {
      const text = await fileText(client, commit[`f${n}`]);
      if (text !== undefined) texts.set(path, text);
    }
  }
  return texts;
}
