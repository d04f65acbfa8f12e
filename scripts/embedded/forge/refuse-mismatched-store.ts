import { existsSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { DiskRefs, Repository } from './git/repository.ts';
import { runGit } from './git/run.ts';
import { REGISTER } from './permissions.ts';
import { StoreFault } from './store-fault.ts';
import type { Store } from './store.ts';

/** A kill may leave the repository one transaction ahead, which adds at most one commit to the register. */
const AHEAD_AFTER_A_KILL = 1;

/**
 * Checks that database and repository are of the same moment. After that, the forge sets the refs of the repository to
 * those of the database, so commits that only the repository has would be lost.
 * @param oids the commit of each ref on disk, by the ref's full name
 * @param database the path of the database
 * @throws StoreFault if the repository lacks the commit of a ref of the database, or its register has more new commits
 * than a kill explains
 */
export async function refuseMismatchedStore(
  git: Repository,
  oids: DiskRefs['oids'],
  store: Store,
  database: string,
): Promise<void> {
  const refs = store.all<{ name: string; oid: string }>('SELECT name, oid FROM refs');
  const onDisk = oids.get(REGISTER);
  await refuseLost(git.folder, refs);
  if (onDisk === undefined || refs.some(({ oid }) => oid === onDisk)) return;
  const known = refs.map(({ oid }) => `^${oid}\n`).join('');
  const { code, stdout } = await runGit(git.folder, ['rev-list', '--count', '--stdin'], `${onDisk}\n${known}`);
  // A ref on disk whose commit is missing is no fault: it is replaced by the ref of the database.
  const ahead = code === 0 ? Number(stdout.toString('utf8')) : 0;
  if (ahead > AHEAD_AFTER_A_KILL) throw new StoreFault('behind', database, undefined, String(ahead));
}

async function refuseLost(
  folder: string,
  refs: readonly { readonly name: string; readonly oid: string }[],
): Promise<void> {
  if (refs.length === 0) return;
  const { code, stderr } = await runGit(
    folder,
    ['rev-list', '--no-walk=unsorted', '--quiet', '--stdin'],
    refs.map(({ oid }) => `${oid}\n`).join(''),
  );
  if (code === 0) return;
  const lost = refs.find(({ oid }) => stderr.includes(oid) || stderr.includes(oid.slice(2)));
  const said = stderr
    .trim()
    .replace(/\s*\n\s*/g, '; ')
    .replaceAll(`${dirname(folder)}/`, '');
  throw new StoreFault('objects', folder, undefined, lost ? `${lost.name} (${lost.oid})` : said);
}

/**
 * Checks that a repository with refs has its database. The forge sets the refs of the repository to those of the
 * database, so a new database would delete every ref.
 * @param database the path of the database
 * @param repository the path of the repository
 * @throws StoreFault if the database is missing or empty, and the repository has refs or git cannot list them
 */
export async function refuseStrayRepository(database: string, repository: string): Promise<void> {
  const size = await stat(database).then(
    (found) => found.size,
    () => 0,
  );
  if (size > 0 || !existsSync(join(repository, 'HEAD'))) return;
  const { code, stdout } = await runGit(repository, ['for-each-ref', '--count=1']);
  // If git cannot list the refs, there may be some.
  if (code !== 0 || stdout.length > 0) throw new StoreFault('missing', database);
}
