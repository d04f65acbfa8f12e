import { CHECKPOINT_PATH } from '#domain/journal/paths.ts';
import { git, readObjects } from './git.ts';

/**
 * The checkpoints that the register had, oldest first, as far as the clone has its history.
 * @param since a commit: only those that came after it
 */
export async function readCheckpoints(folder: string, head: string, since?: string): Promise<string[]> {
  const range = since === undefined ? [head] : [head, `^${since}`];
  const listed = await git(folder, ['rev-list', '--first-parent', '--reverse', ...range, '--', CHECKPOINT_PATH]);
  const commits = listed.toString('utf8').split('\n').filter(Boolean);
  const notes: string[] = [];
  for await (const object of readObjects(
    folder,
    commits.map((commit) => `${commit}:${CHECKPOINT_PATH}`),
  )) {
    if (object) notes.push(object.content.toString('utf8'));
  }
  return notes;
}
