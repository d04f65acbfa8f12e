/** What erasures removed from a repository for good (R50), and where it is back. */
import { REGISTER_REF, REWRITES_PATH } from '#domain/journal/paths.ts';
import { parseRewrites } from '#domain/journal/rewrites.ts';
import { readTexts } from './clone-history.ts';
import { commitOf, gitLines } from './git.ts';
import { type RegisterFinding, registerFinding } from './finding.ts';

/** Lists the ids of erased files and of commits that were replaced, by the list of the register. */
export async function erasedObjects(folder: string): Promise<string[]> {
  const head = await commitOf(folder, [REGISTER_REF]);
  const [text] = head === undefined ? [] : await readTexts(folder, head, [REWRITES_PATH]);
  return parseRewrites(text).flatMap(({ erased = [] }) => erased);
}

/** Lists the refs of a repository that lead to one of these objects. */
export async function refsWith(folder: string, oids: readonly string[]): Promise<string[]> {
  if (oids.length === 0) return [];
  const wanted = new Set(oids);
  const among = async (...args: string[]) =>
    (await gitLines(folder, ['rev-list', ...args])).filter((oid) => wanted.has(oid));
  const leadingTo = (commits: readonly string[]) =>
    commits.length === 0
      ? []
      : gitLines(folder, ['for-each-ref', '--format=%(refname)', ...commits.flatMap((oid) => ['--contains', oid])]);
  const first = await leadingTo(await among('--all'));
  const others = [...first.map((name) => `--exclude=${name}`), '--all'];
  const bringing: string[] = [];
  for (const oid of await among('--objects', '--no-object-names', ...others))
    bringing.push(...(await gitLines(folder, ['log', ...others, '-m', '--format=%H', `--find-object=${oid}`])));
  return [...new Set([...first, ...(await leadingTo([...new Set(bringing)]))])].sort();
}

/** Finds the branches and tags of a repository that bring erased content back. */
export const checkErasedObjects = async (folder: string): Promise<RegisterFinding[]> =>
  (await refsWith(folder, await erasedObjects(folder))).map((file) => registerFinding('erased-again', { file }));
