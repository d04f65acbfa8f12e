import { journalNumber } from '#domain/journal/paths.ts';
import { readBlobs } from './blobs.ts';
import { ForgeError } from './errors.ts';
import { call, type Client } from './octokit.ts';

const READ_TREE = 'GET /repos/{owner}/{repo}/git/trees/{tree_sha}';

/**
 * Every journal of the register at one commit, by case number: one listing, and one query for each fifty. It costs more the
 * more cases there are, so only what happens once asks for it.
 * @throws ForgeError where the listing is cut short or a journal cannot be read whole
 */
export async function readJournals(client: Client, head: string): Promise<ReadonlyMap<number, string>> {
  const { tree, truncated } = await call(client, READ_TREE, { tree_sha: head, recursive: '1' });
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
