import { toInstant } from '#domain/clock/instant.ts';
import { CHECKPOINT_PATH } from '#domain/journal/paths.ts';
import type { CommittedCheckpoint } from '#domain/log/note.ts';
import { git, LostObject, type ObjectSource, readFrom, readObjects } from './git.ts';

/**
 * Reads the checkpoints that the register had, oldest first, as far back as the history in the clone goes.
 * @param since a commit; only checkpoints after it are read
 * @param source reads them without starting git for it
 * @throws LostObject if a checkpoint cannot be read
 */
export async function readCheckpoints(
  folder: string,
  head: string,
  since?: string,
  source?: ObjectSource,
): Promise<CommittedCheckpoint[]> {
  const range = since === undefined ? [head] : [head, `^${since}`];
  const listed = await git(folder, [
    'rev-list',
    '--topo-order',
    '--timestamp',
    '--first-parent',
    '--reverse',
    ...range,
    '--',
    CHECKPOINT_PATH,
  ]);
  const commits = listed.toString('utf8').split('\n').filter(Boolean);
  const dated = commits.map((line) => line.split(' '));
  const names = dated.map(([, commit]) => `${commit}:${CHECKPOINT_PATH}`);
  const checkpoints: CommittedCheckpoint[] = [];
  for await (const object of source ? readFrom(source, names) : readObjects(folder, names)) {
    const [seconds] = dated[checkpoints.length] ?? [];
    if (!object) throw new LostObject(CHECKPOINT_PATH, names[checkpoints.length] ?? '');
    checkpoints.push({ note: object.content.toString('utf8'), at: toInstant(Number(seconds) * 1000) });
  }
  return checkpoints;
}
