import { existsSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { runGit } from './git/run.ts';
import { StoreFault } from './store-fault.ts';

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
