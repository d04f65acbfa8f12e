import { existsSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Repository } from './git/repository.ts';
import { runGit } from './git/run.ts';
import { REGISTER } from './permissions.ts';
import { StoreFault } from './store-fault.ts';
import type { Store } from './store.ts';

/** What is killed in the middle leaves the repository one transaction ahead, and one is at most a commit of the register. */
const AHEAD_AFTER_A_KILL = 1;

/**
 * Sees that database and repository are of one moment, before the repository's refs are made those of the database: else the
 * newer one would lose what the older one does not know.
 * @param database its path
 * @throws StoreFault where the repository lacks what a branch of the database leads to, or has entries of the register that the
 * database does not know
 */
export async function refuseOtherMoment(git: Repository, store: Store, database: string): Promise<void> {
  const refs = store.all<{ name: string; oid: string }>('SELECT name, oid FROM refs');
  const onDisk = (await git.diskRefs()).get(REGISTER);
  await refuseLost(git.folder, refs);
  if (onDisk === undefined || refs.some(({ oid }) => oid === onDisk)) return;
  const known = refs.map(({ oid }) => `^${oid}\n`).join('');
  const { code, stdout } = await runGit(git.folder, ['rev-list', '--count', '--stdin'], `${onDisk}\n${known}`);
  // A ref on disk that leads nowhere is only put right: what counts is the database's.
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
 * The refs of the repository follow the database: with a new database the repository would lose every branch. So no
 * new database is made where the old one is gone.
 * @param database path of the database
 * @param repository path of the repository
 * @throws StoreFault where the database is missing or empty and the repository has branches, or git cannot say
 */
export async function refuseStrayRepository(database: string, repository: string): Promise<void> {
  const size = await stat(database).then(
    (found) => found.size,
    () => 0,
  );
  if (size > 0 || !existsSync(join(repository, 'HEAD'))) return;
  const { code, stdout } = await runGit(repository, ['for-each-ref', '--count=1']);
  // What git cannot list may be branches.
  if (code !== 0 || stdout.length > 0) throw new StoreFault('missing', database);
}
