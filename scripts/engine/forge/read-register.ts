import { journalNumber, REWRITES_PATH } from '#domain/journal/paths.ts';
import { newIds, parseRewrites } from '#domain/journal/rewrites.ts';
import { batches, blobText, readBlobs } from './blobs.ts';
import { ForgeError } from './errors.ts';
import type { RegisterView } from './forge.ts';
import { ask, askRest, type Client } from './octokit.ts';
import { keysOf, registerQuery } from './queries.ts';
import type { RawBlob, RawRegister } from './raw.ts';

interface RawFiles {
  readonly repository: {
    readonly register: {
      readonly target: ({ readonly oid: string } & Record<string, { readonly object: RawBlob | null } | null>) | null;
    } | null;
  };
}

/**
 * Reads files of the register from one head, by path. Each query reads fifty files. Paths without a file are left out.
 * @throws ForgeError if the head changed between two queries
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

/** Reads the register from the reply to a query. Texts that the reply cut off are read completely. */
export async function registerView(client: Client, raw: RawRegister | null): Promise<RegisterView> {
  if (!raw) return { head: undefined, index: undefined, journal: undefined };
  if (!raw.target) throw new ForgeError('unreadable', 'register', 'The branch has no commit.');
  const { oid, index, journal } = raw.target;
  return { head: oid, index: await fileText(client, index), journal: await fileText(client, journal) };
}

/**
 * Reads which ids commits have now. After an erasure, the forge goes on to name commits by the ids that they had (R50).
 * @throws ForgeError if the file with the ids cannot be read
 */
export async function readNewIds(client: Client, raw: RawRegister | null): Promise<(oid: string) => string> {
  const text = await fileText(client, raw?.target?.rewrites);
  try {
    return newIds(parseRewrites(text));
  } catch (error) {
    if (error instanceof SyntaxError) throw new ForgeError('unreadable', REWRITES_PATH, error.message);
    throw error;
  }
}

/** Reads the text of a file of the register; `undefined` if there is no such file. */
async function fileText(
  client: Client,
  file: { readonly object: RawBlob | null } | null | undefined,
): Promise<string | undefined> {
  if (!file) return undefined;
  if (!file.object?.oid) throw new ForgeError('unreadable', 'register', 'A path of the register is no file.');
  return blobText(client, file.object);
}

const READ_TREE = 'GET /repos/{owner}/{repo}/git/trees/{tree_sha}';

/**
 * Reads every journal of the register at one commit, by case number, with one listing and one query for each fifty
 * journals. The cost grows with the number of cases, so only an action that happens once may call this function.
 * @throws ForgeError if the listing is cut or a journal cannot be read completely
 */
export async function readJournals(client: Client, head: string): Promise<ReadonlyMap<number, string>> {
  const { tree, truncated } = await askRest(client, READ_TREE, { tree_sha: head, recursive: '1' });
  if (truncated) throw new ForgeError('unreadable', READ_TREE, 'The listing of the register came incomplete.');
  const journals = tree.flatMap(({ path, type, sha }) => {
    const number = type === 'blob' ? journalNumber(path) : undefined;
    return number === undefined || !sha ? [] : [{ number, sha }];
  });
  const texts = await readBlobs(
    client,
    journals.map(({ sha }) => sha),
  );
  return new Map(journals.map(({ number, sha }) => [number, texts.get(sha) ?? '']));
}
